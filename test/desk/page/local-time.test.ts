import { expect, test } from "vitest";
import { localTime } from "../../../src/desk/page/local-time.ts";

test("an instant is told in the zone's own time, midnight as 00:00", () => {
  expect(localTime("2026-11-24T04:00:00.000Z", "Asia/Karachi")).toBe("Tue 24 Nov 2026, 09:00 (Asia/Karachi)");
  expect(localTime("2026-09-23T19:00:00.000Z", "Asia/Karachi")).toBe("Thu 24 Sept 2026, 00:00 (Asia/Karachi)");
  expect(localTime("2026-07-01T12:30:00.000Z", "Europe/London")).toBe("Wed 1 Jul 2026, 13:30 (Europe/London)");
});
