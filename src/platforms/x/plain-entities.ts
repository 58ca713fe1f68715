import twitter from "twitter-text";

/**
 * The text without what X would link or count: `@name` (it tags whoever owns it), `#word`, and every cashtag after the first
 * (X takes one a post). Only the sign goes; the word stays.
 */
export function plainEntities(text: string): string {
  const cashtags = twitter.extractCashtagsWithIndices(text).slice(1);
  const signs = [...cashtags, ...twitter.extractMentionsOrListsWithIndices(text), ...twitter.extractHashtagsWithIndices(text)];
  const places = [...new Set(signs.map((sign) => sign.indices[0]))].sort((a, b) => b - a);
  const plain = places.reduce((words, at) => words.slice(0, at) + words.slice(at + 1), text);
  // Taking one sign away can bring another to light: `@@name`.
  return places.length === 0 ? plain : plainEntities(plain);
}
