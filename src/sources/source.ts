/** The contract of what is polled: a kind of source turns the text of an answer into entries, and knows nothing of the queue. Pure. */
import type { Instant } from "../domain/instant.ts";
import type { Result } from "../domain/problem.ts";
import type { Language } from "../domain/summary.ts";

/** One story as its source has it; absent is absent, nothing is guessed. */
export interface Entry {
  /** What its source names it by for ever: a guid, an id; else its page's address. */
  readonly key: string;
  /** Its own page, without what only tracks readers. */
  readonly address?: string;
  readonly title?: string;
  /** HTML. */
  readonly full?: string;
  /** HTML. */
  readonly excerpt?: string;
  readonly categories: readonly string[];
  /** When it came out first. */
  readonly at?: Instant;
  readonly author?: string;
  readonly language?: Language;
  readonly image?: { readonly src: string; readonly alt?: string };
}

export interface SourceKind {
  /** The address that is asked. */
  address(url: string): string;
  readonly accept: string;
  /** All entries in their order, or why it is none of this kind. Never throws, whatever the text is. */
  read(text: string, url: string): Result<readonly Entry[]>;
}
