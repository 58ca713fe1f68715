// https://www.rfc-editor.org/rfc/rfc5545
import { type FeedEvent, feedOf } from "../../desk/calendar-feed.ts";
import type { Instant } from "../../domain/instant.ts";
import type { Routes } from "./routes.ts";

/** TEXT (3.3.11): what would end it, and line breaks, are escaped; other control characters may not stand in it. */
function escaped(text: string): string {
  const plain = text.replaceAll(/[^\P{Cc}\t\n\r]/gu, "").replaceAll(/\r\n?/g, "\n");
  return plain.replaceAll("\\", "\\\\").replaceAll(";", "\\;").replaceAll(",", "\\,").replaceAll("\n", "\\n");
}

const mostOctets = 75;

/** Content lines (3.1) are at most 75 octets, and go on after a line break and a space; no character is cut. */
export function folded(line: string): string {
  const lines: string[] = [];
  let [now, octets] = ["", 0];
  for (const character of line) {
    const size = Buffer.byteLength(character);
    if (octets + size > mostOctets) {
      lines.push(now);
      [now, octets] = [" ", 1];
    }
    now += character;
    octets += size;
  }
  return [...lines, now].join("\r\n");
}

/** DATE-TIME in UTC (3.3.5): `20261201T040000Z`. */
function stamp(at: Instant): string {
  return new Date(at).toISOString().replaceAll(/[-:]|\.\d{3}/g, "");
}

/** Its UID is the same for ever, whatever becomes of the post and wherever Herald is reached. */
function event({ id, createdAt, account, platformName, state, at, changedAt, revision, words }: FeedEvent): readonly string[] {
  const status = state === "published" ? "" : ` (${state})`;
  return [
    "BEGIN:VEVENT",
    `UID:${escaped(id)}-${createdAt.toString(36)}@herald.invalid`,
    `DTSTAMP:${stamp(changedAt)}`,
    `SEQUENCE:${revision}`,
    `DTSTART:${stamp(at)}`,
    "DURATION:PT15M",
    `SUMMARY:${escaped(`${platformName}: ${words ?? "embargoed"}${status}`)}`,
    `LOCATION:${escaped(account)}`,
    "TRANSP:TRANSPARENT",
    "CLASS:PRIVATE",
    "END:VEVENT",
  ];
}

/** A whole calendar. @param name what other programs call it */
export function calendarText(name: string, events: readonly FeedEvent[]): string {
  const head = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Herald//Calendar//EN", "CALSCALE:GREGORIAN", `X-WR-CALNAME:${escaped(name)}`];
  const lines = [...head, "REFRESH-INTERVAL;VALUE=DURATION:PT15M", ...events.flatMap(event), "END:VCALENDAR"];
  return `${lines.map(folded).join("\r\n")}\r\n`;
}

/** `GET /calendar/<secret>.ics`: whoever has the address reads times, accounts and first words, and nothing under embargo. */
export function feeds(routes: Routes): void {
  routes.get("/calendar/:file{[A-Za-z0-9_-]+\\.ics}", "open", async ({ context, desk }) => {
    const events = await feedOf(desk, (context.req.param("file") ?? "").slice(0, -".ics".length));
    if (events === null) return context.notFound();
    const headers = { "Content-Type": "text/calendar; charset=utf-8", "Cache-Control": "private, no-store", "X-Robots-Tag": "noindex" };
    return context.body(calendarText(desk.settings.house.brand.name, events), 200, headers);
  });
}
