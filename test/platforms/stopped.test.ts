import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { FilledStep } from "../../src/domain/plan.ts";
import { type StandIns, startStandIns } from "../../src/sandbox/index.ts";
import { sent } from "../support/platform-fixtures.ts";

const child = new URL("../support/stopped-child.ts", import.meta.url).pathname;

let standIns: StandIns;

beforeAll(async () => {
  standIns = await startStandIns();
});
afterAll(() => standIns.close());

const hosts = { x: "api.x.com", instagram: "graph.instagram.com" } as const;
type Platform = keyof typeof hosts;

/** What the child has for its step: enough for a busy machine to come as far as the handshake. */
const stepMs = 2_500;

function start(platform: Platform, step: FilledStep): ChildProcess {
  const given = [standIns.logins[platform], step, standIns.proxyEnv, stepMs].map((json) => JSON.stringify(json));
  const env = { ...process.env, ...standIns.envForChild() };
  return spawn(process.execPath, [child, platform, ...given], { env, stdio: ["ignore", "pipe", "inherit"] });
}

/** One child at a time is on its way into its handshake; those before it sleep. */
let way: Promise<unknown> = Promise.resolve();

/** Stops the child once its half of the handshake is on its way. */
function stopped(platform: Platform, step: FilledStep): Promise<ChildProcess> {
  const process = way.then(async () => {
    const { promise, resolve, reject } = Promise.withResolvers<ChildProcess>();
    const leave = standIns.onConnection(async (phase, host) => {
      if (phase !== "handshake" || host !== hosts[platform]) return;
      leave();
      await delay(150);
      started.kill("SIGSTOP");
      resolve(started);
    });
    const started = start(platform, step);
    started.once("exit", () => reject(new Error("It ended before its handshake.")));
    return promise;
  });
  way = process.catch(() => undefined);
  return process;
}

/** The other half of the handshake arrives while it sleeps, and it wakes after its deadline. */
async function stopInHandshake(platform: Platform, step: FilledStep): Promise<unknown> {
  const process = await stopped(platform, step);
  const output = process.stdout ? text(process.stdout) : Promise.resolve("");
  const ended = once(process, "exit");
  await delay(stepMs + 200);
  process.kill("SIGCONT");
  await ended;
  return JSON.parse(await output);
}

const steps = {
  x: sent("post-1", "POST", "/2/tweets", { text: "Sent in its sleep" }),
  instagram: sent("publish", "POST", "/v26.0/17841400000000001/media_publish", { creation_id: "5" }),
} as const;
const rounds = ["x", "instagram", "x", "instagram", "x", "instagram"] as const;

it.concurrent.each(rounds)("sends nothing to %s when it wakes in the middle of a handshake after its deadline", async (platform) => {
  expect(await stopInHandshake(platform, steps[platform])).toMatchObject({ kind: "later" });
  expect(standIns.requests).toEqual([]);
});
