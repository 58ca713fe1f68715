import type { Day, Instant } from "./instant.ts";

export type Language = "en" | "ur";

/** `opinion` carries its author's name wherever it is posted. */
export type SummaryKind = "news" | "opinion";

/** A picture that the source names; used only once an editor has confirmed it. */
export interface SummaryImage {
  /** File path or https address, as written in the source. */
  readonly src: string;
  readonly alt?: string;
  readonly credit?: string;
  /** An editor or the source says that it is the outlet's own to publish anywhere; absent: it is not used. */
  readonly ours?: true;
}

/**
 * A policy summary as intake leaves it: NFC, follow lines and stray invisible characters removed, white space folded,
 * the text whole and in order otherwise.
 */
export interface Summary {
  /** Short and sayable, derived from `fingerprint`. */
  readonly id: string;
  /** SHA-256 (hex) of language, title and paragraphs: the same summary twice is one summary. */
  readonly fingerprint: string;
  readonly language: Language;
  readonly kind: SummaryKind;
  readonly title?: string;
  /** The body, a paragraph each, never empty, without line breaks inside; an item of a list begins with `• `. */
  readonly paragraphs: readonly string[];
  /** As written; whether it is https is a finding, not a reason to lose the summary. */
  readonly link?: string;
  readonly tags: readonly string[];
  /** The day the text speaks from, if its source names one. */
  readonly date?: Day;
  /** Nothing of it goes out before this. */
  readonly embargo?: Instant;
  /** Nothing of it goes out after this. */
  readonly expires?: Instant;
  readonly author?: string;
  readonly image?: SummaryImage;
  /** Accounts the source asks for by id; absent: every account that takes its language and tags. */
  readonly accounts?: readonly string[];
  /** Ties the English and Urdu versions of one story together. */
  readonly story?: string;
  /** Where it came from, for people: a file's name, a feed's address. */
  readonly source: string;
}
