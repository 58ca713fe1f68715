/** What is on its way to webhooks: at least once each, one at a time for an endpoint, whoever is killed when. */
import type { EventType } from "../domain/event.ts";
import type { Instant } from "../domain/instant.ts";
import type { Json } from "../domain/json.ts";
import type { Database } from "./database.ts";
import { claim, nextDue, waiting } from "./delivery-claims.ts";
import { giveBack, notTold, told, wake } from "./delivery-ends.ts";
import { replay } from "./delivery-replay.ts";
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
  /** Tries of whatever was to go to this endpoint that failed since the last that arrived. */
  readonly failures: number;
  /** Since when it is due. */
  readonly madeAt: Instant;
}

/** What came of a try that did not arrive. */
export interface Missed {
  readonly problem: string;
  /** When this one may be tried again; null: it is given up. */
  readonly nextAt: Instant | null;
  /** Until when the endpoint is left alone. */
  readonly restsUntil: Instant;
  /** What else is due to the endpoint since this moment or before is given up with it. */
  readonly overdue: Instant;
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
   * Takes the oldest delivery in hand that is due for the endpoint; where its last try failed and its rest is over, the oldest of all
   * if none is. Null: there is none, the endpoint rests, or another has one of it in hand. Whoever dies with it loses it after `leaseMs`, or at once where `isGone` is sure.
   */
  claim(endpoint: string, hand: Pick<Messenger, "owner" | "leaseMs" | "isGone">, at: Instant): Promise<Delivery | null>;
  /**
   * It arrived, whoever has it in hand by now, and the endpoint rests no longer; where it failed twice or more before, what was tried
   * in vain is due at once.
   */
  told(delivery: Pick<Delivery, "endpoint" | "event">, at: Instant): Promise<void>;
  /** The try that `token` names failed: the endpoint rests as a whole, and this one is due again later, or given up. */
  notTold(delivery: Pick<Delivery, "endpoint" | "event" | "token">, missed: Missed, at: Instant): Promise<void>;
  /** Ends the rest of an endpoint that is known to work again: what was tried in vain is due at once, before what came after it. */
  wake(endpoint: string, at: Instant): Promise<void>;
  /** The try was broken off by ourselves, and tells nothing of the endpoint. */
  giveBack(delivery: Pick<Delivery, "endpoint" | "event" | "token">, at: Instant): Promise<void>;
  /** Makes events due for the endpoint again, as if never tried, and ends its rest; gives how many. Of many, some at a time. */
  replay(endpoint: string, which: { readonly since: Instant } | { readonly event: string }, at: Instant): Promise<number>;
  /** The latest, the newest first. */
  recent(endpoint: string, most: number): Promise<readonly KeptDelivery[]>;
  /** How many wait, and how many were given up since. */
  counts(since: Instant): Promise<ReadonlyMap<string, { readonly waiting: number; readonly failed: number }>>;
  /** Forgets events that happened before, some at a time; gives how many. */
  forget(before: Instant): Promise<number>;
}

/**
 * What happens to one delivery shares the house with all that publishes: the row of its endpoint keeps those of one endpoint in order, and
 * every change begins with it.
 */
export function deliveriesOn({ read, write, writeOn }: Database): Deliveries {
  const deliver = <T>(work: (trx: Trx) => Promise<T>) => writeOn([], work);
  return {
    waiting: () => read(waiting),
    claim: async (endpoint, hand, at) => {
      const next = await read((trx) => nextDue(trx, endpoint, hand, at));
      return next ? deliver((trx) => claim(trx, endpoint, hand, at)) : null;
    },
    told: (delivery, at) => deliver((trx) => told(trx, delivery, at)),
    notTold: (delivery, missed, at) => deliver((trx) => notTold(trx, delivery, missed, at)),
    wake: (endpoint, at) => deliver((trx) => wake(trx, endpoint, at)),
    giveBack: (delivery, at) => deliver((trx) => giveBack(trx, delivery, at)),
    replay: (endpoint, which, at) => replay(deliver, endpoint, which, at),
    recent: (endpoint, most) => read((trx) => recent(trx, endpoint, most)),
    counts: (since) => read((trx) => counts(trx, since)),
    forget: async (before) => ((await read((trx) => oldest(trx, before))).length > 0 ? write((trx) => forget(trx, before)) : 0),
  };
}

async function recent(trx: Trx, endpoint: string, most: number): Promise<readonly KeptDelivery[]> {
  const rows = await trx
    .selectFrom("deliveries")
    .innerJoin("events", "events.id", "deliveries.event")
    .innerJoin("endpoints", "endpoints.id", "deliveries.endpoint")
    .selectAll("deliveries")
    .select(["events.type", "events.subject", "endpoints.rests_until"])
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
      nextAt: isOver ? null : Math.max(row.next_at, row.rests_until ?? 0),
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
