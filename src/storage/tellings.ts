import { randomUUID } from "node:crypto";
import type { Instant } from "../domain/instant.ts";
import { toIncident } from "./incidents.ts";
import type { Trx } from "./schema.ts";
import type { Messenger, Untold } from "./store.ts";

/** A telling is never put off for longer than this; a later time was written by a clock that has jumped since. */
const longestMs = 2 * 86_400_000;

/** The open incident that `channel` should tell of next, oldest first: not told, and nobody at it. */
export async function nextUntold(trx: Trx, channel: string, { isGone, graceMs }: Messenger, at: Instant) {
  const rows = await trx
    .selectFrom("incidents")
    .leftJoin("tellings", (join) => join.onRef("tellings.incident_id", "=", "incidents.id").on("tellings.channel", "=", channel))
    .selectAll("incidents")
    .select(["tellings.tries", "tellings.next_at", "tellings.token", "tellings.owner"])
    .where("incidents.closed_at", "is", null)
    .where("tellings.told_at", "is", null)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom("incidents as other")
            .select("other.id")
            .whereRef("other.covers", "=", "incidents.topic")
            .where("other.closed_at", "is", null),
        ),
      ),
    )
    .orderBy("incidents.opened_at")
    .orderBy("incidents.id")
    .execute();
  return rows.find(
    ({ next_at, token, owner, opened_at }) =>
      !isYoung(opened_at, graceMs, at) &&
      (next_at === null || next_at <= at || next_at > at + longestMs || (token !== null && owner !== null && isGone(owner))),
  );
}

function isYoung(openedAt: Instant, graceMs: number, at: Instant): boolean {
  return openedAt <= at && openedAt > at - graceMs;
}

/** Takes the next telling in hand; who dies with it in hand loses it to others after `leaseMs`, or at once where that is certain. */
export async function claimTelling(trx: Trx, channel: string, messenger: Messenger, at: Instant): Promise<Untold | null> {
  const row = await nextUntold(trx, channel, messenger, at);
  if (row === undefined) return null;
  const tries = (row.tries ?? 0) + 1;
  const token = randomUUID();
  const columns = { tries, token, owner: messenger.owner, next_at: at + messenger.leaseMs };
  await trx
    .insertInto("tellings")
    .values({ incident_id: row.id, channel, ...columns, told_at: null, problem: null })
    .onConflict((conflict) => conflict.columns(["incident_id", "channel"]).doUpdateSet(columns))
    .execute();
  return { incident: toIncident(row, []), token, tries };
}

/** It arrived: the channel works, so that whatever else waits for it need not wait any longer. */
export async function told(trx: Trx, incidentId: string, channel: string, at: Instant): Promise<void> {
  await trx
    .updateTable("tellings")
    .set({ told_at: at, token: null, owner: null, problem: null })
    .where("incident_id", "=", incidentId)
    .where("channel", "=", channel)
    .where("told_at", "is", null)
    .execute();
  await trx
    .updateTable("tellings")
    .set({ next_at: at })
    .where("channel", "=", channel)
    .where("told_at", "is", null)
    .where("token", "is", null)
    .execute();
}

/** It did not arrive, and may be tried again at `nextAt`; nothing changes if someone else has it in hand by now. */
export async function notTold(
  trx: Trx,
  incidentId: string,
  channel: string,
  token: string,
  problem: string | null,
  nextAt: Instant,
): Promise<void> {
  await trx
    .updateTable("tellings")
    .set({ token: null, owner: null, problem, next_at: nextAt })
    .where("incident_id", "=", incidentId)
    .where("channel", "=", channel)
    .where("token", "=", token)
    .execute();
}
