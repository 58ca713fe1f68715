import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, it } from "vitest";
import { systemClock } from "../../src/edge/clock.ts";
import type { Secret } from "../../src/platforms/platform.ts";
import { registry } from "../../src/platforms/registry.ts";
import { apps, joinStandIns, type StandIns, startStandIns } from "../../src/sandbox/index.ts";
import { unseal } from "../../src/settings/seal.ts";
import { consent } from "../support/consent.ts";
import { deadlineIn } from "../support/platform-fixtures.ts";
import { type RenewalDesk, renewalDesk } from "../support/renewal-desk.ts";
import { ask } from "../support/stand-ins.ts";

const script = fileURLToPath(new URL("../support/renewal-child.ts", import.meta.url));
const key = randomBytes(32).toString("hex");
const callback = "http://127.0.0.1:8080/accounts/callback";
const twoHoursMs = 7_200_000;

let standIns: StandIns;
let directory: string;
let desk: RenewalDesk;
let leave: () => void;
const children: Child[] = [];

interface Child {
  readonly process: ChildProcess;
  /** Its next line; null once it has ended. */
  next(): Promise<string | null>;
  go(aheadMs: number): Promise<string | null>;
}

async function hire(): Promise<Child> {
  const env = { PATH: process.env.PATH, ...standIns.envForChild() };
  const child = spawn(process.execPath, [script, join(directory, "herald.db"), key], { env, stdio: ["pipe", "pipe", "inherit"] });
  if (!child.stdout || !child.stdin) throw new Error("a child without pipes");
  child.stdin.on("error", () => undefined);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async () => {
    const { done, value } = await lines.next();
    return done ? null : value;
  };
  const hired: Child = {
    process: child,
    next,
    go: (aheadMs) => {
      child.stdin?.write(`${aheadMs}\n`);
      return next();
    },
  };
  children.push(hired);
  expect(await next()).toBe("here");
  return hired;
}

/** The login of an account that has just been connected. */
async function freshLogin(): Promise<Secret> {
  const { oauth } = registry.x;
  if (!oauth) throw new Error("X has no OAuth.");
  const asking = { redirectUri: callback, state: randomBytes(16).toString("hex"), verifier: "v".repeat(43) };
  const client = { X_CLIENT_ID: apps.x.id, X_CLIENT_SECRET: apps.x.secret };
  const back = await consent(standIns, oauth.authorize(asking, client), { handle: "RepublicPolicy" });
  const net = { deadline: deadlineIn(10_000), now: Date.now(), sawDate: () => undefined };
  const granted = await oauth.exchange(back.searchParams.get("code") ?? "", asking, client, "account x", net);
  if (granted.kind !== "granted") throw new Error(granted.problem.message);
  return granted.secret;
}

const tokenRequests = () => standIns.requests.filter(({ path }) => path === "/2/oauth2/token");

beforeEach(async () => {
  standIns = await startStandIns({ rateLimited: false });
  leave = joinStandIns(standIns);
  directory = mkdtempSync(join(tmpdir(), "herald-renewal-"));
  desk = await renewalDesk(join(directory, "herald.db"), key, systemClock, "the test/1/1");
  await desk.connect(await freshLogin());
});
afterEach(async () => {
  for (const { process: child } of children.splice(0)) child.kill("SIGKILL");
  leave();
  await desk.store.close();
  await standIns.close();
  rmSync(directory, { recursive: true, force: true });
});

/** Whether X knows the token that the database keeps. */
async function isGood(): Promise<boolean> {
  const row = await desk.store.renewals.of("x");
  const secret = row && unseal(row.login.sealed, "x", desk.key);
  const authorization = `Bearer ${secret?.X_USER_TOKEN}`;
  return (await ask(standIns, { host: "api.x.com", path: "/2/users/me", headers: { authorization } })).status === 200;
}

it("renews a login once, 200 times out of 200, when two processes want it at the same time, and loses none", {
  timeout: 180_000,
}, async () => {
  const [one, other] = [await hire(), await hire()];
  const before = tokenRequests().length;
  let aheadMs = 0;
  for (let round = 1; round <= 200; round += 1) {
    aheadMs += twoHoursMs;
    standIns.shiftClock(twoHoursMs);
    const said = await Promise.all([one.go(aheadMs), other.go(aheadMs)]);
    expect([round, said[0]]).toEqual([round, said[1]]);
    expect(said[0]).toMatch(new RegExp(`^${round + 1} [0-9a-f]{64}$`));
    expect([round, tokenRequests().length - before]).toEqual([round, round]);
    expect([round, await isGood()]).toEqual([round, true]);
  }
  expect(tokenRequests().every(({ effect, status }) => effect && status === 200)).toBe(true);
  expect((await desk.store.account("x")).pause).toBeNull();
});

/** Kills a process as its request for new tokens is where `phase` says, and lets another have its turn. */
async function killAt(phase: "arrived" | "effect"): Promise<string | null> {
  const [one, other] = [await hire(), await hire()];
  const stop = standIns.onRequest((now, { path }) => {
    if (path !== "/2/oauth2/token" || now !== phase) return undefined;
    stop();
    const gone = new Promise((resolve) => one.process.once("close", resolve));
    one.process.kill("SIGKILL");
    return phase === "arrived" ? gone.then(() => "drop") : gone;
  });
  standIns.shiftClock(twoHoursMs);
  expect(await one.go(twoHoursMs)).toBeNull();
  return other.go(twoHoursMs);
}

it("survives a process that dies with its request unheard", async () => {
  expect(await killAt("arrived")).toMatch(/^2 /);
  expect(await isGood()).toBe(true);
  expect((await desk.store.account("x")).pause).toBeNull();
});

it("says “connect it again” where a process died with the only copy of the new login, and sends nothing with the dead one", async () => {
  expect(await killAt("effect")).toBe("none");
  const { pause } = await desk.store.account("x");
  expect(pause?.reason).toContain("X doesn't know this login any more. X answered 400 invalid_request");
  expect(pause?.reason).toContain("A renewal broke off at");
  expect(pause?.reason).toContain("Connect it again: `herald connect x`");
  const [incident, ...more] = await desk.store.openIncidents();
  expect([incident?.kind, incident?.account, more]).toEqual(["paused", "x", []]);
  expect(JSON.stringify([pause, incident])).not.toMatch(/sandbox-(?:refresh|user)/);
  const asked = tokenRequests().length;
  const third = await hire();
  expect(await third.go(twoHoursMs)).toBe("none");
  expect(tokenRequests().length).toBe(asked);
});
