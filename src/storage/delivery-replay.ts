/** Sending again what happened: of many events some at a time, so that nobody waits long for the database. */
import type { Selectable } from "kysely";
import type { Instant } from "../domain/instant.ts";
import { holdEndpoint } from "./delivery-claims.ts";
import { wake } from "./delivery-ends.ts";
import type { EventsTable } from "./event-tables.ts";
import { freshDelivery } from "./events.ts";
import { fromJsonText } from "./json-text.ts";
import type { Trx } from "./schema.ts";

type Which = { readonly since: Instant } | { readonly event: string };
type Place = Pick<Selectable<EventsTable>, "id" | "at" | "place">;

const atOnce = 500;

/** @param write carries one transaction out */
export async function replay(
  write: <T>(work: (trx: Trx) => Promise<T>) => Promise<T>,
  endpoint: string,
  which: Which,
  at: Instant,
): Promise<number> {
  let replayed = 0;
  for (let last: Place | null = null; ; ) {
    const slice: readonly Place[] = await write((trx) => replaySome(trx, endpoint, which, last, at));
    replayed += slice.length;
    last = slice.at(-1) ?? null;
    if (slice.length < atOnce || last === null) return replayed;
  }
}

async function replaySome(trx: Trx, endpoint: string, which: Which, after: Place | null, at: Instant): Promise<readonly Place[]> {
  if (!(await holdEndpoint(trx, endpoint))) return [];
  const events = await eventsOf(trx, endpoint, which, after, at);
  if (events.length === 0) return [];
  const fresh = events.map((event) => freshDelivery(endpoint, event, at));
  const { endpoint: _to, event: _what, at: _when, place: _place, ...anew } = freshDelivery(endpoint, { id: "", at, place: 0 }, at);
  await trx
    .insertInto("deliveries")
    .values(fresh)
    .onConflict((conflict) => conflict.columns(["endpoint", "event"]).doUpdateSet(anew))
    .execute();
  await wake(trx, endpoint, at);
  return events;
}

async function eventsOf(trx: Trx, endpoint: string, which: Which, after: Place | null, at: Instant): Promise<readonly Place[]> {
  const all = trx.selectFrom("events").select(["id", "at", "place"]);
  // A single event that is asked for by name is sent even if the endpoint takes no others of its type.
  if ("event" in which) return await all.where("id", "=", which.event).execute();
  const { types } = await trx.selectFrom("endpoints").select("types").where("id", "=", endpoint).executeTakeFirstOrThrow();
  // What happens from now on is on its way already.
  let query = all.where("at", ">=", after?.at ?? which.since).where("at", "<=", at);
  if (types !== null) query = query.where("type", "in", fromJsonText(types));
  if (after)
    query = query.where((eb) =>
      eb.or([
        eb("at", ">", after.at),
        eb.and([eb("at", "=", after.at), eb("place", ">", after.place)]),
        eb.and([eb("at", "=", after.at), eb("place", "=", after.place), eb("id", ">", after.id)]),
      ]),
    );
  return await query.orderBy("at").orderBy("place").orderBy("id").limit(atOnce).execute();
}
