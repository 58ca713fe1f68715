/** A row of a table, every cell as text. */
export interface TableRow {
  /** As a spreadsheet numbers it, from 1. */
  readonly number: number;
  readonly cells: readonly string[];
}

/** What a table is read from. */
export interface TableFile {
  /** For people; its ending tells what it is. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** A table to be written: its first row names the columns. */
export interface NewTable {
  readonly rows: readonly (readonly string[])[];
  /** Of an `.xlsx`: the sheet's name. */
  readonly sheet: string;
  /** Of an `.xlsx`: columns, from 0, in which only some words are allowed. */
  readonly choices?: ReadonlyMap<number, readonly string[]>;
  /** Of an `.xlsx`: a second sheet that explains the first. */
  readonly help?: { readonly sheet: string; readonly rows: readonly (readonly string[])[] };
}

/** Kinds of tables, by a file's ending. */
export type TableKind = "csv" | "xlsx";

/** What a file's ending says; null: it is no table. */
export function tableKind(name: string): TableKind | null {
  if (/\.(?:csv|tsv)$/i.test(name)) return "csv";
  return /\.xlsx$/i.test(name) ? "xlsx" : null;
}

/** Without the empty cells at a row's end. */
export function trimmedRow(number: number, cells: readonly string[]): TableRow {
  const last = cells.findLastIndex((cell) => cell.trim() !== "");
  return { number, cells: cells.slice(0, last + 1) };
}
