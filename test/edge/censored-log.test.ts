import { describe, expect, test } from "vitest";
import { censored } from "../../src/edge/censored-log.ts";
import type { Log } from "../../src/edge/log.ts";
import { secretValues } from "../../src/settings/secret-values.ts";

const secrets = {
  X_API_SECRET: "x-secret-0815",
  URDU_INSTAGRAM_ACCESS_TOKEN: "IGtoken-4711",
  HERALD_SECRET: "mT4q0Zr8Wk1VbX6yLd2Jc9Fh3Sg7Pn5A",
  HERALD_SECRET_OLD: "hB7w2Nf5Qa9Rz4Ms1Ty8Ev3Kj6Cd0Lg",
  MODEL_API_KEY: "model-key-99",
  MEDIA_SECRET_KEY: "bucket-secret-1",
  WORDPRESS_APP_PASSWORD: "abcd efgh ijkl mnop",
  SMTP_URL: "smtps://herald:p%40ss-word-77@mail.example.org",
  NOTIFY_WEBHOOK_URL: "https://hooks.example.org/t0ken-in-path",
  TELEGRAM_BOT_TOKEN: "12345:telegram-token",
};
const kept = { secrets: new Map([["x", { X_ACCESS_TOKEN: "4711-kept-token", INSTAGRAM_USER_ID: "17841400000000000" }]]) };

/** The lines of a log that was told these things. */
function linesOf(tell: (log: Log) => void): string {
  const lines: string[] = [];
  const write = (fields: object, message: string) => void lines.push(JSON.stringify({ ...fields, message }));
  tell(censored({ info: write, warn: write, error: write }, secretValues({ ...secrets, PORT: "8080", EMPTY_TOKEN: "" }, kept)));
  return lines.join("\n");
}

const every = [...Object.values(secrets), "p@ss-word-77", "4711-kept-token"];

describe("a log", () => {
  test.each(every)("never holds the secret %s, wherever it comes from", (secret) => {
    const said = linesOf((log) => {
      log.error({ error: new Error(`asked with ${secret}, and refused`) }, "A page could not be made.");
      log.warn({ reason: secret, deep: { list: [`${secret}!`, { [secret]: secret }] } }, `told with ${secret}`);
      log.info({ error: String(new Error(secret)) }, "x");
    });
    expect(said).toContain("[secret]");
    expect(said).not.toContain(secret);
    expect(said).not.toContain(JSON.stringify(secret).slice(1, -1));
  });

  test("says everything else, and where a fault was", () => {
    const said = linesOf((log) => log.error({ error: new Error("no such table"), path: "/posts/:id", count: 3, none: null }, "It broke."));
    expect(said).toContain("Error: no such table");
    expect(said).toContain("censored-log.test.ts");
    expect(said).toMatch(/"path":"\/posts\/:id","count":3,"none":null,"message":"It broke\."/);
    expect(linesOf((log) => log.info({ account: "17841400000000000" }, "x"))).toContain("17841400000000000");
  });

  test("comes to an end, whatever holds itself", () => {
    const ring: Record<string, unknown> = {};
    ring.ring = ring;
    expect(linesOf((log) => log.info(ring, "x"))).toContain("…");
  });
});
