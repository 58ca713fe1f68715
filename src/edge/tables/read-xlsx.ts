/** An Excel workbook's first sheet, by hucre: no formula is run, and nothing outside the file is asked for. */
import type { CellValue } from "hucre/xlsx";
import { block, ok, type Problem, type Result, refuse } from "../../domain/problem.ts";
import { type TableRow, trimmedRow } from "./table.ts";
import { unpackedBytes } from "./zip-size.ts";

/** Far more than any table of summaries holds. */
const mostUnpacked = 100_000_000;

/**
 * A day as `2026-11-20`, a moment as `2026-11-20 09:00`: Excel has no zone, and hucre gives its clock as UTC. Excel keeps times as
 * parts of a day, which may fall short by a millisecond.
 */
function dateText(date: Date): string {
  const iso = new Date(Math.round(date.getTime() / 1000) * 1000).toISOString();
  return iso.endsWith("T00:00:00.000Z") ? iso.slice(0, 10) : iso.slice(0, 16).replace("T", " ");
}

function textOf(value: CellValue | undefined): string {
  if (value === null || value === undefined) return "";
  return value instanceof Date ? dateText(value) : String(value);
}

function unreadable(name: string, why: string): Problem {
  const remedy = "Open it in Excel or LibreOffice, save it as .xlsx without a password, and try again.";
  return block("input-table", name, `${name} is no Excel workbook that can be read: ${why.replace(/\.$/, "")}.`, remedy);
}

function tooLarge(name: string): Problem {
  const message = `${name} unpacks to more than ${mostUnpacked / 1e6} MB, which no table of summaries does.`;
  return block("input-too-large", name, message, "Check that this is the right file; keep only the table.");
}

export async function readXlsx(name: string, bytes: Uint8Array): Promise<Result<readonly TableRow[]>> {
  const unpacked = unpackedBytes(bytes);
  if (unpacked === null) return refuse(unreadable(name, "it is no ZIP file"));
  if (unpacked > mostUnpacked) return refuse(tooLarge(name));
  const [{ readXlsx: read }, { HucreError }] = await Promise.all([import("hucre/xlsx"), import("hucre")]);
  try {
    const { sheets } = await read(bytes, { sheets: [0] });
    const rows = sheets[0]?.rows ?? [];
    return ok(rows.map((cells, index) => trimmedRow(index + 1, cells.map(textOf))));
  } catch (error) {
    if (!(error instanceof HucreError)) throw error;
    return refuse(unreadable(name, error.message));
  }
}
