/** Who is to be told what: worked out from what changed, and worked out anew before it is told. */
import type { Instant } from "../domain/instant.ts";
import type { KeptLetter, Letter, Reach, Way } from "../domain/letter.ts";
import type { Person } from "../domain/person.ts";
import type { PostView } from "../domain/view.ts";
import { afterQuiet } from "../notify/letters/quiet-hours.ts";
import { reachOf, waysTo } from "../notify/letters/reach.ts";
import { mayRemind } from "../notify/letters/reminders.ts";
import { type LetterFacts, lettersOn, newsMs } from "../notify/letters/wanted.ts";
import { timeFor } from "../pipeline/review.ts";
import { accountOf, benchFor, type Desk, nowOf } from "./desk.ts";
import { verdictsOn } from "./verdicts.ts";

/** Who is there, and how each is reached. */
export interface Audience {
  /** Active ones. */
  readonly people: readonly Person[];
  readonly reaches: readonly Reach[];
}

export async function audienceOf({ store }: Pick<Desk, "store">): Promise<Audience> {
  const [people, reaches] = await Promise.all([store.people.list(), store.letters.reaches()]);
  return { people: people.filter(({ active }) => active), reaches };
}

/** The ways that the house has. */
export function openWays({ settings }: Pick<Desk, "settings">): ReadonlySet<Way> {
  const { email, telegram } = settings.notify;
  return new Set<Way>([...(email ? (["email"] as const) : []), ...(telegram ? (["telegram"] as const) : [])]);
}

function slotOf(desk: Desk, view: PostView): Instant | null {
  const bench = view.post.state === "draft" ? benchFor(desk, view.post.account) : null;
  const at = bench?.ok ? timeFor(view, bench.value, { kind: "next" }) : null;
  return at?.ok ? at.value : null;
}

/** What letters each of these posts brings about as it stands. */
export async function lettersOfPosts(
  desk: Desk,
  views: readonly PostView[],
  { people }: Audience,
): Promise<ReadonlyMap<string, readonly Letter[]>> {
  const [verdicts, kept] = await Promise.all([
    verdictsOn(
      desk,
      views.filter(({ post }) => post.state === "draft"),
    ),
    desk.store.letters.on(views.map(({ post }) => post.id)),
  ]);
  const bySubject = Map.groupBy(kept, ({ subject }) => subject);
  const facts = (view: PostView): LetterFacts | null => {
    const account = accountOf(desk, view.post.account);
    const verdict = verdicts.get(view.post.id);
    return account.ok
      ? {
          view,
          account: account.value,
          verdict: verdict ? { digest: verdict.digest, isStopped: verdict.stops.length > 0 } : null,
          people,
          slotAt: slotOf(desk, view),
          kept: bySubject.get(view.post.id) ?? [],
          remindMs: desk.settings.tell.remindMs,
          now: nowOf(desk),
        }
      : null;
  };
  return new Map(
    views.map((view) => {
      const known = facts(view);
      return [view.post.id, known ? lettersOn(known) : []];
    }),
  );
}

/** Admins hear of everybody whom Telegram doesn't reach any more, and so do they themselves. */
export function silencedLetters({ people, reaches }: Audience, now: Instant): readonly Letter[] {
  const silenced = reaches.filter(({ silencedAt, person }) => {
    const isNews = silencedAt !== null && now - silencedAt <= newsMs;
    return isNews && people.some(({ id }) => id === person);
  });
  return silenced.flatMap(({ person: subject, silencedAt }) =>
    people
      .filter(({ id, role }) => role === "admin" || id === subject)
      .map(({ id }) => ({ person: id, kind: "silenced" as const, subject, about: String(silencedAt), slotAt: null })),
  );
}

/** What comes within this goes into one letter. */
const graceMs = 20_000;
/** A look back over this makes up for clocks that differ a little. */
const overlapMs = 60_000;
/** How often all drafts are looked at, for what only time or settings bring about. */
const wholeMs = 10 * 60_000;
/** How often those are looked at of which a reminder may be due. */
const remindEveryMs = 60_000;

/** Works out what is to be told, each time it is called; most of the time nothing moved, and it asks three small questions. */
export function letterWriter(desk: Desk): () => Promise<number> {
  let [lookedAt, wholeAt, remindedAt] = [0, 0, 0];
  return async () => {
    const audience = await audienceOf(desk);
    const ways = openWays(desk);
    if (audience.people.length === 0 || ways.size === 0) return 0;
    const now = nowOf(desk);
    const isWhole = now - wholeAt >= wholeMs || now < lookedAt;
    const isReminding = isWhole || now - remindedAt >= remindEveryMs;
    const ids = new Set([
      ...(isWhole ? await everythingOpen(desk, now) : await desk.store.letters.movedSince(lookedAt - overlapMs)),
      ...(isReminding ? await toBeReminded(desk, now) : []),
    ]);
    const kept = await write(desk, [...ids], audience, ways, now);
    lookedAt = now;
    if (isWhole) wholeAt = now;
    if (isReminding) remindedAt = now;
    return kept;
  };
}

async function everythingOpen({ store }: Desk, now: Instant): Promise<readonly string[]> {
  const [drafts, moved] = await Promise.all([store.posts({ state: "draft" }), store.letters.movedSince(now - newsMs)]);
  return [...drafts.map(({ id }) => id), ...moved];
}

async function toBeReminded({ store, settings }: Desk, now: Instant): Promise<readonly string[]> {
  const told: ReadonlyMap<string, readonly KeptLetter[]> = Map.groupBy(await store.letters.onDrafts(), ({ subject }) => subject);
  return [...told].flatMap(([subject, letters]) => (mayRemind(letters, settings.tell.remindMs, now) ? [subject] : []));
}

async function write(desk: Desk, ids: readonly string[], audience: Audience, ways: ReadonlySet<Way>, now: Instant): Promise<number> {
  const views = await desk.store.views(ids);
  const posts = [...(await lettersOfPosts(desk, views, audience)).values()].flat();
  const { timezone, tell } = desk.settings;
  const dueAt = afterQuiet({ timezone, quiet: tell.quiet }, now + graceMs);
  const letters = [...posts, ...silencedLetters(audience, now)].flatMap((letter) => {
    const by = waysTo(reachOf(letter.person, audience.reaches), ways);
    return by.length > 0 ? [{ ...letter, ways: by, dueAt }] : [];
  });
  return desk.store.letters.keep(letters, now);
}
