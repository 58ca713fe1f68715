/**
 * Loaded into a worker before anything else; does to it at a commit of its own what the environment says:
 * `KILL_AT_COMMIT=3:before` kills it, `KILL_AT_EVERY_COMMIT` at the first commit that isn't on this list, a line each,
 * `STOP_AT_COMMITS={"post-a":3}` stops it after the third commit that is about that post (and has it say at its end how many there
 * were), `STOP_AFTER_INTENT=post-1` when that intent is written; `KILL_BEFORE_INTENTS={"steps":["post-1"],"posts":3}` lets no such
 * intent be written, and kills it when three posts have come as far.
 */
import { writeSync } from "node:fs";
import { StatementSync } from "node:sqlite";
import { nameOfChange } from "./name-of-change.ts";

const [nth = "", side = ""] = (process.env.KILL_AT_COMMIT ?? "").split(":");
const { STOP_AFTER_INTENT: stopStep } = process.env;
const brink: { readonly steps: readonly string[]; readonly posts: number } = JSON.parse(
  process.env.KILL_BEFORE_INTENTS ?? '{"steps":[],"posts":0}',
);
const atBrink = new Set<unknown>();
const struck = process.env.KILL_AT_EVERY_COMMIT?.split("\n").filter((line) => line !== "");
const stops: Readonly<Record<string, number>> = JSON.parse(process.env.STOP_AT_COMMITS ?? "{}");
const { run } = StatementSync.prototype;
const commitsOf = new Map<string, number>();
let changes: (readonly [text: string, values: readonly unknown[]])[] | null = null;
let commits = 0;

function kill(): void {
  process.kill(process.pid, "SIGKILL");
}

/** Says so first: the test waits for it. */
function stop(where: string): void {
  writeSync(2, `stopped itself ${where}\n`);
  process.kill(process.pid, "SIGSTOP");
}

/** True for the row that says what is about to be sent. */
function isIntent(values: readonly unknown[], step: string | undefined): boolean {
  const marks = ['"kind":"intent"', `"step":${JSON.stringify(step)}`];
  return step !== undefined && values.some((value) => typeof value === "string" && marks.every((mark) => value.includes(mark)));
}

/** On which side of this commit to kill, if at all: of each kind now the one and now the other, the first intent having been written. */
function sideNow(name: string): string {
  if (!struck) return commits === Number(nth) ? side : "";
  if (struck.includes(name)) return "";
  const kindOf = (one: string) => ["intent", "outcome"].find((kind) => one.includes(`${kind} `)) ?? one.split(" ")[0];
  const turn = struck.filter((one) => kindOf(one) === kindOf(name)).length + (kindOf(name) === "intent" ? 1 : 0);
  return turn % 2 === 1 ? "after" : "before";
}

function strike(name: string, when: string): void {
  if (struck) writeSync(2, `killed at: ${name}, ${when}\n`);
  kill();
}

/** Counts the commit for each post that it is about, and stops for one after the other where the test wants to step in. */
function stopIfDue(values: readonly unknown[]): void {
  for (const post of Object.keys(stops).filter((id) => values.includes(id))) {
    const count = (commitsOf.get(post) ?? 0) + 1;
    commitsOf.set(post, count);
    if (count === stops[post]) stop(`for ${post}`);
  }
  if (isIntent(values, stopStep)) stop("after the intent");
}

/** Fails the transaction that would write it: whatever came before is committed, and the lease is held. */
function stayBefore(values: readonly unknown[]): void {
  if (!brink.steps.some((step) => isIntent(values, step))) return;
  const [post] = values;
  atBrink.add(post);
  if (atBrink.size === brink.posts) kill();
  throw new Error("not yet");
}

/** Stands in for `run`, whose overloads a plain function can't have. */
function watched(this: StatementSync, ...values: Parameters<typeof run>): ReturnType<typeof run> {
  const text = this.sourceSQL.trim().toLowerCase();
  if (text === "begin immediate") changes = [];
  else changes?.push([text, values]);
  stayBefore(values);
  if (text !== "commit" || changes === null) return run.apply(this, values);
  const name = nameOfChange(changes);
  const about = changes.flatMap(([, bound]) => bound);
  changes = null;
  commits += 1;
  const now = sideNow(name);
  if (now === "before") strike(name, now);
  const result = run.apply(this, values);
  if (now === "after") strike(name, now);
  stopIfDue(about);
  return result;
}

Object.defineProperty(StatementSync.prototype, "run", { value: watched });
process.on("exit", () => {
  for (const [post, count] of commitsOf) writeSync(2, `commits for ${post}: ${count}\n`);
});
