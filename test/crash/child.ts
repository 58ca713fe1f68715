/** The real worker as a process of its own. */
import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { compiled } from "../support/herald.ts";

const root = join(import.meta.dirname, "..", "..");
export const node = join(root, "node_modules", ".bin", "node");

export interface Worker {
  readonly child: ChildProcess;
  /** All that it said, on both streams. */
  said(): string;
  /** Its exit code; null where it was killed. */
  readonly ended: Promise<number | null>;
  kill(): void;
  /** Asks it to end (SIGTERM). */
  end(): void;
  /** True once it was asked. */
  readonly asked: boolean;
}

/** Request < settle ≤ lease. */
export interface Timing {
  readonly requestMs: number;
  readonly settleMs: number;
  readonly leaseMs: number;
  readonly tickMs: number;
}

/** Short enough to wait for, long enough for a machine with other things to do. */
export const timing: Timing = { requestMs: 1200, settleMs: 1500, leaseMs: 3000, tickMs: 50 };
/** For dozens of accounts at once, whose requests wait for each other. */
export const crowdTiming: Timing = { requestMs: 3000, settleMs: 3200, leaseMs: 4000, tickMs: 100 };
/** For a worker that is to be stopped when all its requests are on their way, and to sleep until another has taken over. */
export const sleepyTiming: Timing = { requestMs: 5000, settleMs: 5200, leaseMs: 6000, tickMs: 100 };
/** For a process that is to be stopped before any of its requests is too late. */
export const patientTiming: Timing = { requestMs: 90_000, settleMs: 91_000, leaseMs: 182_000, tickMs: 100 };

/** As variables for a process. */
export function timesOf({ requestMs, settleMs, leaseMs, tickMs }: Timing): Readonly<Record<string, string>> {
  const given = { REQUEST_TIMEOUT: requestMs, SETTLE: settleMs, LEASE: leaseMs, TICK: tickMs };
  return Object.fromEntries(Object.entries(given).map(([name, ms]) => [`HERALD_${name}_MS`, String(ms)]));
}

const surroundings = { PATH: process.env.PATH, HOME: process.env.HOME, USER: "editor", TZ: "UTC", LANG: "C.UTF-8" };
const basic = { ...surroundings, ...compiled, PORT: "0" };

/** Node's options for modules that a process loads first. */
export function loading(preloads: readonly string[]): Readonly<Record<string, string>> {
  if (preloads.length === 0) return {};
  return { NODE_OPTIONS: preloads.map((name) => `--import=${join(import.meta.dirname, name)}`).join(" ") };
}

/**
 * @param preloads modules that the process loads first
 * @param wrapper a program that runs it, with its own words
 */
export function startHerald(
  words: readonly string[],
  directory: string,
  env: Readonly<Record<string, string>>,
  preloads: readonly string[] = [],
  wrapper: readonly string[] = [],
): Worker {
  const [program = node, ...line] = [...wrapper, node, join(root, "src", "main.ts"), ...words];
  const child = spawn(program, line, {
    cwd: directory,
    env: { ...basic, ...timesOf(timing), ...loading(preloads), ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let text = "";
  const hear = (chunk: Buffer) => {
    text += chunk.toString();
  };
  child.stdout?.on("data", hear);
  child.stderr?.on("data", hear);
  const ended = new Promise<number | null>((resolve) => child.once("close", (code) => resolve(code)));
  let asked = false;
  return {
    child,
    said: () => text,
    ended,
    kill: () => void child.kill("SIGKILL"),
    end: () => {
      asked = true;
      child.kill("SIGTERM");
    },
    get asked() {
      return asked;
    },
  };
}
