// How X counts: https://docs.x.com/fundamentals/counting-characters, by X's own library.
import twitter from "twitter-text";

/** Weighted characters that one post may have. */
export const maxWeightedLength = 280;

/** A post's length as X counts it: every address 23, an emoji 2, most scripts 1, "…" and "•" 2. */
export function weightedLength(text: string): number {
  return twitter.parseTweet(text).weightedLength;
}
