/** What a compositor does to words before they are set: what must not part at a line's end, and which words are of another script. */
import type { Card } from "../domain/media.ts";
import { graphemes, isEmoji } from "./graphemes.ts";

/** A stretch of a line in one style; `foreign` is Latin inside Urdu, and Urdu inside English. */
export interface Run {
  readonly kind: "plain" | "foreign" | "emoji";
  readonly text: string;
}

const noBreak = "\u00A0";
const joiner = "\u2060";

/** Words up to this length stay whole at their hyphen: `NATO-like`, `Khyber-Pakhtunkhwa`. */
const longestWhole = 20;

const scales = "per\u00a0cent|percent|thousand|million|billion|trillion|lakh|crore|km|kg|MW|GW|فیصد|ہزار|لاکھ|کروڑ|ارب|کھرب|ڈالر|روپے";
const afterNumber = new RegExp(`(\\p{Nd})\\s(?=(?:${scales})(?!\\p{L}))`, "gu");
const months =
  "January|February|March|April|May|June|July|August|September|October|November|December|جنوری|فروری|مارچ|اپریل|مئی|جون|جولائی|اگست|ستمبر|اکتوبر|نومبر|دسمبر";
const afterDay = new RegExp(`(?<![\\p{L}\\p{N}.,])(\\p{Nd}{1,2})\\s(?=(?:${months})(?!\\p{L}))`, "gu");
const beforeDay = new RegExp(`(?<!\\p{L})(${months})\\s(?=\\p{Nd}{1,2}(?![\\p{L}\\p{N}]))`, "gu");
const perCent = /(?<=\p{Nd}\s)per\scent(?!\p{L})/gu;
const afterCurrency = /(?<![\p{L}.])(Rs\.?|PKR|USD|EUR|GBP|[$€£₨])\s(?=\p{Nd})/gu;
const afterTitle = /(?<!\p{L})((?:Dr|Mr|Mrs|Ms|Prof|Gen|Lt|Col|Maj|Brig|Sen|Rep|St|No|Art)\.)\s(?=[\p{Lu}\p{Nd}])/gu;
const afterInitial = /(?<!\p{L})(\p{Lu}\.)\s(?=\p{Lu})/gu;
/** `a` at a line's end leaves its reader hanging. */
const afterArticle = /(?<![\p{L}\p{M}’'.-])(an?|I|O)\s(?=[\p{L}\p{N}“‘]{1,16}(?![\p{L}\p{N}]))/giu;
/** A Latin name inside Urdu is read against the line: parted at its end, it could hardly be read at all. */
const latinName =
  /(?<=\p{Script=Arabic}[\p{M}\p{P}]*\s[(“‘]?)\p{Lu}[\p{Script=Latin}\p{Nd}.&’'-]*(?:\s[\p{Script=Latin}\p{Nd}.&’'-]+)+|(?<=^[(“‘]?)\p{Lu}[\p{Script=Latin}\p{Nd}.&’'-]*(?:\s[\p{Script=Latin}\p{Nd}.&’'-]+)+(?=[)”’]?\s\p{Script=Arabic})/gu;
const beforeDash = /\s(?=[–—])/gu;
const hyphened = /[\p{L}\p{Nd}]+(?:-[\p{L}\p{Nd}]+)+/gu;

/** Few fonts have ₨ in their own style; drawn, it is these two letters. */
const rupees = /₨/gu;

/**
 * Folds white space, and glues a number to its unit, a day to its month, a title to its name, an article to its noun, a dash to
 * the word before it, and what is short and belongs together: compounds, and Latin names inside Urdu.
 */
export function glue(text: string): string {
  return text
    .replace(/[^\S\u00a0]+/gu, " ")
    .trim()
    .replace(rupees, "Rs")
    .replace(perCent, `per${noBreak}cent`)
    .replace(afterNumber, `$1${noBreak}`)
    .replace(afterDay, `$1${noBreak}`)
    .replace(beforeDay, `$1${noBreak}`)
    .replace(afterCurrency, `$1${noBreak}`)
    .replace(afterTitle, `$1${noBreak}`)
    .replace(afterInitial, `$1${noBreak}`)
    .replace(afterArticle, `$1${noBreak}`)
    .replace(latinName, (name) => (name.length > longestWhole ? name : name.replaceAll(" ", noBreak)))
    .replace(beforeDash, noBreak)
    .replace(hyphened, (word) => (word.length > longestWhole ? word : word.replaceAll("-", `${joiner}-${joiner}`)));
}

type Script = Run["kind"] | "space" | "sign";

const latin = /[\p{Script=Latin}0-9]/u;
const arabic = /\p{Script=Arabic}/u;

function scriptOf(grapheme: string, language: Card["language"]): Script {
  if (isEmoji(grapheme)) return "emoji";
  if (/^\s/u.test(grapheme)) return "space";
  if (!/[\p{L}\p{N}]/u.test(grapheme)) return "sign";
  return (language === "ur" ? latin : arabic).test(grapheme) ? "foreign" : "plain";
}

/** Splits a text into runs, whose texts joined are the text. Signs go with the word that they touch, brackets with what they enclose. */
export function runsOf(text: string, language: Card["language"]): readonly Run[] {
  const signs = graphemes(text);
  const kinds = settle(signs, language);
  const runs: { kind: Run["kind"]; text: string }[] = [];
  for (const [index, sign] of signs.entries()) {
    const kind = kinds[index] ?? "plain";
    const last = runs.at(-1);
    if (last?.kind === kind) last.text += sign;
    else runs.push({ kind, text: sign });
  }
  return runs;
}

/** Signs that touch a foreign word are foreign, brackets and quotation marks only in pairs; what stands between two foreign words is too; the rest is plain. */
function settle(signs: readonly string[], language: Card["language"]): readonly Run["kind"][] {
  const kinds = signs.map((sign) => scriptOf(sign, language));
  const touch = (index: number, other: number) => {
    if (kinds[index] === "sign" && kinds[other] === "foreign") kinds[index] = "foreign";
  };
  for (let index = 1; index < kinds.length; index += 1) touch(index, index - 1);
  for (let index = kinds.length - 2; index >= 0; index -= 1) touch(index, index + 1);
  for (const [open, close] of pairsIn(signs)) if (kinds[open] !== kinds[close]) kinds[open] = kinds[close] = "plain";
  return kinds.map((kind, index) => {
    if (kind !== "space" && kind !== "sign") return kind;
    return nearest(kinds, index, -1) === "foreign" && nearest(kinds, index, 1) === "foreign" ? "foreign" : "plain";
  });
}

const closers: Readonly<Record<string, string>> = { "(": ")", "[": "]", "“": "”", "‘": "’", "«": "»" };

/** Positions of brackets and quotation marks that belong together. */
function pairsIn(signs: readonly string[]): readonly (readonly [number, number])[] {
  const pairs: [number, number][] = [];
  const open: number[] = [];
  for (const [index, sign] of signs.entries()) {
    const last = open.at(-1);
    if (closers[sign] !== undefined) open.push(index);
    else if (last !== undefined && closers[signs[last] ?? ""] === sign) pairs.push([open.pop() ?? last, index]);
  }
  return pairs;
}

function nearest(kinds: readonly Script[], from: number, step: 1 | -1): Script | undefined {
  let index = from + step;
  while (kinds[index] === "space" || kinds[index] === "sign") index += step;
  return kinds[index];
}
