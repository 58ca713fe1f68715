/** A person's decision between any two commits of a publication: it wins or loses as a whole, and whoever loses is told. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Json } from "../../src/domain/json.ts";
import type { PostView } from "../../src/domain/view.ts";
import { until } from "../support/herald.ts";
import { type Cast, openCast, people, roles, threadOf } from "./cast.ts";
import { startHerald } from "./child.ts";
import { approveAll } from "./ground.ts";
import { judge } from "./judge.ts";
import { openStage, type Stage, viewsOf, worldOf } from "./stage.ts";

type Decision = "cancel" | "edit" | "approve";
const decisions: readonly Decision[] = ["cancel", "edit", "approve"];
const id = "thread-1";
const work = ["worker", "--until-idle"];
const newWords: Json = { parts: [{ text: "Corrected: rainfall fell by a quarter", media: [] }] };

let cast: Cast;
/** The same post with the words of the edit. */
let corrected: Cast;
let commits = 0;
let runs = 0;
let wins = 0;

async function countCommits(): Promise<number> {
  const stage = await openStage({ cast });
  const worker = startHerald(work, stage.ground.directory, { ...stage.env, KILL_AT_COMMIT: "0" }, ["at-commit.ts"]);
  await worker.ended;
  await stage.close();
  return Number(/^commits: (\d+)$/m.exec(worker.said())?.[1] ?? 0);
}

beforeAll(async () => {
  const { pictures } = await openCast();
  const shared = { people, roles: [roles.x], pictures: pictures.slice(0, 1) };
  const [picture] = pictures;
  cast = { ...shared, parts: [{ id, role: roles.x, content: threadOf("Water report", picture?.plain ?? null, 2) }] };
  corrected = { ...shared, parts: [{ id, role: roles.x, content: newWords }] };
  commits = await countCommits();
});

afterAll(() => {
  process.stdout.write(`\ntest/crash: ${runs} decisions raced with ${commits} commits, ${wins} won: each post wholly one or the other\n`);
});

const words: Readonly<Record<Decision, readonly string[]>> = {
  cancel: ["cancel", id],
  edit: ["edit", id, "--file", "new.json"],
  approve: ["approve", id, "--now"],
};

/** The decision is taken by the real command line while the worker stands still after its nth commit. */
async function race({ ground, env }: Stage, decision: Decision, nth: number) {
  writeFileSync(join(ground.directory, "new.json"), JSON.stringify(newWords));
  const worker = startHerald(work, ground.directory, { ...env, STOP_AT_COMMIT: String(nth) }, ["at-commit.ts"]);
  try {
    let over = false;
    void worker.ended.then(() => {
      over = true;
    });
    await until("the worker stops itself or ends", () => over || worker.said().includes("stopped itself"));
    const command = startHerald([...words[decision], "--json"], ground.directory, env);
    const code = await command.ended;
    const [then] = await viewsOf(ground, cast);
    worker.child.kill("SIGCONT");
    await worker.ended;
    return { code, said: command.said(), then };
  } finally {
    worker.kill();
  }
}

function problemsIn(said: string): readonly { readonly message: string; readonly remedy: string }[] {
  return JSON.parse(said).problems;
}

/** New words are approved, and go out. */
async function settle({ ground, env }: Stage, then: PostView | undefined): Promise<readonly PostView[]> {
  if (then?.post.state === "draft") {
    await approveAll(ground, corrected);
    await startHerald(work, ground.directory, env).ended;
  }
  return viewsOf(ground, cast);
}

async function runRace(decision: Decision, nth: number): Promise<void> {
  const stage = await openStage({ cast });
  try {
    const { code, said, then } = await race(stage, decision, nth);
    const views = await settle(stage, then);
    const world = worldOf(stage.standIns);
    const told = `${decision} after commit ${nth}: ${said}`;
    const whole = (which: Cast) => judge({ script: { cast: which, troubles: [] }, views, prior: [], world, accidents: [] });
    runs += 1;
    expect([0, 1], told).toContain(code);
    if (code === 1) {
      expect(problemsIn(said).every(({ message, remedy }) => message.length > 10 && remedy.length > 10)).toBe(true);
      expect(problemsIn(said).length).toBeGreaterThan(0);
      expect(whole(cast), told).toEqual([]);
      return;
    }
    wins += 1;
    if (decision === "edit") expect(whole(corrected), told).toEqual([]);
    else expect([views[0]?.post.state, world.x.posts], told).toEqual(["cancelled", []]);
  } finally {
    await stage.close();
  }
}

/** A few at a time: each is two or three processes. */
async function inTurns(tasks: readonly (() => Promise<void>)[]): Promise<void> {
  const waiting = [...tasks];
  const turn = async () => {
    for (let task = waiting.shift(); task; task = waiting.shift()) await task();
  };
  await Promise.all([turn(), turn(), turn()]);
}

describe("a decision and a publication", { timeout: 600_000 }, () => {
  it.each(decisions)("%s: after every commit one of them wins as a whole, and the other is told", async (decision) => {
    expect(commits).toBeGreaterThan(8);
    const before = wins;
    await inTurns(Array.from({ length: commits }, (_, index) => () => runRace(decision, index + 1)));
    // An approved post that is under way is nothing to approve; the others win while nothing can be out.
    if (decision === "approve") expect(wins).toBe(before);
    else expect(wins).toBeGreaterThan(before);
    expect(wins - before).toBeLessThan(commits);
  });
});
