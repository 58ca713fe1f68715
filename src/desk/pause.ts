import type { Instant } from "../domain/instant.ts";
import { block, ok, type Problem, type Result, refuse } from "../domain/problem.ts";
import type { PostView } from "../domain/view.ts";
import { isStopped } from "../pipeline/half-sent.ts";
import { stop } from "../pipeline/review.ts";
import { forbidden } from "../pipeline/rights.ts";
import { sayInstant } from "../pipeline/schedule.ts";
import { type Desk, nowOf, viewsOf } from "./desk.ts";

/** What the brake did; `stopped`: threads between two parts, that wait for a person whatever becomes of the pause. */
export interface Braked {
  readonly account: string;
  readonly reason: string;
  readonly stopped: readonly string[];
}

/** Threads that a pause stopped half-way and on which nobody has decided yet. @param account null: of every account */
export async function stoppedPosts(desk: Desk, account: string | null): Promise<readonly PostView[]> {
  const underWay = await desk.store.posts({ state: "publishing", ...(account === null ? {} : { account }) });
  return (await viewsOf(desk, underWay)).filter(isStopped);
}

async function stoppedIds(desk: Desk, account: string | null): Promise<readonly string[]> {
  return (await stoppedPosts(desk, account)).map(({ post }) => post.id);
}

/** It would release itself before it held anything. */
function over({ settings }: Desk, until: Instant): Problem {
  const remedy = "Give a time ahead, or none: then it holds until somebody resumes.";
  return block("time-past", "--until", `${sayInstant(until, settings.timezone)} has passed.`, remedy);
}

/** @param account null: all of them */
function braked({ settings: { accounts } }: Desk, account: string | null): Result<null> {
  if (account === null || accounts.some(({ id }) => id === account)) return ok(null);
  const remedy = `Use one of: ${accounts.map(({ id }) => id).join(", ")}.`;
  return refuse(block("account-unknown", `account ${account}`, "There is no account of this name.", remedy));
}

/**
 * The brake: nothing of the account (null: of any) is sent until it is released, and a half-sent thread not even then: in the same
 * transaction it is stopped until a person says how it ends.
 * @param until releases by itself then.
 */
export async function pause(desk: Desk, account: string | null, reason: string, until: Instant | null): Promise<Result<Braked>> {
  const objection = forbidden(desk.actor, "pause");
  if (objection) return refuse(objection);
  const known = braked(desk, account);
  if (!known.ok) return known;
  if (until !== null && until <= nowOf(desk)) return refuse(over(desk, until));
  const wanted = { reason, since: nowOf(desk), until, by: desk.actor.id };
  await desk.store.pause(account, wanted, (view) => stop(view, `Paused: ${reason}`));
  return ok({ account: account ?? "all", reason, stopped: await stoppedIds(desk, account) });
}

/** What releasing the brake did; `was` is false where it was not on. `stopped` threads still wait for a person. */
export interface Released {
  readonly account: string;
  readonly was: boolean;
  readonly stopped: readonly string[];
}

/** Releases the brake. */
export async function resume(desk: Desk, account: string | null): Promise<Result<Released>> {
  const objection = forbidden(desk.actor, "resume");
  if (objection) return refuse(objection);
  const known = braked(desk, account);
  if (!known.ok) return known;
  const was = await desk.store.resume(account, undefined, desk.actor.id);
  return ok({ account: account ?? "all", was, stopped: await stoppedIds(desk, account) });
}
