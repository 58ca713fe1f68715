import type { Language } from "../../domain/summary.ts";
import { nameRuns } from "../../language/names.ts";
import { figures } from "../../language/numbers.ts";
import { quotations } from "../../language/quotations.ts";

const decisions = {
  en: /(?<!\p{L})(?:agree\p{L}*|approv\p{L}*|reject\p{L}*|order\p{L}*|rul(?:ed|es)|announc\p{L}*|decid\p{L}*|demand\p{L}*|impos\p{L}*|rais(?:e|ed|es|ing)|cut|cuts|bann?\p{L}*|sign(?:ed|s)|pass(?:ed|es)|allocat\p{L}*|launch\p{L}*|suspend\p{L}*|resign\p{L}*|allow(?:ed|s)?|require[sd]?|extend(?:ed|s)?|abolish\p{L}*|appoint\p{L}*|reduc\p{L}*|increas\p{L}*|direct(?:ed|s)|refus\p{L}*|oppos\p{L}*|den(?:y|ied|ies))(?!\p{L})/giu,
  ur: /(?:فیصلہ|منظور|منظوری|مسترد|حکم|اعلان|مطالبہ|عائد|مختص|معطل|دستخط|مخالفت|اضافہ|کمی|پابندی|ہدایت|تنقید|انکار|توسیع|نافذ)/gu,
};
/** The other side. */
const contrast = {
  en: /(?<!\p{L})(?:reject\p{L}*|oppos\p{L}*|refus\p{L}*|criticis\p{L}*|criticiz\p{L}*|den(?:y|ied|ies)|dismiss\p{L}*|object(?:ed|s|ions?)|challeng\p{L}*|protest\p{L}*)(?!\p{L})/iu,
  ur: /مسترد|مخالفت|تنقید|انکار|اعتراض(?!ات)|احتجاج|چیلنج/u,
};
const warning = /(?<!\p{L})warn(?:s|ed|ing)?(?!\p{L})|خبردار|انتباہ/iu;
/** How it always was. */
const background = /(?<!\p{L})(?:(?:has|have|had) long|previously|in the past|for (?:years|decades))(?!\p{L})|ماضی میں|برسوں سے/iu;
const ahead = {
  en: /(?<!\p{L})(?:will|would|expected to|scheduled|due to|set to|by (?:january|february|march|april|may|june|july|august|september|october|november|december|20\d\d)|next (?:week|month|year))(?!\p{L})/iu,
  ur: /(?:گا|گی|گے|متوقع|آئندہ|آئندہ ماہ|اگلے)(?=[\s،۔]|$)/u,
};
const hype =
  /(?<!\p{L})(?:historic|game-changing|landmark|unprecedented|groundbreaking|milestone|pivotal|hailed|praised|lauded|commend\p{L}*)(?!\p{L})|تاریخی|انقلابی|تاریخ ساز/iu;
const ceremony =
  /(?<!\p{L})(?:pledged|reiterated|reaffirmed|emphasi[sz]ed the need|stressed the need|vowed|underscored)(?!\p{L})|اعادہ|عزم/iu;

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
  const named = nameRuns(text).filter((run) => run.start > 0).length;
  const numbers = figures(text).reduce((sum, figure) => sum + (/\p{Nd}/u.test(figure.text) ? 0.8 : 0.3), 0);
  return (
    diminishing(text.match(decisions[language])?.length ?? 0) * 1.3 +
    Math.min(1.6, numbers) +
    (contrast[language].test(text) && !background.test(text) ? 1.5 : 0) +
    (warning.test(text) ? 0.5 : 0) +
    Math.min(5, named) * 0.3 +
    (ahead[language].test(text) ? 1 : 0) +
    (quotations(text).length > 0 ? 0.4 : 0) +
    (place.sentence === 0 ? 0.6 : 0) +
    (1 - place.paragraph / Math.max(1, place.of)) * 0.6 +
    centrality * 2 -
    (hype.test(text) ? 1.2 : 0) -
    (ceremony.test(text) ? 0.8 : 0) -
    (background.test(text) ? 1.5 : 0) -
    (text.length < 60 ? 1 : 0) -
    (text.length > 260 ? 0.8 : 0)
  );
}

/** A second decision in the sentence adds less, a third nothing. */
function diminishing(count: number): number {
  return Math.min(1, count) + (count > 1 ? 0.4 : 0);
}
