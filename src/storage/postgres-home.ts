import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import type { Instant } from "../domain/instant.ts";
import type { Home } from "./home.ts";
import type { Trx } from "./schema.ts";
import type { Origin } from "./store.ts";

/**
 * The home of a database on a server: it belongs where it was put to work, on that very server, under that number, and in that very
 * row. A dump that is brought back, here or elsewhere, writes its rows anew, and by that it shows.
 * @param server which database of which server this is
 */
export function serverHome(server: string): Home {
  return {
    origin: (trx) => originOf(trx, server),
    bind: async (trx) => {
      const { rows } = await sql<{ xmin: string }>`select pg_current_xact_id()::xid::text as xmin`.execute(trx);
      const columns = { seat: seatOf(server, rows[0]?.xmin), era: randomUUID(), copied_at: null };
      await trx.updateTable("installation").set(columns).execute();
    },
  };
}

/** @param xmin the transaction that wrote the row: the server keeps it as long as nobody else does */
function seatOf(server: string, xmin: string | undefined): string {
  return `${server}/${xmin}`;
}

async function originOf(trx: Trx, server: string): Promise<Origin> {
  const own = await trx.selectFrom("installation").selectAll().select(sql<string>`xmin::text`.as("xmin")).executeTakeFirstOrThrow();
  if (own.copied_at !== null) return { kind: "copy", why: "backup", at: own.copied_at };
  if (own.seat === null && !(await isBegun(trx))) return { kind: "new" };
  if (own.seat === seatOf(server, own.xmin)) return { kind: "home" };
  return { kind: "copy", why: "restored", at: await lastChange(trx, own.made_at) };
}

async function isBegun(trx: Trx): Promise<boolean> {
  return (await trx.selectFrom("journal").select("post_id").limit(1).executeTakeFirst()) !== undefined;
}

async function lastChange(trx: Trx, otherwise: Instant): Promise<Instant> {
  const last = await trx
    .selectFrom("journal")
    .select(({ fn }) => fn.max<Instant | null>("at").as("at"))
    .executeTakeFirst();
  return last?.at ?? otherwise;
}
