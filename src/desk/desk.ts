import type { Cards } from "../cards/draw.ts";
import type { Account } from "../domain/account.ts";
import type { Instant } from "../domain/instant.ts";
import type { Actor } from "../domain/person.ts";
import type { Post } from "../domain/post.ts";
import { block, ok, type Result, refuse } from "../domain/problem.ts";
import type { PostView } from "../domain/view.ts";
import type { Clock } from "../edge/clock.ts";
import type { Model } from "../edge/model.ts";
import type { Templates } from "../edge/templates.ts";
import type { Bench } from "../pipeline/review.ts";
import type { Platform, Registry } from "../platforms/platform.ts";
import type { Settings } from "../settings/settings.ts";
import type { Store } from "../storage/store.ts";

/** What composing and previewing need: no database, no network, no credential. */
export interface Workshop {
  readonly settings: Settings;
  readonly registry: Registry;
  readonly templates: Templates;
  readonly cards: Pick<Cards, "draw" | "problemsOf">;
  readonly clock: Clock;
}

/** The workshop with the queue beside it, and the person at it. */
export interface Desk extends Workshop {
  readonly store: Store;
  /** Who decides. */
  readonly actor: Actor;
  /** Proposes the wording of posts as they are composed for the queue; absent: Herald alone words them. */
  readonly model?: Model;
}

export function platformOf({ registry }: Workshop, account: Account): Platform {
  return registry[account.platform];
}

/** The account as settings describe it now; a post can outlive it. */
export function accountOf({ settings }: Workshop, id: string): Result<Account> {
  const account = settings.accounts.find((candidate) => candidate.id === id);
  if (account) return ok(account);
  return refuse(
    block("account-unknown", `account ${id}`, "No account of this name is in config/herald.yaml.", "Put it back, or cancel the post."),
  );
}

/** The zone in which times of a post are told and typed: its account's, else the house's. */
export async function zoneOfPost({ store, settings }: Desk, id: string): Promise<string> {
  const view = await store.view(id);
  return settings.accounts.find((account) => account.id === view?.post.account)?.timetable.timezone ?? settings.timezone;
}

/** What decisions on a post of this account depend on beside the post. */
export function benchFor(desk: Workshop, accountId: string): Result<Bench> {
  const account = accountOf(desk, accountId);
  if (!account.ok) return account;
  const { house, style } = desk.settings;
  return ok({ platform: platformOf(desk, account.value), account: account.value, house, style, now: desk.clock.now() });
}

export function unknownPost(id: string): Result<never> {
  return refuse(block("input-unknown-post", id, "There is no post of this name.", "`herald list` shows them all."));
}

export async function viewOf(desk: Desk, id: string): Promise<Result<PostView>> {
  const view = await desk.store.view(id);
  return view ? ok(view) : unknownPost(id);
}

/** The posts as they stand after a decision, for printing. */
export async function viewsOf(desk: Desk, posts: readonly Post[]): Promise<readonly PostView[]> {
  return desk.store.views(posts.map(({ id }) => id));
}

export function nowOf({ clock }: Workshop): Instant {
  return clock.now();
}
