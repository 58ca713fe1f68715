/**
 * What Herald keeps, in verbs of the domain. A dialect (`sqlite.ts`) holds only what differs; the queries are shared.
 * Every verb is one committed transaction. Where a decision depends on what is stored, the deciding function is given the
 * stored state *inside* the transaction and must be pure: it may run again.
 */
import type { PlatformId } from "../domain/account.ts";
import type { Correction } from "../domain/correction.ts";
import type { Judge, KeptIncident } from "../domain/incident.ts";
import type { Instant } from "../domain/instant.ts";
import type { Happening } from "../domain/journal.ts";
import type { Json } from "../domain/json.ts";
import type { Look } from "../domain/look.ts";
import type { Composer, Post, State } from "../domain/post.ts";
import type { Problem, Result } from "../domain/problem.ts";
import type { Admission, Ledger } from "../domain/spending.ts";
import type { Summary } from "../domain/summary.ts";
import type { AccountStatus, Change, Lease, Pause, PostView, StoredSummary } from "../domain/view.ts";
import type { Archive } from "./archive.ts";
import type { Audit } from "./audit.ts";
import type { Authorizations } from "./authorizations.ts";
import type { Chores } from "./chores.ts";
import type { Backup, BackupOrder, Care, Copy, Origin } from "./copies.ts";
import type { Deliveries } from "./deliveries.ts";
import type { Digests } from "./digests.ts";
import type { Due } from "./due.ts";
import type { Endpoints } from "./endpoints.ts";
import type { Feeds } from "./feeds.ts";
import type { Figures } from "./figures.ts";
import type { Keys } from "./keys.ts";
import type { Letters } from "./letters.ts";
import type { Moves } from "./moves.ts";
import type { Pages } from "./pages.ts";
import type { People } from "./people.ts";
import type { Renewals } from "./renewals.ts";
import type { Requests } from "./requests.ts";
import type { Results } from "./results.ts";
import type { Secrets } from "./secrets.ts";
import type { Settlings } from "./settlings.ts";
import type { SignIns } from "./sign-ins.ts";
import type { Sources } from "./sources.ts";
import type { Stories } from "./stories.ts";
import type { Via } from "./via.ts";

export type { AccountStatus, Change, Lease, Pause, PostView, StoredSummary } from "../domain/view.ts";
export type { Backup, BackupOrder, Care, Copy, Origin } from "./copies.ts";

/** A post before it has a place in the queue. */
export interface NewPost {
  /** Tried in order until one is free. */
  readonly ids: readonly string[];
  readonly account: string;
  readonly platform: PlatformId;
  readonly content: Json;
  /** Absent: Herald. */
  readonly composedBy?: Composer;
  /** How its words came about, for its journal; absent: nothing to say. */
  readonly reason?: string;
  /** A person's words from the beginning; absent: Herald's. */
  readonly edited?: true;
  readonly look?: Look;
  /** Only by `stories.correct`. */
  readonly correction?: Correction;
}

export interface Claimed {
  readonly view: PostView;
  readonly lease: Lease;
}

/** What became of a post that was to begin; `first`: the intent that stands in its journal already, behind what `view` shows. */
export type Begun = (Claimed & { readonly kind: "go"; readonly first: Happening | null }) | Exclude<Admission, { readonly kind: "go" }>;

/** What follows from an outcome, in the same transaction; only with the lease. */
export interface Then {
  readonly token: string;
  /** Pure, given the post with the outcome in its journal; null: nothing. */
  change(view: PostView): Change | null;
}

/** A picture as kept. */
export interface Media {
  readonly mime: string;
  readonly bytes: Uint8Array;
}

export interface Store {
  readonly people: People;
  readonly signIns: SignIns;
  /** The platforms' logins, sealed. */
  readonly secrets: Secrets;
  /** Renewing them. */
  readonly renewals: Renewals;
  /** Whom platforms were asked to send back. */
  readonly authorizations: Authorizations;
  /** Secret addresses of calendars. */
  readonly feeds: Feeds;
  /** What single people are told, and how. */
  readonly letters: Letters;
  /** Whom events are told to by webhook. */
  readonly endpoints: Endpoints;
  /** Events on their way to them. */
  readonly deliveries: Deliveries;
  /** Whose morning digest went out. */
  readonly digests: Digests;
  /** What people do to a story that is there. */
  readonly stories: Stories;
  /** Sources that are polled, and what came from them. */
  readonly sources: Sources;
  /** What readers made of posts that are out. */
  readonly results: Results;
  /** How the queue stands, in numbers. */
  readonly figures: Figures;
  /** Keys with which programs act for people, and what they asked. */
  readonly keys: Keys;
  readonly requests: Requests;
  /** The queue a page at a time. */
  readonly pages: Pages;
  /** Moves of the whole queue to another database, and the seal that they leave. */
  readonly moves: Moves;
  /** The same store; what is decided through it came by a key, and the record says so. */
  via(via: Via): Store;

  /**
   * Keeps the summary and a draft for each account; if it is there already, in whichever version, nothing changes and its posts are
   * returned.
   */
  add(
    summary: Summary,
    drafts: readonly NewPost[],
    at: Instant,
    by: string,
  ): Promise<{ readonly added: boolean; readonly posts: readonly Post[] }>;
  summary(id: string): Promise<StoredSummary | undefined>;
  summaries(): Promise<readonly StoredSummary[]>;
  /** The summaries that name this `story`: its versions in the languages, oldest first. */
  summariesOfStory(story: string): Promise<readonly StoredSummary[]>;

  view(postId: string): Promise<PostView | undefined>;
  /** Posts as `view` shows each, in few questions: by name and in that order, or all in a state, oldest first. */
  views(wanted: readonly string[] | { readonly state: State }): Promise<readonly PostView[]>;
  /** How many posts stand in each of these states; a state without any is left out. */
  count(states: readonly State[]): Promise<ReadonlyMap<State, number>>;
  /** Every post, oldest first, unpaged. */
  posts(filter?: { readonly state?: State; readonly summaryId?: string; readonly account?: string }): Promise<readonly Post[]>;
  /**
   * Posts of the account that readers see since, or will see: approved, under way, waiting, held, and published after `since`. Of each
   * state no more than 200: those that come first, or came out last.
   */
  neighbours(account: string, since: Instant): Promise<readonly Post[]>;
  /**
   * A person's decision on several posts: all or none. `decide` sees each post as stored, with the changes already decided
   * in this call counted in `taken`. The change must be allowed from the stored state; revision grows by one.
   */
  decide(postIds: readonly string[], decide: (view: PostView) => Result<Change>, at: Instant, by: string): Promise<Result<readonly Post[]>>;

  /**
   * Posts that a worker may look at: due by `at`, or `publishing` with a lease, by time and id. Where very much is due: of every
   * account what is under way and what comes first in turn, so that the answer stays small and no account hides another.
   */
  due(at: Instant): Promise<readonly Due[]>;
  /** When the next post comes due after this moment; null: none is set to. */
  nextDue(after: Instant): Promise<Instant | null>;
  /** Posts that are `publishing` and to be looked at some day without a person. */
  underWay(): Promise<readonly Due[]>;
  /** The accounts that are paused; null among them: the house. */
  pausedAt(at: Instant): Promise<ReadonlySet<string | null>>;
  /**
   * Takes a post for a worker: from `approved` (then it moves to `publishing`, if no other post of the account is), or a
   * `publishing` one whose lease is `seen` (or null) still. Null if someone else was faster. The row count is believed.
   */
  claim(postId: string, seen: Lease | null, owner: string, at: Instant): Promise<Claimed | null>;
  /**
   * Begins an approved post that is due, as a worker does: `admit` (pure) is given the post and its account's ledger, and what it
   * decides is done in the same transaction. Null: it is not approved or not due any more, another post of the account is under
   * way or is being judged beside it, or a pause holds. Posts that begin at the same moment may share a transaction, as may intents
   * and outcomes: where that fails, each has its own.
   * @param first (pure) given the post as it is once it is taken: the intent of its first step, to be written in the same
   * transaction; null, or absent: none is written yet
   */
  begin(
    postId: string,
    owner: string,
    at: Instant,
    admit: (view: PostView, ledger: Ledger) => Admission,
    first?: (view: PostView) => Happening | null,
  ): Promise<Begun | null>;
  /** Approved posts that were moved to a later day because budget or platform had no room, by their new time. */
  postponed(): Promise<readonly PostView[]>;
  /** When a pause of the account or the house that a person had ordered was last over; null: there was none. */
  pauseEndedAt(account: string, at: Instant): Promise<Instant | null>;
  /** Renews the lease; false if it is no longer ours. */
  renew(postId: string, token: string): Promise<boolean>;
  /** Gives the post back, to be looked at again at `dueAt`. */
  release(postId: string, token: string, dueAt: Instant | null): Promise<void>;
  /**
   * Writes an intent as entry `seq`, only if the lease is still ours, the state is `publishing`, the journal's length is
   * `seq - 1` and `guard` (pure, given the stored view without its calendar and overrides) has no objection; renews the lease.
   */
  intend(
    postId: string,
    token: string,
    seq: number,
    intent: Happening,
    guard: (view: PostView) => Problem | null,
    at: Instant,
    by: string,
  ): Promise<Intended>;
  /**
   * Writes an outcome or verdict, and what follows from it. If the journal moved on since `seq`, it is kept as `late`, and nothing
   * follows. Needs no lease: what happened, happened.
   */
  record(postId: string, seq: number, happening: Happening, at: Instant, by: string, then?: Then): Promise<Recorded>;
  /** A move of the engine: only with the lease, from a state that allows it; the lease ends unless the post stays `publishing`. */
  move(postId: string, token: string, change: Change, at: Instant, by: string): Promise<boolean>;

  /** Which of these ids a journal of this account holds as an output, other than the journal of the post `but`. */
  outputs(account: string, ids: readonly string[], but: string): Promise<readonly string[]>;
  /** Posts of the account whose journals may hold open doubts: `publishing` and `held`, and those that a person left in the last two days. */
  unsettled(account: string): Promise<readonly PostView[]>;

  account(id: string): Promise<AccountStatus>;
  accounts(): Promise<readonly AccountStatus[]>;
  /**
   * Pauses an account (`null`: the house). A pause in force that ends later, or never, stays; false then. A person's pause stands
   * over the engine's. In the same transaction `stop` (pure) says what changes of each post under way; null: nothing.
   */
  pause(account: string | null, pause: Pause, stop?: (view: PostView) => Change | null): Promise<boolean>;
  /** False where nothing was paused. @param seen only this very pause; another that stands by now stays. @param by who; absent: Herald itself */
  resume(account: string | null, seen?: Pause, by?: string): Promise<boolean>;
  housePause(): Promise<Pause | null>;
  keepStanding(account: string, standing: { readonly remoteId: string; readonly name: string; readonly url: string }): Promise<void>;

  /** The record of decisions. */
  readonly audit: Audit;
  /** Where old journals go. */
  readonly archive: Archive;
  /** What one worker of all does from time to time. */
  readonly chores: Chores;
  /** How long doubts have been let settle. */
  readonly settlings: Settlings;

  /** What people must hear of and what is not over, oldest first. */
  openIncidents(): Promise<readonly KeptIncident[]>;
  /**
   * Sees to one topic: what `judge` (pure) says should stand open stands open after it; true if that changed anything. Posts,
   * pauses and platforms that don't answer are seen to by the verbs that change them.
   */
  attend(topic: string, judge: Judge, at: Instant): Promise<boolean>;
  /** A person has seen to an open incident: it is over, and the record says by whom. False where it is not open. */
  dismiss(incidentId: string, at: Instant, by: string): Promise<boolean>;
  /** Sees to everything, for what time alone brings about: overdue hand-offs, pauses that are over. */
  attendAll(at: Instant): Promise<void>;
  /**
   * Takes an open incident in hand that `channel` has not told of, the oldest first; null: none is due. Whoever dies with it in
   * hand loses it after `leaseMs`, or at once where `isGone` is sure, and it is told again.
   */
  claimTelling(channel: string, messenger: Messenger, at: Instant): Promise<Untold | null>;
  /** It was told, whoever has it in hand by now; what else waits for the channel is due at once. */
  told(incidentId: string, channel: string, at: Instant): Promise<void>;
  /** The try that `token` names failed (`problem`: why) or was given up; it is due again at `nextAt`. */
  notTold(incidentId: string, channel: string, token: string, problem: string | null, nextAt: Instant): Promise<void>;

  keepMedia(digest: string, media: Media): Promise<void>;
  media(digest: string): Promise<Media | undefined>;
  /** True while a post that names the picture is claimed, or was finished less than 48 hours before `at`: only then it is public. */
  isPublic(digest: string, at: Instant): Promise<boolean>;

  /** Whether the database belongs where it stands. Changes nothing. */
  origin(): Promise<Origin>;
  /**
   * Makes the database belong where it stands, before anything works on it. A copy is made safe in the same transaction: the house
   * is paused, and every post that the other copy may have sent since is held, or its steps are doubted, as `care` (pure) says.
   * @returns what was found to be a copy; null where nothing was.
   */
  settleIn(care: (copy: Copy) => Care, at: Instant, by: string): Promise<Copy | null>;
  /** Copies everything as it stands this moment into a file, while others go on working. Refuses with a problem a person can mend. */
  backUp(order: BackupOrder): Promise<Result<Backup>>;

  /**
   * Calls `listen` whenever a commit made something due, whichever program's, until `signal` aborts; absent where a dialect can't
   * tell. It may be called too often, and not at all while a server is away: the queue is looked at every tick as well.
   */
  wakes?(listen: () => void, signal: AbortSignal): void;
  /** What time it is by the database's server; absent where that is this machine's. */
  clock?(): Promise<Instant>;

  close(): Promise<void>;
}

/** An outcome or verdict that was written, and the post with it as a worker reads it: without calendar and overrides. */
export interface Recorded {
  readonly late: boolean;
  readonly view: PostView;
  /** Whether what follows from it was done. */
  readonly moved: boolean;
}

/** What became of an intent. */
export type Intended = { readonly ok: true } | { readonly ok: false; readonly problem: Problem | null };

/** Who tells, and how long a try may take at most. */
export interface Messenger {
  /** `host/pid/start-time`. */
  readonly owner: string;
  readonly leaseMs: number;
  /** How old an incident must be: what comes with it may still be on its way, and what is over at once need not be told. */
  readonly graceMs: number;
  /** True only where it is certain that this owner's process is no more. */
  readonly isGone: (owner: string) => boolean;
}

/** An incident to be told of. */
export interface Untold {
  readonly incident: KeptIncident;
  readonly token: string;
  /** This try counted. */
  readonly tries: number;
}
