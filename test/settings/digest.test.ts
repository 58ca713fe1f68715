import { describe, expect, test } from "vitest";
import { configSchema } from "../../src/settings/config-schema.ts";

const least = { brand: { name: "Outlet" }, timezone: "Asia/Karachi", accounts: [{ id: "x", platform: "x" }] };
const read = (more: object) => configSchema.safeParse({ ...least, ...more });

describe("the settings of the digest and of webhooks", () => {
  test("are eight in the morning of every day, and no private network", () => {
    const { data } = read({});
    expect([data?.digest.at, data?.digest.days.length, data?.webhooks.allowPrivate]).toEqual(["08:00", 7, false]);
  });

  test("may name other days, and none at all", () => {
    expect(read({ digest: { at: "06:30", days: ["mon"] } }).data?.digest).toEqual({ at: "06:30", days: ["mon"] });
    expect(read({ digest: { days: [] } }).data?.digest).toEqual({ at: "08:00", days: [] });
  });

  test.each([
    { digest: { at: "8" } },
    { digest: { at: "24:00" } },
    { digest: { days: ["someday"] } },
    { webhooks: { allowPrivate: "yes" } },
  ])("refuse %j", (more) => {
    expect(read(more).success).toBe(false);
  });
});
