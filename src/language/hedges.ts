import type { Language } from "../domain/summary.ts";
import { type Turn, wordFrom } from "./negation.ts";
import { stemmed } from "./stems.ts";
import type { Token } from "./tokens.ts";

/** `hearsay`: reportedly. `chance`: could, is expected to. `would`: only under a condition, or as somebody says. */
export type HedgeKind = "hearsay" | "chance" | "would";

/** A word that takes certainty from another. */
export interface Hedge extends Turn {
  readonly kind: HedgeKind;
}

const hearsay = new Set(
  "reportedly allegedly purportedly supposedly alleged purported suspected believed rumoured rumored apparently مبینہ بظاہر مبینا".split(
    " ",
  ),
);
const chance = new Set(
  "could may might possibly perhaps maybe probably potentially likely expected seems appears seemingly potential possible proposed متوقع امکان توقع شاید غالباً ممکن ممکنہ مجوزہ خدشہ".split(
    " ",
  ),
);
const urduCan = new Set("سکتا سکتی سکتے سکیں سکوں".split(" "));
/** They stand before what they hedge. */
const leading = new Set(
  "could may might would possibly perhaps maybe probably potentially reportedly allegedly purportedly supposedly alleged purported suspected apparently seemingly potential possible proposed مبینہ بظاہر شاید غالباً ممکنہ مجوزہ".split(
    " ",
  ),
);
/** Other words that leave a claim open; a text that has one may do without the hedge of its source. */
const opening = new Set([
  ..."if unless until should can would could may might due set meant intended supposed designed".split(" "),
  ...stemmed(
    "hope fear risk threat threaten plan aim seek propose intend forecast predict project estimate schedule warn expect likely possible potential " +
      "chance perhaps probable seem appear target want ask",
    "en",
  ),
  ...stemmed("اگر چاہیے چاہئے خبردار تجویز مجوزہ ورنہ شرط", "ur"),
]);

function kindOf(token: Token): HedgeKind | null {
  if (token.kind === "date") return null;
  if (token.capital && (token.plain === "may" || token.plain === "might")) return null;
  if (hearsay.has(token.plain)) return "hearsay";
  if (chance.has(token.plain) || urduCan.has(token.plain)) return "chance";
  return token.plain === "would" ? "would" : null;
}

/** Every hedge of a sentence, and the word it bears on. */
export function hedgesIn(tokens: readonly Token[], language: Language): readonly Hedge[] {
  return tokens.flatMap((token, at): Hedge[] => {
    const kind = kindOf(token);
    const governs = kind === null ? null : governed(tokens, at, language);
    return kind === null ? [] : [{ at, governs: governs ?? at, kind }];
  });
}

function governed(tokens: readonly Token[], at: number, language: Language): number | null {
  const token = tokens[at];
  const follows = tokens[at + 1]?.plain;
  const isLeading = leading.has(token?.plain ?? "") || follows === "to" || (language === "ur" && tokens[at + 2]?.plain === "کہ");
  const from = language === "ur" && tokens[at + 2]?.plain === "کہ" ? at + 2 : at;
  return isLeading ? (wordFrom(tokens, from, 1) ?? wordFrom(tokens, at, -1)) : (wordFrom(tokens, at, -1) ?? wordFrom(tokens, at, 1));
}

/** True for any word that leaves a claim open. */
export function leavesOpen(token: Token): boolean {
  return kindOf(token) !== null || opening.has(token.key) || opening.has(token.plain);
}

/** True for a word that takes certainty from another by itself. */
export function isHedge(token: Token): boolean {
  return kindOf(token) !== null;
}

/** True for a word that says the claim is somebody's. */
export function isHearsay(token: Token): boolean {
  return hearsay.has(token.plain);
}

/** `is said to want`: hearsay in three words. */
export function isSaidTo(tokens: readonly Token[]): boolean {
  return tokens.some(
    ({ plain }, at) =>
      plain === "said" && tokens[at + 1]?.plain === "to" && /^(?:is|are|was|were|be|been)$/.test(tokens[at - 1]?.plain ?? ""),
  );
}
