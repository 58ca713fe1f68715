import type { Sentence } from "./sentence.ts";
import type { Source, SourceSentence } from "./source.ts";

/** A sentence of the source that shares content with one of the post. */
export interface Match {
  readonly sentence: SourceSentence;
  /** Words of weight, numbers and dates that both have. */
  readonly shared: number;
  /** Their share of the post's sentence, 0 to 1. */
  readonly share: number;
}

/** The sentences of the source that share words of weight with a sentence of the post, best first. */
export function matches(said: Sentence, source: Source): readonly Match[] {
  const keys = new Set(said.tokens.filter(({ kind }) => kind === "word" || kind === "figure" || kind === "date").map(({ key }) => key));
  const counts = new Map<SourceSentence, number>();
  for (const key of keys) {
    for (const sentence of new Set((source.places.get(key) ?? []).map((place) => place.sentence))) {
      counts.set(sentence, (counts.get(sentence) ?? 0) + 1);
    }
  }
  return [...counts]
    .map(([sentence, shared]) => ({ sentence, shared, share: shared / Math.max(1, keys.size) }))
    .sort((a, b) => b.shared - a.shared || a.sentence.index - b.sentence.index);
}
