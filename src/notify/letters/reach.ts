import type { LetterWish, Reach, Way } from "../../domain/letter.ts";

/** Who said nothing is written to by e-mail, which an admin gave. */
export function reachOf(person: string, reaches: readonly Reach[]): Reach {
  return reaches.find((reach) => reach.person === person) ?? { person, letters: "email", chat: null, silencedAt: null };
}

const wished: Readonly<Record<LetterWish, readonly Way[]>> = {
  email: ["email"],
  telegram: ["telegram"],
  both: ["email", "telegram"],
  none: [],
};

/**
 * By which ways somebody is told: as they wish, or, where that can't be, by any that can; only who wants nothing hears nothing.
 * @param open the ways that the house has
 */
export function waysTo({ letters, chat, silencedAt }: Reach, open: ReadonlySet<Way>): readonly Way[] {
  if (letters === "none") return [];
  const isUsable = (way: Way) => open.has(way) && (way === "email" || (chat !== null && silencedAt === null));
  const wanted = wished[letters].filter(isUsable);
  return wanted.length > 0 ? wanted : wished.both.filter(isUsable).slice(0, 1);
}
