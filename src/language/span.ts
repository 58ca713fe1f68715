/** A stretch of a text, in UTF-16 units; `end` is exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** True when cutting before `at` would cut one of the spans in two. */
export function cuts(spans: readonly Span[], at: number): boolean {
  return spans.some((span) => span.start < at && at < span.end);
}
