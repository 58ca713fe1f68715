/** Holds what arrived against what was moved, row by row, without trusting anything that the copying knew. */
import { createHash } from "node:crypto";
import { breakAt } from "../chain.ts";
import type { Database } from "../database.ts";
import { headIn } from "../record.ts";
import { canonicalRow, compareKeys, everyRow, keyOf, type Row, sayKey } from "./rows.ts";
import { type TableToMove, tablesToMove } from "./tables.ts";

export interface ComparedTable {
  readonly table: string;
  readonly rows: number;
  /** SHA-256 (hex) over its canonical rows in the order of the key, a line each. */
  readonly sha256: string;
}

export type Compared =
  | { readonly ok: true; readonly tables: readonly ComparedTable[] }
  | { readonly ok: false; readonly difference: string };

type Pair = { readonly table: ComparedTable } | { readonly difference: string };

/** @param tell hears of each row that was compared */
export async function compare(from: Database, to: Database, tell: (table: string) => void): Promise<Compared> {
  const tables: ComparedTable[] = [];
  for (const table of tablesToMove) {
    const pair = await compareTable(from, to, table, tell);
    if ("difference" in pair) return { ok: false, difference: pair.difference };
    tables.push(pair.table);
  }
  const broken = await compareChains(from, to);
  return broken === null ? { ok: true, tables } : { ok: false, difference: broken };
}

async function compareTable(from: Database, to: Database, table: TableToMove, tell: (table: string) => void): Promise<Pair> {
  const [left, right] = [everyRow(from, table), everyRow(to, table)];
  const [here, there] = [createHash("sha256"), createHash("sha256")];
  for (let rows = 0; ; rows += 1) {
    const [one, other] = await Promise.all([left.next(), right.next()]);
    if (one.done && other.done) return finished(table, rows, here.digest("hex"), there.digest("hex"));
    const texts = [one, other].map(({ done, value }) => (done ? null : canonicalRow(value)));
    const difference = differenceOf(table, one.done ? null : one.value, other.done ? null : other.value, texts);
    if (difference !== null) return { difference };
    here.update(`${texts[0]}\n`);
    there.update(`${texts[1]}\n`);
    tell(table.name);
  }
}

function finished({ name }: TableToMove, rows: number, here: string, there: string): Pair {
  return here === there ? { table: { table: name, rows, sha256: here } } : { difference: `${name}: the hashes differ.` };
}

function differenceOf(table: TableToMove, one: Row | null, other: Row | null, [here, there]: readonly (string | null)[]): string | null {
  const known = one ?? other;
  if (known === null) return null;
  const order = one && other ? compareKeys(keyOf(table, one), keyOf(table, other)) : one ? -1 : 1;
  const where = sayKey(table, keyOf(table, order > 0 && other ? other : known));
  if (order < 0) return `${where} is missing in the copy.`;
  if (order > 0) return `${where} is in the copy alone.`;
  return here === there ? null : `${where} differs in ${differentColumns(one ?? {}, other ?? {}).join(", ")}.`;
}

function differentColumns(one: Row, other: Row): readonly string[] {
  const names = [...new Set([...Object.keys(one), ...Object.keys(other)])].sort();
  const cell = (row: Row, name: string) => canonicalRow(name in row ? { [name]: row[name] ?? null } : {});
  return names.filter((name) => cell(one, name) !== cell(other, name));
}

/** The record's chain, link by link, as the copy has it; null: it is whole and ends where the other does. */
async function compareChains(from: Database, to: Database): Promise<string | null> {
  let before: { readonly seq: number; readonly hash: string } | null = null;
  for (let page = await pageOf(to, 0); page.length > 0; page = await pageOf(to, before?.seq ?? 0)) {
    for (const row of page) {
      const broken = breakAt(row, before);
      if (broken) return `record: its chain breaks at row ${broken.seq} (${broken.kind}).`;
      before = row;
    }
  }
  const head = await from.read(async (trx) => (await headIn(trx)) ?? null);
  return (head?.hash ?? null) === (before?.hash ?? null) ? null : "record: its chain ends elsewhere in the copy.";
}

async function pageOf({ read }: Database, after: number) {
  return await read((trx) => trx.selectFrom("record").selectAll().where("seq", ">", after).orderBy("seq").limit(500).execute());
}
