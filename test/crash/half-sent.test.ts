/** A thread that broke in the middle: whether its parts are deleted or the rest is sent, SIGKILL at any request changes nothing. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import type { RequestPhase } from "../../src/sandbox/index.ts";
import { type Cast, people, roles } from "./cast.ts";
import { startHerald } from "./child.ts";
import { approveAll } from "./ground.ts";
import { judge } from "./judge.ts";
import { play } from "./play.ts";
import { faultsOf, nameOf, type Outcome, sumUp } from "./run-all.ts";
import type { Trouble } from "./script.ts";
import type { Stage } from "./stage.ts";

const id = "thread-1";
const { account, host } = roles.x;
const phases: readonly RequestPhase[] = ["arrived", "effect", "answered"];
const all: Outcome[] = [];

function thread(last: string): Cast {
  const parts = ["A report on wells", "What the provinces plan", last].map((text) => ({ text, media: [] }));
  return { people, roles: [roles.x], pictures: [], parts: [{ id, role: roles.x, content: { parts } }] };
}

const broken = thread("All of it: https://example.org/wrong");
const mended = thread("All of it: https://example.org/right");

async function command({ ground, env }: Stage, ...words: readonly string[]): Promise<void> {
  const ran = startHerald(words, ground.directory, env);
  if ((await ran.ended) !== 0) throw new Error(`${words.join(" ")}: ${ran.said()}`);
}

/** X refuses the third part: two are out, the post has failed. */
async function breakInTheMiddle(stage: Stage): Promise<void> {
  const body = { title: "Forbidden", detail: "The Tweet contains an invalid URL.", type: "about:blank", status: 403 };
  const forget = stage.standIns.faults.add({ host, nth: 3, before: { status: 403, body } });
  await command(stage, "worker", "--until-idle");
  forget();
}

async function takeDown(stage: Stage): Promise<void> {
  await breakInTheMiddle(stage);
  await command(stage, "take-down", id);
}

async function mendTheRest(stage: Stage): Promise<void> {
  await breakInTheMiddle(stage);
  const [part] = mended.parts;
  writeFileSync(join(stage.ground.directory, "new.json"), JSON.stringify(part?.content));
  await command(stage, "edit", id, "--file", "new.json");
  await approveAll(stage.ground, mended);
  await command(stage, "resume-post", id);
}

function kills(requests: number): readonly (readonly Trouble[])[] {
  const numbers = Array.from({ length: requests }, (_, index) => index + 1);
  return numbers.flatMap((nth) => phases.map((phase) => [{ kind: "kill", account, nth, phase } as const]));
}

afterAll(() => {
  process.stdout.write(`\ntest/crash: half-sent threads, ${sumUp(all)}\n`);
});

it.concurrent.each(kills(2).map((troubles) => [nameOf(troubles), troubles] as const))(
  "deletes both parts and nothing else: %s",
  { timeout: 120_000 },
  async (name, troubles) => {
    const { views, world, said, accidents, starts, kills, requests } = await play({ cast: broken, troubles, prelude: takeDown });
    all.push({ name, troubles: 1, complaints: [], starts, kills, held: 0 });
    expect(accidents, said).toEqual([]);
    expect(views.map(({ post }) => post.state)).toEqual(["withdrawn"]);
    expect(world.x.posts.map(({ deleted }) => deleted)).toEqual([true, true]);
    const deleted = requests.filter(({ method, effect }) => method === "DELETE" && effect).map(({ path }) => path.split("/").at(-1));
    // The last first, so that no reader meets a thread without its end.
    expect(deleted).toEqual(world.x.posts.map((post) => post.id).toReversed());
  },
);

it.concurrent.each(kills(1).map((troubles) => [nameOf(troubles), troubles] as const))(
  "sends the mended rest once, after what was out: %s",
  { timeout: 120_000 },
  async (name, troubles) => {
    const ending = await play({ cast: mended, queued: broken, troubles, prelude: mendTheRest });
    const complaints = judge(ending);
    const { starts, kills } = ending;
    const outcome: Outcome = { name: `${name}\n${ending.said}`, troubles: 1, complaints, starts, kills, held: 0 };
    all.push(outcome);
    expect(faultsOf([outcome])).toEqual([]);
  },
);
