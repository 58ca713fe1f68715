import type { Instant } from "./instant.ts";

/**
 * What one person is told by themselves. `waits`: a draft waits for their approval; `reminder`: it still does; `second`: one of
 * several people agreed, and they may be the next; `auto`: the house approves it soon unless somebody stops it; `asked`: changes of
 * what they wrote are wanted; `outcome`: what became of it; `silenced`: letters don't reach somebody by Telegram any more.
 */
export const letterKinds = ["waits", "reminder", "second", "auto", "asked", "outcome", "silenced"] as const;
export type LetterKind = (typeof letterKinds)[number];

/** How a letter travels. */
export const ways = ["email", "telegram"] as const;
export type Way = (typeof ways)[number];

/** How somebody wants letters. */
export const letterWishes = ["email", "telegram", "both", "none"] as const;
export type LetterWish = (typeof letterWishes)[number];

/** A letter that somebody should get; known by its first four fields, so that nobody is ever told twice. */
export interface Letter {
  /** A person's id. */
  readonly person: string;
  readonly kind: LetterKind;
  /** The post that it is about; of `silenced`, the person. */
  readonly subject: string;
  /** Which of its states: the digest that waits, or the entry of the journal that says what happened. */
  readonly about: string;
  /** The first slot that the draft could have; null: none, or it doesn't matter. */
  readonly slotAt: Instant | null;
}

/** A letter as kept, one a way. */
export interface KeptLetter extends Letter {
  readonly id: string;
  readonly way: Way;
  readonly madeAt: Instant;
  /** Null: not yet. */
  readonly toldAt: Instant | null;
  /** When it was dropped, because it was true no more before it could be told; null: it wasn't. */
  readonly droppedAt: Instant | null;
  readonly tries: number;
  /** Why the last try failed; null: it didn't. */
  readonly problem: string | null;
}

/** How somebody is reached. */
export interface Reach {
  /** A person's id. */
  readonly person: string;
  readonly letters: LetterWish;
  /** Their chat with the house's bot on Telegram; null: none is known. */
  readonly chat: string | null;
  /** Since when that chat takes nothing any more; null: it does. */
  readonly silencedAt: Instant | null;
}
