import { expect, test } from "vitest";
import { readDuration } from "../../../src/pipeline/schedule.ts";

test.each([
  ["20m", 1_200_000],
  ["3h", 10_800_000],
  ["30s", 30_000],
  ["2d", 172_800_000],
  ["500ms", 500],
  [" 5 m ", 300_000],
  [1500, 1500],
  [0, 0],
])("%s is a length of time", (written, ms) => {
  expect(readDuration(written)).toBe(ms);
});

test.each(["soon", "20", "-5m", "1.5h", "", "5 minutes", "m", -1, 1.5, Number.NaN])("%s is none", (written) => {
  expect(readDuration(written)).toBeNull();
});
