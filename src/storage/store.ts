/**
 * What Herald keeps, in verbs of the domain. A dialect (`sqlite.ts`) holds only what differs; the queries are shared.
 * Every verb is one committed transaction. Where a decision depends on what is stored, the deciding function is given the
 * stored state *inside* the transaction and must be pure: it may run again.
 */
import type { PlatformId } from "../domain/account.ts";
import type { Instant } from "../domain/instant.ts";
import type { Happening } from "../domain/journal.ts";
import type { Json } from "../domain/json.ts";
import type { Post, State } from "../domain/post.ts";
import type { Problem, Result } from "../domain/problem.ts";
import type { Summary } from "../domain/summary.ts";
import type { AccountStatus, Change, Lease, Pause, PostView, StoredSummary } from "../domain/view.ts";

export type { AccountStatus, Change, Lease, Pause, PostView, StoredSummary } from "../domain/view.ts";

/** A post before it has a place in the queue. */
export interface NewPost {
  /** Tried in order until one is free. */
  readonly ids: readonly string[];
  readonly account: string;
  readonly platform: PlatformId;
  readonly content: Json;
}

export interface Claimed {
  readonly view: PostView;
  readonly lease: Lease;
}

/** A picture as kept. */
export interface Media {
  readonly mime: string;
  readonly bytes: Uint8Array;
}

export interface Store {
  /** Keeps the summary and a draft for each account; if it is there already, nothing changes and its posts are returned. */
  add(
    summary: Summary,
    drafts: readonly NewPost[],
    at: Instant,
    by: string,
  ): Promise<{ readonly added: boolean; readonly posts: readonly Post[] }>;
  summary(id: string): Promise<StoredSummary | undefined>;
  summaries(): Promise<readonly StoredSummary[]>;

  view(postId: string): Promise<PostView | undefined>;
  /** Every post, oldest first, unpaged. */
  posts(filter?: { readonly state?: State; readonly summaryId?: string; readonly account?: string }): Promise<readonly Post[]>;
  /**
   * A person's decision on several posts: all or none. `decide` sees each post as stored, with the changes already decided
   * in this call counted in `taken`. The change must be allowed from the stored state; revision grows by one.
   */
  decide(postIds: readonly string[], decide: (view: PostView) => Result<Change>, at: Instant, by: string): Promise<Result<readonly Post[]>>;

  /** Posts that a worker may look at: due by `at`, or `publishing` with a lease. For `tick`. */
  due(at: Instant): Promise<readonly { readonly post: Post; readonly lease: Lease | null }[]>;
  /**
   * Takes a post for a worker: from `approved` (then it moves to `publishing`, if no other post of the account is), or a
   * `publishing` one whose lease is `seen` (or null) still. Null if someone else was faster. The row count is believed.
   */
  claim(postId: string, seen: Lease | null, owner: string, at: Instant): Promise<Claimed | null>;
  /** Renews the lease; false if it is no longer ours. */
  renew(postId: string, token: string): Promise<boolean>;
  /** Gives the post back, to be looked at again at `dueAt`. */
  release(postId: string, token: string, dueAt: Instant | null): Promise<void>;
  /**
   * Writes an intent as entry `seq`, only if the lease is still ours, the state is `publishing`, the journal's length is
   * `seq - 1` and `guard` (pure, given the stored view) has no objection; renews the lease.
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
   * Writes an outcome or verdict. If the journal moved on since `seq`, it is kept as `late`. Needs no lease: what happened, happened.
   */
  record(postId: string, seq: number, happening: Happening, at: Instant, by: string): Promise<{ readonly late: boolean }>;
  /** A move of the engine: only with the lease, from a state that allows it; the lease ends unless the post stays `publishing`. */
  move(postId: string, token: string, change: Change, at: Instant, by: string): Promise<boolean>;

  /** Ids that any journal of this account holds as outputs. */
  outputs(account: string): Promise<readonly string[]>;
  /** Posts of the account whose journals may hold open doubts: `publishing` and `held`. */
  unsettled(account: string): Promise<readonly PostView[]>;

  account(id: string): Promise<AccountStatus>;
  accounts(): Promise<readonly AccountStatus[]>;
  /** Pauses an account (`null`: the house). A pause in force that ends later, or never, stays; false then. */
  pause(account: string | null, pause: Pause): Promise<boolean>;
  resume(account: string | null): Promise<boolean>;
  housePause(): Promise<Pause | null>;
  keepStanding(account: string, standing: { readonly remoteId: string; readonly name: string; readonly url: string }): Promise<void>;

  keepMedia(digest: string, media: Media): Promise<void>;
  media(digest: string): Promise<Media | undefined>;
  /** True while a post that names the picture is claimed, or was finished less than 48 hours before `at`: only then it is public. */
  isPublic(digest: string, at: Instant): Promise<boolean>;

  close(): Promise<void>;
}

/** What became of an intent. */
export type Intended = { readonly ok: true } | { readonly ok: false; readonly problem: Problem | null };
