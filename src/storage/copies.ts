/** Copies of a whole database: what is found to be one, how that is made safe, and how one is made. */
import type { Instant } from "../domain/instant.ts";
import type { Happening } from "../domain/journal.ts";
import type { Pause, PostView } from "../domain/view.ts";

/** A database that worked elsewhere, or that is older than what worked here. */
export interface Copy {
  readonly kind: "copy";
  /**
   * `backup`: it was made as a copy. `no-place`: the file `installation` beside it is missing. `other-place`: that file is another
   * than the one it worked beside. `older`: another has worked here since, or this one had come further. `restored`: on a server, it
   * came out of a dump, or from another server.
   */
  readonly why: "backup" | "no-place" | "other-place" | "older" | "restored";
  /** When the copy was made, or its last change. */
  readonly at: Instant;
}

/** What a database is where it stands; `new`: it was never put to work. */
export type Origin = { readonly kind: "home" } | { readonly kind: "new" } | Copy;

/** How a copy is made safe. */
export interface Care {
  readonly pause: Pause;
  /**
   * What is written into the journal of a post of which steps may have been sent elsewhere, `intents` with the time of the copy;
   * null: nothing. Asked of posts under way, due or half-sent.
   */
  suspect(view: PostView): { readonly intents: readonly Happening[]; readonly verdicts: readonly Happening[] } | null;
  /** Why an approved post whose time has come is held. */
  readonly reason: string;
}

export interface BackupOrder {
  /** Absolute path. */
  readonly file: string;
  /** Take the place of a backup that is there. */
  readonly overwrite: boolean;
  readonly at: Instant;
  /** Told as the copying goes on, from 0 to 1; small files are copied in one go. */
  readonly progress: (part: number) => void;
}

export interface Backup {
  readonly file: string;
  readonly bytes: number;
  readonly at: Instant;
}
