/** A deadline that a loaded machine can't miss: a step's time is over a moment after its platform has heard it. */
import type { Deadline } from "../../src/platforms/platform.ts";
import type { StandIns } from "../../src/sandbox/index.ts";

/** A platform has to be waited for no longer than this on the loopback. */
const longMs = 60_000;

/** @param path of the request with which the time runs out, @param afterMs so much later */
export function overOnceHeard(standIns: StandIns, path: RegExp, afterMs = 300): Deadline {
  const over = new AbortController();
  const leave = standIns.onRequest((phase, request) => {
    if (phase !== "effect" || !path.test(request.path)) return;
    leave();
    setTimeout(() => over.abort(), afterMs);
  });
  return { leftMs: () => (over.signal.aborted ? 0 : longMs), signal: over.signal };
}
