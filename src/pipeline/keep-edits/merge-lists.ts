import { align, type Likeness } from "./align.ts";

/** How things of a list are compared and, where both sides changed one, brought together. */
export interface Kind<T> {
  readonly likeness: Likeness<T>;
  readonly same: (one: T, other: T) => boolean;
  readonly merge: (before: T, edited: T, now: T) => T;
  /** Composed things that give way to the editor's. */
  readonly lose: (things: readonly T[]) => void;
}

/**
 * Three lists brought together: what only one side changed is taken from it, what both put in at one place stands with the
 * editor's first, and where both rewrote one place the editor's stands.
 */
export function mergeLists<T>(before: readonly T[], edited: readonly T[], now: readonly T[], kind: Kind<T>): readonly T[] {
  const [toEdited, toNow] = [align(before, edited, kind.likeness), align(before, now, kind.likeness)];
  const anchors = before.flatMap((_, at) => {
    const [inEdited, inNow] = [toEdited.get(at), toNow.get(at)];
    return inEdited === undefined || inNow === undefined ? [] : [{ at, inEdited, inNow }];
  });
  const result: T[] = [];
  let [b, e, n] = [0, 0, 0];
  for (const { at, inEdited, inNow } of anchors) {
    result.push(...mergeGap(before.slice(b, at), edited.slice(e, inEdited), now.slice(n, inNow), kind));
    result.push(mergeOne(before[at] as T, edited[inEdited] as T, now[inNow] as T, kind));
    [b, e, n] = [at + 1, inEdited + 1, inNow + 1];
  }
  return [...result, ...mergeGap(before.slice(b), edited.slice(e), now.slice(n), kind)];
}

function mergeOne<T>(before: T, edited: T, now: T, { same, merge }: Kind<T>): T {
  if (same(edited, before)) return now;
  return same(now, before) || same(edited, now) ? edited : merge(before, edited, now);
}

function mergeGap<T>(before: readonly T[], edited: readonly T[], now: readonly T[], { same, lose }: Kind<T>): readonly T[] {
  const equal = (one: readonly T[], other: readonly T[]) =>
    one.length === other.length && one.every((thing, at) => same(thing, other[at] as T));
  if (equal(edited, before)) return now;
  if (equal(now, before) || equal(edited, now)) return edited;
  const fresh = now.filter((thing) => !edited.some((other) => same(thing, other)));
  if (before.length === 0) return [...edited, ...fresh];
  lose(fresh.filter((thing) => !before.some((other) => same(thing, other))));
  return edited;
}
