/** The morning digest, worked out from the queue as it stands. */
import { type Instant, toIso } from "../domain/instant.ts";
import { isHandoff } from "../domain/plan.ts";
import type { State } from "../domain/post.ts";
import type { PostView } from "../domain/view.ts";
import { spanOf } from "../notify/digest/when.ts";
import type { Digest, DigestPost } from "../notify/digest/words.ts";
import { addressOf } from "../notify/letters/words.ts";
import { tally, writersOf } from "../pipeline/approval.ts";
import { isPaused } from "../pipeline/guard.ts";
import { askedFor } from "../pipeline/review.ts";
import { may } from "../pipeline/rights.ts";
import type { TimePlace } from "../storage/timed.ts";
import { accountOf, type Desk, nowOf } from "./desk.ts";
import { firstWordsOf } from "./first-words.ts";
import { staffOf } from "./staff.ts";
import { viewsIn, viewsNamed, viewsOfState } from "./stretches.ts";
import { type Verdict, verdictsOn } from "./verdicts.ts";
import { webhookReports, webhookTroubles } from "./webhook-reports.ts";

function lineOf(desk: Desk, view: PostView): DigestPost {
  const { id, account, platform } = view.post;
  const { embargo } = view.summary.summary;
  const isHidden = embargo !== undefined && embargo > nowOf(desk);
  return { id, account, platformName: desk.registry[platform].name, words: isHidden ? null : firstWordsOf(desk, view) };
}

type Stretches = AsyncGenerator<readonly PostView[], void, undefined>;

async function* movedSince(desk: Desk, at: Instant, states: readonly State[]): Stretches {
  yield* viewsNamed(desk, await desk.store.letters.movedSince(at, states));
}

/** What posts come to in lines; of the posts themselves no more is kept than a stretch. */
async function linesOf<T>(
  several: Stretches,
  as: (views: readonly PostView[]) => readonly T[] | Promise<readonly T[]>,
): Promise<readonly T[]> {
  const lines: T[] = [];
  for await (const views of several) lines.push(...(await as(views)));
  return lines;
}

function byTime(one: { readonly at: Instant }, other: { readonly at: Instant }): number {
  return one.at - other.at;
}

/** No more than what comes before this moment: the views are by time. */
async function* beforeTime(several: Stretches, until: Instant): Stretches {
  for await (const views of several) {
    yield views;
    if ((views.at(-1)?.post.scheduledAt ?? until) >= until) return;
  }
}

/** What goes out until midnight, also what is overdue. */
async function todayOf(desk: Desk, tomorrow: Instant): Promise<Digest["today"]> {
  const question = { states: ["approved", "publishing"], untimed: "last" } as const;
  const ahead = viewsIn(desk, (after: TimePlace | null, limit) => desk.store.pages.byTime(question, after, limit));
  const lines = await linesOf(beforeTime(ahead, tomorrow), (views) =>
    views.flatMap((view) => {
      const { scheduledAt, plan } = view.post;
      if (scheduledAt === null || scheduledAt >= tomorrow) return [];
      return [{ ...lineOf(desk, view), at: scheduledAt, isByHand: plan?.steps.some(isHandoff) === true }];
    }),
  );
  return lines.toSorted(byTime);
}

/** Whom a draft waits for; what stops it waits for whoever wrote it. */
function draftWait(
  desk: Desk,
  view: PostView,
  verdict: Verdict | undefined,
  people: Awaited<ReturnType<typeof staffOf>>["people"],
): readonly Digest["waits"][number][] {
  const account = accountOf(desk, view.post.account);
  if (!account.ok || !verdict || view.summary.withdrawn) return [];
  const writers = [...writersOf(view)].filter((id) => people.some((one) => one.id === id));
  const line = lineOf(desk, view);
  if (askedFor(view)) return [{ ...line, why: "changes", people: writers }];
  if (verdict.stops.length > 0) return [{ ...line, why: "finding", people: writers }];
  return [{ ...line, why: "approval", people: tally(view, verdict.digest, verdict.stops, account.value, people).open }];
}

/** More drafts than this nobody is told of one by one. */
const mostDrafts = 1_000;

async function* oldest(desk: Desk): Stretches {
  const { rows } = await desk.store.pages.posts({ state: "draft" }, null, mostDrafts);
  yield* viewsNamed(desk, rows);
}

/** First what is due by now: of many only the first are shown, and the others counted. */
async function waitsOf(desk: Desk): Promise<Pick<Digest, "waits" | "waitsMore">> {
  const { people } = await staffOf(desk);
  const hands = people.filter((person) => may(person, "hand-off")).map(({ id }) => id);
  const waiting = await linesOf(viewsOfState(desk, "waiting"), (views) =>
    views.map((view) => ({ ...lineOf(desk, view), why: "hand-off" as const, people: hands })),
  );
  const drafts = await linesOf(oldest(desk), async (views) => {
    const verdicts = await verdictsOn(desk, views);
    return views.flatMap((view) => draftWait(desk, view, verdicts.get(view.post.id), people));
  });
  const more = (await desk.store.pages.count({ state: "draft" })) - mostDrafts;
  return { waits: [...waiting, ...drafts], ...(more > 0 ? { waitsMore: more } : {}) };
}

/** Doubts stand until they are settled; failures and misses are told of since yesterday. */
async function troubleOf(desk: Desk, since: Instant): Promise<Digest["trouble"]> {
  const kinds = ["held", "failed", "missed"] as const;
  const lines = (views: readonly PostView[]) =>
    views.flatMap((view) => {
      const kind = kinds.find((one) => one === view.post.state);
      const move = view.journal.findLast((entry) => entry.kind === "moved");
      const at = move?.at ?? view.post.createdAt;
      return kind && (kind === "held" || at >= since) ? [{ ...lineOf(desk, view), kind, since: at, why: move?.reason ?? "" }] : [];
    });
  const held = await linesOf(viewsOfState(desk, "held"), lines);
  const all = [...held, ...(await linesOf(movedSince(desk, since, ["failed", "missed"]), lines))];
  return kinds.flatMap((kind) => all.filter((one) => one.kind === kind));
}

async function pausedOf({ store, clock }: Desk): Promise<Digest["paused"]> {
  const [accounts, house] = await Promise.all([store.accounts(), store.housePause()]);
  return [{ id: null, pause: house }, ...accounts].flatMap(({ id, pause }) =>
    pause && isPaused(pause, clock.now()) ? [{ account: id, reason: pause.reason, by: pause.by, until: pause.until }] : [],
  );
}

/** When readers saw it, and where. */
function outOf(view: PostView): { readonly at: Instant; readonly url: string | null } | null {
  const move = view.journal.findLast((entry) => entry.kind === "moved" && ["publish", "by-hand"].includes(entry.transition));
  return move ? { at: move.at, url: addressOf(view) } : null;
}

async function publishedOf(desk: Desk, from: Instant, until: Instant): Promise<Digest["published"]> {
  const lines = await linesOf(movedSince(desk, from, ["published"]), (views) =>
    views.flatMap((view) => {
      const out = outOf(view);
      return out && out.at >= from && out.at < until ? [{ ...lineOf(desk, view), ...out }] : [];
    }),
  );
  return lines.toSorted(byTime);
}

/** Sentences for those who look after the house; whoever else has something to tell them adds a source here. */
const noticeSources: readonly ((desk: Desk) => Promise<readonly string[]>)[] = [
  async (desk) => webhookTroubles(await webhookReports(desk)),
];

/** What a digest would say now; who reads it decides which part is theirs. */
export async function digestNow(desk: Desk): Promise<Digest> {
  const { timezone } = desk.settings;
  const { day, yesterday, today, tomorrow } = spanOf(timezone, nowOf(desk));
  const [going, waits, trouble, paused, published, notices] = await Promise.all([
    todayOf(desk, tomorrow),
    waitsOf(desk),
    troubleOf(desk, yesterday),
    pausedOf(desk),
    publishedOf(desk, yesterday, today),
    Promise.all(noticeSources.map((source) => source(desk))),
  ]);
  return {
    day,
    timezone,
    today: going,
    ...waits,
    trouble,
    paused,
    published,
    notices: notices.flat(),
  };
}

/** A digest as other programs read it: instants are ISO 8601. */
export function digestJson({ today, trouble, paused, published, ...rest }: Digest) {
  return {
    ...rest,
    today: today.map(({ at, ...one }) => ({ ...one, at: toIso(at) })),
    trouble: trouble.map(({ since, ...one }) => ({ ...one, since: toIso(since) })),
    paused: paused.map(({ until, ...one }) => ({ ...one, until: until === null ? null : toIso(until) })),
    published: published.map(({ at, ...one }) => ({ ...one, at: toIso(at) })),
  };
}
