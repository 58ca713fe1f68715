import type { Instant } from "../../domain/instant.ts";
import type { KeptLetter, Letter } from "../../domain/letter.ts";
import type { LetterFacts } from "./wanted.ts";

const hourMs = 3_600_000;

/** Nobody is told of the same draft twice within this: the earlier word still stands. */
function restMs(remindMs: number): number {
  return Math.min(hourMs, remindMs);
}

/** What one person was told of one digest. */
function toldOf(kept: readonly KeptLetter[], person: string, digest: string): readonly (KeptLetter & { readonly toldAt: Instant })[] {
  return kept.flatMap((letter) => {
    const isAbout = letter.person === person && (letter.about === digest || letter.about.startsWith(`${digest}:`));
    return isAbout && letter.toldAt !== null ? [{ ...letter, toldAt: letter.toldAt }] : [];
  });
}

/**
 * Who was told that this very draft waits hears of it once more an hour before the first slot that it could have had, and once more
 * when they have heard nothing of it for `remindMs`.
 * @param open who may approve it and did not yet
 */
export function remindersOf({ view, kept, remindMs, now }: LetterFacts, digest: string, open: readonly string[]): readonly Letter[] {
  if (remindMs === 0) return [];
  return open.flatMap((person) => {
    const told = toldOf(kept, person, digest);
    const letter = (about: string): Letter => ({ person, kind: "reminder", subject: view.post.id, about, slotAt: null });
    return remindersDue(told, digest, remindMs, now).map(letter);
  });
}

type Told = ReturnType<typeof toldOf>;

function remindersDue(told: Told, digest: string, remindMs: number, now: Instant): readonly string[] {
  const first = told.filter(({ kind }) => kind === "waits" || kind === "second");
  if (first.length === 0) return [];
  const slots = first.flatMap(({ slotAt }) => slotAt ?? []);
  const slotAt = slots.length > 0 ? Math.min(...slots) : null;
  const [later, ahead] = [`${digest}:later`, `${digest}:slot`];
  const isRested = (about: string, ms: number) => told.every((letter) => letter.about === about || letter.toldAt + ms <= now);
  const isAhead = slotAt !== null && slotAt - hourMs <= now && now < slotAt;
  // Where both are due, one word says it.
  if (isAhead && isRested(ahead, restMs(remindMs))) return [ahead];
  return isRested(later, remindMs) ? [later] : [];
}

/** True where a look at the post may bring a reminder about: cheap to ask of every draft that waits. */
export function mayRemind(told: readonly KeptLetter[], remindMs: number, now: Instant): boolean {
  if (remindMs === 0) return false;
  return told.some(({ kind, toldAt, slotAt }) => {
    if ((kind !== "waits" && kind !== "second") || toldAt === null) return false;
    return toldAt + remindMs <= now || (slotAt !== null && slotAt - hourMs <= now && now < slotAt);
  });
}
