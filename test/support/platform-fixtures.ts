import type { Account, PlatformId } from "../../src/domain/account.ts";
import type { FilledStep } from "../../src/domain/plan.ts";
import { type Clock, systemClock } from "../../src/edge/clock.ts";
import type { Edge } from "../../src/edge/edge.ts";
import { silentLog } from "../../src/edge/log.ts";
import type { PlainPicture } from "../../src/platforms/picture.ts";
import type { Deadline, Secret } from "../../src/platforms/platform.ts";

/** A picture that every platform takes. */
export function picture(change: Partial<PlainPicture> = {}): PlainPicture {
  return {
    digest: "ab".repeat(32),
    mime: "image/jpeg",
    width: 1080,
    height: 1350,
    alt: "A chart of wheat prices in six cities",
    ...change,
  };
}

export const secrets: Readonly<Record<PlatformId, Secret>> = {
  x: { X_API_KEY: "key", X_API_SECRET: "key-secret", X_ACCESS_TOKEN: "1700000000000000001-token", X_ACCESS_SECRET: "token-secret" },
  instagram: { INSTAGRAM_USER_ID: "17841400000000001", INSTAGRAM_ACCESS_TOKEN: "IGtoken" },
  "youtube-community": { YOUTUBE_CHANNEL_ID: "UCabcdefghijklmnopqrstuv" },
};

const remoteIds: Readonly<Record<PlatformId, string>> = {
  x: "1700000000000000001",
  instagram: "17841400000000001",
  "youtube-community": "UCabcdefghijklmnopqrstuv",
};

export function accountOn(platform: PlatformId): Account {
  return {
    id: platform,
    platform,
    languages: ["en", "ur"],
    tags: [],
    remoteId: remoteIds[platform],
    format: "auto",
    link: "last",
    numbering: false,
    timetable: { timezone: "Asia/Karachi", slots: [], quiet: [], minGapMs: 0, lateAfterMs: 3_600_000 },
    budget: {},
    approvers: 1,
  };
}

/** Doors that lead nowhere but to what is given. */
export function edgeWith(change: Partial<Edge> = {}): Edge {
  return {
    clock: systemClock,
    log: silentLog,
    bytes: async () => new Uint8Array(3000).fill(7),
    publicUrl: async (digest) => ({ ok: true, url: `https://herald.example/media/${digest}.jpg` }),
    proxyEnv: {},
    sawDate: () => undefined,
    ...change,
  };
}

export function deadlineIn(ms: number, clock: Clock = systemClock): Deadline {
  const end = clock.mono() + ms;
  return { leftMs: () => end - clock.mono(), signal: clock.timeout(ms) };
}

/** A step as the engine hands it over. */
export function sent(
  key: string,
  method: "GET" | "POST" | "DELETE",
  path: string,
  body: Extract<FilledStep, { body: unknown }>["body"],
): FilledStep {
  const repeat = key.startsWith("post-") || key === "publish" ? "never" : "harmless";
  return { key, repeat, method, path, body };
}
