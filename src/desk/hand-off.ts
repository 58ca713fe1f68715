import type { Account } from "../domain/account.ts";
import type { Instant } from "../domain/instant.ts";
import { isHandoff } from "../domain/plan.ts";
import { ok, type Problem, type Result } from "../domain/problem.ts";
import type { PostView } from "../domain/view.ts";
import { fill } from "../pipeline/fill.ts";
import { mayIntend } from "../pipeline/guard.ts";
import { giveBack as giveBackStage, goesByHand, type Taken, takenOn, take as takeStage, withoutAddress } from "../pipeline/review.ts";
import { decideAs } from "./decide-as.ts";
import { accountOf, benchFor, type Desk, nowOf, viewsOf } from "./desk.ts";
import { done } from "./done.ts";
import { firstWordsOf } from "./first-words.ts";
import { viewsNamed, viewsPlaced } from "./stretches.ts";

/** What a person has to post, to the letter, and who is at it. */
export interface HandOff {
  readonly view: PostView;
  readonly account: Account;
  readonly platformName: string;
  readonly words: string;
  readonly text: string;
  /** Digests, in order. */
  readonly pictures: readonly string[];
  readonly openUrl: string;
  readonly act: "post" | "edit" | "delete";
  readonly taken: Taken | null;
  /** Why it must not be posted now; null: nothing stands against it. */
  readonly problem: Problem | null;
  /** When it is late; null: it has no time. */
  readonly lateAt: Instant | null;
  /** The quarter of an hour to set in the platform's own scheduler; null: its time has come. */
  readonly quarter: { readonly at: Instant; readonly isLater: boolean } | null;
}

/** A post that a person put up without saying where. */
export interface Unaddressed {
  readonly view: PostView;
  readonly words: string;
  /** When it was to come out, where it was set in the platform's scheduler; null: it is out. */
  readonly scheduledFor: Instant | null;
}

export interface HandOffs {
  /** How many more are open than are shown here; the earliest are. */
  readonly more: number;
  /** Open now, the longest waiting first. */
  readonly due: readonly HandOff[];
  /** Approved, or taken already, before their time. */
  readonly early: readonly HandOff[];
  /** Without an address, the latest first. */
  readonly unaddressed: readonly Unaddressed[];
}

const quarterMs = 15 * 60_000;
const dayMs = 86_400_000;
/** Older ones nobody will look for. */
const lookBackMs = 60 * dayMs;

/** YouTube's scheduler knows quarters of an hour: never earlier than approved. Zones lie quarters apart, so that any zone's will do. */
export function quarterFrom(at: Instant): Instant {
  return Math.ceil(at / quarterMs) * quarterMs;
}

function quarterOf({ scheduledAt }: PostView["post"], now: Instant): HandOff["quarter"] {
  if (scheduledAt === null || scheduledAt <= now) return null;
  const at = quarterFrom(scheduledAt);
  return { at, isLater: at !== scheduledAt };
}

function handOffOf(desk: Desk, view: PostView): readonly HandOff[] {
  const { post } = view;
  const account = accountOf(desk, post.account);
  const step = post.plan?.steps.findLast(isHandoff);
  if (!post.plan || !step || !account.ok) return [];
  const filled = fill(step, post.plan, new Map());
  if (!isHandoff(filled)) return [];
  const now = nowOf(desk);
  const platform = desk.registry[post.platform];
  const { lateAfterMs } = account.value.timetable;
  return [
    {
      view,
      account: account.value,
      platformName: platform.name,
      words: firstWordsOf(desk, view),
      text: filled.text,
      pictures: filled.media.map(({ media }) => media),
      openUrl: filled.openUrl,
      act: filled.act ?? "post",
      taken: takenOn(view),
      problem: mayIntend(view, now, false),
      lateAt: post.scheduledAt === null ? null : post.scheduledAt + lateAfterMs,
      quarter: quarterOf(post, now),
    },
  ];
}

function byTime(a: { readonly view: PostView }, b: { readonly view: PostView }): number {
  return (a.view.post.scheduledAt ?? 0) - (b.view.post.scheduledAt ?? 0);
}

function unaddressedOf(desk: Desk, view: PostView): readonly Unaddressed[] {
  const output = withoutAddress(view);
  if (!output) return [];
  const written = output.id.startsWith("scheduled:") ? Date.parse(output.id.slice("scheduled:".length)) : Number.NaN;
  return [{ view, words: firstWordsOf(desk, view), scheduledFor: Number.isNaN(written) ? null : written }];
}

/** More than this nobody works off at once. */
const mostOpen = 200;
/** Nobody sets more of an account ahead in its platform's scheduler. */
const mostAhead = 100;

function isEarly({ quarter, act }: HandOff): boolean {
  return quarter !== null && act === "post";
}

/** The next of an account that can be set in its platform's scheduler: an account of which nothing goes up by hand is left soon. */
async function earlyOf(desk: Desk, account: string): Promise<readonly HandOff[]> {
  const span = { account, states: ["approved"] as const, from: nowOf(desk) + 1, until: Number.MAX_SAFE_INTEGER };
  const early: HandOff[] = [];
  for await (const views of viewsPlaced(desk, span)) {
    const some = views.filter(goesByHand).flatMap((view) => handOffOf(desk, view));
    early.push(...some.filter(isEarly));
    if (some.length === 0 || early.length >= mostAhead) break;
  }
  return early.slice(0, mostAhead);
}

async function unaddressedOn(desk: Desk, account: string): Promise<readonly Unaddressed[]> {
  const ids = await desk.store.pages.outSince(account, nowOf(desk) - lookBackMs);
  const found: Unaddressed[] = [];
  for await (const views of viewsNamed(desk, ids)) found.push(...views.flatMap((view) => unaddressedOf(desk, view)));
  return found;
}

/** Everything that people post by hand: what is due, what can be done early, and what lacks its address. */
export async function handOffs(desk: Desk): Promise<HandOffs> {
  const { pages } = desk.store;
  const accounts = desk.settings.accounts.filter(({ platform }) => desk.registry[platform].deleteByHand).map(({ id }) => id);
  const { rows, next } = await pages.byTime({ states: ["waiting"], untimed: "first" }, null, mostOpen);
  const open = (await pages.views(rows)).flatMap((view) => handOffOf(desk, view));
  const [ahead, unaddressed]: [HandOff[], Unaddressed[]] = [[], []];
  for (const account of accounts) {
    ahead.push(...(await earlyOf(desk, account)));
    unaddressed.push(...(await unaddressedOn(desk, account)));
  }
  return {
    more: next === null ? 0 : (await pages.count({ state: "waiting" })) - rows.length,
    due: open.filter((one) => !isEarly(one)).toSorted(byTime),
    early: [...open.filter(isEarly), ...ahead].toSorted(byTime),
    unaddressed: unaddressed.toSorted((a, b) => byTime(b, a)),
  };
}

/** "I am posting this": theirs for a quarter of an hour, if nothing stands against it at this moment. */
export async function take(desk: Desk, id: string): Promise<Result<readonly PostView[]>> {
  const posts = await decideAs(desk, [id], (view, { actor }) => {
    const bench = benchFor(desk, view.post.account);
    return bench.ok ? takeStage(view, bench.value.account, actor.id, nowOf(desk)) : bench;
  });
  return posts.ok ? ok(await viewsOf(desk, posts.value)) : posts;
}

/** "I did not post it after all." */
export async function giveBack(desk: Desk, id: string): Promise<Result<readonly PostView[]>> {
  const posts = await decideAs(desk, [id], (view, { actor }) => giveBackStage(view, actor.id, nowOf(desk)));
  return posts.ok ? ok(await viewsOf(desk, posts.value)) : posts;
}

/** Addresses of several posts at once: what is right is kept, and what isn't is said. */
export async function keepAddresses(
  desk: Desk,
  given: ReadonlyMap<string, string>,
): Promise<{ readonly kept: number; readonly problems: readonly Problem[] }> {
  let kept = 0;
  const problems: Problem[] = [];
  for (const [id, url] of given) {
    const result = await done(desk, id, { kind: "url", url });
    if (result.ok) kept += 1;
    else problems.push(...result.problems);
  }
  return { kept, problems };
}
