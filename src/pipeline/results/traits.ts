import type { Account, Weekday } from "../../domain/account.ts";
import { weekdays } from "../../domain/account.ts";
import type { House } from "../../domain/brand.ts";
import type { Instant } from "../../domain/instant.ts";
import { cardKinds } from "../../domain/look.ts";
import type { Card } from "../../domain/media.ts";
import { wordedBy } from "../../domain/post.ts";
import type { Traits } from "../../domain/result.ts";
import type { PostView } from "../../domain/view.ts";
import type { Reading } from "../../platforms/platform.ts";

/** All that a post's traits are told from. */
export interface Seen {
  readonly view: Pick<PostView, "post" | "summary">;
  readonly account: Account;
  readonly house: House;
  /** As readers see it. */
  readonly reading: Reading;
  /** The cards that its words and look call for. */
  readonly cards: readonly Card[];
  readonly outAt: Instant;
}

function kindOf({ view, reading: { parts } }: Seen): Traits["kind"] {
  const { correction } = view.post;
  if (correction) return correction.way === "edit" ? "edit" : "correction";
  if (view.summary.summary.kind === "opinion") return "opinion";
  if (parts.length > 1) return "thread";
  return (parts[0]?.pictures.length ?? 0) > 1 ? "carousel" : "single";
}

/** Only what stands on its pictures now; a card that an editor took out leaves none, one that isn't Herald's is another. */
function cardOf({ reading: { parts }, cards, view, house }: Seen): Pick<Traits, "card" | "theme" | "photo"> {
  const [picture] = parts.flatMap(({ pictures }) => pictures);
  if (!picture) return { card: null, theme: null, photo: false };
  const [first] = cards;
  const kind = cardKinds.find((each) => each === first?.kind);
  const { look } = view.post;
  const photo = first?.kind === "headline" && first.picture !== undefined;
  return { card: kind ?? "other", theme: first ? (look?.theme ?? house.brand.theme ?? "dark") : null, photo };
}

function localOf(at: Instant, timezone: string): { readonly weekday: Weekday; readonly time: string; readonly date: string } {
  const local = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timezone);
  const time = local.toPlainTime().toString({ smallestUnit: "minute" });
  return { weekday: weekdays[local.dayOfWeek - 1] ?? "mon", time, date: local.toPlainDate().toString() };
}

/** The slot it was set for and went out in. */
function slotOf({ view, account: { timetable }, outAt }: Seen): string | null {
  const { scheduledAt } = view.post;
  if (scheduledAt === null || Math.abs(outAt - scheduledAt) > timetable.lateAfterMs) return null;
  const { weekday, time, date } = localOf(scheduledAt, timetable.timezone);
  const isIn = ({ days, times, from = "", to = "9999" }: (typeof timetable.slots)[number]) =>
    days.includes(weekday) && times.includes(time) && date >= from && date <= to;
  return timetable.slots.some(isIn) ? time : null;
}

/** What a post was like when it came out. */
export function traitsOf(seen: Seen): Traits {
  const { timezone } = seen.account.timetable;
  return {
    kind: kindOf(seen),
    ...cardOf(seen),
    words: wordedBy(seen.view.post),
    weekday: localOf(seen.outAt, timezone).weekday,
    slot: slotOf(seen),
  };
}
