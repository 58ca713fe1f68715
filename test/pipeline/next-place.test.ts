import { describe, expect, it } from "vitest";
import type { SlotRule } from "../../src/domain/account.ts";
import type { Instant } from "../../src/domain/instant.ts";
import { type Displaced, nextPlace } from "../../src/pipeline/next-place.ts";

const karachi = (day: string, time: string): Instant =>
  Temporal.PlainDateTime.from(`${day}T${time}`).toZonedDateTime("Asia/Karachi").epochMilliseconds;

const weekdays: SlotRule = { days: ["mon", "tue", "wed", "thu", "fri"], times: ["09:00", "18:30"] };
const friday = karachi("2026-03-06", "20:00");
const full = { day: "2026-03-06", posts: 2, microCents: 0 };

function displaced(change: Partial<Displaced> & { readonly slots?: readonly SlotRule[] } = {}): Displaced {
  const { slots = [weekdays], ...rest } = change;
  const timetable = { timezone: "Asia/Karachi", slots, quiet: [], minGapMs: 1_200_000, lateAfterMs: 10_800_000 };
  const account = { timetable, budget: { postsPerDay: 2 } };
  const need = { posts: 1, microCents: 0 };
  return { account, need, booked: [full], after: friday, scheduledAt: friday, taken: [], ...rest };
}

describe("the place of a post whose day is full", () => {
  it("is the first slot of the next day that has both room and slots", () => {
    expect(nextPlace(displaced())).toEqual({ at: karachi("2026-03-09", "09:00"), day: "2026-03-09" });
    const booked = [full, { ...full, day: "2026-03-09" }];
    expect(nextPlace(displaced({ booked }))?.day).toBe("2026-03-10");
  });

  it("leaves slots that others hold, unless there is no other that day", () => {
    const nine = karachi("2026-03-09", "09:10");
    expect(nextPlace(displaced({ taken: [nine] }))?.at).toBe(karachi("2026-03-09", "18:30"));
    expect(nextPlace(displaced({ taken: [nine, karachi("2026-03-09", "18:30")] }))?.at).toBe(karachi("2026-03-09", "09:00"));
  });

  it("passes over quiet windows", () => {
    const base = displaced();
    const quiet = [{ name: "Early", from: "08:00", to: "10:00" }];
    const account = { ...base.account, timetable: { ...base.account.timetable, quiet } };
    expect(nextPlace({ ...base, account })?.at).toBe(karachi("2026-03-09", "18:30"));
  });

  it("is the same time of the next day with room where the account has no slots", () => {
    expect(nextPlace(displaced({ slots: [] }))).toEqual({ at: karachi("2026-03-07", "20:00"), day: "2026-03-07" });
    const booked = [full, { ...full, day: "2026-03-07" }];
    expect(nextPlace(displaced({ slots: [], booked }))?.at).toBe(karachi("2026-03-08", "20:00"));
  });

  it("may be later the same day where that has room", () => {
    const after = karachi("2026-03-06", "10:00");
    expect(nextPlace(displaced({ booked: [], after }))?.at).toBe(karachi("2026-03-06", "18:30"));
  });

  it("is nowhere once the post has expired, or when no slot ever comes", () => {
    expect(nextPlace(displaced({ notAfter: karachi("2026-03-09", "09:00") }))).toBeNull();
    expect(nextPlace(displaced({ notAfter: karachi("2026-03-09", "09:01") }))).not.toBeNull();
    expect(nextPlace(displaced({ slots: [{ ...weekdays, to: "2026-03-06" }] }))).toBeNull();
  });
});
