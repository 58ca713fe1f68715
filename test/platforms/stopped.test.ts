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

function start(platform: "x" | "instagram", step: FilledStep): ChildProcess {
  const args = [child, platform, ...[standIns.logins[platform], step, standIns.proxyEnv].map((json) => JSON.stringify(json))];
  return spawn(process.execPath, args, { env: { ...process.env, ...standIns.envForChild() }, stdio: ["ignore", "pipe", "inherit"] });
}

/** Stops the child once its half of the handshake is on its way, lets the other half arrive, and wakes it after its deadline. */
async function stopInHandshake(platform: "x" | "instagram", step: FilledStep): Promise<unknown> {
  const process = start(platform, step);
  const { promise: stopped, resolve } = Promise.withResolvers<void>();
  const leave = standIns.onConnection(async (phase) => {
    if (phase !== "handshake") return;
    await delay(150);
    process.kill("SIGSTOP");
    resolve();
  });
  const output = process.stdout ? text(process.stdout) : Promise.resolve("");
  await stopped;
  leave();
  await delay(1500);
  process.kill("SIGCONT");
  await once(process, "exit");
  return JSON.parse(await output);
}

const steps = [
  ["x", sent("post-1", "POST", "/2/tweets", { text: "Sent in its sleep" })],
  ["instagram", sent("publish", "POST", "/v26.0/17841400000000001/media_publish", { creation_id: "5" })],
] as const;

it.each([...steps, ...steps, ...steps])(
  "sends nothing to %s when it wakes in the middle of a handshake after its deadline",
  async (platform, step) => {
    const before = standIns.requests.length;
    expect(await stopInHandshake(platform, step)).toMatchObject({ kind: "later" });
    expect(standIns.requests.length).toBe(before);
  },
);
