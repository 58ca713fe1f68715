import { describe, expect, test } from "vitest";
import { least, loaded, xLogin } from "./workplace.ts";

const xLoginAs = (prefix: string, remoteId: string) => ({
  [`${prefix}X_API_KEY`]: "key",
  [`${prefix}X_API_SECRET`]: "secret",
  [`${prefix}X_ACCESS_TOKEN`]: `${remoteId}-token`,
  [`${prefix}X_ACCESS_SECRET`]: "access",
});

/** Which account posts as whom on the platform. */
function connected(accounts: string, env: Readonly<Record<string, string>>): Record<string, string | null> {
  const yaml = least.replace(/ {2}- id(.|\n)*/, accounts);
  const settings = loaded({ yaml, env: { ...env, DATABASE_URL: "file:live.db" } });
  return Object.fromEntries(settings.accounts.map(({ id, remoteId }) => [id, remoteId]));
}

const both = "  - { id: x, platform: x }\n  - { id: urdu-x, platform: x }\n";

describe("an account finds its login", () => {
  test("under no prefix where its id is the platform's name", () => {
    expect(connected("  - { id: x, platform: x }\n", xLogin)).toEqual({ x: "4711" });
    expect(connected("  - { id: youtube, platform: youtube-community }\n", { YOUTUBE_CHANNEL_ID: "UC1" })).toEqual({ youtube: "UC1" });
  });

  test("under the prefix that its id suggests", () => {
    expect(connected(both, { ...xLogin, ...xLoginAs("URDU_", "42") })).toEqual({ x: "4711", "urdu-x": "42" });
    expect(connected("  - { id: night-desk, platform: x }\n", xLoginAs("NIGHT_DESK_", "7"))).toEqual({ "night-desk": "7" });
  });

  test("under the prefix that it names, as env or as prefix, and under no other", () => {
    expect(connected("  - { id: x, platform: x, env: URDU }\n", xLoginAs("URDU_", "42"))).toEqual({ x: "42" });
    expect(connected("  - { id: x, platform: x, prefix: URDU_ }\n", xLoginAs("URDU_", "42"))).toEqual({ x: "42" });
    expect(connected("  - { id: x, platform: x, env: URDU }\n", xLogin)).toEqual({ x: null });
  });

  test("under no prefix where it is the platform's only account, whatever its id", () => {
    expect(connected("  - { id: main, platform: x }\n", xLogin)).toEqual({ main: "4711" });
  });

  test("and never takes the one of another account", () => {
    expect(connected(both, xLogin)).toEqual({ x: "4711", "urdu-x": null });
    expect(connected(both, xLoginAs("URDU_", "42"))).toEqual({ x: null, "urdu-x": "42" });
  });

  test("beside an account with a prefix of its own the plain login belongs to the other", () => {
    const accounts = "  - { id: alpha, platform: x }\n  - { id: beta, platform: x, env: BETA }\n";
    expect(connected(accounts, { ...xLogin, ...xLoginAs("BETA_", "42") })).toEqual({ alpha: "4711", beta: "42" });
  });
});

test("a login holds the variables that are there, without prefix, and no others", () => {
  const env = { URDU_INSTAGRAM_USER_ID: "17", URDU_INSTAGRAM_ACCESS_TOKEN: " IGx ", URDU_INSTAGRAM_LOGIN: "", URDU_OTHER: "no" };
  const settings = loaded({ yaml: `${least}  - { id: urdu-instagram, platform: instagram }\n`, env });
  expect(settings.secrets.get("urdu-instagram")).toEqual({ INSTAGRAM_USER_ID: "17", INSTAGRAM_ACCESS_TOKEN: "IGx" });
});

test("a missing variable is named with its prefix", () => {
  const settings = loaded({ yaml: `${least}    env: URDU\n`, env: { URDU_X_API_KEY: "key" } });
  expect(settings.warnings).toEqual([
    "Account x isn't connected and its posts stay drafts: URDU_X_API_SECRET, URDU_X_ACCESS_TOKEN and URDU_X_ACCESS_SECRET are missing.",
  ]);
});
