/** Copies row by row, so that it may be cut off anywhere and gone on with: each table stands there as far as it has come, in the order of its key. */
import type { Database } from "../database.ts";
import { Interrupted, ifOurs } from "./arrive.ts";
import { insertRows, keyOf, lastKey, rowsAfter, sayKey } from "./rows.ts";
import { type TableToMove, tablesToMove } from "./tables.ts";

/** @param tell hears of rows that are there now @param id the move's */
export async function copyAll(from: Database, to: Database, id: string, tell: (table: string, rows: number) => void): Promise<void> {
  for (const table of tablesToMove) await copyTable(from, to, table, id, (rows) => tell(table.name, rows));
}

async function copyTable(from: Database, to: Database, table: TableToMove, id: string, tell: (rows: number) => void): Promise<void> {
  let after = await to.read((trx) => lastKey(trx, table));
  for (;;) {
    const rows = await from.read((trx) => rowsAfter(trx, table, after));
    const last = rows.at(-1);
    if (!last) return;
    await to
      .write((trx) => ifOurs(trx, id, () => insertRows(trx, table, rows)))
      .catch((error: unknown) => {
        if (error instanceof Interrupted) throw error;
        const [first, final] = [rows[0] ?? last, last].map((row) => sayKey(table, keyOf(table, row)));
        const why = error instanceof Error ? error.message : String(error);
        throw new Error(`Rows could not be copied, from ${first} to ${final}: ${why}`, { cause: error });
      });
    tell(rows.length);
    after = keyOf(table, last);
  }
}
