import type { Desk } from "../desk/desk.ts";
import type { Edge } from "../edge/edge.ts";

const lookMs = 1_000;

/** Says once that the queue was moved away under a running worker, and once that the seal is off again, until `done` aborts. */
export async function watchSeal({ store }: Desk, { clock, log }: Edge, say: (line: string) => void, done: AbortSignal): Promise<void> {
  let isSealed = false;
  while (!done.aborted) {
    try {
      const seal = await store.moves.seal();
      if (seal !== null && !isSealed) say(`${seal} Nothing is sent from here.`);
      if (seal === null && isSealed) say("The queue is open again; going on where it stopped.");
      isSealed = seal !== null;
    } catch (error) {
      log.warn({ error: String(error) }, "it could not be seen whether the queue was moved; looking again");
    }
    await clock.sleep(lookMs, done);
  }
}
