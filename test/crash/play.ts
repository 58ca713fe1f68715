/** Runs the real worker on one approved queue, does to it what the script says, and starts it again until it is through. */
import { armFaults, armKills, armOneKill, commitOf, killLater } from "./arm.ts";
import type { Cast } from "./cast.ts";
import { patientTiming, startHerald, timesOf, timing, type Worker } from "./child.ts";
import type { Ending, Script } from "./script.ts";
import { openStage, type Stage, shownIds, viewsOf, worldOf } from "./stage.ts";

const mostStarts = 12;
/** Where each start is killed once more than the one before. */
const mostStartsAtCommits = 60;
const longestRunMs = 120_000;

interface Course {
  starts: number;
  kills: number;
  readonly accidents: string[];
  readonly struck: string[];
  said: string;
}

/** Whether the worker was through; false: it was killed or asked to end before. */
async function runOnce(stage: Stage, script: Script, course: Course, setRunning: (worker: Worker | null) => void): Promise<boolean> {
  const { troubles } = script;
  course.starts += 1;
  const commit = commitOf(
    troubles,
    course.starts,
    course.struck.map((where) => where.replace(/, \w+$/, "")),
  );
  const times = timesOf(script.together && course.starts === 1 ? patientTiming : (script.timing ?? timing));
  const preloads = [...(script.preload ? [script.preload] : []), ...(commit === null ? [] : ["at-commit.ts"])];
  const env = { ...stage.env, ...times, ...commit };
  const worker = startHerald(["worker", "--until-idle"], stage.ground.directory, env, preloads);
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
  course.struck.push(...Array.from(worker.said().matchAll(/^killed at: (.*)$/gm), ([, where = ""]) => where));
  if (code !== null && code !== 0 && !worker.asked) course.accidents.push(`worker ${course.starts} ended with ${code}`);
  return (code !== null && !worker.asked) || course.accidents.length > 0;
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

/** Plays a script to its end. */
export async function play(script: Script): Promise<Ending> {
  const stage = await openStage(script);
  const prior = shownIds(stage.standIns);
  await script.prelude?.(stage);
  const course: Course = { starts: 0, kills: 0, accidents: [], struck: [], said: "" };
  let running: Worker | null = null;
  const most = script.troubles.some(({ kind }) => kind === "every-commit") ? mostStartsAtCommits : mostStarts;
  const count = () => {
    course.kills += 1;
  };
  const arm = script.together ? armOneKill : armKills;
  arm(stage, script.cast, script.troubles, { running: () => running, count });
  armFaults(stage, script.cast, script.troubles);
  const companion = script.companion ? startHerald(["worker", "--until-idle"], stage.ground.directory, stage.env) : null;
  try {
    const through = () =>
      runOnce(stage, script, course, (worker) => {
        running = worker;
      });
    do {
      while (!(await through())) if (course.starts >= most) course.accidents.push(`not through after ${most} starts`);
    } while (course.accidents.length === 0 && !script.keepPaused && (await resumeAll(stage, script.cast)));
    await companion?.ended;
    course.said += companion === null ? "" : `--- companion\n${companion.said()}`;
    const views = await viewsOf(stage.ground, script.cast);
    return { script, views, prior, world: worldOf(stage.standIns), requests: [...stage.standIns.requests], ...course };
  } finally {
    companion?.kill();
    await stage.close();
  }
}
