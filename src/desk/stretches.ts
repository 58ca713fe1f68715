/** Whole states, a stretch at a time: neither memory nor a worker's turn is taken up by all of them at once. */
import type { State } from "../domain/post.ts";
import type { PostView } from "../domain/view.ts";
import type { Placed, Span } from "../storage/timed.ts";
import type { Desk } from "./desk.ts";

/** So many posts with their journals are in memory at once. */
const atOnce = 50;

interface Stretch<Row, Place> {
  readonly rows: readonly Row[];
  readonly next: Place | null;
}

/** Every row, as many at a time as `read` gives; others have their turn between two stretches. */
export async function* stretchesOf<Row, Place>(
  { clock }: Pick<Desk, "clock">,
  read: (after: Place | null) => Promise<Stretch<Row, Place>>,
): AsyncGenerator<readonly Row[], void, undefined> {
  for (let after: Place | null = null; ; ) {
    const { rows, next }: Stretch<Row, Place> = await read(after);
    if (rows.length > 0) yield rows;
    if (next === null) return;
    after = next;
    await clock.sleep(0);
  }
}

/** The same as posts without the calendar beside them: `taken` is empty. */
export async function* viewsIn<Place>(
  desk: Desk,
  read: (after: Place | null, limit: number) => Promise<Stretch<string, Place>>,
): AsyncGenerator<readonly PostView[], void, undefined> {
  for await (const ids of stretchesOf(desk, (after: Place | null) => read(after, atOnce))) yield await desk.store.pages.views(ids);
}

/** Posts by name, in that order. */
export function viewsNamed(desk: Desk, ids: readonly string[]): AsyncGenerator<readonly PostView[], void, undefined> {
  return viewsIn(desk, async (after: number | null, limit) => {
    const until = (after ?? 0) + limit;
    return { rows: ids.slice(after ?? 0, until), next: until < ids.length ? until : null };
  });
}

/** Posts of a state, oldest first; absent: of all. */
export function viewsOfState(desk: Desk, state?: State): AsyncGenerator<readonly PostView[], void, undefined> {
  const question = state === undefined ? {} : { state };
  return viewsIn(desk, (after: Parameters<typeof desk.store.pages.posts>[1], limit) => desk.store.pages.posts(question, after, limit));
}

/** The first of a state, and how many there are of it. */
export interface Some {
  readonly views: readonly PostView[];
  readonly all: number;
}

/** No more than `most` of a state, oldest first. */
export async function someOfState({ store }: Pick<Desk, "store">, state: State, most: number): Promise<Some> {
  const { rows, next } = await store.pages.posts({ state }, null, most);
  const all = next === null ? rows.length : await store.pages.count({ state });
  return { views: await store.pages.views(rows), all };
}

/** What of an account has its time in the span, by time. */
export function viewsPlaced(desk: Desk, span: Span): AsyncGenerator<readonly PostView[], void, undefined> {
  return viewsIn(desk, async (after: Placed | null, limit) => {
    const placed = await desk.store.pages.placed(span, after, limit);
    return { rows: placed.map(({ id }) => id), next: placed.length < limit ? null : (placed.at(-1) ?? null) };
  });
}
