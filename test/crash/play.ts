/** Runs the real worker on one approved queue, does to it what the script says, and starts it again until it is through. */
import { setTimeout as delay } from "node:timers/promises";
import type { PostView } from "../../src/domain/view.ts";
import { type RequestFault, type RequestPhase, type Rules, type StandIns, startStandIns } from "../../src/sandbox/index.ts";
import type { World } from "../../src/sandbox/keep.ts";
import type { Recorded } from "../../src/sandbox/record.ts";
import { type Cast, variablesFor } from "./cast.ts";
import { startHerald, type Worker } from "./child.ts";
import { type Ground, layGround } from "./ground.ts";

/** The nth request to a host, counted from 1 over all starts of the worker. */
export interface Spot {
  readonly host: string;
  readonly nth: number;
}

/**
 * - `kill`: SIGKILL when the request has arrived (it then vanishes), when it has taken effect, or when its answer is out.
 * - `stop`: SIGSTOP there, and SIGCONT so many milliseconds later.
 * - `fault`: what the stand-in does with it.
 * - `commit`: SIGKILL before or after the nth commit of the nth process that was started.
 * - `start`: SIGKILL so many milliseconds after the nth process was started.
 */
export type Trouble =
  | (Spot & { readonly kind: "kill"; readonly phase: RequestPhase })
  | (Spot & { readonly kind: "stop"; readonly phase: RequestPhase; readonly forMs: number })
  | (Spot & { readonly kind: "fault"; readonly fault: RequestFault })
  | { readonly kind: "commit"; readonly start: number; readonly nth: number; readonly side: "before" | "after" }
  | { readonly kind: "start"; readonly start: number; readonly afterMs: number };

export interface Script {
  readonly cast: Cast;
  readonly troubles: readonly Trouble[];
  /** How the platforms behave beside that; X takes repeated texts unless this says otherwise. */
  readonly rules?: Partial<Rules>;
  /** A module that every worker loads first: a broken engine. */
  readonly preload?: string;
  /** A second worker runs beside the one that is wronged, from start to end. */
  readonly companion?: boolean;
}

/** How it ended: what the journals tell, and what readers see. */
export interface Ending {
  readonly script: Script;
  readonly views: readonly PostView[];
  readonly world: World;
  readonly requests: readonly Recorded[];
  readonly starts: number;
  readonly kills: number;
  /** What did not belong to the script: a worker that would not end, or fell by itself. */
  readonly accidents: readonly string[];
  readonly said: string;
}

const mostStarts = 12;
const longestRunMs = 60_000;

/** One run under way. */
export interface Stage {
  readonly standIns: StandIns;
  readonly ground: Ground;
  readonly env: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

/** Platforms and a queue for a cast, and nothing running yet. */
export async function openStage({ cast, rules }: Pick<Script, "cast" | "rules">): Promise<Stage> {
  const standIns = await startStandIns({ people: cast.people, duplicateProof: false, ...rules });
  const ground = await layGround(cast);
  return {
    standIns,
    ground,
    env: { ...standIns.envForChild(), ...variablesFor(cast.roles) },
    close: async () => {
      await standIns.close();
      ground.remove();
    },
  };
}

/** The world as it stands, safe from what comes later. */
export function worldOf(standIns: StandIns): World {
  return structuredClone(standIns.world());
}

/** Kills the running worker at the spots that the script names. */
function armKills({ standIns }: Stage, troubles: readonly Trouble[], running: () => Worker | null, count: () => void): void {
  const seen = new Map<string, number>();
  const places = new Map<number, number>();
  standIns.onRequest(async (phase, { seq, host }) => {
    if (phase === "arrived") {
      seen.set(host, (seen.get(host) ?? 0) + 1);
      places.set(seq, seen.get(host) ?? 0);
    }
    const struck = troubles.find(
      (trouble) => "phase" in trouble && trouble.phase === phase && trouble.host === host && trouble.nth === places.get(seq),
    );
    const worker = running();
    if (!struck || !worker) return undefined;
    if (struck.kind === "stop") return void sleep(worker, struck.forMs);
    count();
    worker.kill();
    await worker.ended;
    return "drop";
  });
}

/** Stops the process at once, and wakes it later. */
function sleep(worker: Worker, forMs: number): void {
  worker.child.kill("SIGSTOP");
  setTimeout(() => worker.child.kill("SIGCONT"), forMs);
}

function armFaults({ standIns }: Stage, troubles: readonly Trouble[]): void {
  for (const trouble of troubles)
    if (trouble.kind === "fault") standIns.faults.add({ ...trouble.fault, host: trouble.host, nth: trouble.nth });
}

function commitOf(troubles: readonly Trouble[], start: number): string | null {
  const found = troubles.find((trouble) => trouble.kind === "commit" && trouble.start === start);
  return found?.kind === "commit" ? `${found.nth}:${found.side}` : null;
}

/** Ends the process some time after its start. */
async function killLater(troubles: readonly Trouble[], start: number, worker: Worker, count: () => void): Promise<void> {
  const found = troubles.find((trouble) => trouble.kind === "start" && trouble.start === start);
  if (found?.kind !== "start") return;
  await Promise.race([delay(found.afterMs), worker.ended]);
  if (worker.child.exitCode !== null) return;
  count();
  worker.kill();
}

interface Course {
  starts: number;
  kills: number;
  readonly accidents: string[];
  said: string;
}

/** Whether the worker came to its end by itself; false: it was killed, as the script said or because it would not end. */
async function runOnce(stage: Stage, script: Script, course: Course, setRunning: (worker: Worker | null) => void): Promise<boolean> {
  const { troubles } = script;
  course.starts += 1;
  const commit = commitOf(troubles, course.starts);
  const preload = commit === null ? script.preload : "at-commit.ts";
  const env = commit === null ? stage.env : { ...stage.env, KILL_AT_COMMIT: commit };
  const worker = startHerald(["worker", "--until-idle"], stage.ground.directory, env, preload);
  setRunning(worker);
  const count = () => {
    course.kills += 1;
  };
  const bound = setTimeout(() => {
    course.accidents.push(`worker ${course.starts} was not through after ${longestRunMs} ms`);
    worker.kill();
  }, longestRunMs);
  const [code] = await Promise.all([worker.ended, killLater(troubles, course.starts, worker, count)]);
  clearTimeout(bound);
  setRunning(null);
  course.said += `--- worker ${course.starts} ended with ${code}\n${worker.said()}`;
  if (code === null && commit !== null) count();
  if (code !== null && code !== 0) course.accidents.push(`worker ${course.starts} ended with ${code}`);
  return code !== null || course.accidents.length > 0;
}

/** A person mends what stopped the accounts. True when there was something to mend. */
async function resumeAll({ ground }: Stage, cast: Cast): Promise<boolean> {
  const store = await ground.open();
  try {
    const resumed = await Promise.all(cast.roles.map(({ account }) => store.resume(account)));
    return resumed.includes(true);
  } finally {
    await store.close();
  }
}

export async function viewsOf(ground: Ground, cast: Cast): Promise<readonly PostView[]> {
  const store = await ground.open();
  try {
    const views = await Promise.all(cast.parts.map(({ id }) => store.view(id)));
    return views.flatMap((view) => view ?? []);
  } finally {
    await store.close();
  }
}

/** Plays a script to its end. */
export async function play(script: Script): Promise<Ending> {
  const stage = await openStage(script);
  const course: Course = { starts: 0, kills: 0, accidents: [], said: "" };
  let running: Worker | null = null;
  const count = () => {
    course.kills += 1;
  };
  armKills(stage, script.troubles, () => running, count);
  armFaults(stage, script.troubles);
  const companion = script.companion ? startHerald(["worker", "--until-idle"], stage.ground.directory, stage.env, script.preload) : null;
  try {
    const through = () =>
      runOnce(stage, script, course, (worker) => {
        running = worker;
      });
    do {
      while (!(await through())) if (course.starts >= mostStarts) course.accidents.push(`not through after ${mostStarts} starts`);
    } while (course.accidents.length === 0 && (await resumeAll(stage, script.cast)));
    await companion?.ended;
    course.said += companion === null ? "" : `--- companion\n${companion.said()}`;
    const views = await viewsOf(stage.ground, script.cast);
    return { script, views, world: worldOf(stage.standIns), requests: [...stage.standIns.requests], ...course };
  } finally {
    companion?.kill();
    await stage.close();
  }
}
