/**
 * What is found on many posts, in short. Judging a post takes milliseconds and a page may list hundreds: each verdict is kept as long
 * as nothing that it depends on has changed. What is said of a post beside its neighbours changes often and costs little, so it is
 * kept apart.
 */
import type { Instant } from "../domain/instant.ts";
import type { Post } from "../domain/post.ts";
import type { Problem } from "../domain/problem.ts";
import type { PostView } from "../domain/view.ts";
import { isTakeDown } from "../pipeline/half-sent.ts";
import { type Recent, repeatProblems, textsOf } from "../pipeline/house-rules.ts";
import { judgedWith } from "../pipeline/overrides.ts";
import type { Store } from "../storage/store.ts";
import { accountOf, type Desk, nowOf, platformOf } from "./desk.ts";
import { memoryMs, wordsOf } from "./recent.ts";
import { reportOf } from "./report.ts";

/** A post in a line. */
export interface Verdict {
  readonly platformName: string;
  /** What an approval of it would freeze. */
  readonly digest: string;
  /** Findings that stop it. */
  readonly stops: readonly Problem[];
  /** True where approving it deletes what readers see. */
  readonly deletes: boolean;
  /** How many more are worth a look. */
  readonly cautions: number;
}

/** A post judged by itself. */
interface Alone {
  readonly key: string;
  readonly platformName: string;
  readonly digest: string;
  readonly problems: readonly Problem[];
  readonly texts: ReturnType<typeof textsOf>;
  /** Beside these neighbours. */
  beside?: { readonly key: string; readonly problems: readonly Problem[] };
}

/** The words of an account's other posts, and what they are told by. */
interface Neighbours {
  readonly key: string;
  readonly recent: readonly Recent[];
}

interface Kept {
  /** By post, the longest unused first. */
  readonly alone: Map<string, Alone>;
  readonly words: Map<string, Recent>;
}

/** Verdicts and neighbours kept at most, each: some kilobytes a post. */
const most = 2_000;
const kept = new WeakMap<Store, Kept>();

function keptBy({ store }: Desk): Kept {
  const known = kept.get(store) ?? { alone: new Map(), words: new Map() };
  kept.set(store, known);
  return known;
}

/** Puts it last, and forgets what was longest unused. */
function keep<T>(map: Map<string, T>, key: string, value: T): T {
  map.delete(key);
  map.set(key, value);
  const [oldest] = map.keys();
  if (map.size > most && oldest !== undefined) map.delete(oldest);
  return value;
}

/** Words of time are judged by the day on which readers see them; an embargo and an expiry by the moment. */
function momentOf({ post, summary: { summary } }: PostView, timezone: string, now: Instant): string {
  const at = post.scheduledAt ?? now;
  const day = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timezone).toPlainDate().toString();
  const [isHeld, isOver] = [(summary.embargo ?? at) > at, (summary.expires ?? at + 1) <= at];
  return `${day} ${isHeld ? "held" : ""} ${isOver ? "over" : ""}`;
}

function keyOf(view: PostView, timezone: string, now: Instant): string {
  const { post, summary, overrides = [], corrected } = view;
  const wrong = corrected ? `${corrected.post.id} ${corrected.post.revision} ${corrected.journal.length}` : "";
  return [post.state, post.revision, summary.version ?? 1, overrides.length, momentOf(view, timezone, now), wrong].join("|");
}

function judgeAlone(desk: Desk, view: PostView, key: string): Alone | null {
  const account = accountOf(desk, view.post.account);
  if (!account.ok) return null;
  const platform = platformOf(desk, account.value);
  const parsed = platform.parse(view.post.content);
  if (!parsed.ok) return null;
  const { digest, problems } = reportOf(desk, view);
  return { key, platformName: platform.name, digest, problems, texts: textsOf(platform.read(parsed.content)) };
}

function isDeletion({ post }: PostView): boolean {
  return post.plan !== null && isTakeDown(post.plan);
}

function saysAgain(view: PostView, alone: Alone, { key, recent }: Neighbours): readonly Problem[] {
  const { post, overrides = [] } = view;
  if (isDeletion(view)) return [];
  if (alone.beside?.key === key) return alone.beside.problems;
  const others = recent.filter(({ id }) => id !== post.id && id !== post.correction?.corrects);
  const problems = judgedWith({ limits: [], judged: repeatProblems(alone.texts, others) }, overrides);
  alone.beside = { key, problems };
  return problems;
}

function verdictOf(view: PostView, alone: Alone, neighbours: Neighbours): Verdict {
  const problems = [...alone.problems, ...saysAgain(view, alone, neighbours)];
  const stops = problems.filter(({ severity }) => severity === "block");
  const { platformName, digest } = alone;
  return { platformName, digest, stops, deletes: isDeletion(view), cautions: problems.length - stops.length };
}

/** Its words are read once a revision: what is folded of them is kept with the very object. */
function wordsKept(desk: Desk, post: Post): Recent {
  const { words } = keptBy(desk);
  const key = `${post.id} ${post.revision}`;
  return keep(words, key, words.get(key) ?? wordsOf(desk, post));
}

async function neighboursOf(desk: Desk, account: string): Promise<Neighbours> {
  const near = await desk.store.neighbours(account, nowOf(desk) - memoryMs);
  return { key: near.map(({ id, revision }) => `${id} ${revision}`).join("|"), recent: near.map((post) => wordsKept(desk, post)) };
}

/** How long posts are judged in one go before others have their turn: a worker's sending must not wait for a page. */
const turnMs = 20;

/** The verdict on each of the posts, by id; without those whose account or content nobody can read any more. */
export async function verdictsOn(desk: Desk, views: readonly PostView[]): Promise<ReadonlyMap<string, Verdict>> {
  const { alone: known } = keptBy(desk);
  const verdicts = new Map<string, Verdict>();
  const accounts = new Map<string, Neighbours>();
  for (const name of new Set(views.map(({ post }) => post.account))) accounts.set(name, await neighboursOf(desk, name));
  let begun = desk.clock.mono();
  for (const view of views) {
    const { id, account } = view.post;
    const settings = accountOf(desk, account);
    const neighbours = accounts.get(account);
    if (!settings.ok || !neighbours) continue;
    const key = keyOf(view, settings.value.timetable.timezone, nowOf(desk));
    const before = known.get(id);
    const alone = before?.key === key ? before : judgeAlone(desk, view, key);
    if (!alone) continue;
    verdicts.set(id, verdictOf(view, keep(known, id, alone), neighbours));
    if (desk.clock.mono() - begun < turnMs) continue;
    await desk.clock.sleep(0);
    begun = desk.clock.mono();
  }
  return verdicts;
}
