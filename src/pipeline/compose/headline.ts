import type { Language, Summary } from "../../domain/summary.ts";
import { withoutAddresses } from "../../language/addresses.ts";
import { withoutStop } from "../../language/attribution.ts";
import { shorterForms, withoutContrast } from "../../language/clauses.ts";
import { cutInTwo } from "../../language/cut.ts";
import { blocks } from "./blocks.ts";
import { unlinked } from "./plain.ts";

/** What fits a card in a size that a phone's reader can read, in characters. Nastaliq needs more room. */
const longest: Readonly<Record<Language, number>> = { en: 230, ur: 145 };
/** Read at a glance; what is longer gives up what only adds. */
const glance = 150;
/** From here on a headline that announces with a colon what follows does without what follows. */
const roomy = 120;

/**
 * The large words of a card: the title, else a heading that opens the text, else the lead's main clause. One that is too long
 * gives up clauses that only add; a title that can't gives way to the main clause.
 */
export function headlineOf(summary: Summary, main: string): string {
  const { language, title } = summary;
  const [opening] = blocks(summary.paragraphs, language);
  const heading = opening?.kind === "heading" ? opening.text : undefined;
  const given = title ?? heading;
  const candidates = (given === undefined ? [main] : [given, main]).map(bare).flatMap((words) => [words, ...shorter(words, language)]);
  const first = given === undefined ? bare(main) : bare(given);
  const fitting =
    candidates.find((words) => words.length <= glance && first.startsWith(words)) ??
    candidates.find((words) => words.length <= longest[language]);
  const headline = fitting ?? withoutContrast(bare(main), language) ?? cut(bare(main), language);
  return headline === "" ? bare(main) : headline;
}

function bare(words: string): string {
  return withoutStop(unlinked(withoutAddresses(words))).replace(/,(?=["”’]$)/u, "");
}

function shorter(words: string, language: Language): readonly string[] {
  const colon = words.indexOf(": ");
  const announcement = colon > 40 && colon <= roomy && !/["“‘]/u.test(words.slice(0, colon)) ? [words.slice(0, colon)] : [];
  return [...announcement, ...shorterForms(words, language)];
}

/** The last resort, for a sentence that nothing can be taken from: its first words up to a clause. */
function cut(words: string, language: Language): string {
  return cutInTwo(words, (head) => head.length <= longest[language])?.head ?? words;
}
