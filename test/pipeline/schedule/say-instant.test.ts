import { expect, test } from "vitest";
import { sayInstant } from "../../../src/pipeline/schedule.ts";
import { at } from "./timetables.ts";

test.each([
  ["Asia/Karachi", "Tue 1 Dec 2026 09:00 (Asia/Karachi, UTC+5)"],
  ["Asia/Kathmandu", "Tue 1 Dec 2026 09:45 (Asia/Kathmandu, UTC+5:45)"],
  ["Europe/London", "Tue 1 Dec 2026 04:00 (Europe/London, UTC)"],
  ["America/New_York", "Mon 30 Nov 2026 23:00 (America/New_York, UTC-5)"],
])("an instant is said in the words of %s", (zone, words) => {
  expect(sayInstant(at("2026-12-01T09:00+05:00"), zone)).toBe(words);
});
