import { isEveryday } from "../../language/everyday-words.ts";
import type { Finding } from "./finding.ts";
import type { Sentence } from "./sentence.ts";
import type { Source } from "./source.ts";

/** Words of weight that stand nowhere in the source: a judgement, an embellishment, something nobody said. One finding a sentence. */
export function newWordFindings(said: Sentence, source: Source, house: ReadonlySet<string>): readonly Finding[] {
  if (said.language === "ur") return [];
  const strange = said.tokens.filter(({ kind, key, plain, capital, quoted }) => {
    if (kind !== "word" || capital || quoted || plain.length < 4) return false;
    return !source.keys.has(key) && !isEveryday(key, "en") && !house.has(key) && !hasKin(key, source);
  });
  if (strange.length === 0) return [];
  const words = [...new Set(strange.map(({ start, end }) => said.text.slice(start, end)))].join("”, “");
  return [
    {
      code: "claim-word",
      severity: "warn",
      words,
      wrong: "stands nowhere in the source.",
      remedy: "Check that the source says so in other words.",
    },
  ];
}

/** `approval` for "approved", `rejection` for "rejected". */
function hasKin(key: string, source: Source): boolean {
  if (key.length < 5) return false;
  const root = key.slice(0, Math.max(5, key.length - 4));
  for (const other of source.keys) if (other.startsWith(root)) return true;
  return false;
}
