import type { Desk } from "../../src/desk/desk.ts";
import { exportPages, exportPieces } from "../../src/desk/export.ts";
import type { ExportRow } from "../../src/desk/export-rows.ts";
import type { Result } from "../../src/domain/problem.ts";
import { ok } from "../../src/domain/problem.ts";
import type { TableKind } from "../../src/edge/tables/table.ts";

/** A table with all of its rows. */
export interface WholeExport {
  readonly columns: readonly string[];
  readonly rows: readonly ExportRow[];
  file(as: TableKind): Promise<Uint8Array>;
}

export async function wholeExport(desk: Desk, kind: string): Promise<Result<WholeExport>> {
  const made = exportPages(desk, kind);
  if (!made.ok) return made;
  const { pages, ...table } = made.value;
  const rows = (await Array.fromAsync(pages)).flat();
  const again = async function* () {
    yield rows;
  };
  const file = async (as: TableKind) => Buffer.concat(await Array.fromAsync(exportPieces({ ...table, pages: again() }, as)));
  return ok({ columns: table.columns, rows, file });
}
