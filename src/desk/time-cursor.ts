import type { TimePlace } from "../storage/timed.ts";

/** A place in the queue as an address carries it from page to page. */
export function timeCursorOf({ time, at, state, ordinal, summaryId }: TimePlace): string {
  return Buffer.from(`${time ?? "-"} ${at} ${state} ${ordinal} ${summaryId}`).toString("base64url");
}

/** Null where none is named, or one that no page ends with: then the list begins from the first. @param states that it may name */
export function timePlaceIn(cursor: string | undefined, states: readonly TimePlace["state"][]): TimePlace | null {
  const written = Buffer.from(cursor ?? "", "base64url").toString("utf8");
  const read = /^(-|\d{1,15}) (\d{1,15}) ([a-z]{1,20}) (\d{1,9}) (\S{1,200})$/.exec(written);
  const [, time = "", at = "", named = "", ordinal = "", summaryId = ""] = read ?? [];
  const state = states.find((one) => one === named);
  if (!state) return null;
  return { time: time === "-" ? null : Number(time), at: Number(at), state, ordinal: Number(ordinal), summaryId };
}
