import { stemmed } from "./stems.ts";
import type { Token } from "./tokens.ts";

/** Verbs that put words into somebody's mouth. */
const saying = stemmed(
  "say tell warn claim argue note state add explain announce report confirm suggest estimate conclude insist maintain allege predict forecast " +
    "acknowledge believe write reply answer call describe declare stress emphasize share observe recall comment remark reiterate assert contend " +
    "propose find hold show caution complain admit deny think dismiss object counter",
  "en",
);
/** The others do so only before `that`, a quotation, or at the end: `states` may also be provinces. */
const firm = stemmed("say warn claim argue insist allege believe think contend admit acknowledge complain caution predict", "en");

export function isSaying(token: Token | undefined): boolean {
  return token !== undefined && token.kind === "word" && saying.has(token.key);
}

export function isLooselySaying(token: Token): boolean {
  return !firm.has(token.key);
}

/** Urdu: what follows `نے` or `کا` where somebody speaks. */
const urduSaying = new Set("کہا بتایا لکھا خبردار کہنا دعویٰ موقف اعلان وضاحت تصدیق تردید جواب انتباہ".split(" "));

export function isUrduSaying(token: Token | undefined): boolean {
  return token !== undefined && urduSaying.has(token.plain);
}
