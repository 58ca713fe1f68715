import type { Desk } from "../desk/desk.ts";
import { enrolNew } from "../desk/results-enrol.ts";
import { readResults } from "../desk/results-read.ts";
import type { Edge } from "../edge/edge.ts";
import type { Logins } from "../platforms/current-login.ts";
import type { Deadline } from "../platforms/platform.ts";
import { deadlineIn } from "../worker/deadline.ts";

const lookMs = 60_000;

/** A request's time, or the end of the program, whichever is sooner. */
function deadlineUntil(desk: Desk, over: AbortSignal): Deadline {
  const { leftMs, signal } = deadlineIn(desk.clock, desk.settings.worker.requestTimeoutMs);
  return { leftMs: () => (over.aborted ? 0 : leftMs()), signal: AbortSignal.any([signal, over]) };
}

/** Notes what came out and counts what is due, once. Of what goes wrong here nobody is told: it is tried again, and posts are not touched. */
export async function lookAtResults(desk: Desk, edge: Edge, logins: Logins, stop: AbortSignal): Promise<void> {
  try {
    await enrolNew(desk);
    await readResults(desk, { edge, logins, deadline: () => deadlineUntil(desk, stop) }, stop);
  } catch (error) {
    edge.log.error({ error: String(error) }, "results could not be read; trying again");
  }
}

/** The same every minute, beside the worker and never in its way, until `over` aborts. */
export async function runResults(desk: Desk, edge: Edge, logins: Logins, over: AbortSignal): Promise<void> {
  while (!over.aborted) {
    await lookAtResults(desk, edge, logins, over);
    await desk.clock.sleep(lookMs, over);
  }
}
