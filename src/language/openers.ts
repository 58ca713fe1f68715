import type { Language } from "../domain/summary.ts";
import { quotations } from "./quotations.ts";
import { cuts } from "./span.ts";

const contrasts = {
  en: /^(?:however|but|yet|nevertheless|nonetheless|still),?\s|^\S+(?: \S+){0,3}, however, /,
  ur: /^(?:تاہم|لیکن|مگر|البتہ)،?\s/u,
};
/** Words that only tie a sentence to the one before; without them it says the same. */
const ties = {
  en: /^(?:(?:meanwhile|however|moreover|furthermore|additionally|in addition|similarly|likewise|besides|nevertheless|nonetheless|at the same time|on the other hand|notably|importantly|also),\s+|(?:but|and|yet),?\s+|meanwhile\s+)/i,
  ur: /^(?:تاہم|دریں اثناء?|دوسری جانب|دوسری طرف|ادھر|علاوہ ازیں|مزید برآں|مزید یہ کہ|البتہ|لیکن|مگر|اس کے علاوہ|جبکہ)،?\s+/u,
};
/** Beginnings that say nothing. */
const preamble =
  /^(?:The (?:[a-z]+ )?(?:landscape|situation|scene|picture|tide) is (?:rapidly |slowly |fast )?(?:shifting|changing|evolving|turning) as|It (?:is|was) (?:worth noting|worth mentioning|important to note|notable|noteworthy|pertinent to mention|pertinent to note) (?:here )?that|It (?:should|must|may) (?:also )?be (?:noted|mentioned|recalled) (?:here )?that|Needless to say,) /u;
/** The same words set between commas inside the sentence; before a capital they keep two names apart. */
const innerTie = /,\s(?:however|meanwhile|moreover|furthermore|nevertheless|nonetheless|therefore),\s(?=[a-z])|\stherefore(?=\s[a-z])/u;

/** What happened or was said just before. */
const events =
  "move|moves|decision|development|developments|announcement|step|steps|statement|remarks|comments|incident|latter|former|pair|duo|two|three|two sides|two countries|two leaders|both sides|change|changes|increase|decrease|decline|rise|hike|measure|measures|visit|same|rest|others?|first|second|third|(?:last|first|second|third|latter|former|above|following) (?:point|clause|item|one|two|group|figure)";
/** What the post has already named, if its opening names one. */
const things =
  "ruling|verdict|judgment|meeting|deal|agreement|proposal|plan|report|law|bill|policy|package|project|scheme|minister|ministry|court|committee|commission|bank|fund|talks|order|figures?|council|board|bench|authority|centre|center|institute|union|company|companies|department|association|group|tribunal|office|programme|program|study|poll|survey|audit|rules?|charge|levy|line|railway|accord|treaty|contract|petition|campaign|budget|formula|list|letter|amount|price|strike|inquiry|vote|election|result|amendment|tariff|society|federation|organisation|organization|agency|division|directorate|body|team|party|firm|plant|dam|canal|road|bridge";
const pronouns = "he|she|it|they|his|her|hers|its|their|theirs|him|them";
const within = "of|on|in|for|between|to|at|against|by|with|from|under|before|that|which|who";
const dangling = {
  en: [
    new RegExp(`^["“‘'(]*(?:${pronouns})(?![\\w’'-])`, "u"),
    /^["“‘'(]*(?:it|he|she|they|that|this)[’']/u,
    /^["“‘'(]*(?:this|that|these|those)\s(?!(?:week|month|year|morning|evening|summer|winter|autumn|spring)\b)/u,
    /^["“‘'(]*(?:such|another|others|both|neither|either|instead|then|later|earlier|thus|hence|therefore|consequently|accordingly|otherwise|here|there|so|as a result|for (?:example|instance)|by contrast|in contrast|in response|in return|in turn|some of them|one of them|among them|among those|among the dead|of these|of those|in those|similarly|if so|since then|after that|after this|apart from this|half of it|most of it|the rest)\b/u,
    // "Two-thirds of them", "In that time", "Under this plan".
    /^["“‘'(]*(?:[a-z\d-]+ ){1,4}of them\b(?! (?:who|that|which)\b)/u,
    /^["“‘'(]*(?:in|at|by|on|for|from|under|with|during|since|before|after|until|over|to) (?:this|that|these)\s(?!(?:week|month|year|morning|evening|summer|winter|autumn|spring|season|century)\b)/u,
    new RegExp(`^["“‘'(]*the (?:${events}) (?!(?:${within}) )`, "u"),
    /^the same /u,
  ],
  ur: [
    /^["“‘'’(]*(?:یہ|وہ|ان|انہوں|انھوں|انہیں|انھیں|اسی|انہی|اسے|ایسے|ایسا|ایسی|دونوں|چنانچہ|لہٰذا|لہذا|نیز|یوں|پھر|بعد ازاں|اس کے بعد|مذکورہ|باقی)(?![\p{L}\p{M}])/u,
    /^["“‘'’(]*اس(?![\p{L}\p{M}])(?!\s(?:سال|ہفتے|ماہ|مہینے|وقت)(?![\p{L}\p{M}]))/u,
    /^["“‘'’(]*(?:اجلاس|فیصلے|اعلان|اقدام|بیان) (?:میں|سے|کے|کا|کی|پر) /u,
  ],
};
/** Further in: "Balochistan has 17 of them", "in these guarantees", "adopt that rule at", "would publish one next", "said they would not,". */
const leaning = {
  en: [
    /^.{0,45}\bof (?:them|these|those|it)\b(?! (?:who|that|which))/u,
    /["”][^"“”]*\bof (?:them|these|those)\b/u,
    /(?<=\w )(?:this|these|those)\s(?!(?:week|month|year|morning|evening|summer|winter|autumn|spring|who|that|which|with|in|of|from)\b)[a-z]/u,
    /\b(?:adopt|approve|accept|reject|oppose|support|under|in|of|to|for|by|with|on|at|from|after|before|during) that [a-z]+(?=[.,;]| (?:at|in|of|on|by|for|to|with|from)\b)/u,
    /(?<=[a-z] )(?<!(?:no|every|any|each|the|that|which|only|at|by|is|than) )one(?=[.,;]| (?:next|last|later|soon)\b)/u,
    /\b(?:expects?|expected|wants?|needs?|plans?|seeks?|demanded|promised) one\b/u,
    /\b(?:he|she|it|they|we) (?:would|will|did|does|do|had|has|have|is|are|was|were|could|can)(?: not|n[’']t| be)?[.,;]/u,
    /\bthe (?:last|first|second|third|latter|former) (?:point|clause|item|one|two)\b/u,
    /\b(?:denies|denied|rejects|rejected|welcomed|opposed|ruled|supports?|confirmed) (?:it|them|that)\b/u,
    /^(?:i|we) \w+ (?:it|them)\b/u,
    /^[^,]{1,80} (?:(?:replied|answered|retorted|countered)\b|(?:agreed|disagreed)[.,;])/u,
    /^officials there\b|^(?:a )?similar\b/u,
  ],
  ur: [
    /(?<=\s)(?:یہ|اس|ان) (?:اعتراض|فیصل[ہے]|دلیل|شرط|شرح|مطالب[ہے]|قیمت|قانون|منصوب[ہے]|عہدے|درخواست|رقم|تجویز|ترمیم|معاہدے|حوالے|سلسلے|الزام|اقدام|نظام|رعایت|کمیٹی|جائزے|رپورٹ)(?![\p{L}\p{M}])/u,
  ],
};
/** An introduction without a name, then a pronoun: "In a statement, he said". */
const emptyIntroduction = new RegExp(`^[a-z\\s-]{1,60}, (?:${pronouns}|this|these)\\b`, "u");
/** A thing by its bare name: "The bill goes to the Senate", "کمیٹی کے مطابق". */
const bare = {
  en: new RegExp(`^["“‘'(]*the (${things})(?:[’']s?)? (?!(?:${within}) )`, "u"),
  ur: /^["“‘'’(]*(تنظیم|ادارے|ادارہ|کمیٹی|کمیشن|عدالت|بینک|وزارت|محکمے|محکمہ|یونین|سینٹر|کونسل|بل|پالیسی|معاہدے|منصوبے|رپورٹ|جائزے|انجمن|بورڈ|اتھارٹی|ایوان|کابینہ) (?:کے|کا|کی|نے|کو|میں|پر|سے|اب) /u,
};

/** True when the sentence points back to something that its reader may not have seen. */
export function dangles(sentence: string, language: Language): boolean {
  // Lower case first: patterns that ignore case are slow to compile over all letters.
  const lower = sentence.toLowerCase();
  if (dangling[language].some((pattern) => pattern.test(lower))) return true;
  return language === "en" && emptyIntroduction.test(lower) && !/^\S+[^,]*\s\p{Lu}/u.test(sentence.split(",")[0] ?? "");
}

/** True when the sentence can be read alone but loses something without the one before it. */
export function leans(sentence: string, language: Language): boolean {
  return dangles(sentence, language) || leaning[language].some((pattern) => pattern.test(sentence.toLowerCase()));
}

/** The thing that the sentence opens with and doesn't introduce, as a stem: `bill` in "The bill goes to the Senate". Null: it opens otherwise. */
export function bareOpening(sentence: string, language: Language): string | null {
  const thing = bare[language].exec(sentence.toLowerCase())?.[1];
  if (thing === undefined) return null;
  return language === "ur" ? thing.replace(/(?<=.{3})[ہے]$/u, "") : thing.replace(/(?<=.{3})(?:ies|s|y)$/, "");
}

/** True when the sentence takes something back of the one before: "However, both gave way." */
export function contradicts(sentence: string, language: Language): boolean {
  return contrasts[language].test(sentence.toLowerCase());
}

/** The sentence without a word that only ties it to the one before (`Meanwhile,`, `, however,`, `تاہم`), or an empty beginning. */
export function untied(sentence: string, language: Language): string {
  const rest = sentence.replace(ties[language], "").replace(preamble, "");
  if (!/\p{L}/u.test(rest)) return sentence;
  if (language === "ur") return rest;
  return (rest === sentence ? rest : capitalised(rest)).replace(innerTie, (tie, at: number, whole: string) =>
    cuts(quotations(whole), at) ? tie : /^\s/.test(tie) ? "" : " ",
  );
}

function capitalised(sentence: string): string {
  return sentence.replace(/^(["“‘'(]*)(\p{Ll})/u, (_, mark: string, letter: string) => mark + letter.toUpperCase());
}
