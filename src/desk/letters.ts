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
import type { Place } from "../storage/pages.ts";
import { accountOf, benchFor, type Desk, nowOf } from "./desk.ts";
import { stretchesOf } from "./stretches.ts";
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
    const keep = (letters: readonly Letter[]) => keepFor(desk, letters, audience, ways, now);
    const ids = new Set([
      ...(await desk.store.letters.movedSince(isWhole ? now - newsMs : lookedAt - overlapMs)),
      ...(isReminding ? await toBeReminded(desk, now) : []),
    ]);
    let kept = await keep(silencedLetters(audience, now));
    for await (const views of viewsTold(desk, ids, isWhole))
      kept += await keep([...(await lettersOfPosts(desk, views, audience)).values()].flat());
    lookedAt = now;
    if (isWhole) wholeAt = now;
    if (isReminding) remindedAt = now;
    return kept;
  };
}

/** So many posts are in memory at once, with their accounts' calendars: a letter names a draft's next slot. */
const atOnce = 50;

/** Some posts, and every draft beside them where all are looked at; each once. */
async function* viewsTold(desk: Desk, ids: ReadonlySet<string>, isWhole: boolean): AsyncGenerator<readonly PostView[], void, undefined> {
  const { store } = desk;
  const drafts = (after: Place | null) => store.pages.posts({ state: "draft" }, after, atOnce);
  if (isWhole) for await (const some of stretchesOf(desk, drafts)) yield await store.views(some.filter((id) => !ids.has(id)));
  const named = [...ids];
  for (let from = 0; from < named.length; from += atOnce) yield await store.views(named.slice(from, from + atOnce));
}

async function toBeReminded({ store, settings }: Desk, now: Instant): Promise<readonly string[]> {
  const told: ReadonlyMap<string, readonly KeptLetter[]> = Map.groupBy(await store.letters.onDrafts(), ({ subject }) => subject);
  return [...told].flatMap(([subject, letters]) => (mayRemind(letters, settings.tell.remindMs, now) ? [subject] : []));
}

async function keepFor(
  desk: Desk,
  letters: readonly Letter[],
  { reaches }: Audience,
  ways: ReadonlySet<Way>,
  now: Instant,
): Promise<number> {
  const { timezone, tell } = desk.settings;
  const dueAt = afterQuiet({ timezone, quiet: tell.quiet }, now + graceMs);
  const wanted = letters.flatMap((letter) => {
    const by = waysTo(reachOf(letter.person, reaches), ways);
    return by.length > 0 ? [{ ...letter, ways: by, dueAt }] : [];
  });
  return wanted.length === 0 ? 0 : desk.store.letters.keep(wanted, now);
}
