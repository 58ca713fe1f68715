import type { Watch } from "../domain/incident.ts";
import type { Instant } from "../domain/instant.ts";
import { account, accounts, housePause, keepStanding, pause, resume } from "./accounts.ts";
import { attendMoves, attendPause } from "./attention.ts";
import type { Database } from "./database.ts";
import { stopUnderWay } from "./stops.ts";
import type { Store } from "./store.ts";

/** The accounts, how they stand, and the brake. */
export function accountsOn({ read, write }: Database, now: () => Instant, watch: Watch) {
  return {
    account: (id) => read((trx) => account(trx, id, now())),
    accounts: () => read((trx) => accounts(trx, now())),
    pause: (id, wanted, stop) =>
      write(async (trx) => {
        const paused = await pause(trx, id, wanted);
        if (stop) await attendMoves(trx, watch, await stopUnderWay(trx, id, stop, wanted.since, wanted.by), wanted.since);
        if (paused) await attendPause(trx, watch, id, now());
        return paused;
      }),
    resume: (id, seen, by) =>
      write(async (trx) => {
        const resumed = await resume(trx, id, now(), seen, by);
        await attendPause(trx, watch, id, now());
        return resumed;
      }),
    housePause: () => read((trx) => housePause(trx, now())),
    keepStanding: (id, standing) => write((trx) => keepStanding(trx, id, standing, now())),
  } satisfies Partial<Store>;
}
