/** What asking platforms that bill for it has cost: written down before they are asked. */
import type { MicroCents } from "../domain/spending.ts";
import type { Database } from "./database.ts";
import type { Trx } from "./schema.ts";

export interface ReadSpending {
  /**
   * Reserves for as many as fit under `most`, in one transaction. @returns how many: all of `wanted`, fewer, or none
   * @param month `YYYY-MM` in the account's zone
   */
  reserve(account: string, month: string, wanted: number, each: MicroCents, most: MicroCents): Promise<number>;
  /** Gives back what was reserved and certainly not billed. */
  refund(account: string, month: string, amount: MicroCents): Promise<void>;
  spent(account: string, month: string): Promise<MicroCents>;
}

export function readSpendingOn({ read, write }: Database): ReadSpending {
  return {
    reserve: (account, month, wanted, each, most) =>
      write(async (trx) => {
        const before = await spent(trx, account, month);
        const granted = Math.max(0, Math.min(wanted, each > 0 ? Math.floor((most - before) / each) : wanted));
        if (granted > 0) await keep(trx, account, month, before + granted * each);
        return granted;
      }),
    refund: (account, month, amount) =>
      write(async (trx) => keep(trx, account, month, Math.max(0, (await spent(trx, account, month)) - amount))),
    spent: (account, month) => read((trx) => spent(trx, account, month)),
  };
}

async function spent(trx: Trx, account: string, month: string): Promise<MicroCents> {
  const found = trx.selectFrom("read_spending").select("micro_cents").where("account", "=", account).where("month", "=", month);
  return Number((await found.executeTakeFirst())?.micro_cents ?? 0);
}

async function keep(trx: Trx, account: string, month: string, amount: MicroCents): Promise<void> {
  await trx
    .insertInto("read_spending")
    .values({ account, month, micro_cents: amount })
    .onConflict((conflict) => conflict.columns(["account", "month"]).doUpdateSet({ micro_cents: amount }))
    .execute();
}
