/** At most this many words stand on a card: a phone shows one 1080 wide as 390, and a thumb is quick. */
export const mostWords = 45;

/** How many words the texts have together. */
export function wordCount(...texts: readonly (string | undefined)[]): number {
  return texts
    .filter((text) => text !== undefined)
    .join(" ")
    .split(/\s+/u)
    .filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
}
