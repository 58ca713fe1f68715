/** The queue, and what became of published posts, as tables for a spreadsheet. */
import { type State, states } from "../domain/post.ts";
import { block, ok, type Result, refuse } from "../domain/problem.ts";
import type { PostView } from "../domain/view.ts";
import { csvPieces } from "../edge/tables/csv-pieces.ts";
import type { TableKind } from "../edge/tables/table.ts";
import { writeTable } from "../edge/tables/write-table.ts";
import { forbidden } from "../pipeline/rights.ts";
import type { Desk } from "./desk.ts";
import { resultPages } from "./export-results.ts";
import { type ExportRow, queueRow } from "./export-rows.ts";
import { countColumns } from "./results-table.ts";

/** What may be exported. `queue`: what is still on its way, drafts too. `results`: what readers see, or saw. */
export const exportKinds = ["queue", "results"] as const;
export type ExportKind = (typeof exportKinds)[number];

const over: readonly State[] = ["published", "rejected", "cancelled", "withdrawn"];

function isKind(name: string): name is ExportKind {
  return (exportKinds as readonly string[]).includes(name);
}

async function* queueRows(desk: Desk): AsyncGenerator<readonly ExportRow[]> {
  const ahead = states.filter((state) => !over.includes(state));
  const views = (await Promise.all(ahead.map((state) => desk.store.views({ state })))).flat();
  const byTime = (view: PostView) => view.post.scheduledAt ?? Number.POSITIVE_INFINITY;
  yield views.toSorted((a, b) => compare(byTime(a), byTime(b)) || a.post.createdAt - b.post.createdAt).map((view) => queueRow(desk, view));
}

/** Two posts without a time stand side by side. */
function compare(a: number, b: number): number {
  return a === b ? 0 : a - b;
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

export interface ExportTable {
  readonly kind: ExportKind;
  readonly columns: readonly string[];
  /** The earliest first. */
  readonly rows: readonly ExportRow[];
}

/** The same with its rows still to come, some at a time. */
export interface ExportPages extends Omit<ExportTable, "rows"> {
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

/** @param kind as typed: `queue` or `results` */
export async function exportTable(desk: Desk, kind: string): Promise<Result<ExportTable>> {
  const made = exportPages(desk, kind);
  if (!made.ok) return made;
  const { pages, ...table } = made.value;
  return ok({ ...table, rows: (await Array.fromAsync(pages)).flat() });
}

function cellsOf(columns: readonly string[], row: ExportRow): readonly string[] {
  return columns.map((column) => row[column] ?? "");
}

/** The table as a file. */
export function exportFile({ kind, columns, rows }: ExportTable, as: TableKind): Promise<Uint8Array> {
  return writeTable(as, { sheet: kind, rows: [columns, ...rows.map((row) => cellsOf(columns, row))] });
}

/** The same `.csv` in pieces, each made when it is asked for. */
export function exportPieces({ columns, pages }: ExportPages): AsyncIterable<Uint8Array> {
  return csvPieces(columns, pages, (row) => cellsOf(columns, row));
}
