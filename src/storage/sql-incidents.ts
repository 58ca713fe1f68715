import type { Watch } from "../domain/incident.ts";
import { attendAll, needsAttention } from "./attention.ts";
import type { Database } from "./database.ts";
import { attend, dismiss, openIncidents } from "./incidents.ts";
import type { Store } from "./store.ts";
import { claimTelling, nextUntold, notTold, told } from "./tellings.ts";

/** What people must hear of, and whether they have. */
export function incidentsOn({ read, write }: Database, watch: Watch) {
  return {
    openIncidents: () => read((trx) => openIncidents(trx)),
    attend: (topic, judge, at) => write((trx) => attend(trx, topic, judge, at)),
    dismiss: (incidentId, at, by) => write((trx) => dismiss(trx, incidentId, at, by)),
    attendAll: async (at) => {
      if (await read((trx) => needsAttention(trx, watch, at))) await write((trx) => attendAll(trx, watch, at));
    },
    claimTelling: async (channel, messenger, at) => {
      const waits = await read((trx) => nextUntold(trx, channel, messenger, at));
      return waits ? write((trx) => claimTelling(trx, channel, messenger, at)) : null;
    },
    told: (incidentId, channel, at) => write((trx) => told(trx, incidentId, channel, at)),
    notTold: (incidentId, channel, token, problem, nextAt) => write((trx) => notTold(trx, incidentId, channel, token, problem, nextAt)),
  } satisfies Partial<Store>;
}
