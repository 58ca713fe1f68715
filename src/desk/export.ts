/** The queue, and what became of published posts, as tables for a spreadsheet. */
import { type State, states } from "../domain/post.ts";
import { block, ok, type Result, refuse } from "../domain/problem.ts";
import { csvPieces } from "../edge/tables/csv-pieces.ts";
import type { TableKind } from "../edge/tables/table.ts";
import { xlsxPieces } from "../edge/tables/xlsx-pieces.ts";
import { forbidden } from "../pipeline/rights.ts";
import type { TimePlace } from "../storage/timed.ts";
import type { Desk } from "./desk.ts";
import { resultPages } from "./export-results.ts";
import { type ExportRow, queueRow } from "./export-rows.ts";
import { countColumns } from "./results-table.ts";
import { viewsIn } from "./stretches.ts";

/** What may be exported. `queue`: what is still on its way, drafts too. `results`: what readers see, or saw. */
export const exportKinds = ["queue", "results"] as const;
export type ExportKind = (typeof exportKinds)[number];

const over: readonly State[] = ["published", "rejected", "cancelled", "withdrawn"];

function isKind(name: string): name is ExportKind {
  return (exportKinds as readonly string[]).includes(name);
}

async function* queueRows(desk: Desk): AsyncGenerator<readonly ExportRow[]> {
  const ahead = states.filter((state) => state !== "published").filter((state) => !over.includes(state));
  const { pages } = desk.store;
  const byTime = (after: TimePlace | null, limit: number) => pages.byTime({ states: ahead, untimed: "last" }, after, limit);
  for await (const views of viewsIn(desk, byTime)) yield views.map((view) => queueRow(desk, view));
}

const common = ["post", "account", "platform", "state", "story", "title", "language", "link"];
/** In this order, also where there is no row. */
const columnsOf: Readonly<Record<ExportKind, readonly string[]>> = {
  queue: [...common, "scheduled", "zone", "made", "approved by", "stops", "note", "source", "text"],
  results: [
    ...common,
    "published",
    "scheduled",
    "zone",
    "address",
    "other parts",
    "approved by",
    "corrects",
    "corrected by",
    ...countColumns,
    "text",
  ],
};

/** A table with its rows still to come, some at a time. */
export interface ExportPages {
  readonly kind: ExportKind;
  readonly columns: readonly string[];
  /** The earliest first. */
  readonly pages: AsyncIterable<readonly ExportRow[]>;
}

/** @param kind as typed: `queue` or `results` */
export function exportPages(desk: Desk, kind: string): Result<ExportPages> {
  const objection = forbidden(desk.actor, "read");
  if (objection) return refuse(objection);
  if (!isKind(kind)) {
    return refuse(block("usage-export", kind, `There is no table "${kind}" to export.`, `Name one of: ${exportKinds.join(", ")}.`));
  }
  return ok({ kind, columns: columnsOf[kind], pages: kind === "queue" ? queueRows(desk) : resultPages(desk) });
}

function cellsOf(columns: readonly string[], row: ExportRow): readonly string[] {
  return columns.map((column) => row[column] ?? "");
}

/** The table as a file, in pieces, each made when it is asked for. */
export function exportPieces({ kind, columns, pages }: ExportPages, as: TableKind = "csv"): AsyncIterable<Uint8Array> {
  const cells = (row: ExportRow) => cellsOf(columns, row);
  return as === "csv" ? csvPieces(columns, pages, cells) : xlsxPieces(kind, columns, pages, cells);
}
