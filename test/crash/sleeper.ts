/** A worker that is stopped in the middle of a request for longer than its lease, while another takes over. */
import { setTimeout as delay } from "node:timers/promises";
import { until } from "../support/herald.ts";
import type { Cast } from "./cast.ts";
import { startHerald, type Worker } from "./child.ts";
import { judge } from "./judge.ts";
import { openStage, type Stage, viewsOf, worldOf } from "./stage.ts";

/** Where in the life of the request that shows the worker is stopped. */
export type Moment = "intent" | "connect" | "hello" | "handshake" | "arrived" | "effect";
export const moments: readonly Moment[] = ["intent", "connect", "hello", "handshake", "arrived", "effect"];

export interface Sleeper {
  readonly name: string;
  readonly cast: Cast;
  readonly host: string;
  readonly step: string;
  readonly path: RegExp;
}

function stop(worker: Worker): void {
  worker.child.kill("SIGSTOP");
}

/** Stops the worker at the moment; resolves when it is stopped. */
function stopAt(moment: Moment, { host, path }: Sleeper, { standIns }: Stage, worker: Worker): Promise<unknown> {
  if (moment === "intent") return until("the worker stops itself", () => worker.said().includes("stopped itself"));
  const { promise, resolve } = Promise.withResolvers<void>();
  const asleep = () => {
    stop(worker);
    resolve();
  };
  standIns.onConnection(async (phase, at) => {
    if (at !== host) return;
    if (moment === "connect" && phase === "connect") asleep();
    if (moment === "hello" && phase === "handshake") asleep();
    if (moment !== "handshake" || phase !== "handshake") return;
    // Its half of the handshake is on its way by then.
    await delay(100);
    asleep();
  });
  standIns.onRequest((phase, request) => {
    if (request.host === host && path.test(request.path) && phase === moment) asleep();
  });
  return promise;
}

/** The first worker sleeps; the second finds the lease unchanged, takes over and ends; then the first wakes. */
export async function sleepThrough(moment: Moment, sleeper: Sleeper, preloads: readonly string[] = []) {
  const stage = await openStage({ cast: sleeper.cast, rules: { readyAfterPolls: 0 } });
  const { standIns, ground, env } = stage;
  const words = ["worker", "--until-idle"];
  // A worker that dies before the step that shows leaves the sleeper nothing to do but that, on a connection of its own.
  await startHerald(words, ground.directory, { ...env, KILL_BEFORE_INTENT: sleeper.step }, ["at-commit.ts"]).ended;
  const first =
    moment === "intent"
      ? startHerald(words, ground.directory, { ...env, STOP_AFTER_INTENT: sleeper.step }, [...preloads, "at-commit.ts"])
      : startHerald(words, ground.directory, env, preloads);
  try {
    await stopAt(moment, sleeper, stage, first);
    const [asleep] = await viewsOf(ground, sleeper.cast);
    const last = asleep?.journal.at(-1);
    const second = startHerald(words, ground.directory, env, preloads);
    const secondCode = await second.ended;
    const before = await viewsOf(ground, sleeper.cast);
    first.child.kill("SIGCONT");
    const firstCode = await first.ended;
    const views = await viewsOf(ground, sleeper.cast);
    const complaints = judge({ script: { cast: sleeper.cast, troubles: [] }, views, prior: [], world: worldOf(standIns), accidents: [] });
    return { last, complaints, codes: [firstCode, secondCode], before, views, said: `${first.said()}\n---\n${second.said()}` };
  } finally {
    first.kill();
    await stage.close();
  }
}
