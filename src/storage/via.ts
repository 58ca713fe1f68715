/** By which key a transaction writes, so that the record says so, and a request that was cut off can tell whether it did anything. */
import type { Database } from "./database.ts";
import type { Trx } from "./schema.ts";

/** How somebody's decisions come here. */
export interface Via {
  /** The key's name. */
  readonly key: string;
  /** The request that is being carried out, where it must not be carried out twice. */
  readonly request?: RequestInHand;
}

/** A request while it is carried out; only who has its token may write for it. */
export interface RequestInHand {
  readonly key: string;
  /** As whoever sent it calls it. */
  readonly name: string;
  readonly token: string;
}

const ways = new WeakMap<Trx, Via>();

/** The same database; what is written through it came by a key. */
export function databaseVia(database: Database, via: Via): Database {
  const signed =
    <T>(work: (trx: Trx) => Promise<T>) =>
    (trx: Trx) => {
      ways.set(trx, via);
      return work(trx);
    };
  return {
    read: (work) => database.read(work),
    write: (work) => database.write(signed(work)),
    writeOn: (posts, work) => database.writeOn(posts, signed(work)),
    close: () => database.close(),
  };
}

export function viaOf(trx: Trx): Via | undefined {
  return ways.get(trx);
}

/**
 * Notes in the transaction itself that the request changes something.
 * @throws Error where another has the request in hand by now: then nothing of this transaction stays
 */
export async function noteEffect(trx: Trx, { key, name, token }: RequestInHand): Promise<void> {
  const own = trx.updateTable("requests").set({ effect: 1 }).where("api_key", "=", key).where("name", "=", name);
  const { numUpdatedRows } = await own.where("token", "=", token).executeTakeFirst();
  if (numUpdatedRows !== 1n) throw new Error(`The request ${name} took too long, and another one has taken its place.`);
}
