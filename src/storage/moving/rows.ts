/** Whole rows of any table, in the order of its key, and what each is known by; alike in every dialect. */
import { createHash } from "node:crypto";
import { type RawBuilder, sql } from "kysely";
import type { Database } from "../database.ts";
import type { Trx } from "../schema.ts";
import type { TableToMove } from "./tables.ts";

export type Cell = string | number | null | Uint8Array;
export type Row = Readonly<Record<string, Cell>>;
/** The values of a row's key, in the order of its columns. */
export type Key = readonly Cell[];

const columns = (names: readonly string[]): RawBuilder<unknown> => sql.join(names.map((name) => sql.ref(name)));

/** Columns that a person may write. */
function writable({ generated = [] }: TableToMove, row: Row): Row {
  return Object.fromEntries(Object.entries(row).filter(([name]) => !generated.includes(name)));
}

function isMoved({ but }: TableToMove): RawBuilder<unknown> {
  return but ? sql`${sql.ref(but.column)} <> ${but.value}` : sql`1 = 1`;
}

/** The next rows beyond a key; null: the first. */
export async function rowsAfter(trx: Trx, table: TableToMove, after: Key | null): Promise<readonly Row[]> {
  const beyond = after === null ? sql`1 = 1` : sql`(${columns(table.key)}) > (${sql.join(after)})`;
  const { rows } = await sql<Row>`
    select * from ${sql.table(table.name)} where ${isMoved(table)} and ${beyond}
    order by ${columns(table.key)} limit ${table.atOnce}`.execute(trx);
  return rows.map((row) => writable(table, row));
}

export function keyOf({ key }: TableToMove, row: Row): Key {
  return key.map((name) => row[name] ?? null);
}

/** The key of the last row; null: there is none. */
export async function lastKey(trx: Trx, table: TableToMove): Promise<Key | null> {
  const backwards = sql.join(table.key.map((name) => sql`${sql.ref(name)} desc`));
  const { rows } = await sql<Row>`
    select ${columns(table.key)} from ${sql.table(table.name)} where ${isMoved(table)} order by ${backwards} limit 1`.execute(trx);
  return rows[0] ? keyOf(table, rows[0]) : null;
}

export async function countOf(trx: Trx, table: TableToMove): Promise<number> {
  const { rows } = await sql<{ many: number }>`
    select count(*) as many from ${sql.table(table.name)} where ${isMoved(table)}`.execute(trx);
  return Number(rows[0]?.many);
}

/** Adds rows; one that is there already stays as it is. */
export async function insertRows(trx: Trx, { name }: TableToMove, rows: readonly Row[]): Promise<void> {
  const [first] = rows;
  if (!first) return;
  const names = Object.keys(first);
  const values = rows.map((row) => sql`(${sql.join(names.map((column) => row[column] ?? null))})`);
  await sql`insert into ${sql.table(name)} (${columns(names)}) values ${sql.join(values)} on conflict do nothing`.execute(trx);
}

export async function emptyTable(trx: Trx, { name }: TableToMove): Promise<void> {
  await sql`delete from ${sql.table(name)}`.execute(trx);
}

/** All rows, in the order of the key, a few at a time; each few in a transaction of its own. */
export async function* everyRow({ read }: Database, table: TableToMove): AsyncGenerator<Row> {
  for (let after: Key | null = null; ; ) {
    const rows: readonly Row[] = await read((trx) => rowsAfter(trx, table, after));
    yield* rows;
    const last = rows.at(-1);
    if (!last) return;
    after = keyOf(table, last);
  }
}

/** A row as one line, alike whoever kept it: its columns by name; bytes by their length and SHA-256. */
export function canonicalRow(row: Row): string {
  const cells = Object.keys(row)
    .sort()
    .map((name) => [name, asJson(row[name] ?? null)]);
  return JSON.stringify(cells);
}

function asJson(cell: Cell): string | number | null | object {
  if (!(cell instanceof Uint8Array)) return cell;
  return { bytes: cell.length, sha256: createHash("sha256").update(cell).digest("hex") };
}

/** How people are told of a row. */
export function sayKey({ name, key }: TableToMove, values: Key): string {
  return `${name} (${key.map((column, place) => `${column} ${JSON.stringify(values[place])}`).join(", ")})`;
}

/** Which of two keys of one table comes first: text by its bytes in UTF-8, as both dialects have it. */
export function compareKeys(a: Key, b: Key): number {
  for (const [place, one] of a.entries()) {
    const order = compareCells(one, b[place] ?? null);
    if (order !== 0) return order;
  }
  return 0;
}

function compareCells(a: Cell, b: Cell): number {
  if (typeof a === "number" && typeof b === "number") return Math.sign(a - b);
  return Buffer.compare(Buffer.from(String(a)), Buffer.from(String(b)));
}
