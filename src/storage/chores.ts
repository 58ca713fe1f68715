/** What one worker of all does from time to time. */
import { randomUUID } from "node:crypto";
import type { Instant } from "../domain/instant.ts";
import type { Database } from "./database.ts";
import type { Trx } from "./schema.ts";

export interface Chores {
  /** Takes a chore in hand if it is due; null: it isn't, or somebody else has it. Whoever dies with it loses it after `leaseMs`. */
  take(name: string, leaseMs: number, at: Instant): Promise<string | null>;
  /** Keeps it for `leaseMs` from now; false: somebody else has it by now. */
  keep(name: string, token: string, leaseMs: number, at: Instant): Promise<boolean>;
  /** It is through, and due again at `nextAt`. */
  done(name: string, token: string, nextAt: Instant): Promise<void>;
}

export function choresOn({ read, write }: Database): Chores {
  return {
    take: async (name, leaseMs, at) =>
      (await read((trx) => isDue(trx, name, at))) ? write((trx) => take(trx, name, at + leaseMs, at)) : null,
    keep: (name, token, leaseMs, at) => write((trx) => keep(trx, name, token, at + leaseMs)),
    done: (name, token, nextAt) => write((trx) => done(trx, name, token, nextAt)),
  };
}

async function isDue(trx: Trx, name: string, at: Instant): Promise<boolean> {
  const row = await trx.selectFrom("chores").select("next_at").where("name", "=", name).executeTakeFirst();
  return row === undefined || row.next_at <= at;
}

async function take(trx: Trx, name: string, until: Instant, at: Instant): Promise<string | null> {
  const columns = { next_at: until, token: randomUUID() };
  const taken = await trx
    .insertInto("chores")
    .values({ name, ...columns })
    .onConflict((conflict) => conflict.column("name").doUpdateSet(columns).where("chores.next_at", "<=", at))
    .executeTakeFirst();
  return taken.numInsertedOrUpdatedRows === 1n ? columns.token : null;
}

async function keep(trx: Trx, name: string, token: string, until: Instant): Promise<boolean> {
  const kept = trx.updateTable("chores").set({ next_at: until }).where("name", "=", name).where("token", "=", token);
  return (await kept.executeTakeFirst()).numUpdatedRows === 1n;
}

async function done(trx: Trx, name: string, token: string, nextAt: Instant): Promise<void> {
  await trx.updateTable("chores").set({ next_at: nextAt, token: null }).where("name", "=", name).where("token", "=", token).execute();
}
