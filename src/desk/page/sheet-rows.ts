/** Figures beside a post, in words. */
import type { Counts } from "../../platforms/platform.ts";

/** `$0.215`: at least cents, and as much more as there is. */
export function dollars(usd: number): string {
  return new Intl.NumberFormat("en-US", { style: "currency", currency: "USD", minimumFractionDigits: 2, maximumFractionDigits: 4 }).format(
    usd,
  );
}

const whole = new Intl.NumberFormat("en-US");

/** One line a count; `full` is how much of its limit it takes, in percent. */
export function countRows(counts: Counts): readonly object[] {
  const parts = counts.parts ?? [];
  const rows = parts.map(({ weightedLength, max }, index) =>
    countRow(parts.length > 1 ? `Part ${index + 1}` : "Length", weightedLength, max),
  );
  if (counts.characters !== undefined) rows.push(countRow("Characters", counts.characters, counts.max));
  if (counts.hashtags !== undefined) rows.push(countRow("Hashtags", counts.hashtags));
  return rows;
}

function countRow(label: string, value: number, max?: number): object {
  if (max === undefined) return { label, text: whole.format(value), full: null, over: false };
  const full = Math.min(100, Math.round((100 * value) / max));
  return { label, text: `${whole.format(value)} of ${whole.format(max)}`, full, over: value > max };
}
