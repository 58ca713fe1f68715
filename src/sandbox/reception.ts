/** What the stand-ins' readers make of a post: the same every time, never less with age, and different from post to post. */
import { createHash } from "node:crypto";

export interface Reception {
  readonly views: number;
  readonly likes: number;
  readonly reposts: number;
  readonly answers: number;
  readonly quotes: number;
  readonly bookmarks: number;
}

const dayMs = 86_400_000;

/** @param id the post's: it alone decides how well it does. @param ageMs since it came out */
export function reception(id: string, ageMs: number): Reception {
  const [reach = 0, warmth = 0] = createHash("sha256").update(id).digest();
  // Most of a post's readers come on its first day.
  const grown = 1 - Math.exp(-Math.max(0, ageMs) / dayMs);
  const views = Math.floor((200 + reach * 30) * grown);
  const share = (perMille: number) => Math.floor((views * perMille * (1 + warmth / 255)) / 1000);
  return { views, likes: share(12), reposts: share(3), answers: share(2), quotes: share(0.6), bookmarks: share(1) };
}
