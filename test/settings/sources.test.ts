import { describe, expect, it } from "vitest";
import { isCron, isFeedAddress } from "../../src/settings/sources.ts";

describe("a source in the settings", () => {
  it.each(["* * * * *", "*/10 * * * *", "0 6-22/2 * * 1-5", "5,35 * 1 1 0", "59 23 31 12 7"])("is asked on %s", (text) => {
    expect(isCron(text)).toBe(true);
  });

  it.each([
    "",
    "* * * *",
    "* * * * * *",
    "60 * * * *",
    "*/0 * * * *",
    "5-1 * * * *",
    "a * * * *",
    "* 24 * * *",
    "* * 0 * *",
    "1, * * * *",
    "@hourly",
  ])("is not asked on %j", (text) => {
    expect(isCron(text)).toBe(false);
  });

  it("is an https address without a login", () => {
    expect(isFeedAddress("https://example.org/feed/")).toBe(true);
    for (const text of ["http://example.org/feed/", "https://user:pass@example.org/", "file:///etc/passwd", "feed"])
      expect(isFeedAddress(text)).toBe(false);
  });
});
