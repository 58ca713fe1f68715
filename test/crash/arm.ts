/** Does to a worker and to its requests what a script says. */
import { setTimeout as delay } from "node:timers/promises";
import type { Worker } from "./child.ts";
import type { Trouble } from "./script.ts";
import type { Stage } from "./stage.ts";

/** Kills the running worker at the spots that the script names. */
export function armKills({ standIns }: Stage, troubles: readonly Trouble[], running: () => Worker | null, count: () => void): void {
  const seen = new Map<string, number>();
  const places = new Map<number, number>();
  standIns.onRequest(async (phase, { seq, host }) => {
    if (phase === "arrived") {
      seen.set(host, (seen.get(host) ?? 0) + 1);
      places.set(seq, seen.get(host) ?? 0);
    }
    const struck = troubles.find(
      (trouble) => "phase" in trouble && trouble.phase === phase && trouble.host === host && trouble.nth === places.get(seq),
    );
    const worker = running();
    if (!struck || !worker) return undefined;
    if (struck.kind === "end") return void worker.end();
    if (struck.kind === "stop") return void sleep(worker, struck.forMs);
    count();
    worker.kill();
    await worker.ended;
    return "drop";
  });
}

/** Stops the process at once, and wakes it later. */
function sleep(worker: Worker, forMs: number): void {
  worker.child.kill("SIGSTOP");
  setTimeout(() => worker.child.kill("SIGCONT"), forMs);
}

export function armFaults({ standIns }: Stage, troubles: readonly Trouble[]): void {
  for (const trouble of troubles)
    if (trouble.kind === "fault") standIns.faults.add({ ...trouble.fault, host: trouble.host, nth: trouble.nth });
}

export function commitOf(troubles: readonly Trouble[], start: number): string | null {
  const found = troubles.find((trouble) => trouble.kind === "commit" && trouble.start === start);
  return found?.kind === "commit" ? `${found.nth}:${found.side}` : null;
}

/** Ends the process some time after its start. */
export async function killLater(troubles: readonly Trouble[], start: number, worker: Worker, count: () => void): Promise<void> {
  const found = troubles.find((trouble) => trouble.kind === "start" && trouble.start === start);
  if (found?.kind !== "start") return;
  await Promise.race([delay(found.afterMs), worker.ended]);
  if (worker.child.exitCode !== null) return;
  count();
  worker.kill();
}
