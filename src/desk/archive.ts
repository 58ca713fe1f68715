import type { Instant } from "../domain/instant.ts";
import type { Clock } from "../edge/clock.ts";
import type { Desk } from "./desk.ts";

const dayMs = 86_400_000;
/** A few at a time, and a pause after each, so that no post that is due waits for it. */
const atOnce = 20;
const pauseMs = 100;
const leaseMs = 60_000;
const name = "archive";

/** Whose journals are old enough. */
function endedBefore({ settings }: Pick<Desk, "settings">, now: Instant): Instant {
  return now - settings.archiveAfterMs;
}

/** Once a day, by one of all workers: packs away the journals of posts that came to their end long ago. Returns how many. */
export async function archiveOld(desk: Pick<Desk, "store" | "settings">, clock: Clock, stop: AbortSignal): Promise<number> {
  const { chores, archive } = desk.store;
  const token = await chores.take(name, leaseMs, clock.now());
  if (token === null) return 0;
  let packed = 0;
  while (!stop.aborted && (await chores.keep(name, token, leaseMs, clock.now()))) {
    const some = await archive.pack(endedBefore(desk, clock.now()), atOnce, clock.now());
    packed += some;
    if (some < atOnce) {
      await chores.done(name, token, clock.now() + dayMs);
      return packed;
    }
    await clock.sleep(pauseMs, stop);
  }
  // Whoever takes it up next goes on where this one stopped.
  await chores.done(name, token, clock.now());
  return packed;
}
