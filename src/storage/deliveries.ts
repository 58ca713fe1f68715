/** What is on its way to webhooks: at least once each, one at a time for an endpoint, whoever is killed when. */
import { randomUUID } from "node:crypto";
import type { Selectable } from "kysely";
import type { EventType } from "../domain/event.ts";
import type { Instant } from "../domain/instant.ts";
import type { Json } from "../domain/json.ts";
import type { Database } from "./database.ts";
import type { DeliveriesTable } from "./event-tables.ts";
import { freshDelivery } from "./events.ts";
import { fromJsonText } from "./json-text.ts";
import type { Trx } from "./schema.ts";
import type { Messenger } from "./store.ts";

/** An event in somebody's hand, to be delivered to one endpoint. */
export interface Delivery {
  readonly endpoint: string;
  /** `msg_…`: the same at every try. */
  readonly event: string;
  readonly type: EventType;
  readonly at: Instant;
  readonly data: Readonly<Record<string, Json>>;
  /** Ids and states only. */
  readonly bare: Readonly<Record<string, Json>>;
  /** Its story was under embargo when it happened, or is now. */
  readonly isHidden: boolean;
  readonly token: string;
  /** This try counted. */
  readonly tries: number;
  /** Since when it is due. */
  readonly madeAt: Instant;
}

/** How a delivery stands, for people. */
export interface KeptDelivery {
  readonly endpoint: string;
  readonly event: string;
  readonly type: EventType;
  readonly subject: string;
  readonly at: Instant;
  readonly tries: number;
  readonly toldAt: Instant | null;
  readonly failedAt: Instant | null;
  /** When it is tried next; null: it isn't. */
  readonly nextAt: Instant | null;
  readonly problem: string | null;
}

export interface Deliveries {
  /** Endpoints that are on and for which anything waits. */
  waiting(): Promise<readonly string[]>;
  /**
   * Takes the oldest delivery in hand that is due for the endpoint. Null: none is, or another has one of it in hand. Whoever dies with
   * it loses it after `leaseMs`, or at once where `isGone` is sure.
   */
  claim(endpoint: string, hand: Pick<Messenger, "owner" | "leaseMs" | "isGone">, at: Instant): Promise<Delivery | null>;
  /** It arrived, whoever has it in hand by now; where the endpoint failed before, what waits for it is due at once. */
  told(delivery: Pick<Delivery, "endpoint" | "event">, at: Instant): Promise<void>;
  /** The try that `token` names failed; it is due again at `nextAt`, or (null) given up. */
  notTold(delivery: Pick<Delivery, "endpoint" | "event" | "token">, problem: string, nextAt: Instant | null, at: Instant): Promise<void>;
  /** The try was broken off by ourselves, and tells nothing of the endpoint. */
  giveBack(delivery: Pick<Delivery, "endpoint" | "event" | "token">, at: Instant): Promise<void>;
  /** Makes events due for the endpoint again, as if never tried; gives how many. */
  replay(endpoint: string, which: { readonly since: Instant } | { readonly event: string }, at: Instant): Promise<number>;
  /** The latest, the newest first. */
  recent(endpoint: string, most: number): Promise<readonly KeptDelivery[]>;
  /** How many wait, and how many were given up since. */
  counts(since: Instant): Promise<ReadonlyMap<string, { readonly waiting: number; readonly failed: number }>>;
  /** Forgets events that happened before, some at a time; gives how many. */
  forget(before: Instant): Promise<number>;
}

export function deliveriesOn({ read, write }: Database): Deliveries {
  return {
    waiting: () => read(waiting),
    claim: async (endpoint, hand, at) => {
      const next = await read((trx) => nextDue(trx, endpoint, hand, at));
      return next ? write((trx) => claim(trx, endpoint, hand, at)) : null;
    },
    told: (delivery, at) => write((trx) => told(trx, delivery, at)),
    notTold: (delivery, problem, nextAt, at) => write((trx) => notTold(trx, delivery, problem, nextAt, at)),
    giveBack: (delivery, at) =>
      write(async (trx) => void (await inHand(trx, delivery).set({ token: null, owner: null, next_at: at }).execute())),
    replay: (endpoint, which, at) => write((trx) => replay(trx, endpoint, which, at)),
    recent: (endpoint, most) => read((trx) => recent(trx, endpoint, most)),
    counts: (since) => read((trx) => counts(trx, since)),
    forget: async (before) => ((await read((trx) => oldest(trx, before))).length > 0 ? write((trx) => forget(trx, before)) : 0),
  };
}

/** A telling is never put off for longer than this; a later time was written by a clock that has jumped since. */
const longestMs = 2 * 86_400_000;

function openOf(trx: Trx, endpoint: string) {
  const rows = trx.selectFrom("deliveries").where("deliveries.endpoint", "=", endpoint);
  return rows.where("deliveries.told_at", "is", null).where("deliveries.failed_at", "is", null);
}

async function waiting(trx: Trx): Promise<readonly string[]> {
  const on = await trx.selectFrom("endpoints").select("id").where("state", "=", "on").orderBy("id").execute();
  const busy: string[] = [];
  for (const { id } of on) if (await openOf(trx, id).select("deliveries.event").limit(1).executeTakeFirst()) busy.push(id);
  return busy;
}

type Hand = Pick<Messenger, "owner" | "leaseMs" | "isGone">;

async function nextDue(trx: Trx, endpoint: string, { isGone }: Hand, at: Instant) {
  const held = await openOf(trx, endpoint).selectAll().where("deliveries.token", "is not", null).execute();
  const isFree = ({ owner, next_at }: Selectable<DeliveriesTable>) =>
    next_at <= at || next_at > at + longestMs || (owner !== null && isGone(owner));
  if (!held.every(isFree)) return null;
  const abandoned = held.toSorted((one, other) => one.at - other.at || one.place - other.place)[0];
  if (abandoned) return abandoned;
  const due = openOf(trx, endpoint)
    .selectAll()
    .where((eb) => eb.or([eb("deliveries.next_at", "<=", at), eb("deliveries.next_at", ">", at + longestMs)]));
  return await due.orderBy("at").orderBy("place").orderBy("event").limit(1).executeTakeFirst();
}

async function claim(trx: Trx, endpoint: string, hand: Hand, at: Instant): Promise<Delivery | null> {
  const row = await nextDue(trx, endpoint, hand, at);
  const on = await trx.selectFrom("endpoints").select("id").where("id", "=", endpoint).where("state", "=", "on").executeTakeFirst();
  if (!row || !on) return null;
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
  if (numUpdatedRows !== 1n) return null;
  const event = await trx.selectFrom("events").selectAll().where("id", "=", row.event).executeTakeFirstOrThrow();
  const { type, data, bare } = event;
  const isHidden = event.hidden === 1 || (await isEmbargoed(trx, event.summary_id, at));
  const told = { type, at: event.at, data: fromJsonText(data), bare: fromJsonText(bare), isHidden };
  return { endpoint, event: row.event, ...told, token, tries, madeAt: row.made_at };
}

async function isEmbargoed(trx: Trx, summaryId: string | null, at: Instant): Promise<boolean> {
  if (summaryId === null) return false;
  const row = await trx.selectFrom("summaries").select("body").where("id", "=", summaryId).executeTakeFirst();
  const embargo = row && fromJsonText(row.body).embargo;
  return embargo !== undefined && embargo > at;
}

async function told(trx: Trx, { endpoint, event }: Pick<Delivery, "endpoint" | "event">, at: Instant): Promise<void> {
  await trx
    .updateTable("deliveries")
    .set({ told_at: at, failed_at: null, token: null, owner: null, problem: null })
    .where("endpoint", "=", endpoint)
    .where("event", "=", event)
    .execute();
  const { numUpdatedRows } = await trx
    .updateTable("endpoints")
    .set({ failing_since: null, problem: null })
    .where("id", "=", endpoint)
    .where("failing_since", "is not", null)
    .executeTakeFirst();
  if (numUpdatedRows === 0n) return;
  await trx
    .updateTable("deliveries")
    .set({ next_at: at })
    .where("endpoint", "=", endpoint)
    .where("told_at", "is", null)
    .where("failed_at", "is", null)
    .where("token", "is", null)
    .execute();
}

/** Found by its key: by the token alone, everything that was ever delivered would be walked. */
function inHand(trx: Trx, { endpoint, event, token }: Pick<Delivery, "endpoint" | "event" | "token">) {
  return trx.updateTable("deliveries").where("endpoint", "=", endpoint).where("event", "=", event).where("token", "=", token);
}

async function notTold(
  trx: Trx,
  delivery: Pick<Delivery, "endpoint" | "event" | "token">,
  problem: string,
  nextAt: Instant | null,
  at: Instant,
): Promise<void> {
  const later = nextAt === null ? { failed_at: at } : { next_at: nextAt };
  const { endpoint } = delivery;
  const { numUpdatedRows } = await inHand(trx, delivery)
    .set({ token: null, owner: null, problem, ...later })
    .executeTakeFirst();
  if (numUpdatedRows === 0n) return;
  await trx.updateTable("endpoints").set({ problem }).where("id", "=", endpoint).execute();
  const failing = trx.updateTable("endpoints").set({ failing_since: at }).where("id", "=", endpoint);
  await failing.where("failing_since", "is", null).execute();
}

async function replay(
  trx: Trx,
  endpoint: string,
  which: { readonly since: Instant } | { readonly event: string },
  at: Instant,
): Promise<number> {
  const on = await trx.selectFrom("endpoints").select("types").where("id", "=", endpoint).executeTakeFirst();
  if (!on) return 0;
  const all = trx.selectFrom("events").select(["id", "at", "place"]);
  const types = on.types === null ? null : fromJsonText(on.types);
  const since = "since" in which ? all.where("at", ">=", which.since) : all.where("id", "=", which.event);
  // A single event that is asked for by name is sent even if the endpoint takes no others of its type.
  const wanted = types === null || "event" in which ? since : since.where("type", "in", types);
  const events = await wanted.orderBy("at").orderBy("place").execute();
  for (const event of events) {
    const { endpoint: _to, event: _what, ...anew } = freshDelivery(endpoint, event, at);
    await trx
      .insertInto("deliveries")
      .values(freshDelivery(endpoint, event, at))
      .onConflict((conflict) => conflict.columns(["endpoint", "event"]).doUpdateSet(anew))
      .execute();
  }
  return events.length;
}

async function recent(trx: Trx, endpoint: string, most: number): Promise<readonly KeptDelivery[]> {
  const rows = await trx
    .selectFrom("deliveries")
    .innerJoin("events", "events.id", "deliveries.event")
    .selectAll("deliveries")
    .select(["events.type", "events.subject"])
    .where("deliveries.endpoint", "=", endpoint)
    .orderBy("deliveries.at", "desc")
    .orderBy("deliveries.place", "desc")
    .limit(most)
    .execute();
  return rows.map(({ endpoint: to, event, type, subject, at, tries, problem, ...row }) => {
    const isOver = row.told_at !== null || row.failed_at !== null;
    return {
      endpoint: to,
      event,
      type,
      subject,
      at,
      tries,
      problem,
      toldAt: row.told_at,
      failedAt: row.failed_at,
      nextAt: isOver ? null : row.next_at,
    };
  });
}

async function counts(trx: Trx, since: Instant) {
  const count = async (which: "waiting" | "failed") => {
    const all = trx.selectFrom("deliveries").select(["endpoint", (eb) => eb.fn.countAll<number>().as("count")]);
    const some =
      which === "waiting" ? all.where("told_at", "is", null).where("failed_at", "is", null) : all.where("failed_at", ">=", since);
    return new Map((await some.groupBy("endpoint").execute()).map((row) => [row.endpoint, Number(row.count)]));
  };
  const [open, failed] = [await count("waiting"), await count("failed")];
  const ids = new Set([...open.keys(), ...failed.keys()]);
  return new Map([...ids].map((id) => [id, { waiting: open.get(id) ?? 0, failed: failed.get(id) ?? 0 }]));
}

/** Few enough to keep nobody waiting. */
const atOnce = 200;

async function oldest(trx: Trx, before: Instant): Promise<readonly string[]> {
  const rows = await trx.selectFrom("events").select("id").where("at", "<", before).orderBy("at").limit(atOnce).execute();
  return rows.map(({ id }) => id);
}

async function forget(trx: Trx, before: Instant): Promise<number> {
  const ids = await oldest(trx, before);
  if (ids.length === 0) return 0;
  await trx.deleteFrom("deliveries").where("event", "in", ids).execute();
  await trx.deleteFrom("events").where("id", "in", ids).execute();
  return ids.length;
}
