/** What a worker does about clocks that disagree: it tells a person once, asks a platform the time, and goes on by itself. */
import { topics } from "../domain/incident.ts";
import { incident } from "../notify/incident.ts";
import type { Session } from "../platforms/platform.ts";
import { deadlineIn } from "./deadline.ts";
import { accountOf, nowOf, sessionFor, type Worker } from "./worker.ts";

const minuteMs = 60_000;
/** Asking costs money on X: at once, then after 1, 2, 4 … 60 minutes. */
const longestPauseMs = 60 * minuteMs;

/** What the worker has done about the disagreement that holds now, or held last. */
export interface ClockCare {
  /** Whether a person was told that clocks disagree; null: nothing was looked at yet. */
  told: boolean | null;
  /** How often platforms were asked the time, and when (monotonic) they may be asked again. */
  tries: number;
  nextAt: number;
  /** When (monotonic) the database is asked the time again. */
  databaseAt: number;
}

export function noClockCare(): ClockCare {
  return { told: null, tries: 0, nextAt: Number.NEGATIVE_INFINITY, databaseAt: Number.NEGATIVE_INFINITY };
}

/** All workers of a machine read the same clock: whichever finds it right says so. */
function named({ owner }: Worker): string {
  return `clock:${owner.split("/")[0]}:`;
}

/** True while clocks disagree; tells when that begins, and notes when it is over. */
export async function areApart(worker: Worker): Promise<boolean> {
  const { clocks, clockCare: care } = worker;
  const problem = clocks.trouble();
  if (care.told === (problem !== null)) return problem !== null;
  const [now, name] = [nowOf(worker), named(worker)];
  if (problem) {
    const begun = incident({ id: `${name}${now}`, topic: topics.clock, kind: "clock", reason: problem.message });
    await worker.store.attend(topics.clock, (open) => open ?? begun, now);
    worker.tell({ kind: "clock", problem });
  } else {
    await worker.store.attend(topics.clock, (open) => (open?.id.startsWith(name) ? null : open), now);
    if (care.told) worker.edge.log.info({}, "the clocks agree again");
  }
  Object.assign(care, { told: problem !== null, tries: 0, nextAt: Number.NEGATIVE_INFINITY });
  return problem !== null;
}

/** Sessions in the order in which they are asked: those that have a question without a price first. */
async function sessionsOf(worker: Worker): Promise<readonly Session[]> {
  const accounts = [...worker.secrets.keys()].flatMap((id) => accountOf(worker, id) ?? []);
  const sessions = await Promise.all(accounts.map((account) => sessionFor(worker, account)));
  return sessions.flatMap((session) => session ?? []).sort((a, b) => Number(!a.capacity) - Number(!b.capacity));
}

/** Asks one platform after another for anything at all: the `Date` of an answer tells who is right. */
async function ask(worker: Worker): Promise<void> {
  for (const session of await sessionsOf(worker)) {
    const before = worker.clocks.seen();
    const deadline = deadlineIn(worker.edge.clock, worker.timing.requestTimeoutMs);
    await (session.capacity ? session.capacity(deadline) : session.verify(deadline)).catch(() => null);
    if (worker.clocks.seen() > before || worker.stopping) return;
  }
}

/** Asks the platforms the time, if that is due again while clocks disagree; null: it isn't. */
export function askTheTime(worker: Worker): Promise<void> | null {
  const { clockCare: care } = worker;
  const mono = worker.edge.clock.mono();
  if (mono < care.nextAt) return null;
  care.nextAt = mono + Math.min(2 ** Math.min(care.tries, 10) * minuteMs, longestPauseMs);
  care.tries += 1;
  return ask(worker);
}

/** An answer that took longer tells too little of the time. */
const promptMs = 5_000;

type Clocked = Pick<Worker, "store" | "clocks" | "edge">;

/** Asks the database's server the time, where it has a clock of its own. */
async function hearTheDatabase({ store, clocks, edge: { clock } }: Clocked): Promise<void> {
  if (!store.clock) return;
  const asked = clock.mono();
  const wall = await store.clock();
  const tookMs = clock.mono() - asked;
  if (tookMs < promptMs) clocks.heard(Math.round(wall + tookMs / 2));
}

/** The same, once a minute. */
export async function askTheDatabase(worker: Worker): Promise<void> {
  const { clockCare: care } = worker;
  const asked = worker.edge.clock.mono();
  if (asked < care.databaseAt) return;
  care.databaseAt = asked + minuteMs;
  await hearTheDatabase(worker);
}

/** False where anything speaks against this machine's clock, the database's among it: asked before time alone decides something. */
export async function mayGoByTheClock(worker: Clocked): Promise<boolean> {
  await hearTheDatabase(worker);
  return worker.clocks.trouble() === null;
}
