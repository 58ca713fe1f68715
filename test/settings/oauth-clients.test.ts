import { describe, expect, test } from "vitest";
import { registry } from "../../src/platforms/registry.ts";
import { least, loaded } from "./workplace.ts";

const both = least.replace(
  / {2}- id(.|\n)*/,
  "  - { id: x, platform: x }\n  - { id: urdu-x, platform: x }\n  - { id: youtube, platform: youtube-community }\n",
);
const app = { X_CLIENT_ID: "client" };
const google = { YOUTUBE_CLIENT_ID: "client", YOUTUBE_CLIENT_SECRET: "secret" };
const read = (env: Readonly<Record<string, string>>) => loaded({ yaml: both, env: { ...env, DATABASE_URL: "file:live.db" }, registry });

describe("the apps by which accounts are connected", () => {
  test("serve every account that has none of its own, and are no login", () => {
    const settings = read({ ...app, ...google });
    expect([...settings.oauthClients]).toEqual([
      ["x", app],
      ["urdu-x", app],
      ["youtube", google],
    ]);
    expect([settings.secrets.size, settings.warnings.filter((warning) => warning.includes("connected"))]).toEqual([0, []]);
  });

  test("are taken whole, under an account's own prefix first", () => {
    const settings = read({ ...app, URDU_X_CLIENT_ID: "other", URDU_X_CLIENT_SECRET: "secret", YOUTUBE_CLIENT_ID: "client" });
    expect(settings.oauthClients.get("urdu-x")).toEqual({ X_CLIENT_ID: "other", X_CLIENT_SECRET: "secret" });
    expect(settings.oauthClients.get("x")).toEqual(app);
    expect(settings.oauthClients.has("youtube")).toBe(false);
  });

  test("are none in the sandbox", () => {
    expect(loaded({ yaml: both, env: app, registry }).oauthClients.size).toBe(0);
  });
});
