/** What single people are told: each letter once a way, whoever works it out and whatever is killed when. */
import type { Instant } from "../domain/instant.ts";
import type { KeptLetter, Letter, LetterKind, Reach, Way } from "../domain/letter.ts";
import type { State } from "../domain/post.ts";
import type { Messenger } from "./store.ts";

/** A letter to be kept for telling. */
export interface NewLetter extends Letter {
  readonly ways: readonly Way[];
  /** Not told before. */
  readonly dueAt: Instant;
}

/** How often somebody may be written to of one kind of thing, by one way. */
export interface Pace {
  readonly kinds: readonly LetterKind[];
  readonly everyMs: number;
}

/** Letters of one kind to one person that are told together, by one way. */
export interface Bundle {
  /** The same at every try, also after a crash. */
  readonly id: string;
  readonly person: string;
  readonly kind: LetterKind;
  readonly way: Way;
  readonly letters: readonly KeptLetter[];
  readonly token: string;
  /** This try counted. */
  readonly tries: number;
}

export interface Letters {
  /** Those who said how they want to be reached. */
  reaches(): Promise<readonly Reach[]>;
  /** Keeps how somebody wants to be reached; a chat that is given anew counts as open. It goes into the record, the chat's number apart. */
  keepReach(person: string, reach: Pick<Reach, "letters" | "chat">, at: Instant, by: string): Promise<void>;
  /** A chat takes nothing any more. False where the person has another by now, or it is known. */
  silence(person: string, chat: string, at: Instant): Promise<boolean>;

  /** Posts that moved since, by id, the first first. @param states only those that stand in one of them now; absent: all */
  movedSince(at: Instant, states?: readonly State[]): Promise<readonly string[]>;
  /** What was or will be told of these subjects; dropped letters apart. */
  on(subjects: readonly string[]): Promise<readonly KeptLetter[]>;
  /** What was told of posts that are drafts still. */
  onDrafts(): Promise<readonly KeptLetter[]>;
  /** Keeps letters that nobody has kept yet, or that were dropped; gives how many there were. */
  keep(letters: readonly NewLetter[], at: Instant): Promise<number>;
  /**
   * Takes letters in hand that are due by this way: of the oldest one's person and kind all that are open. Whoever dies with them in
   * hand loses them after `leaseMs`, or at once where `isGone` is sure. Null: none is due.
   */
  claim(way: Way, messenger: Pick<Messenger, "owner" | "leaseMs" | "isGone">, pace: Pace, at: Instant): Promise<Bundle | null>;
  /** These of the bundle hold no longer: they are never told, unless they come to hold again. */
  drop(token: string, ids: readonly string[], at: Instant): Promise<void>;
  /** The rest of the bundle was told, whoever has it in hand by now. */
  told(bundle: string, at: Instant): Promise<void>;
  /** The try that `token` names failed (`problem`: why) or was given up; it is due again at `nextAt`. */
  notTold(token: string, problem: string | null, nextAt: Instant): Promise<void>;
  /** The latest ones, the newest first. */
  recent(most: number): Promise<readonly KeptLetter[]>;
}
