/**
 * `npm run torture -- --minutes 10 --seed 7`: random posts, and two or three kills and faults at once, until the time is over; every
 * post must be out once, in order, or a person told why not. Prints what to type to play a failure again. Exits 1 on any.
 */
import { parseArgs } from "node:util";
import { openCast } from "./crash/cast.ts";
import { drawCase } from "./crash/draw.ts";
import { judge } from "./crash/judge.ts";
import { play } from "./crash/play.ts";
import { type Case, faultsOf, type Outcome, sumUp } from "./crash/run-all.ts";

const { values } = parseArgs({ options: { minutes: { type: "string" }, seed: { type: "string" }, case: { type: "string" } } });
const minutes = Number(values.minutes ?? 5);
const seed = values.seed === undefined ? Math.floor(Math.random() * 1_000_000) : Number(values.seed);
const only = values.case === undefined ? null : Number(values.case);
const numbers = [minutes, seed, only ?? 1];
if (numbers.some((number) => !Number.isFinite(number) || number < 0)) {
  process.stderr.write("Usage: npm run torture -- [--minutes N] [--seed S] [--case K], each a number.\n");
  process.exit(2);
}

const atATime = 3;
const usual = await openCast();
const outcomes: Outcome[] = [];
const end = performance.now() + minutes * 60_000;
let next = only ?? 1;

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

async function playOne(one: Case): Promise<void> {
  const ending = await play(one);
  const complaints = judge(ending, one.lenient);
  const held = ending.views.filter(({ post }) => post.state === "held").length;
  const name = complaints.length > 0 || only !== null ? `${one.name}\n${ending.said}` : one.name;
  const outcome: Outcome = { name, troubles: one.troubles.length, complaints, starts: ending.starts, kills: ending.kills, held };
  outcomes.push(outcome);
  const states = ending.views.map(({ post }) => `${post.id} ${post.state}`).join(", ");
  say(`${complaints.length === 0 ? "ok  " : "FAIL"} ${one.name} → ${states}`);
  for (const fault of faultsOf([outcome])) say(`${fault}\nPlay it again: npm run torture -- --seed ${seed} --case ${next}`);
}

async function work(): Promise<void> {
  while (performance.now() < end) {
    const number = next;
    next += 1;
    const one = drawCase(seed, number, usual);
    try {
      await playOne(one);
    } catch (error) {
      const what = error instanceof Error ? error.message : String(error);
      outcomes.push({
        name: one.name,
        troubles: one.troubles.length,
        complaints: [{ kind: "accident", what }],
        starts: 0,
        kills: 0,
        held: 0,
      });
      say(`FAIL ${one.name}\naccident: ${what}`);
    }
  }
}

say(`torture: seed ${seed}, ${only === null ? `${minutes} minutes` : `case ${only}`}`);
if (only === null) await Promise.all(Array.from({ length: atATime }, work));
else await playOne(drawCase(seed, only, usual));
say(`torture, seed ${seed}: ${sumUp(outcomes)}`);
const failed = outcomes.filter(({ complaints }) => complaints.length > 0);
if (only !== null && outcomes[0]) say(outcomes[0].name);
process.exitCode = failed.length === 0 ? 0 : 1;
