import type { CellStyle, WriteSheet } from "hucre/xlsx";
import { neutral } from "./neutral.ts";
import type { NewTable, TableKind } from "./table.ts";

/** Longer text is cut by Excel, or makes it call the file damaged. */
const longestCell = 32_767;

/** What XML can't carry would make the workbook one that Excel refuses. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
const unwritable = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

const heading: CellStyle = { font: { bold: true } };

/** A cell as Excel takes it. */
export function cellText(cell: string): string {
  return cell.replaceAll(unwritable, "").slice(0, longestCell);
}

/** How wide a column must be for what these rows have in it, in characters. */
export function widthOf(rows: NewTable["rows"], column: number): number {
  const longest = Math.max(...rows.map((row) => row[column]?.length ?? 0));
  return Math.min(60, Math.max(10, longest + 2));
}

function sheetOf(name: string, rows: NewTable["rows"]): WriteSheet {
  const cells = (rows[0] ?? []).map((value, column) => [`0,${column}`, { value, style: heading }] as const);
  return {
    name,
    rows: rows.map((row) => row.map(cellText)),
    cells: new Map(cells),
    columns: (rows[0] ?? []).map((_, column) => ({ width: widthOf(rows, column) })),
    freezePane: { rows: 1 },
  };
}

/** Columns by letter: `A` … `Z`, `AA` … */
function letter(column: number): string {
  const before = Math.floor(column / 26);
  return `${before > 0 ? letter(before - 1) : ""}${String.fromCharCode(65 + (column % 26))}`;
}

/** A workbook holds each cell as text, whatever it begins with: none is a formula. */
async function workbook({ sheet, rows, choices, help }: NewTable): Promise<Uint8Array> {
  const { writeXlsx } = await import("hucre/xlsx");
  const dataValidations = [...(choices ?? [])].map(([column, values]) => ({
    type: "list" as const,
    range: `${letter(column)}2:${letter(column)}2000`,
    values: [...values],
    allowBlank: true,
  }));
  const table = { ...sheetOf(sheet, rows), ...(dataValidations.length > 0 ? { dataValidations } : {}) };
  return writeXlsx({ sheets: help ? [table, sheetOf(help.sheet, help.rows)] : [table] });
}

/** The table as a file: a `.csv` in UTF-8 with its mark, so that Excel reads Urdu, and no cell that would run as a formula. */
export async function writeTable(kind: TableKind, table: NewTable): Promise<Uint8Array> {
  if (kind === "xlsx") return workbook(table);
  const { writeCsv } = await import("hucre/csv");
  return new TextEncoder().encode(
    `${writeCsv(
      table.rows.map((row) => row.map(neutral)),
      { bom: true },
    )}\r\n`,
  );
}
