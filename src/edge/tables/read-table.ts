import { block, ok, type Result, refuse } from "../../domain/problem.ts";
import { decode, type Encoding } from "./decode.ts";
import { withoutApostrophe } from "./neutral.ts";
import { readCsv } from "./read-csv.ts";
import { readXlsx } from "./read-xlsx.ts";
import { type TableFile, type TableRow, tableKind } from "./table.ts";

const mostBytes = 20_000_000;
const mostRows = 5_000;

export interface Reading {
  /** Of a `.csv` without a mark; absent: UTF-8. */
  readonly encoding?: Encoding;
  /** Tells a column's name from other words. */
  readonly isColumn: (name: string) => boolean;
}

async function rowsOf({ name, bytes }: TableFile, { encoding, isColumn }: Reading): Promise<Result<readonly TableRow[]>> {
  if (tableKind(name) === "xlsx") return readXlsx(name, bytes);
  const text = decode(name, bytes, encoding);
  return text.ok ? readCsv(name, text.value, isColumn) : text;
}

function notTable(name: string): Result<never> {
  return refuse(block("input-file-kind", name, `${name} is no table.`, "Give a file that ends in .csv or .xlsx."));
}

function tooLarge(name: string, said: string): Result<never> {
  return refuse(block("input-too-large", name, `${name} has ${said}.`, "Split the table, and import it in parts."));
}

/** The rows that say something, with their numbers; no cell begins with the apostrophe that keeps a formula from running. */
export async function readTable(file: TableFile, reading: Reading): Promise<Result<readonly TableRow[]>> {
  if (tableKind(file.name) === null) return notTable(file.name);
  if (file.bytes.length > mostBytes) return tooLarge(file.name, `more than ${mostBytes / 1e6} MB`);
  const rows = await rowsOf(file, reading);
  if (!rows.ok) return rows;
  const said = rows.value.filter(({ cells }) => cells.length > 0);
  if (said.length > mostRows + 1) return tooLarge(file.name, `more than ${mostRows} rows`);
  return ok(said.map(({ number, cells }) => ({ number, cells: cells.map(withoutApostrophe) })));
}
