/** What a Herald that waits weighs, and how long it takes to answer, as ratios to an empty Node process in the same run. */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";
import { freePort, makeHome, until } from "../support/herald.ts";

const rounds = 5;
/** Long enough for what is begun at the start, and for the garbage of it. */
const settleMs = 8_000;
const empty = "setInterval(() => undefined, 1000)";

interface Measured {
  /** From the start of the process until it answers or, empty, until it has ended. */
  readonly startMs: number;
  /** Resident memory of the waiting process. */
  readonly mebibytes: number;
}

function mebibytesOf({ pid }: ChildProcess): number {
  if (process.platform === "linux") return Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]) / 1024;
  return Number(spawnSync("ps", ["-o", "rss=", "-p", String(pid)], { encoding: "utf8" }).stdout) / 1024;
}

async function emptyNode(): Promise<Measured> {
  const begun = performance.now();
  spawnSync(process.execPath, ["-e", "0"]);
  const startMs = performance.now() - begun;
  const child = spawn(process.execPath, ["-e", empty]);
  await delay(1_000);
  const mebibytes = mebibytesOf(child);
  child.kill("SIGKILL");
  return { startMs, mebibytes };
}

/** Worker and desk in one, live, with nothing to do. */
async function herald(words: readonly string[]): Promise<Measured> {
  const port = await freePort();
  const home = makeHome({ PORT: String(port), DATABASE_URL: "file:data/herald.db" });
  try {
    const begun = performance.now();
    const running = home.spawn(words);
    const answers = () =>
      fetch(`http://127.0.0.1:${port}/health`).then(
        ({ ok }) => ok,
        () => false,
      );
    await until("Herald answers", answers, 60_000);
    const startMs = performance.now() - begun;
    await delay(settleMs);
    const mebibytes = mebibytesOf(running.child);
    running.child.kill("SIGTERM");
    await running.ended;
    return { startMs, mebibytes };
  } finally {
    home.remove();
  }
}

const subjects: readonly { readonly name: string; readonly measure: () => Promise<Measured> }[] = [
  { name: "an empty Node process", measure: emptyNode },
  { name: "herald worker", measure: () => herald(["worker"]) },
  { name: "herald start (worker and desk)", measure: () => herald(["start"]) },
];

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

export async function weight(): Promise<void> {
  const all = subjects.map((): Measured[] => []);
  // One subject after the other, round by round, so that what else the machine does strikes all alike.
  for (let round = 0; round < rounds; round += 1) {
    for (const [index, { measure }] of subjects.entries()) all[index]?.push(await measure());
  }
  const medians = all.map((measured) => ({
    startMs: median(measured.map(({ startMs }) => startMs)),
    mebibytes: median(measured.map(({ mebibytes }) => mebibytes)),
  }));
  const [base = { startMs: 1, mebibytes: 1 }] = medians;
  process.stdout.write(`Median of ${rounds}: idle memory, and the time until it answers, each beside an empty Node process\n\n`);
  for (const [index, { startMs, mebibytes }] of medians.entries()) {
    const memory = `${(mebibytes / base.mebibytes).toFixed(1).padStart(6)} × ${Math.round(mebibytes).toString().padStart(5)} MiB`;
    const start = `${(startMs / base.startMs).toFixed(1).padStart(6)} × ${Math.round(startMs).toString().padStart(6)} ms`;
    process.stdout.write(`${memory}  ${start}  ${subjects[index]?.name}\n`);
  }
}
