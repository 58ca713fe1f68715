/** What came of deliveries that somebody had in hand. */
import type { Instant } from "../domain/instant.ts";
import type { Delivery, Missed } from "./deliveries.ts";
import { holdEndpoint } from "./delivery-claims.ts";
import type { Trx } from "./schema.ts";

type Named = Pick<Delivery, "endpoint" | "event">;
type InHand = Pick<Delivery, "endpoint" | "event" | "token">;

/** Found by its key: by the token alone, everything that was ever delivered would be walked. */
function inHand(trx: Trx, { endpoint, event, token }: InHand) {
  return trx.updateTable("deliveries").where("endpoint", "=", endpoint).where("event", "=", event).where("token", "=", token);
}

function idle(trx: Trx, endpoint: string) {
  const rows = trx.updateTable("deliveries").where("endpoint", "=", endpoint).where("told_at", "is", null);
  return rows.where("failed_at", "is", null).where("token", "is", null);
}

export async function told(trx: Trx, { endpoint, event }: Named, at: Instant): Promise<void> {
  await holdEndpoint(trx, endpoint);
  await trx
    .updateTable("deliveries")
    .set({ told_at: at, failed_at: null, token: null, owner: null, problem: null })
    .where("endpoint", "=", endpoint)
    .where("event", "=", event)
    .execute();
  const to = await trx.selectFrom("endpoints").select(["failures", "failing_since"]).where("id", "=", endpoint).executeTakeFirst();
  if (!to || (to.failures === 0 && to.failing_since === null)) return;
  const works = { failures: 0, rests_until: null, failing_since: null, problem: null };
  await trx.updateTable("endpoints").set(works).where("id", "=", endpoint).execute();
  // One failure between two that arrived was the fault of that one: it must not be made to fail again after each that arrives.
  if (to.failures > 1) await idle(trx, endpoint).set({ next_at: at }).where("tries", ">", 0).execute();
}

export async function notTold(trx: Trx, delivery: InHand, missed: Missed, at: Instant): Promise<void> {
  const { problem, nextAt, restsUntil, overdue } = missed;
  const { endpoint } = delivery;
  await holdEndpoint(trx, endpoint);
  const later = nextAt === null ? { failed_at: at } : { next_at: nextAt };
  const { numUpdatedRows } = await inHand(trx, delivery)
    .set({ token: null, owner: null, problem, ...later })
    .executeTakeFirst();
  if (numUpdatedRows === 0n) return;
  await trx
    .updateTable("endpoints")
    .set((eb) => ({
      problem,
      rests_until: restsUntil,
      failures: eb("failures", "+", 1),
      failing_since: eb.fn.coalesce("failing_since", eb.val(at)),
    }))
    .where("id", "=", endpoint)
    .execute();
  // Said twice: by the event's own time an index finds them.
  await idle(trx, endpoint).set({ failed_at: at, problem }).where("at", "<=", overdue).where("made_at", "<=", overdue).execute();
}

export async function giveBack(trx: Trx, delivery: InHand, at: Instant): Promise<void> {
  await holdEndpoint(trx, delivery.endpoint);
  await inHand(trx, delivery).set({ token: null, owner: null, next_at: at }).execute();
}

/** What was tried in vain is due before what came after it; of the tries before nothing is counted, so that none of it holds others up for long. */
export async function wake(trx: Trx, endpoint: string, at: Instant): Promise<void> {
  const rested = trx.updateTable("endpoints").set({ rests_until: null, failures: 0 }).where("id", "=", endpoint);
  const { numUpdatedRows } = await rested.where("rests_until", "is not", null).executeTakeFirst();
  if (numUpdatedRows > 0n) await idle(trx, endpoint).set({ next_at: at }).where("tries", ">", 0).execute();
}
