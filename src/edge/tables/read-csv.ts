/** https://www.rfc-editor.org/rfc/rfc4180, and what spreadsheets make of it. */
import { CsvError, parse } from "csv-parse/sync";
import { block, ok, type Result, refuse } from "../../domain/problem.ts";
import { type TableRow, trimmedRow } from "./table.ts";

const separators = [",", ";", "\t"] as const;

/** Quotation marks inside a cell that doesn't begin with one are somebody's words. */
function records(text: string, delimiter: string, most?: number): readonly (readonly string[])[] {
  return parse(text, { delimiter, relax_column_count: true, relax_quotes: true, ...(most === undefined ? {} : { to: most }) });
}

function firstRow(text: string, delimiter: string): readonly string[] {
  try {
    return records(text, delimiter, 1)[0] ?? [];
  } catch (error) {
    if (error instanceof CsvError) return [];
    throw error;
  }
}

/** The separator with which the first row names most columns. Excel's own first line `sep=;` says it. */
function separatorOf(text: string, isColumn: (name: string) => boolean): string {
  const known = separators.map((separator) => firstRow(text, separator).filter(isColumn).length);
  return separators[known.indexOf(Math.max(...known))] ?? ",";
}

/** @param isColumn tells a column's name from other words: by it the separator is found */
export function readCsv(name: string, text: string, isColumn: (name: string) => boolean): Result<readonly TableRow[]> {
  const said = /^sep=([,;\t])\r?\n/i.exec(text);
  const body = said ? text.slice(said[0].length) : text;
  const first = said ? 2 : 1;
  try {
    const found = records(body, said?.[1] ?? separatorOf(body, isColumn));
    return ok(found.map((cells, index) => trimmedRow(first + index, cells)));
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return refuse(unreadable(name, error));
  }
}

function unreadable(name: string, error: CsvError) {
  const said = error.message.replaceAll(/\s+/g, " ").replace(/\.$/, "");
  const remedy = 'Close each quotation mark (") that begins a cell, and double those inside; or save the table as .xlsx.';
  return block("input-table", name, `${name} can't be read as a table: ${said}.`, remedy);
}
