/** A person's decision between any two commits of a publication: it wins or loses as a whole, and whoever loses is told. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Json } from "../../src/domain/json.ts";
import { until } from "../support/herald.ts";
import { isStopped } from "../support/is-stopped.ts";
import { type Cast, openCast, type Part, roles, threadOf } from "./cast.ts";
import { patientTiming, startHerald, timesOf, type Worker } from "./child.ts";
import { approveAll } from "./ground.ts";
import { type Complaint, judge } from "./judge.ts";
import { openStage, type Stage, viewsOf, worldOf } from "./stage.ts";
import { troupeOf } from "./troupe.ts";

type Decision = "cancel" | "edit" | "approve";
const decisions: readonly Decision[] = ["cancel", "edit", "approve"];
const newWords: Json = { parts: [{ text: "Corrected: rainfall fell by a quarter", media: [] }] };
/** An intent and an outcome for each of four steps: the first with the claim, the last with the end. */
const commits = 8;

/** One post's decision: after which of the worker's commits about it; 0: before it was begun. */
interface Race {
  readonly decision: Decision;
  readonly nth: number;
  readonly part: Part;
}

interface Finish extends Race {
  readonly code: number | null;
  readonly said: string;
}

/** Each race is on an account of its own, and all in one worker, which stands still whenever it comes to the next. */
let finishes: readonly Finish[] = [];
let complaints: readonly Complaint[] = [];
let counted = 0;

function drawUp({ pictures }: Cast): { readonly cast: Cast; readonly races: readonly Race[]; readonly control: Part } {
  const like: Part = { id: "thread-1", role: roles.x, content: threadOf("Water report", pictures[0]?.plain ?? null, 2) };
  const spots = decisions.flatMap((decision) => Array.from({ length: commits + 1 }, (_, nth) => ({ decision, nth })));
  const cast = troupeOf(
    { pictures: pictures.slice(0, 1) },
    [...spots, null].map(() => like),
  );
  const races = spots.flatMap((spot, index) => (cast.parts[index] ? [{ ...spot, part: cast.parts[index] }] : []));
  const control = cast.parts.at(-1);
  if (!control) throw new Error("There is nobody without a decision.");
  return { cast, races, control };
}

async function decide({ ground }: Stage, race: Race): Promise<Finish> {
  const { id } = race.part;
  const words: Readonly<Record<Decision, readonly string[]>> = {
    cancel: ["cancel", id],
    edit: ["edit", id, "--file", "new.json"],
    approve: ["approve", id, "--now"],
  };
  const { code, stdout, stderr } = await ground.command([...words[race.decision], "--json"]);
  return { ...race, code, said: code === 1 ? stdout : stdout + stderr };
}

/** Decides on each post while the worker stands still after the commit that was named for it. */
async function raceAll(stage: Stage, worker: Worker, races: readonly Race[]): Promise<readonly Finish[]> {
  const raced: Finish[] = [];
  let over = false;
  void worker.ended.then(() => {
    over = true;
  });
  for (;;) {
    const stops = () => Array.from(worker.said().matchAll(/^stopped itself for (.*)$/gm), ([, id]) => id);
    await until("the worker stops itself or ends", () => over || stops().length > raced.length, 60_000);
    const id = stops()[raced.length];
    const race = races.find(({ part }) => part.id === id);
    if (!race) return raced;
    await until("it stands still", () => isStopped(worker.child.pid));
    raced.push(await decide(stage, race));
    worker.child.kill("SIGCONT");
  }
}

/** What readers are to see: the old words where the decision came too late, the new ones after an edit, nothing of what was cancelled. */
function due(cast: Cast): Cast {
  const winnerOf = (part: Part) => finishes.find(({ part: { id }, code }) => id === part.id && code === 0)?.decision;
  const left = cast.parts.filter((part) => winnerOf(part) !== "cancel");
  return { ...cast, parts: left.map((part) => (winnerOf(part) === "edit" ? { ...part, content: newWords } : part)) };
}

async function settle({ ground, env }: Stage, cast: Cast): Promise<void> {
  const edited = finishes.filter(({ decision, code }) => decision === "edit" && code === 0).map(({ part }) => part);
  await approveAll(ground, { parts: edited.map((part) => ({ ...part, content: newWords })) });
  await startHerald(["worker", "--until-idle"], ground.directory, { ...env, ...timesOf(patientTiming) }).ended;
  const views = await viewsOf(ground, cast);
  const cancelled = finishes.filter(({ decision, code }) => decision === "cancel" && code === 0).map(({ part }) => part.id);
  expect(
    views
      .filter(({ post }) => post.state === "cancelled")
      .map(({ post }) => post.id)
      .toSorted(),
  ).toEqual(cancelled.toSorted());
}

beforeAll(async () => {
  const { cast, races, control } = drawUp(await openCast());
  const stage = await openStage({ cast });
  const { ground, env } = stage;
  writeFileSync(join(ground.directory, "new.json"), JSON.stringify(newWords));
  const early: Finish[] = [];
  for (const race of races.filter(({ nth }) => nth === 0)) early.push(await decide(stage, race));
  const stops = races.filter(({ nth }) => nth > 0).map(({ part, nth }) => [part.id, nth] as const);
  const watched = { STOP_AT_COMMITS: JSON.stringify(Object.fromEntries([...stops, [control.id, commits + 1]])) };
  const worker = startHerald(["worker", "--until-idle"], ground.directory, { ...env, ...timesOf(patientTiming), ...watched }, [
    "at-commit.ts",
  ]);
  try {
    finishes = [...early, ...(await raceAll(stage, worker, races))];
    expect(await worker.ended, worker.said()).toBe(0);
    counted = Number(new RegExp(`^commits for ${control.id}: (\\d+)$`, "m").exec(worker.said())?.[1]);
    await settle(stage, cast);
    const expected = due(cast);
    const views = await viewsOf(ground, expected);
    complaints = judge({ script: { cast: expected, troubles: [] }, views, prior: [], world: worldOf(stage.standIns), accidents: [] });
  } finally {
    worker.kill();
    await stage.close();
  }
}, 240_000);

afterAll(() => {
  const wins = finishes.filter(({ code }) => code === 0).length;
  process.stdout.write(
    `\ntest/crash: ${finishes.length} decisions raced with ${counted} commits, ${wins} won: each post wholly one or the other\n`,
  );
});

function problemsIn(said: string): readonly { readonly message: string; readonly remedy: string }[] {
  return JSON.parse(said).problems;
}

describe("a decision and a publication", () => {
  it("leave each post wholly the one or wholly the other, after whichever commit the decision was taken", () => {
    expect(counted).toBe(commits);
    expect(complaints, JSON.stringify(finishes.map(({ part, decision, nth, code }) => [part.id, decision, nth, code]))).toEqual([]);
  });

  it.each(decisions)("%s: whoever loses is told, after every commit", (decision) => {
    const mine = finishes.filter((finish) => finish.decision === decision);
    expect(mine.map(({ nth }) => nth).toSorted((a, b) => a - b)).toEqual(Array.from({ length: commits + 1 }, (_, nth) => nth));
    for (const { nth, code, said } of mine) {
      const told = `${decision} after commit ${nth}: ${said}`;
      expect([0, 1], told).toContain(code);
      if (code === 0) continue;
      expect(problemsIn(said).length, told).toBeGreaterThan(0);
      expect(
        problemsIn(said).every(({ message, remedy }) => message.length > 10 && remedy.length > 10),
        told,
      ).toBe(true);
    }
    const wins = mine.filter(({ code }) => code === 0).length;
    // An approved post that is under way is nothing to approve; the others win while nothing can be out.
    if (decision === "approve") expect(wins).toBe(0);
    else expect(wins).toBeGreaterThan(1);
    expect(wins).toBeLessThan(commits);
  });
});
