/**
 * A queue that was moved to another database is sealed where it was, and where it arrives until it is there whole: nothing is begun in
 * it, nothing sent, and nothing that people decide is taken down. Outcomes of what was sent before are.
 */
import type { Instant } from "../domain/instant.ts";
import type { Database } from "./database.ts";
import type { Trx } from "./schema.ts";

/** Under what name the seal stands among the pauses; one with an end is a brake before it, under which work in hand is finished. */
export const sealSubject = "moved";

/** Refuses what would change a sealed queue; says in a sentence where it is now. */
export class Sealed extends Error {}

/** The sentence with which a sealed queue refuses; null: it is open. */
export async function sealOf(trx: Trx): Promise<string | null> {
  return (await sealIn(trx).executeTakeFirst())?.reason ?? null;
}

/** The seal's row, for a statement that changes nothing where it stands. */
export function sealIn(trx: Trx) {
  return trx.selectFrom("pauses").select("reason").where("subject", "=", sealSubject).where("until", "is", null);
}

/** Puts a seal in the place of any other; with an end it is a brake. */
export async function putSeal(
  trx: Trx,
  { reason, since, until, by }: { readonly reason: string; readonly since: Instant; readonly until: Instant | null; readonly by: string },
): Promise<void> {
  await trx
    .insertInto("pauses")
    .values({ subject: sealSubject, reason, since, until, by })
    .onConflict((conflict) => conflict.column("subject").doUpdateSet({ reason, since, until, by }))
    .execute();
}

export async function breakSeal(trx: Trx): Promise<void> {
  await trx.deleteFrom("pauses").where("subject", "=", sealSubject).execute();
}

/** The same database, in which nothing that a seal forbids is written; what a worker does to single posts, their leases guard. */
export function heedingSeal(database: Database): Database {
  return { ...database, write: (work) => database.write((trx) => heeding(trx, () => work(trx))) };
}

/** Does it unless the queue is sealed. */
export async function heeding<T>(trx: Trx, work: () => Promise<T>): Promise<T> {
  const reason = await sealOf(trx);
  if (reason !== null) throw new Sealed(reason);
  return work();
}
