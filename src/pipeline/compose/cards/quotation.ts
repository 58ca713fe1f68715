import type { QuotationCard } from "../../../domain/media.ts";
import type { Language, Summary } from "../../../domain/summary.ts";
import { nameRuns } from "../../../language/names.ts";
import { quotations } from "../../../language/quotations.ts";
import { sentences } from "../../../language/sentences.ts";
import { introduced } from "../introduce.ts";
import type { Story } from "../story.ts";
import { wordCount } from "./words.ts";

/** What somebody said, and the paragraph it stands in. */
export interface KeyQuotation extends Pick<QuotationCard, "quotation" | "speaker"> {
  readonly paragraph: number;
  /** As it stands in the source, for telling which statement holds it. */
  readonly words: string;
}

/** A quotation of fewer words is a phrase out of a sentence. */
const fewestWords: Readonly<Record<Language, number>> = { en: 6, ur: 6 };
const longestSpeaker = 90;

/** The first quotation that is a sentence of its own, with a speaker whom the reader of the card alone can know; null without one. */
export function keyQuotation(summary: Summary, story: Story, room: number): KeyQuotation | null {
  const { language, paragraphs } = summary;
  for (const [paragraph, text] of paragraphs.entries()) {
    const all = sentences(text, language);
    for (const [at, sentence] of all.entries()) {
      const found = quoted(sentence, all[at - 1] ?? "", story);
      if (found && !story.headline.includes(found.words.replace(/\p{P}+$/u, "")) && wordCount(found.quotation, found.speaker) <= room)
        return { ...found, paragraph };
    }
  }
  return null;
}

/** @param before the sentence before: a `she` is whoever spoke there. */
function quoted(sentence: string, before: string, story: Story): Omit<KeyQuotation, "paragraph"> | null {
  const { language } = story;
  const [quotation, ...others] = quotations(sentence);
  if (!quotation || others.length > 0 || wordCount(quotation.words) < fewestWords[language]) return null;
  if (language === "en" && !/^[\p{Lu}\p{Nd}]/u.test(quotation.words)) return null;
  const [head, tail] = [sentence.slice(0, quotation.start).trim(), sentence.slice(quotation.end).trim()];
  const by = language === "ur" ? urduSpeaker(head, tail) : englishSpeaker(head, tail);
  const speaker = by === null ? null : known(by, before, story);
  if (speaker === null || speaker.length > longestSpeaker) return null;
  return { quotation: closed(quotation.words, language), speaker, words: quotation.words };
}

/** With its own stop: the comma before `she said` is the sentence's. */
function closed(words: string, language: Language): string {
  if (language === "ur") return words.replace(/[۔،]$/u, "");
  const bare = words.replace(/[,;:]$/, "");
  return /[.!?…]$/.test(bare) ? bare : `${bare}.`;
}

const verb = "(?:said|says|told|wrote|writes|warned|warns|added|asked|replied|answered|argued|argues)";
const behind = new RegExp(`^(?<by>[^“”"]{2,90}?),? ${verb}(?: [^“”"]*)?\\.?$`, "u");
const inverted = new RegExp(`^${verb} (?<by>[^“”"]{2,90}?)(?:,? (?:on|in|at|as|when|after|during|while) [^“”"]*)?\\.?$`, "u");
const ahead = new RegExp(`^(?<by>[^“”"]{2,90}?),? ${verb}(?: [^“”":]*)?[,:]$`, "u");

function englishSpeaker(head: string, tail: string): string | null {
  const match = head === "" ? (inverted.exec(tail) ?? behind.exec(tail)) : /^[.!?]?$/.test(tail) ? ahead.exec(head) : null;
  return match?.groups?.by?.trim() ?? null;
}

const urduAhead = /^(?:.*[،؛۔]\s)?(?<by>[^،؛۔:]{3,80}?) نے (?:[^،؛۔:]{0,60} )?(?:کہا|لکھا|بتایا|خبردار کیا)(?: ہے| تھا)?(?: کہ|:|،)$/u;

function urduSpeaker(head: string, tail: string): string | null {
  return /^[۔!؟]?$/u.test(tail) ? (urduAhead.exec(head)?.groups?.by?.trim() ?? null) : null;
}

const pronoun = /^(?:he|she)$/i;
const pointing = /^(?:it|they|we|you|i|this|that|these|those|one|another|others?|some|many|both|the (?:latter|former))\b/i;
const owned = /^(?:its|his|her|their|our) (?<role>[^,]+), (?<name>.+)$/i;
const urduPointing = /^(?:انہوں|اس|ان|وہ|یہ|جس|جن|ایک|بعض|کچھ)(?=\s|$)/u;

/** The speaker as a card names them: in full, and nobody whom only the text before would tell. */
function known(by: string, before: string, story: Story): string | null {
  if (story.language === "ur") return urduPointing.test(by) ? null : by;
  if (pronoun.test(by)) return namedBefore(before, story);
  if (pointing.test(by)) return null;
  const apposed = owned.exec(by)?.groups?.name;
  if (apposed !== undefined) return nameRuns(apposed)[0]?.start === 0 ? inFull(apposed, story) : null;
  if (/^(?:its|his|her|their|our) /i.test(by)) return null;
  const source = sourceNamed(by, story);
  if (source !== null) return source;
  return isClear(by, story) ? inFull(by, story) : null;
}

/** `the determination`, where the first sentence was `according to a determination published by the authority`: that. */
function sourceNamed(by: string, { attribution }: Story): string | null {
  const noun = /^the (?<noun>\p{Ll}+)$/u.exec(by)?.groups?.noun;
  const source = /^according to (?<source>an? .+)$/u.exec(attribution ?? "")?.groups?.source;
  if (noun === undefined || source === undefined || !source.split(" ").includes(noun)) return null;
  return source.charAt(0).toUpperCase() + source.slice(1);
}

/** `Dr. Sana Mir of the Centre for Public Policy, Lahore, said the rule …`, before a sentence that says `she said`. */
function namedBefore(before: string, story: Story): string | null {
  const by = new RegExp(`^(?<by>\\p{Lu}[^“”"]{4,80}?),? ${verb} `, "u").exec(before)?.groups?.by;
  if (by === undefined || nameRuns(by)[0]?.start !== 0 || /^(?:the|a|an|its|his|her|their)\s/i.test(by)) return null;
  return inFull(by, story);
}

/** A name is clear; `the union` only where the headline or the first sentence says which. */
function isClear(by: string, { headline, first }: Story): boolean {
  if (nameRuns(by).some((run) => run.start > 0 || !/^(?:The|A|An) ?/u.test(run.text)) || /^\p{Lu}/u.test(by.replace(/^(?:The|A|An) /u, "")))
    return true;
  const noun = /(?<noun>\p{L}+)(?:,|$)/u.exec(by)?.groups?.noun?.toLowerCase() ?? "";
  return noun !== "" && `${headline} ${first}`.toLowerCase().includes(noun);
}

function inFull(by: string, story: Story): string {
  const [full = by] = introduced("", [by], story.people);
  return full.charAt(0).toUpperCase() + full.slice(1);
}
