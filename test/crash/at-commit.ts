/**
 * Loaded into a worker before anything else; does to it at a commit of its own what the environment says:
 * `KILL_AT_COMMIT=3:before` kills it (with 0 it only counts), `STOP_AT_COMMIT=3` stops it after the third,
 * `STOP_AFTER_INTENT=post-1` stops it when that intent is written, `KILL_BEFORE_INTENT=post-1` kills it before.
 */
import { writeSync } from "node:fs";
import { StatementSync } from "node:sqlite";

const [nth = "", side = ""] = (process.env.KILL_AT_COMMIT ?? "").split(":");
const { STOP_AT_COMMIT: stopNth, STOP_AFTER_INTENT: stopStep, KILL_BEFORE_INTENT: killStep } = process.env;
const { run } = StatementSync.prototype;
let writing = false;
let intended = false;
let commits = 0;

function kill(): void {
  process.kill(process.pid, "SIGKILL");
}

/** Says so first: the test waits for it. */
function stop(): void {
  writeSync(2, "stopped itself\n");
  process.kill(process.pid, "SIGSTOP");
}

/** True for the row that says what is about to be sent. */
function isIntent(values: readonly unknown[], step: string | undefined): boolean {
  const marks = ['"kind":"intent"', `"step":${JSON.stringify(step)}`];
  return step !== undefined && values.some((value) => typeof value === "string" && marks.every((mark) => value.includes(mark)));
}

/** Stands in for `run`, whose overloads a plain function can't have. */
function watched(this: StatementSync, ...values: Parameters<typeof run>): ReturnType<typeof run> {
  const text = this.sourceSQL.trim().toLowerCase();
  if (text === "begin immediate") writing = true;
  if (isIntent(values, killStep)) kill();
  if (isIntent(values, stopStep)) intended = true;
  if (text !== "commit" || !writing) return run.apply(this, values);
  writing = false;
  commits += 1;
  const now = commits === Number(nth);
  if (now && side === "before") kill();
  const result = run.apply(this, values);
  if (now && side === "after") kill();
  if (intended || commits === Number(stopNth)) stop();
  intended = false;
  return result;
}

Object.defineProperty(StatementSync.prototype, "run", { value: watched });
if (nth === "0") process.on("exit", () => writeSync(2, `commits: ${commits}\n`));
