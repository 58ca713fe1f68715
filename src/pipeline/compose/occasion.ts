import type { Language, Summary } from "../../domain/summary.ts";
import { sentences } from "../../language/sentences.ts";

/** What a summary is about, as far as its tone depends on it: nobody is invited anywhere under a correction or a list of the dead. */
export type Occasion = "news" | "opinion" | "correction" | "disaster";

const correction: Readonly<Record<Language, RegExp>> = {
  en: /^(?:correction|clarification|erratum|corrigendum|apology)(?![\p{L}\p{M}])/u,
  ur: /^(?:تصحیح|وضاحت|معذرت|درستی)(?![\p{L}\p{M}])/u,
};
const dead: Readonly<Record<Language, RegExp>> = {
  en: /(?<!\b(?:no one|nobody|no one was|nobody was|none were|none was) )\b(?:killed|dead|died|dies|deaths?|death toll|drown(?:ed|s)?|injur(?:ed|es)|wounded|martyred|bodies|casualties|massacre)\b/u,
  ur: /جاں بحق|ہلاک(?!ت خیز)|شہید|زخمی|لاپتہ|اموات|لاشیں|ڈوب گ/u,
};
/** What befalls people, dead or not. `Flood embankments` and a building code are policy. */
const befalling = {
  en: /\b(?:flash floods?|floodwaters?|flooded|inundat\w+|submerged|marooned|(?:swept|washed) away|earthquakes? (?:of|struck|shook|hit|jolted)|tremors?|landslides? (?:killed|buried|blocked|hit|struck)|avalanche|cyclone (?:hit|struck|made)|derail(?:ed|s|ment)|stampede|(?:bomb|suicide|gas|car) (?:blast|attack|explosion|bombing)s?|explosions?|gunmen|opened fire|blaze|buried under|trapped under|stranded by)\b/u,
  ur: /سیلابی (?:پانی|ریل)|سیلاب (?:آ|نے تباہی)|زلزلے? (?:کے جھٹک|آیا|نے)|زلزلہ آ|دھماکے? (?:میں|سے|ہوا)|خودکش|پٹری سے اتر|ملبے تلے|زیرِ? آب|فائرنگ (?:سے|کے واقع)/u,
};
const struck =
  /^(?:disasters?|floods?|flooding|earthquakes?|quakes?|landslides?|avalanche|cyclone|terrorism|blasts?|accidents?|سیلاب|زلزلہ|زلزلے|حادثہ|حادثات|آفات|دہشت گردی|دھماکہ)$/u;

/** True for a text that begins with the word for a correction. */
export function isCorrection(text: string, language: Language): boolean {
  return correction[language].test(text.toLowerCase());
}

/** The occasion, told by the summary's kind and tags, its title and its first sentence. */
export function occasionOf(summary: Summary): Occasion {
  const { language, kind, title = "", paragraphs, tags } = summary;
  const first = sentences(paragraphs[0] ?? "", language)[0] ?? "";
  if ([title, first].some((text) => isCorrection(text, language))) return "correction";
  if (kind === "opinion") return "opinion";
  return tags.some((tag) => struck.test(tag.toLowerCase())) ||
    [title, first].some((text) => dead[language].test(text.toLowerCase()) || befalling[language].test(text.toLowerCase()))
    ? "disaster"
    : "news";
}
