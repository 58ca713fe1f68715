import { readFileSync } from "node:fs";
import { parse } from "dotenv";
import { describe, expect, test } from "vitest";
import { nextFree } from "../../src/pipeline/schedule.ts";
import { loadSettings } from "../../src/settings/settings.ts";
import { login, registry } from "./fake-registry.ts";
import { loaded } from "./workplace.ts";

const root = `${import.meta.dirname}/../..`;
const yaml = readFileSync(`${root}/config/herald.yaml`, "utf8");
const example = readFileSync(`${root}/.env.example`, "utf8");

describe("config/herald.yaml as shipped", () => {
  test("is right, without a warning", () => {
    const result = loadSettings({ env: {}, directory: root, registry, sandbox: { forced: false, login } });
    expect(result).toMatchObject({ ok: true, value: { mode: "sandbox", timezone: "Asia/Karachi", warnings: [] } });
  });

  test("has one account a platform, each taking both languages and with times to post", () => {
    const { accounts } = loaded({ yaml });
    expect(accounts.map(({ platform }) => platform)).toEqual(["x", "instagram", "youtube-community"]);
    for (const { languages, timetable } of accounts) {
      expect(languages).toEqual(["en", "ur"]);
      expect(nextFree(timetable, { after: 1_796_083_200_000, taken: [] })).not.toBeNull();
    }
  });

  test("keeps Friday prayers quiet", () => {
    const friday = Temporal.Instant.from("2026-12-04T09:00+05:00").epochMilliseconds;
    const next = nextFree(loaded({ yaml }).accounts[0]?.timetable ?? expect.fail(), { after: friday, taken: [] });
    expect(next).toBe(Temporal.Instant.from("2026-12-04T18:30+05:00").epochMilliseconds);
  });

  test("invites in each language by the outlet's name there, and to places", () => {
    const { phrases } = loaded({ yaml }).house;
    expect(phrases.en.follow.every((line) => line.includes("Republic Policy") && line.includes("{places}"))).toBe(true);
    expect(phrases.ur.follow.every((line) => line.includes("{places}") && !line.includes("Republic"))).toBe(true);
    expect(phrases.ur.follow[0]).toContain("ریپبلک پالیسی");
  });
});

describe(".env.example", () => {
  test("holds no value", () => {
    expect(Object.entries(parse(example)).filter(([, value]) => value !== "")).toEqual([]);
  });

  test("holds every variable of every platform, and Herald's own", () => {
    const known = Object.values(registry).flatMap((platform) => platform.variables.map(({ name }) => name));
    const own = [
      "DATABASE_URL",
      "PUBLIC_URL",
      "HOST",
      "PORT",
      "TRUSTED_PROXIES",
      "HERALD_SECRET",
      "HERALD_SECRET_OLD",
      "MODEL_API_KEY",
      "HERALD_CONFIG",
      "HERALD_FOLDER",
    ];
    const telling = ["NOTIFY_WEBHOOK_URL", "SMTP_URL", "NOTIFY_EMAIL_TO", "NOTIFY_EMAIL_FROM", "TELEGRAM_BOT_TOKEN"];
    const bucket = ["MEDIA_HOST", "MEDIA_BUCKET", "MEDIA_ACCESS_KEY", "MEDIA_SECRET_KEY", "MEDIA_REGION", "MEDIA_PUBLIC_URL"];
    const wordpress = ["WORDPRESS_URL", "WORDPRESS_USER", "WORDPRESS_APP_PASSWORD"];
    const watching = ["METRICS_TOKEN", "HERALD_LOG"];
    const times = ["REQUEST_TIMEOUT", "SETTLE", "LEASE", "TICK"].map((name) => `HERALD_${name}_MS`);
    const apps = ["X_CLIENT_ID", "X_CLIENT_SECRET", "INSTAGRAM_APP_ID", "INSTAGRAM_APP_SECRET", "INSTAGRAM_TOKEN_EXPIRES"];
    expect(Object.keys(parse(example)).toSorted()).toEqual(
      [...own, ...watching, ...bucket, ...wordpress, ...telling, ...times, ...apps, ...known].toSorted(),
    );
  });
});
