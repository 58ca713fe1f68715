import type { Account } from "../domain/account.ts";
import type { Instant } from "../domain/instant.ts";
import { deadlineIn } from "./deadline.ts";
import { sessionFor, type Worker } from "./worker.ts";

/** What a platform said that it still takes of an account. */
export interface KnownCapacity {
  readonly left: number;
  readonly resetsAt: Instant;
  /** When it was asked, by the monotonic clock. */
  readonly askedAt: number;
  /** Posts that this worker has begun since. */
  begun: number;
}

/** So few left that others, or a person, may have used them up: the platform is asked before each. */
const nearlyNone = 5;
const oldAfterMs = 3_600_000;

/** How many posts the platform still takes: asked where that is unknown, old, or near its end. Null: it has no such limit, or can't tell. */
export async function capacityOf(worker: Worker, account: Account): Promise<{ readonly left: number; readonly resetsAt: Instant } | null> {
  const session = await sessionFor(worker, account);
  if (!session?.capacity) return null;
  const { clock, log } = worker.edge;
  const known = worker.capacities.get(account.id);
  if (known && clock.mono() - known.askedAt < oldAfterMs && known.left - known.begun > nearlyNone) return known;
  const told = await session.capacity(deadlineIn(clock, worker.timing.requestTimeoutMs)).catch((error: unknown) => {
    log.warn({ account: account.id, error: String(error) }, "how many posts the platform still takes could not be asked");
    return null;
  });
  if (told) worker.capacities.set(account.id, { ...told, askedAt: clock.mono(), begun: 0 });
  return told;
}

/** One more is on its way. */
export function noteBegun(worker: Worker, account: Account): void {
  const known = worker.capacities.get(account.id);
  if (known) known.begun += 1;
}
