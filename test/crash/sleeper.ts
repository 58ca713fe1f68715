/** A worker that is stopped in the middle of requests for longer than its lease, while another takes over. */
import { setTimeout as delay } from "node:timers/promises";
import { until } from "../support/herald.ts";
import { isStopped } from "../support/is-stopped.ts";
import type { Cast } from "./cast.ts";
import { sleepyTiming, startHerald, type Timing, timesOf, timing, type Worker } from "./child.ts";
import { judge } from "./judge.ts";
import { openStage, type Stage, viewsOf, worldOf } from "./stage.ts";

/** The requests that show a post, of one host. */
export interface Showing {
  readonly host: string;
  readonly step: string;
  readonly path: RegExp;
}

const words = ["worker", "--until-idle"];

/** The first worker sleeps; the second finds the leases unchanged, takes over and ends; then the first wakes. */
async function takeOver(stage: Stage, cast: Cast, first: Worker, start: () => Worker) {
  const asleep = await viewsOf(stage.ground, cast);
  const second = start();
  const secondCode = await second.ended;
  const before = await viewsOf(stage.ground, cast);
  first.child.kill("SIGCONT");
  const firstCode = await first.ended;
  const views = await viewsOf(stage.ground, cast);
  const world = worldOf(stage.standIns);
  const complaints = judge({ script: { cast, troubles: [] }, views, prior: [], world, accidents: [] });
  return { asleep, complaints, codes: [firstCode, secondCode], before, views, said: `${first.said()}\n---\n${second.said()}` };
}

function startOn({ ground, env }: Stage, times: Timing, more: Readonly<Record<string, string>>, preloads: readonly string[]): Worker {
  return startHerald(words, ground.directory, { ...env, ...timesOf(times), ...more }, preloads);
}

/** Stopped when the intent is written and nothing is sent yet. */
export async function sleepAfterIntent(cast: Cast, step: string, preloads: readonly string[] = []) {
  const stage = await openStage({ cast, rules: { readyAfterPolls: 0 } });
  const first = startOn(stage, timing, { STOP_AFTER_INTENT: step }, [...preloads, "at-commit.ts"]);
  try {
    await until("the worker stops itself", () => first.said().includes("stopped itself"));
    return await takeOver(stage, cast, first, () => startOn(stage, timing, {}, preloads));
  } finally {
    first.kill();
    await stage.close();
  }
}

/**
 * Where in the life of its request a post is when the worker is stopped: about to connect, connected, in the handshake of TLS, with
 * the request read and not done, done and not answered. Each host has one of each.
 */
const moments = ["connect", "hello", "handshake", "arrived", "effect"] as const;
type Moment = (typeof moments)[number];
export const momentCount = moments.length;

/** Keeps the requests waiting, each at another moment, and lets them go when the worker sleeps. */
function holdAll({ standIns }: Stage, showings: readonly Showing[]): { readonly asleep: (worker: () => Worker) => Promise<void> } {
  const [ready, hellos] = [new Set<string>(), new Set<string>()];
  const [others, greeted, over] = [Promise.withResolvers<void>(), Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const turns = new Map<string, number>();
  const turn = (what: string) => {
    turns.set(what, (turns.get(what) ?? 0) + 1);
    return turns.get(what) ?? 0;
  };
  const hold = (host: string, moment: Moment) => {
    ready.add(`${host} ${moment}`);
    if (ready.size === showings.length * (moments.length - 1)) others.resolve();
    return over.promise;
  };
  /** The last to go on: not a byte of its TLS has left when the worker is stopped. */
  const greet = (host: string) => {
    hellos.add(host);
    if (hellos.size === showings.length) greeted.resolve();
    return over.promise;
  };
  let isOver = false;
  void over.promise.then(() => {
    isOver = true;
  });
  standIns.onConnection(async (phase, host) => {
    if (isOver || !showings.some((showing) => showing.host === host)) return;
    const number = turn(`${host} ${phase}`);
    if (phase === "connect" && number === 1) return hold(host, "connect");
    if (phase === "connect" && number === 2) return others.promise;
    if (phase !== "handshake") return;
    if (number > 1 && ready.size === showings.length * (moments.length - 1)) return greet(host);
    if (number > 1) return;
    // The client's half of the handshake is on its way by then.
    await delay(100);
    return hold(host, "handshake");
  });
  standIns.onRequest(async (phase, { host, path, method }) => {
    if (isOver || !showings.some((showing) => showing.host === host && method === "POST" && showing.path.test(path))) return;
    if (phase === "arrived" && turn(`${host} request`) === 1) await hold(host, "arrived");
    else if (phase === "effect") await hold(host, "effect");
  });
  return {
    asleep: async (worker) => {
      await greeted.promise;
      worker().child.kill("SIGSTOP");
      await until("the worker stands still", () => isStopped(worker().child.pid));
      over.resolve();
    },
  };
}

/** Five posts a host: stopped, all of them, in the middle of the request that shows. @param cast as many posts a host as there are moments */
export async function sleepAtEveryMoment(cast: Cast, showings: readonly Showing[]) {
  const stage = await openStage({ cast, rules: { readyAfterPolls: 0 } });
  // A worker that dies before the steps that show leaves the sleeper nothing to do but those, on connections of their own.
  const brink = { steps: showings.map(({ step }) => step), posts: cast.parts.length };
  await startOn(stage, sleepyTiming, { KILL_BEFORE_INTENTS: JSON.stringify(brink) }, ["at-commit.ts"]).ended;
  const holds = holdAll(stage, showings);
  const first = startOn(stage, sleepyTiming, {}, []);
  try {
    await holds.asleep(() => first);
    return await takeOver(stage, cast, first, () => startOn(stage, sleepyTiming, {}, []));
  } finally {
    first.kill();
    await stage.close();
  }
}
