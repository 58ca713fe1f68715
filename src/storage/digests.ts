/** Morning digests: each person gets one a day by each of their ways, however many workers there are and whatever is killed when. */
import { randomUUID } from "node:crypto";
import { type Day, type Instant, toIso } from "../domain/instant.ts";
import type { Database } from "./database.ts";
import type { DigestsTable } from "./event-tables.ts";
import type { Trx } from "./schema.ts";
import type { Messenger } from "./store.ts";

export type DigestWay = DigestsTable["way"];

/** Whose digest, by which way. */
export interface DigestTo {
  /** A person's id, or `*`: the house, where nobody is configured. */
  readonly person: string;
  readonly way: DigestWay;
}

/** A digest in somebody's hand. */
export interface DigestInHand extends DigestTo {
  readonly day: Day;
  readonly token: string;
  /** This try counted. */
  readonly tries: number;
}

export interface Digests {
  /** Those of a day that are kept, told or not. */
  of(day: Day): Promise<readonly DigestTo[]>;
  /** Keeps those that are not kept yet; gives how many there were. */
  keep(day: Day, to: readonly DigestTo[], at: Instant): Promise<number>;
  /** Takes one of the day in hand; those of other days are no news and stay untold. Null: none is due by this way. */
  claim(day: Day, way: DigestWay, hand: Pick<Messenger, "owner" | "leaseMs" | "isGone">, at: Instant): Promise<DigestInHand | null>;
  /** It arrived, or (`dropped`) there is nothing to tell. */
  over(digest: DigestInHand, how: "told" | "dropped", at: Instant): Promise<void>;
  /** The try that `token` names failed (`problem`: why) or was given up; it is due again at `nextAt`. */
  notTold(token: string, problem: string | null, nextAt: Instant): Promise<void>;
  /** Forgets digests of days before; most of the time there is none. */
  forget(before: Instant): Promise<void>;
  /** Those who don't want it. */
  unwanted(): Promise<readonly string[]>;
  wish(person: string, wanted: boolean): Promise<void>;
}

export function digestsOn({ read, write, writeOn }: Database): Digests {
  // Who reads an old row meanwhile changes nothing: every change of one says what it found there.
  const send = <T>(work: (trx: Trx) => Promise<T>) => writeOn([], work);
  return {
    of: (day) => read((trx) => of(trx, day)),
    keep: (day, to, at) => write((trx) => keep(trx, day, to, at)),
    claim: async (day, way, hand, at) => {
      const due = await read((trx) => nextDue(trx, day, way, hand, at));
      return due ? send((trx) => claim(trx, day, way, hand, at)) : null;
    },
    over: (digest, how, at) => send((trx) => over(trx, digest, how, at)),
    notTold: (token, problem, nextAt) =>
      send(async (trx) => {
        await trx.updateTable("digests").set({ token: null, owner: null, problem, next_at: nextAt }).where("token", "=", token).execute();
      }),
    forget: async (before) => {
      const day = toIso(before).slice(0, "YYYY-MM-DD".length);
      if (await read((trx) => olderThan(trx, day))) await send((trx) => forget(trx, day));
    },
    unwanted: () => read(unwanted),
    wish: (person, wanted) => write((trx) => wish(trx, person, wanted)),
  };
}

async function of(trx: Trx, day: Day): Promise<readonly DigestTo[]> {
  return await trx.selectFrom("digests").select(["person", "way"]).where("day", "=", day).orderBy("person").orderBy("way").execute();
}

async function keep(trx: Trx, day: Day, to: readonly DigestTo[], at: Instant): Promise<number> {
  let kept = 0;
  for (const { person, way } of to) {
    const fresh = { made_at: at, tries: 0, next_at: at, token: null, owner: null, told_at: null, dropped_at: null, problem: null };
    const { numInsertedOrUpdatedRows } = await trx
      .insertInto("digests")
      .values({ person, day, way, ...fresh })
      .onConflict((conflict) => conflict.columns(["person", "day", "way"]).doNothing())
      .executeTakeFirst();
    kept += Number(numInsertedOrUpdatedRows ?? 0n);
  }
  return kept;
}

type Hand = Pick<Messenger, "owner" | "leaseMs" | "isGone">;

async function nextDue(trx: Trx, day: Day, way: DigestWay, { isGone }: Hand, at: Instant) {
  const open = trx.selectFrom("digests").selectAll().where("day", "=", day).where("way", "=", way);
  const rows = await open.where("told_at", "is", null).where("dropped_at", "is", null).orderBy("person").execute();
  return rows.find(({ next_at, token, owner }) => next_at <= at || (token !== null && owner !== null && isGone(owner)));
}

async function claim(trx: Trx, day: Day, way: DigestWay, hand: Hand, at: Instant): Promise<DigestInHand | null> {
  const row = await nextDue(trx, day, way, hand, at);
  if (!row) return null;
  const [token, tries] = [randomUUID(), row.tries + 1];
  const { numUpdatedRows } = await trx
    .updateTable("digests")
    .set({ token, tries, owner: hand.owner, next_at: at + hand.leaseMs })
    .where("person", "=", row.person)
    .where("day", "=", day)
    .where("way", "=", way)
    .where("tries", "=", row.tries)
    .executeTakeFirst();
  return numUpdatedRows === 1n ? { person: row.person, day, way, token, tries } : null;
}

async function over(trx: Trx, { person, day, way }: DigestInHand, how: "told" | "dropped", at: Instant): Promise<void> {
  const set = how === "told" ? { told_at: at } : { dropped_at: at };
  await trx
    .updateTable("digests")
    .set({ ...set, token: null, owner: null, problem: null })
    .where("person", "=", person)
    .where("day", "=", day)
    .where("way", "=", way)
    .execute();
}

async function olderThan(trx: Trx, day: Day): Promise<boolean> {
  return (await trx.selectFrom("digests").select("day").where("day", "<", day).limit(1).executeTakeFirst()) !== undefined;
}

async function forget(trx: Trx, day: Day): Promise<void> {
  await trx.deleteFrom("digests").where("day", "<", day).execute();
}

async function unwanted(trx: Trx): Promise<readonly string[]> {
  const rows = await trx.selectFrom("digest_wishes").select("person").where("wanted", "=", 0).orderBy("person").execute();
  return rows.map(({ person }) => person);
}

async function wish(trx: Trx, person: string, wanted: boolean): Promise<void> {
  const columns = { wanted: wanted ? 1 : 0 } as const;
  await trx
    .insertInto("digest_wishes")
    .values({ person, ...columns })
    .onConflict((conflict) => conflict.column("person").doUpdateSet(columns))
    .execute();
}
