import type { Role } from "./person.ts";
import type { Language } from "./summary.ts";

/** Also the name of the platform's folder. */
export type PlatformId = "x" | "instagram" | "youtube-community";

export const weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;
export type Weekday = (typeof weekdays)[number];

/** Times of day at which an account may post, in the account's zone. */
export interface SlotRule {
  readonly days: readonly Weekday[];
  /** `HH:MM`, ascending. */
  readonly times: readonly string[];
  /** First and last day (`YYYY-MM-DD`, inclusive) on which the rule holds: a Ramadan timetable. */
  readonly from?: string;
  readonly to?: string;
}

/** A named window in which nothing is scheduled: a weekly hour (`days`), a date (`dates`), or a range of dates. */
export interface QuietWindow {
  readonly name: string;
  readonly days?: readonly Weekday[];
  /** `YYYY-MM-DD`, inclusive; absent: every date. */
  readonly fromDate?: string;
  readonly toDate?: string;
  /** `HH:MM` local; absent: the whole day. `to` is exclusive. */
  readonly from?: string;
  readonly to?: string;
}

/** When an account posts. */
export interface Timetable {
  /** IANA zone, for example `Asia/Karachi`. */
  readonly timezone: string;
  readonly slots: readonly SlotRule[];
  /** The house's windows and the account's own. */
  readonly quiet: readonly QuietWindow[];
  /** Least time between two posts of the account. */
  readonly minGapMs: number;
  /** A post later than this is no longer news: `missed`. */
  readonly lateAfterMs: number;
}

/** What an account may cost or carry in a month or a day, counted in its zone; absent: no limit of ours. A thread is one post. */
export interface Budget {
  readonly usdPerMonth?: number;
  readonly usdPerDay?: number;
  readonly postsPerMonth?: number;
  readonly postsPerDay?: number;
}

/** What a platform charges, in US dollars a request. */
export interface Prices {
  readonly post: number;
  /** Instead of `post`, where the text has a link. */
  readonly postWithLink: number;
  readonly altText: number;
  readonly delete: number;
  /** A post that is read. */
  readonly read: number;
}

/** Parameters that a link carries, so that the outlet's own statistics show where readers came from. */
export interface Utm {
  readonly source?: string;
  readonly medium?: string;
  readonly campaign?: string;
}

/** Who approves the posts of an account. */
export interface Approval {
  /** The least role that may; null: nobody by role. */
  readonly least: Role | null;
  /** People who may, whatever their role, by id. */
  readonly people: readonly string[];
  /** Nobody approves what they brought in or last changed. */
  readonly others: boolean;
  /** Sources (`*` stands for anything) whose posts the house approves by itself where nothing is found on them; empty: none. */
  readonly auto: readonly string[];
}

/** Where posts go: one login on one platform, as `herald.yaml` describes it. */
export interface Account {
  /** As in `herald.yaml`; in the sandbox prefixed with `sandbox-`. */
  readonly id: string;
  readonly platform: PlatformId;
  readonly languages: readonly Language[];
  /** Only summaries with one of these tags; empty: all. */
  readonly tags: readonly string[];
  /** Who it is on the platform, from its credentials; null: not connected. Part of every digest. */
  readonly remoteId: string | null;
  /** X only: one post, a thread, or whichever the summary deserves. */
  readonly format: "single" | "thread" | "auto";
  /** X only: which part carries the summary's link. */
  readonly link: "first" | "last" | "none";
  /** X only: whether the parts of a thread are numbered. */
  readonly numbering: boolean;
  /** Absent: links go out as the summary has them. */
  readonly utm?: Utm;
  /** Instagram only: whether names found in the text become hashtags where tags leave room; absent: no. */
  readonly nameHashtags?: boolean;
  /** X only: prices that differ from those it published. */
  readonly prices?: Partial<Prices>;
  readonly timetable: Timetable;
  readonly budget: Budget;
  /** How many different people must approve. */
  readonly approvers: number;
  /** Absent: any editor, also of their own words; nothing by itself. */
  readonly approval?: Approval;
  /** Whether its posts are counted once they are out, and what asking for that may cost; absent: wherever asking costs nothing. */
  readonly results?: { readonly read: boolean; readonly usdPerMonth?: number };
}
