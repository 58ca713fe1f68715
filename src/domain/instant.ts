/** Milliseconds since 1970-01-01T00:00:00Z. Printed as ISO 8601 with offset, to the millisecond. */
export type Instant = number;

/** A calendar day as `YYYY-MM-DD`, without zone: the day that a text speaks from. */
export type Day = string;

/** An instant as other programs read it: ISO 8601, UTC, milliseconds. */
export function toIso(instant: Instant): string {
  return new Date(instant).toISOString();
}
