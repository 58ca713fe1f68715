import { archiveOld } from "../desk/archive.ts";
import { autoApprove } from "../desk/auto-approve.ts";
import type { Desk } from "../desk/desk.ts";
import { letterWriter } from "../desk/letters.ts";
import { forgetRequests } from "../desk/once.ts";
import type { Edge } from "../edge/edge.ts";

/** How often the house looks whether there is something for it to decide, or for somebody to hear. */
const lookMs = 15_000;

/** What the chores' worker knows, and who hears of what is done. */
export interface ChoresParts {
  readonly edge: Pick<Edge, "clock" | "log">;
  /** Takes a line of progress. */
  readonly say: (line: string) => void;
  /** False while this machine's clock is known to be wrong: people would not have the time that they were promised to object. */
  readonly mayGoByTheClock: () => Promise<boolean>;
}

/** Does what the house does by itself, beside the worker and never in its way, until `done` aborts. */
export async function runChores(desk: Desk, { edge: { clock, log }, say, mayGoByTheClock }: ChoresParts, done: AbortSignal): Promise<void> {
  const safely = async (what: string, work: () => Promise<void>) => {
    try {
      await work();
    } catch (error) {
      log.error({ error: String(error) }, `${what}; trying again`);
    }
  };
  const writeLetters = letterWriter(desk);
  while (!done.aborted) {
    await safely("the house's own decisions could not be taken", async () => {
      if (!(await mayGoByTheClock())) return;
      for (const line of await autoApprove(desk)) say(line);
    });
    await safely("what programs asked could not be forgotten", () => forgetRequests(desk));
    await safely("old journals could not be archived", async () => void (await archiveOld(desk, clock, done)));
    await safely("it could not be worked out who is to be told what", async () => void (await writeLetters()));
    await clock.sleep(lookMs, done);
  }
}
