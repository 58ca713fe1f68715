import { autoApprove } from "../desk/auto-approve.ts";
import type { Desk } from "../desk/desk.ts";
import type { Edge } from "../edge/edge.ts";

/** How often the house looks whether there is something for it to decide. */
const lookMs = 15_000;

/** Does what the house decides by itself, beside the worker and never in its way, until `done` aborts. */
export async function runChores(desk: Desk, { clock, log }: Edge, say: (line: string) => void, done: AbortSignal): Promise<void> {
  while (!done.aborted) {
    try {
      for (const line of await autoApprove(desk)) say(line);
    } catch (error) {
      log.error({ error: String(error) }, "the house's own decisions could not be taken; trying again");
    }
    await clock.sleep(lookMs, done);
  }
}
