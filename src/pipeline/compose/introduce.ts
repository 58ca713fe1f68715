import { nameRuns, type Person } from "../../language/names.ts";
import { quotations } from "../../language/quotations.ts";
import { cuts } from "../../language/span.ts";

/**
 * The texts as one reader meets them, in order: where a surname comes before its full name, it takes title and full name from
 * the summary's first mention (`Zelenskyy` → `Ukrainian President Volodymyr Zelenskyy`).
 * @param met what the reader has seen already.
 */
export function introduced(met: string, texts: readonly string[], people: readonly Person[]): readonly string[] {
  let seen = met;
  return texts.map((text) => {
    const full = people.reduce((words, person) => introduce(words, person, seen), text);
    seen += `\n${full}`;
    return full;
  });
}

function introduce(text: string, person: Person, seen: string): string {
  if (seen.includes(person.name)) return text;
  const alone = nameRuns(text).find((run) => run.text.replace(/[’']s?$/, "").toLowerCase() === person.surname.toLowerCase());
  if (!alone || quotations(text).some((quotation) => cuts([quotation], alone.start))) return text;
  const before = text.slice(0, alone.start);
  if (before.includes(person.name)) return text;
  const full = [person.title, person.name].filter((words) => words !== "").join(" ");
  // "the Zelenskyy government" and "former minister Khan" are introduced already, or aren't the person.
  if (/(?:^|\s)(?:[Tt]he|[Aa]n?|\p{Ll}+(?:er|or|man|ry|nt|yst))\s$/u.test(before)) return text;
  const opens = /(?:^|[.!?][”"]?\s|\n(?:– )?)["“]?$/u.test(before);
  return before + (opens ? full.charAt(0).toUpperCase() + full.slice(1) : full) + text.slice(alone.start + person.surname.length);
}
