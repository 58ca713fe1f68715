import type { Language } from "../../domain/summary.ts";
import { nameRuns } from "../../language/names.ts";
import { figures } from "../../language/numbers.ts";
import { quotations } from "../../language/quotations.ts";

const decisions = {
  en: /\b(?:agree\w*|approv\w*|reject\w*|order\w*|rul(?:ed|es)|announc\w*|decid\w*|demand\w*|impos\w*|rais(?:e|ed|es|ing)|cut|cuts|bann?\w*|sign(?:ed|s)|pass(?:ed|es)|allocat\w*|launch\w*|suspend\w*|resign\w*|allow(?:ed|s)?|require[sd]?|extend(?:ed|s)?|abolish\w*|appoint\w*|reduc\w*|increas\w*|direct(?:ed|s)|refus\w*|oppos\w*|den(?:y|ied|ies))\b/gu,
  ur: /(?:فیصلہ|منظور|منظوری|مسترد|حکم|اعلان|مطالبہ|عائد|مختص|معطل|دستخط|مخالفت|اضافہ|کمی|پابندی|ہدایت|تنقید|انکار|توسیع|نافذ)/gu,
};
/** The other side. */
const contrast = {
  en: /\b(?:reject\w*|oppos\w*|refus\w*|criticis\w*|criticiz\w*|den(?:y|ied|ies)|dismiss\w*|object(?:ed|s|ions?)|challeng\w*|protest\w*)\b/u,
  ur: /مسترد|مخالفت|تنقید|انکار|اعتراض(?!ات)|احتجاج|چیلنج/u,
};
const warning = /\bwarn(?:s|ed|ing)?\b|خبردار|انتباہ/u;
/** How it always was. */
const background = /\b(?:(?:has|have|had) long|previously|in the past|for (?:years|decades))\b|ماضی میں|برسوں سے/u;
const ahead = {
  en: /\b(?:will|would|expected to|scheduled|due to|set to|by (?:january|february|march|april|may|june|july|august|september|october|november|december|20\d\d)|next (?:week|month|year))\b/u,
  ur: /(?:گا|گی|گے|متوقع|آئندہ|آئندہ ماہ|اگلے)(?=[\s،۔]|$)/u,
};
const hype =
  /\b(?:historic|game-changing|landmark|unprecedented|groundbreaking|milestone|pivotal|hailed|praised|lauded|commend\w*)\b|تاریخی|انقلابی|تاریخ ساز/u;
const ceremony = /\b(?:pledged|reiterated|reaffirmed|emphasi[sz]ed the need|stressed the need|vowed|underscored)\b|اعادہ|عزم/u;

/** What a sentence is weighed by, beside its words. */
export interface Place {
  /** Paragraph and sentence in it, from 0. */
  readonly paragraph: number;
  readonly sentence: number;
  /** Paragraphs of the summary. */
  readonly of: number;
}

/** How much of the news a sentence carries: what was decided, numbers, names, what comes next, and what the summary keeps coming back to. */
export function weigh(text: string, place: Place, centrality: number, language: Language): number {
  // Lower case first: patterns that ignore case are slow to compile over all letters.
  const lower = text.toLowerCase();
  const named = nameRuns(text).filter((run) => run.start > 0).length;
  const numbers = figures(text).reduce((sum, figure) => sum + (/\p{Nd}/u.test(figure.text) ? 0.8 : 0.3), 0);
  return (
    diminishing(lower.match(decisions[language])?.length ?? 0) * 1.3 +
    Math.min(1.6, numbers) +
    (contrast[language].test(lower) && !background.test(lower) ? 1.5 : 0) +
    (warning.test(lower) ? 0.5 : 0) +
    Math.min(5, named) * 0.3 +
    (ahead[language].test(lower) ? 1 : 0) +
    (quotations(text).length > 0 ? 0.4 : 0) +
    (place.sentence === 0 ? 0.6 : 0) +
    (1 - place.paragraph / Math.max(1, place.of)) * 0.6 +
    centrality * 2 -
    (hype.test(lower) ? 1.2 : 0) -
    (ceremony.test(lower) ? 0.8 : 0) -
    (background.test(lower) ? 1.5 : 0) -
    (text.length < 60 ? 1 : 0) -
    (text.length > 260 ? 0.8 : 0)
  );
}

/** A second decision in the sentence adds less, a third nothing. */
function diminishing(count: number): number {
  return Math.min(1, count) + (count > 1 ? 0.4 : 0);
}
