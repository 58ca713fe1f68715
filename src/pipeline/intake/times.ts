import type { z } from "zod";
import type { Day, Instant } from "../../domain/instant.ts";

/** Zod's context of a transform, as far as it is used. */
type Context = z.core.$RefinementCtx;

/** `2026-11-20`. */
export function readDay(text: string, context: Context): Day {
  const day = attempt(() =>
    /^\d{4}-\d{2}-\d{2}$/.test(text.trim()) ? Temporal.PlainDate.from(text.trim(), { overflow: "reject" }).toString() : null,
  );
  return day ?? refused(context, "must be a day, as in 2026-11-20", "");
}

/**
 * `2026-11-20`, `2026-11-20 09:00`, `2026-11-20T09:00+05:00` or `…Z`. Without an offset it is local time in `timezone`; a day
 * alone is its first moment (`start`) or the first moment after it (`end`).
 */
export function readInstant(timezone: string, edge: "start" | "end"): (text: string, context: Context) => Instant {
  return (text, context) =>
    attempt(() => instantOf(text.trim().replace(/^(\d{4}-\d{2}-\d{2})\s+/, "$1T"), timezone, edge)) ??
    refused(context, "must be a time, as in 2026-11-20 09:00 or 2026-11-20T09:00+05:00", 0);
}

function instantOf(text: string, timezone: string, edge: "start" | "end"): Instant | null {
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) {
    const day = Temporal.PlainDate.from(text, { overflow: "reject" });
    return (edge === "start" ? day : day.add({ days: 1 })).toZonedDateTime(timezone).epochMilliseconds;
  }
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/.test(text)) return null;
  if (/(?:Z|[+-]\d{2}:?\d{2})$/i.test(text)) return Temporal.Instant.from(text).epochMilliseconds;
  return Temporal.PlainDateTime.from(text, { overflow: "reject" }).toZonedDateTime(timezone).epochMilliseconds;
}

function attempt<T>(read: () => T | null): T | null {
  try {
    return read();
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function refused<T>(context: Context, message: string, instead: T): T {
  context.addIssue({ code: "custom", message });
  return instead;
}
