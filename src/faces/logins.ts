import type { Desk } from "../desk/desk.ts";
import { keepLogins, type LoginKeeper } from "../desk/logins.ts";
import type { Edge } from "../edge/edge.ts";
import type { Net } from "../platforms/oauth.ts";
import { deadlineIn } from "../worker/deadline.ts";
import { isGone, thisOwner } from "../worker/owner.ts";

/** How often it is looked whether a login should be renewed. */
const lookMs = 15_000;

/** What a question about a login needs: it takes no longer than any other request. */
export function netOf({ clock, settings }: Pick<Desk, "clock" | "settings">, edge?: Pick<Edge, "sawDate">): Net {
  const deadline = deadlineIn(clock, settings.worker.requestTimeoutMs);
  return { deadline, now: clock.now(), sawDate: (header) => edge?.sawDate(header) };
}

/** The logins of this process, which other processes renew as well. */
export function loginKeeperFor(desk: Desk, edge: Edge): LoginKeeper {
  return keepLogins({ desk, owner: thisOwner(), isGone, net: () => netOf(desk, edge), log: edge.log });
}

/** Renews logins ahead of time, beside the worker, until `done` aborts; what is being renewed is finished. */
export async function runLogins(keeper: LoginKeeper, { log, clock }: Edge, done: AbortSignal): Promise<void> {
  while (!done.aborted) {
    await keeper.look(done).catch((error: unknown) => log.error({ error: String(error) }, "logins could not be looked at; trying again"));
    await clock.sleep(lookMs, done);
  }
}
