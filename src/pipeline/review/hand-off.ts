/** What people do with a post that goes up by hand: take it, give it back, say where it is. */
import type { Account } from "../../domain/account.ts";
import { type Instant, toIso } from "../../domain/instant.ts";
import type { Happening } from "../../domain/journal.ts";
import type { Output } from "../../domain/plan.ts";
import { block, ok, type Problem, type Result, refuse } from "../../domain/problem.ts";
import type { Change, PostView } from "../../domain/view.ts";
import { stepDigest } from "../digest.ts";
import { mayIntend } from "../guard.ts";
import { doubtfulStep, halfSent, isTakeDown } from "../half-sent.ts";
import type { Standing } from "../standing.ts";
import { isOut } from "./objections.ts";
import { isTheirs, newPost, type Taken, takenOn, withoutAddress } from "./taken.ts";

type View = Pick<PostView, "post" | "journal">;

function notByHand({ post }: View): Problem {
  const message = "It is no new post that a person puts up: nothing of it is to be taken.";
  return block("state-no-hand-off", `post ${post.id}`, message, "`herald list --state waiting` shows what is.");
}

function isAnothers({ post }: View, { by, until }: Taken): Problem {
  const remedy = `Ask ${by}; without a word from them it is free at ${toIso(until)}.`;
  return block("state-taken", `post ${post.id}`, `${by} is posting it just now.`, remedy);
}

function otherLogin({ post }: View, account: Account): Problem {
  const message = `It was approved for ${post.plan?.remoteId}; the account now belongs to ${account.remoteId ?? "nobody"}.`;
  return block("account-other", `account ${account.id}`, message, "Put the approved login back, or approve the post anew.");
}

function unclear({ post }: View): Problem {
  const message = "It may stand already: nobody has said what became of it.";
  return block("state-doubt", `post ${post.id}`, message, "Look at the channel first.");
}

/** What stands against somebody's posting it now; null: nothing. All that holds for a send holds here. */
function mayNotTake(view: PostView, standing: Standing, account: Account, by: string, now: Instant): Problem | null {
  if (account.remoteId !== view.post.plan?.remoteId) return otherLogin(view, account);
  if (standing.status !== "clear" && standing.status !== "open") return unclear(view);
  const taken = takenOn(view);
  if (taken && taken.by !== by && isTheirs(taken, now)) return isAnothers(view, taken);
  return mayIntend(view, now, false);
}

/**
 * A person says that they are posting it: that is its intent, and theirs for a quarter of an hour. An approved one can be taken before
 * its time, to be set in the platform's own scheduler.
 */
export function take(view: PostView, account: Account, by: string, now: Instant): Result<Change> {
  const standing = newPost(view);
  if (!standing) return refuse(notByHand(view));
  const objection = mayNotTake(view, standing, account, by, now);
  if (objection) return refuse(objection);
  const before: Happening = { kind: "intent", step: standing.step.key, stepDigest: standing.digest };
  return ok({ transition: "take", set: { dueAt: null }, note: {}, before });
}

/** They did not post it: it waits again, or is back in the queue where its time has not come. */
export function giveBack(view: PostView, by: string, now: Instant): Result<Change> {
  const taken = takenOn(view);
  const standing = newPost(view);
  if (!taken || !standing)
    return refuse(block("state-not-taken", `post ${view.post.id}`, "Nobody has taken it.", "There is nothing to give back."));
  if (taken.by !== by && isTheirs(taken, now)) return refuse(isAnothers(view, taken));
  const outcome = { kind: "later", afterMs: 0, reason: `${by} said that it was not posted.` } as const;
  const before: Happening = { kind: "outcome", step: standing.step.key, stepDigest: standing.digest, outcome };
  const { scheduledAt } = view.post;
  if (scheduledAt === null || scheduledAt <= now) return ok({ transition: "give-back", set: {}, note: {}, before });
  return ok({ transition: "put-back", set: { dueAt: scheduledAt }, note: {}, before });
}

/** A person put up by hand what Herald would have sent. What came before its other steps is theirs, too. */
export function madeByHand(view: PostView, output: Output): Result<Change> {
  const { plan } = view.post;
  const step = plan?.steps.find(({ repeat }) => repeat === "never");
  if (halfSent(view) || doubtfulStep(view)) return refuse(isOut(view));
  if (!plan || !step || isTakeDown(plan)) return refuse(notByHand(view));
  const before: Happening = { kind: "outcome", step: step.key, stepDigest: stepDigest(step), outcome: { kind: "done", output } };
  return ok({ transition: "by-hand", set: { dueAt: null }, note: { reason: "A person made it by hand." }, before });
}

/** The address of a post that was put up without one. */
export function addressFound(view: PostView, output: Output): Result<Change> {
  const standing = newPost(view);
  if (!standing || !withoutAddress(view))
    return refuse(block("state-address", `post ${view.post.id}`, "Nobody asks for its address.", "There is nothing to say of it."));
  const before: Happening = {
    kind: "verdict",
    step: standing.step.key,
    stepDigest: standing.digest,
    verdict: { kind: "took", output },
  };
  return ok({ transition: "address", set: {}, note: {}, before });
}
