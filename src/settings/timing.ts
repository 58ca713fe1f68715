import type { PlatformId } from "../domain/account.ts";
import type { Problem, Result } from "../domain/problem.ts";
import { block, ok, refuse } from "../domain/problem.ts";
import type { ConfigFile } from "./config-file.ts";
import type { Config } from "./config-schema.ts";
import type { Environment } from "./env.ts";
import { given } from "./env.ts";

/** The worker's times, in milliseconds: `requestTimeoutMs < settleMs ≤ leaseMs`. */
export interface WorkerTiming {
  readonly requestTimeoutMs: number;
  readonly settleMs: number;
  readonly leaseMs: number;
  readonly tickMs: number;
  /** How many posts one worker has in hand at once, at most; absent: as usual. */
  readonly concurrency?: { readonly all: number; readonly perPlatform: Readonly<Record<PlatformId, number>> };
}

const variables = {
  requestTimeoutMs: "HERALD_REQUEST_TIMEOUT_MS",
  settleMs: "HERALD_SETTLE_MS",
  leaseMs: "HERALD_LEASE_MS",
  tickMs: "HERALD_TICK_MS",
} as const satisfies Partial<Record<keyof WorkerTiming, string>>;

type Name = keyof typeof variables;

/** The file's times with the environment's over them. */
export function readTiming(env: Environment, config: Config, file: ConfigFile): Result<WorkerTiming> {
  const timing = { ...config.worker };
  const problems: Problem[] = [];
  for (const name of ["requestTimeoutMs", "settleMs", "leaseMs", "tickMs"] as const) {
    const written = given(env, variables[name]);
    if (written === undefined) continue;
    if (/^[1-9]\d{0,7}$/.test(written)) timing[name] = Number(written);
    else problems.push(notMilliseconds(variables[name], written));
  }
  const where = (name: Name) => (given(env, variables[name]) === undefined ? file.where(["worker", name]) : variables[name]);
  problems.push(...contradictions(timing, where));
  return problems.length > 0 ? refuse(...problems) : ok(timing);
}

function notMilliseconds(variable: string, written: string): Problem {
  const message = `${variable} is "${written}"; it must be a whole number of milliseconds, 1 to 99999999.`;
  return block("settings-value", variable, message, "Correct it, or remove it to use herald.yaml's.");
}

/** A request that outlives its settle time could take effect after it was judged; a lease shorter than that could be taken meanwhile. */
function contradictions({ requestTimeoutMs, settleMs, leaseMs }: WorkerTiming, where: (name: Name) => string): Problem[] {
  const problems: Problem[] = [];
  if (requestTimeoutMs >= settleMs) {
    const message = `requestTimeoutMs (${requestTimeoutMs}) must be less than settleMs (${settleMs}), else a doubt is settled while its request still runs.`;
    problems.push(block("settings-timing", where("requestTimeoutMs"), message, "Shorten requestTimeoutMs or lengthen settleMs."));
  }
  if (settleMs > leaseMs) {
    const message = `settleMs (${settleMs}) must not be more than leaseMs (${leaseMs}), else another worker takes a post that is still in doubt.`;
    problems.push(block("settings-timing", where("settleMs"), message, "Shorten settleMs or lengthen leaseMs."));
  }
  return problems;
}
