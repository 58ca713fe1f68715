/** Who has which delivery in hand. */
import { randomUUID } from "node:crypto";
import type { Selectable } from "kysely";
import type { Instant } from "../domain/instant.ts";
import type { Delivery } from "./deliveries.ts";
import type { DeliveriesTable, EndpointsTable } from "./event-tables.ts";
import { fromJsonText } from "./json-text.ts";
import type { Trx } from "./schema.ts";
import type { Messenger } from "./store.ts";

type Hand = Pick<Messenger, "owner" | "leaseMs" | "isGone">;
type Row = Selectable<DeliveriesTable>;

/** A telling is never put off for longer than this; a later time was written by a clock that has jumped since. */
const longestMs = 2 * 86_400_000;

/** What is neither told nor given up. */
export function openOf(trx: Trx, endpoint: string) {
  const rows = trx.selectFrom("deliveries").where("deliveries.endpoint", "=", endpoint);
  return rows.where("deliveries.told_at", "is", null).where("deliveries.failed_at", "is", null);
}

export async function waiting(trx: Trx): Promise<readonly string[]> {
  const on = await trx.selectFrom("endpoints").select("id").where("state", "=", "on").orderBy("id").execute();
  const busy: string[] = [];
  for (const { id } of on) if (await openOf(trx, id).select("deliveries.event").limit(1).executeTakeFirst()) busy.push(id);
  return busy;
}

/** Puts whatever else happens to deliveries of this endpoint after this transaction; false: there is none of this name. */
export async function holdEndpoint(trx: Trx, endpoint: string): Promise<boolean> {
  const same = trx.updateTable("endpoints").set((eb) => ({ failures: eb.ref("failures") }));
  return (await same.where("id", "=", endpoint).executeTakeFirst()).numUpdatedRows === 1n;
}

function isAt(moment: Instant, at: Instant): boolean {
  return moment <= at || moment > at + longestMs;
}

function isResting({ rests_until }: Pick<EndpointsTable, "rests_until">, at: Instant): boolean {
  return rests_until !== null && !isAt(rests_until, at);
}

export async function nextDue(trx: Trx, endpoint: string, { isGone }: Hand, at: Instant): Promise<Row | undefined> {
  const to = await trx.selectFrom("endpoints").select(["state", "failures", "rests_until"]).where("id", "=", endpoint).executeTakeFirst();
  if (to?.state !== "on" || isResting(to, at)) return undefined;
  const held = await openOf(trx, endpoint).selectAll().where("deliveries.token", "is not", null).execute();
  if (!held.every(({ owner, next_at }) => isAt(next_at, at) || (owner !== null && isGone(owner)))) return undefined;
  const abandoned = held.toSorted((one, other) => one.at - other.at || one.place - other.place)[0];
  return abandoned ?? (await oldestDue(trx, endpoint, at)) ?? (to.failures > 0 ? await oldest(trx, endpoint) : undefined);
}

function inOrder(trx: Trx, endpoint: string) {
  return openOf(trx, endpoint).selectAll("deliveries").orderBy("at").orderBy("place").orderBy("event").limit(1);
}

async function oldest(trx: Trx, endpoint: string): Promise<Row | undefined> {
  return await inOrder(trx, endpoint).executeTakeFirst();
}

async function oldestDue(trx: Trx, endpoint: string, at: Instant): Promise<Row | undefined> {
  const isDue = inOrder(trx, endpoint).where((eb) =>
    eb.or([eb("deliveries.next_at", "<=", at), eb("deliveries.next_at", ">", at + longestMs)]),
  );
  return await isDue.executeTakeFirst();
}

export async function claim(trx: Trx, endpoint: string, hand: Hand, at: Instant): Promise<Delivery | null> {
  if (!(await holdEndpoint(trx, endpoint))) return null;
  const row = await nextDue(trx, endpoint, hand, at);
  if (!row) return null;
  const [token, tries] = [randomUUID(), row.tries + 1];
  // Two workers may have read the same: who finds the row changed has lost it.
  const { numUpdatedRows } = await trx
    .updateTable("deliveries")
    .set({ token, tries, owner: hand.owner, next_at: at + hand.leaseMs })
    .where("endpoint", "=", endpoint)
    .where("event", "=", row.event)
    .where("tries", "=", row.tries)
    .where("told_at", "is", null)
    .executeTakeFirst();
  return numUpdatedRows === 1n ? await deliveryOf(trx, { ...row, token, tries }, at) : null;
}

async function deliveryOf(trx: Trx, row: Row & { readonly token: string }, at: Instant): Promise<Delivery> {
  const { endpoint, token, tries } = row;
  const event = await trx.selectFrom("events").selectAll().where("id", "=", row.event).executeTakeFirstOrThrow();
  const { failures } = await trx.selectFrom("endpoints").select("failures").where("id", "=", endpoint).executeTakeFirstOrThrow();
  const { type, data, bare } = event;
  const isHidden = event.hidden === 1 || (await isEmbargoed(trx, event.summary_id, at));
  const told = { type, at: event.at, data: fromJsonText(data), bare: fromJsonText(bare), isHidden };
  return { endpoint, event: row.event, ...told, token, tries, failures, madeAt: row.made_at };
}

async function isEmbargoed(trx: Trx, summaryId: string | null, at: Instant): Promise<boolean> {
  if (summaryId === null) return false;
  const row = await trx.selectFrom("summaries").select("body").where("id", "=", summaryId).executeTakeFirst();
  const embargo = row && fromJsonText(row.body).embargo;
  return embargo !== undefined && embargo > at;
}
