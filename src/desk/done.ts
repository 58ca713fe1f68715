import type { Instant } from "../domain/instant.ts";
import { isHandoff, type Output } from "../domain/plan.ts";
import { block, ok, type Problem, type Result, refuse } from "../domain/problem.ts";
import type { Change, PostView } from "../domain/view.ts";
import { stepDigest } from "../pipeline/digest.ts";
import { halfSent, isDelete, standingParts } from "../pipeline/half-sent.ts";
import { addressFound, type Bench, goesByHand, madeByHand, withoutAddress } from "../pipeline/review.ts";
import { sayInstant } from "../pipeline/schedule.ts";
import { decideAs } from "./decide-as.ts";
import { benchFor, type Desk, viewsOf } from "./desk.ts";

/**
 * How a person reports a hand-off: with the post's address, set in the platform's own scheduler, or without proof; `done` where a
 * post that is out was changed or deleted by hand, since its address is known.
 */
export type Report =
  | { readonly kind: "done" }
  | { readonly kind: "url"; readonly url: string }
  | { readonly kind: "scheduled"; readonly at: Instant }
  | { readonly kind: "unverified" };

function wrongAddress(url: string): Problem {
  const remedy = "Copy the address from the post itself, for example https://www.youtube.com/post/Ugkx… ; nothing was changed.";
  return block("link-post", url, "This is not the address of a post of this account.", remedy);
}

/** It was to go up before it was written: the day or the year was mistyped. */
function tooEarly(at: Instant, { account: { timetable } }: Bench): Problem {
  const remedy = "Give the time that the platform's scheduler shows; nothing was changed.";
  return block("time-past", "--scheduled", `${sayInstant(at, timetable.timezone)} is before the post was made.`, remedy);
}

function addressMissing(id: string): Problem {
  const remedy = "Give --url ADDRESS, --scheduled TIME or --unverified.";
  return block("usage-done", `post ${id}`, "Say how it was posted, once.", remedy);
}

/** What was done to the very post that is out; null: it is a new post. */
function outputOnPost(view: PostView, report: Report, { platform, account }: Bench): Result<Output> | null {
  const { plan, correction } = view.post;
  const act = plan?.steps.findLast(isHandoff)?.act;
  const all = halfSent(view);
  const of = act === "edit" ? correction?.of : act === "delete" && all ? standingParts(all).at(-1)?.output : undefined;
  if (act === undefined || of === undefined) return null;
  const isOther =
    report.kind === "url" && of.url !== undefined && platform.postId(report.url, account) !== platform.postId(of.url, account);
  if (isOther || report.kind === "scheduled") return refuse(otherPost(of));
  return ok(act === "edit" ? { ...of, id: `edited:${of.id}` } : of);
}

function otherPost({ url, id }: Output): Problem {
  const message = `It is about the post at ${url ?? id}, which is out.`;
  return block("link-post", url ?? id, message, "Run `herald done POST` without an address once that is done; it still waits.");
}

function outputFor(view: PostView, report: Report, bench: Bench): Result<Output> {
  const onPost = outputOnPost(view, report, bench);
  if (onPost) return onPost;
  const { platform, account } = bench;
  if (report.kind === "done") return refuse(addressMissing(view.post.id));
  if (report.kind === "unverified") return ok({ id: "unverified" });
  if (report.kind === "scheduled" && report.at < view.post.createdAt) return refuse(tooEarly(report.at, bench));
  if (report.kind === "scheduled") return ok({ id: `scheduled:${new Date(report.at).toISOString()}` });
  const id = platform.postId(report.url, account);
  return id === null ? refuse(wrongAddress(report.url)) : ok({ id, url: report.url });
}

function notWaiting({ post }: PostView): Problem {
  const message = `It is ${post.state}, not waiting for anyone to post it.`;
  return block("state-not-waiting", `post ${post.id}`, message, "`herald list --state waiting` shows what does.");
}

/** Before its time a person must have taken it: only then everything was asked that stands against it. */
function takeFirst({ post }: PostView): Problem {
  const remedy = `\`herald take ${post.id}\` asks whether it may go up now; give --url ADDRESS where it is up already.`;
  return block("state-not-taken", `post ${post.id}`, "Nobody has taken it, and its time has not come.", remedy);
}

function handedOff(view: PostView, output: Output): Result<Change> {
  const step = view.post.plan?.steps.findLast(isHandoff);
  if (view.post.state !== "waiting" || !step) return refuse(notWaiting(view));
  const before = { kind: "outcome", step: step.key, stepDigest: stepDigest(step), outcome: { kind: "done", output } } as const;
  return ok({ transition: isDelete(step) ? "deleted" : "publish", set: { dueAt: null }, note: {}, before });
}

/** States in which Herald has not sent a post, and may have been forestalled by hand. */
const unsent: readonly PostView["post"]["state"][] = ["approved", "failed", "missed"];

/** What the report changes: a hand-off is closed, an address is known at last, or a post was made by hand that Herald would have sent. */
function recorded(view: PostView, output: Output): Result<Change> {
  if (output.url !== undefined && withoutAddress(view)) return addressFound(view, output);
  if (!unsent.includes(view.post.state)) return handedOff(view, output);
  if (output.url !== undefined) return madeByHand(view, output);
  return refuse(goesByHand(view) ? takeFirst(view) : addressMissing(view.post.id));
}

/**
 * Records that a person posted a hand-off, its address where it was posted without, or that they made by hand what Herald would have
 * sent. Needs no network; a wrong address changes nothing.
 */
export async function done(desk: Desk, id: string, report: Report): Promise<Result<readonly PostView[]>> {
  const decide = (view: PostView) => {
    const bench = benchFor(desk, view.post.account);
    if (!bench.ok) return bench;
    const output = outputFor(view, report, bench.value);
    return output.ok ? recorded(view, output.value) : output;
  };
  const posts = await decideAs(desk, [id], decide);
  return posts.ok ? ok(await viewsOf(desk, posts.value)) : posts;
}
