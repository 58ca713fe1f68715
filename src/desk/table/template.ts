import type { TableKind } from "../../edge/tables/table.ts";
import { writeTable } from "../../edge/tables/write-table.ts";
import { choices, columnNames, columns } from "./columns.ts";

/** An empty table of summaries; a workbook explains its columns on a second sheet, and offers the words that some of them take. */
export function tableTemplate(kind: TableKind): Promise<Uint8Array> {
  const places = columnNames.flatMap((name, index) => (choices[name] ? [[index, choices[name]] as const] : []));
  return writeTable(kind, {
    sheet: "Summaries",
    rows: [columnNames],
    choices: new Map(places),
    help: { sheet: "Columns", rows: [["column", "what goes into it"], ...Object.entries(columns)] },
  });
}
