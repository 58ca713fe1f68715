/** Threads that broke in the middle: whether their parts are deleted or the rest is sent, SIGKILL at any request changes nothing. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import type { RequestPhase } from "../../src/sandbox/index.ts";
import { type Cast, type Part, roles } from "./cast.ts";
import { crowdTiming, startHerald, timesOf } from "./child.ts";
import { approveAll } from "./ground.ts";
import { play } from "./play.ts";
import { type Case, faultsOf, type Outcome, outcomeOf, sumUp } from "./run-all.ts";
import type { Ending, Trouble } from "./script.ts";
import type { Stage } from "./stage.ts";
import { troupeOf } from "./troupe.ts";

const phases: readonly RequestPhase[] = ["arrived", "effect", "answered"];
const all: Outcome[] = [];

function thread(last: string): Part["content"] {
  return { parts: ["A report on wells", "What the provinces plan", last].map((text) => ({ text, media: [] })) };
}

const broken = thread("All of it: https://example.org/wrong");
const mended = thread("All of it: https://example.org/right");

/** An account for each phase of each of its next requests, and the kill that comes when all of them are there. */
function killedAt(requests: number): Pick<Case, "cast" | "troubles" | "together" | "timing"> {
  const numbers = Array.from({ length: requests }, (_, index) => index + 1);
  const spots = numbers.flatMap((nth) => phases.map((phase) => ({ nth, phase })));
  const cast = troupeOf(
    { pictures: [] },
    spots.map(() => ({ id: "thread-1", role: roles.x, content: broken })),
  );
  const troubles = spots.map((spot, index): Trouble => ({ kind: "kill", account: cast.roles[index]?.account ?? "", ...spot }));
  return { cast, troubles, together: true, timing: crowdTiming };
}

async function command({ ground }: Stage, ...words: readonly string[]): Promise<void> {
  const { code, stdout, stderr } = await ground.command(words);
  if (code !== 0) throw new Error(`${words.join(" ")}: ${stdout}${stderr}`);
}

/** X refuses the third part of each: two are out, the post has failed. */
async function breakInTheMiddle({ standIns, ground, env }: Stage, { roles }: Cast): Promise<void> {
  const body = { title: "Forbidden", detail: "The Tweet contains an invalid URL.", type: "about:blank", status: 403 };
  const faults = roles.map(({ remoteId }) => standIns.faults.add({ by: remoteId, nth: 3, before: { status: 403, body } }));
  const worker = startHerald(["worker", "--until-idle"], ground.directory, { ...env, ...timesOf(crowdTiming) });
  expect(await worker.ended, worker.said()).toBe(0);
  for (const forget of faults) forget();
}

async function playOnce(one: Case): Promise<Ending> {
  const ending = await play(one);
  expect([ending.starts, ending.kills, ending.accidents], ending.said).toEqual([2, 1, []]);
  return ending;
}

afterAll(() => {
  process.stdout.write(`\ntest/crash: half-sent threads, ${sumUp(all)}\n`);
});

describe.concurrent("a half-sent thread, killed at any request", { timeout: 120_000 }, () => {
  it("has both its parts deleted, the last first, and nothing else", async () => {
    const killed = killedAt(2);
    const takeDown = async (stage: Stage) => {
      await breakInTheMiddle(stage, killed.cast);
      for (const { id } of killed.cast.parts) await command(stage, "take-down", id);
    };
    const ending = await playOnce({ name: "take-down", ...killed, prelude: takeDown });
    const { views, world, requests, said } = ending;
    all.push({ ...outcomeOf({ name: "take-down", ...killed }, ending), complaints: [] });
    expect(views).toHaveLength(killed.cast.parts.length);
    for (const { role, id } of killed.cast.parts) {
      const posts = world.x.posts.filter(({ authorId }) => authorId === role.remoteId);
      expect(views.find(({ post }) => post.id === id)?.post.state, said).toBe("withdrawn");
      expect(posts.map(({ deleted }) => deleted)).toEqual([true, true]);
      const mine = requests.filter(({ by, method, effect }) => by === role.remoteId && method === "DELETE" && effect);
      // The last first, so that no reader meets a thread without its end.
      expect(mine.map(({ path }) => path.split("/").at(-1))).toEqual(posts.map((post) => post.id).toReversed());
    }
  });

  it("has its mended rest sent once, after what was out", async () => {
    const killed = killedAt(1);
    const cast = { ...killed.cast, parts: killed.cast.parts.map((part) => ({ ...part, content: mended })) };
    const mendTheRest = async (stage: Stage) => {
      await breakInTheMiddle(stage, cast);
      writeFileSync(join(stage.ground.directory, "new.json"), JSON.stringify(mended));
      for (const { id } of cast.parts) await command(stage, "edit", id, "--file", "new.json");
      await approveAll(stage.ground, cast);
      for (const { id } of cast.parts) await command(stage, "resume-post", id);
    };
    const one: Case = { name: "mended", ...killed, cast, queued: killed.cast, prelude: mendTheRest };
    const outcome = outcomeOf(one, await playOnce(one));
    all.push(outcome);
    expect(faultsOf([outcome])).toEqual([]);
  });
});
