const unitMs = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;
const form = /^(\d{1,9})\s*(ms|s|m|h|d)$/;

/**
 * A length of time in milliseconds: `20m`, `3h`, `30s`, `2d`, `500ms`, or a whole number of milliseconds.
 * Null if it is no such thing. A day counts 24 hours.
 */
export function readDuration(value: string | number): number | null {
  if (typeof value === "number") return Number.isSafeInteger(value) && value >= 0 ? value : null;
  const [, count, unit] = form.exec(value.trim()) ?? [];
  return count !== undefined && isUnit(unit) ? Number(count) * unitMs[unit] : null;
}

function isUnit(text: string | undefined): text is keyof typeof unitMs {
  return text !== undefined && Object.hasOwn(unitMs, text);
}
