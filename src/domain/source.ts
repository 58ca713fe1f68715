import type { Instant } from "./instant.ts";
import type { Language } from "./summary.ts";

/** A place that summaries come from by themselves, as the settings describe it. */
export interface Source {
  /** Short: what people call it. */
  readonly name: string;
  /** The feed's address, or that of WordPress's own posts; what comes of it carries this address as its source. */
  readonly url: string;
  readonly kind: "feed" | "wordpress";
  /** When it is asked: a cron expression, in UTC. */
  readonly poll: string;
  /** Only entries with one of these categories, lower case; none: all. */
  readonly categories: readonly string[];
  /** Which text is the summary. */
  readonly text: "full" | "excerpt";
  /** Absent: as each text is. */
  readonly language?: Language;
  /** How many are taken when it is first read. */
  readonly newest: number;
  /** How long an entry must have stood unchanged before it is taken. */
  readonly settleMs: number;
  /** Its pictures are the outlet's own to publish. */
  readonly ours: boolean;
}

/** What is known of a source that is polled. */
export interface SourceState {
  readonly name: string;
  /** The address that the rest was learnt of: at another one everything is new. */
  readonly url: string;
  /** As its server gave them with its last whole answer, for asking whether anything changed. */
  readonly etag: string | null;
  readonly lastModified: string | null;
  /** When it was first read; null: never yet. */
  readonly metAt: Instant | null;
  readonly triedAt: Instant | null;
  /** In a row. */
  readonly failures: number;
  /** Not to be asked again before; null: whenever it is its turn. */
  readonly nextAt: Instant | null;
  /** Why the last try failed; null: it didn't. */
  readonly problem: string | null;
  /** What the last try brought, for people. */
  readonly came: string | null;
}

/** One entry of a source, as it was last seen. */
export interface Item {
  /** What its source names it by. */
  readonly key: string;
  /** Its own page, without what only tracks readers. */
  readonly address: string | null;
  readonly titleHash: string;
  readonly contentHash: string;
  readonly firstSeen: Instant;
  /** Since when its content has stood as it is. */
  readonly since: Instant;
  /** The content that was dealt with last: taken, left in the archive, or refused; null: none yet. */
  readonly doneHash: string | null;
  /** It stood in the last whole answer. */
  readonly listed: boolean;
  /** The summary that it became; null: none. */
  readonly story: string | null;
  /** The summary's version as this source left it. */
  readonly version: number | null;
  /** When its own page was first found missing; null: it isn't. */
  readonly missingAt: Instant | null;
  /** Removed at its source, and what had not gone out was held back. */
  readonly gone: boolean;
  /** What a person should know of it. */
  readonly note: string | null;
}
