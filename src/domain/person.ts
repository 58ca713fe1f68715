import type { Instant } from "./instant.ts";

/** What people may be, each more than the one before. */
export const roles = ["writer", "editor", "publisher", "admin"] as const;
export type Role = (typeof roles)[number];

/** Somebody who works with Herald. */
export interface Person {
  /** Short, lower case, never given to another: `ayesha`; what journals and the record name them by. */
  readonly id: string;
  /** `Ayesha Khan`. */
  readonly name: string;
  readonly email: string;
  readonly role: Role;
  /** The operating system's user whose commands are theirs; null: they use no command line. */
  readonly systemUser: string | null;
  /** False: they can't sign in and decide nothing; what they did stays theirs. */
  readonly active: boolean;
  readonly createdAt: Instant;
}

/**
 * Whoever acts. `operator`: no people are configured, and whoever runs the commands does everything alone. `stranger`: people are
 * configured, and this is none of them. `herald`: the program itself, where a rule of the house lets it decide.
 */
export interface Actor {
  /** A person's id, or the operating system's user. */
  readonly id: string;
  readonly role: Role | "operator" | "stranger" | "herald";
  /** Of their rights only these: they act by a key, or through a program of theirs. Absent: all. */
  readonly only?: readonly Right[];
  /** The name of the key that they act by, or `agent` for a language model of theirs; absent: none. */
  readonly via?: string;
}

/** Stands in the place of a key's name where a language model acts for somebody; no key is called so. */
export const agent = "agent";

/** What somebody may be allowed to do. */
export const rights = [
  /** See summaries, posts, the calendar and what they say. */
  "read",
  /** Bring summaries in, change and recompose what is not approved. */
  "write",
  /** Ask for changes, reject, cancel, move in time. */
  "review",
  /** Approve, and take an approval back. */
  "approve",
  /** Put up a post by hand and say where it is. */
  "hand-off",
  /** Settle doubts and failures: resolve, retry, go on, take down, leave. */
  "settle",
  /** Publish before its slot, or alone where two are asked for. */
  "break",
  /** Correct and withdraw what readers have seen. */
  "correct",
  /** The brake. */
  "pause",
  "resume",
  /** Invite people, change their roles, sign them out. */
  "people",
  /** Connect accounts, read the whole record. */
  "house",
] as const;
export type Right = (typeof rights)[number];
