/** Lost negations and hedges, and comparisons turned round. */

import { turnedNumbers } from "./figures.ts";
import { eachReplaced, inQuotes, type Planter } from "./kinds.ts";

function outside(text: string, pattern: RegExp, by: (match: RegExpExecArray) => string | readonly string[] | null): readonly string[] {
  return eachReplaced(text, pattern, (match) => (inQuotes(text, match.index) ? null : by(match)));
}

const pasts: Readonly<Record<string, string>> = { say: "said", give: "gave", take: "took", know: "knew", find: "found" };

export const negations: Planter = (text) => [
  ...outside(text, / not(?= (?!only|more|less|fewer|later)\p{L})/gu, () => ""),
  ...outside(text, /(did|do|does|can|is|are|was|were|has|have|had|would|could|should|wo)n[’']t/gu, ([, verb]) =>
    verb === "wo" ? "will" : (verb ?? null),
  ),
  ...outside(text, /did not (\p{L}+)/gu, ([, verb = ""]) => pasts[verb] ?? (/e$/.test(verb) ? `${verb}d` : `${verb}ed`)),
  ...outside(text, /cannot/gu, () => "can"),
  ...outside(text, /\bNo (?!one|more|less|fewer)(?=\p{L})/gu, () => ["A ", "Every "]),
  ...outside(text, /\bno (?!one|more|less|fewer|later|longer)(?=\p{L})/gu, () => ""),
  ...outside(text, /\bnever /gu, () => ""),
  ...outside(text, /\bwithout /gu, () => "with "),
  ...outside(text, /\b(?:has |have )?refused to (\p{L}+)/gu, ([, verb = ""]) => `agreed to ${verb}`),
  ...outside(text, / نہیں(?= )/gu, () => ""),
  ...outside(text, /(?<= )نہ (?!صرف)/gu, () => ""),
];

const people = "(?:[^,.“”\\n]|\\.(?=\\p{L})|(?<=\\b(?:Dr|Gen|Sen|Prof|retd|\\p{Lu}))\\.)";

export const hedges: Planter = (text) => [
  ...outside(text, /\b(?:reportedly|allegedly) /gu, () => ""),
  ...outside(text, new RegExp(`, according to ${people}+(?:, ${people}+)?(?=\\.(?:\\s|$))`, "gu"), () => ""),
  ...outside(text, new RegExp(`, according to ${people}+,`, "gu"), () => ""),
  ...outside(text, new RegExp(`(?<=^|\\n|\\. )According to ${people}+, (\\p{L})`, "gu"), ([, letter = ""]) => letter.toUpperCase()),
  ...outside(
    text,
    /(?<=^|\n|\. )(?:\p{Lu}|The )[^,.“”\n]{2,60} (?:said|says|warned|argued|claimed)(?: that)? (?!for |against |of |about |they do\b)(\p{L})/gu,
    ([, letter = ""]) => letter.toUpperCase(),
  ),
  ...outside(text, /, (?:the )?[^,.“”\n]{2,60} (?:said|announced|says)(?: on \p{Lu}\p{L}+)?(?=\.(?:\s|$))/gu, () => ""),
  ...outside(text, /\bwould(?= (?!not)\p{L})/gu, () => "will"),
  ...outside(text, /\b(?:could|may|might)(?= (?!not)\p{L})/gu, () => "will"),
  ...outside(text, /\b(?:is|are) (?:expected|likely) to/gu, () => "will"),
  ...outside(text, /(?<=^|\n|۔ )[^،۔\n]{3,60} کے مطابق،? /gu, () => ""),
  ...outside(text, /، [^،۔\n]{3,60} (?:کے مطابق|نے بتایا)(?=۔)/gu, () => ""),
  ...outside(text, /(?<=^|\n|۔ )[^،۔\n]{3,60} نے (?:کہا|بتایا|خبردار کیا)(?: ہے)? کہ /gu, () => ""),
  ...outside(text, /مبینہ طور پر /gu, () => ""),
  ...outside(text, /ہو سکت[یاے] (?:ہے|ہیں)/gu, () => "ہوگی"),
  ...outside(text, /جا سکت[یاے] (?:ہے|ہیں)/gu, () => "جائے گی"),
  ...outside(text, /متوقع (?:ہے|ہیں)/gu, () => "ہوگی"),
];

const opposites: readonly (readonly [string, string])[] = [
  ["rose", "fell"],
  ["risen", "fallen"],
  ["rise", "fall"],
  ["raised", "cut"],
  ["raises", "cuts"],
  ["increase", "decrease"],
  ["increased", "decreased"],
  ["more than", "less than"],
  ["fewer than", "more than"],
  ["higher", "lower"],
  ["highest", "lowest"],
  ["above", "below"],
  ["up from", "down from"],
  ["slowed", "rose"],
  ["cheaper", "dearer"],
  ["widest", "narrowest"],
  ["at least", "at most"],
  ["gained", "lost"],
  ["اضافہ", "کمی"],
  ["زیادہ", "کم"],
  ["بڑھ کر", "گھٹ کر"],
  ["زائد", "کم"],
];

export const directions: Planter = (text, summary) => [
  ...turnedNumbers(text, summary),
  ...opposites.flatMap(([one, other]) => [swap(text, one, other), swap(text, other, one)].flat()),
];

function swap(text: string, from: string, to: string): readonly string[] {
  return outside(text, new RegExp(`(?<![\\p{L}\\p{M}])${from}(?![\\p{L}\\p{M}])`, "gu"), () => to);
}
