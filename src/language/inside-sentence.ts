import { isPlace } from "./places.ts";

/** Words that open a sentence whatever follows. */
const small = new Set(
  "the a an some every all no at in on after before as about nearly almost over only more most many half both".split(" "),
);
/** Words that are no names as long as no capital follows: `Power cuts`, not `Power Division`. */
const common = new Set(
  (
    "two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty sixty seventy eighty ninety several dozens hundreds " +
    "thousands millions tens fewer less much up new flash heavy monsoon torrential rains floods schools inflation power electricity gas water " +
    "wheat sugar cotton farmers growers traders officials police doctors teachers students workers exports imports prices federal " +
    "provincial national foreign public private local rural urban women men children people parents voters troops militants gunmen " +
    "rescuers ministers members lawmakers senators judges lawyers banks companies consumers pensioners importers exporters investors " +
    "economists analysts experts researchers scientists engineers remittances rising falling lower higher health poverty unemployment " +
    "growth protesters residents families households patients hospitals universities provinces"
  ).split(" "),
);

/**
 * The clause as it reads inside a sentence: `The bill …` → `the bill …`, `Punjab …` as it is. Null where its first word may or may
 * not be a name.
 * @param text where else the word stands: what is written small inside a sentence is a word, what has its capital there is a name.
 */
export function insideSentence(clause: string, text: string): string | null {
  const word = /^[\p{L}’'-]+/u.exec(clause)?.[0] ?? "";
  if (/^[\p{N}$£€]/u.test(clause)) return clause;
  if (word === "") return null;
  const lower = word.toLowerCase();
  const beforeCapital = /^[\p{L}’'-]+ \p{Lu}/u.test(clause);
  const isWord =
    small.has(lower) || (!beforeCapital && common.has(lower.split("-")[0] ?? "")) || stands(lower, "(?<![\\p{L}\\p{M}])", text);
  if (isWord) return clause.charAt(0).toLowerCase() + clause.slice(1);
  const isName =
    beforeCapital ||
    isPlace(word.replace(/[’']s?$/, ""), "en") ||
    /^(?:\p{Lu}\p{M}*){2}|^\p{Lu}\./u.test(clause) ||
    stands(word, "(?<=\\p{Ll},? )", text);
  return isName ? clause : null;
}

/** The word is letters, hyphens and apostrophes: nothing that a pattern would read as its own. */
function stands(word: string, before: string, text: string): boolean {
  return new RegExp(`${before}${word}(?![\\p{L}\\p{M}’'-])`, "u").test(text);
}
