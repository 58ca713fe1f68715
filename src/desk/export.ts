/** The queue, and what became of published posts, as tables for a spreadsheet. */
import type { Instant } from "../domain/instant.ts";
import { type State, states } from "../domain/post.ts";
import { block, ok, type Result, refuse } from "../domain/problem.ts";
import type { Outcomes } from "../domain/result.ts";
import type { PostView } from "../domain/view.ts";
import type { TableKind } from "../edge/tables/table.ts";
import { writeTable } from "../edge/tables/write-table.ts";
import { forbidden } from "../pipeline/rights.ts";
import { type Desk, viewsOf } from "./desk.ts";
import { type PostReport, reportOf, shownPost } from "./report.ts";
import { countCells, countColumns } from "./results-table.ts";
import { shownAt } from "./shown.ts";
import { storyTitle } from "./story-title.ts";

/** What may be exported. `queue`: what is still on its way, drafts too. `results`: what readers see, or saw. */
export const exportKinds = ["queue", "results"] as const;
export type ExportKind = (typeof exportKinds)[number];

/** A post's row; times are local in its account's zone, as `2026-12-01 09:00`, and empty where there is none. */
export type ExportRow = Readonly<Record<string, string>>;

const over: readonly State[] = ["published", "rejected", "cancelled", "withdrawn"];

function isKind(name: string): name is ExportKind {
  return (exportKinds as readonly string[]).includes(name);
}

function localTime(at: Instant | null, zone: string): string {
  if (at === null) return "";
  const local = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainDateTime();
  return local.toString({ smallestUnit: "minute" }).replace("T", " ");
}

function zoneOf({ settings }: Desk, account: string): string {
  return settings.accounts.find(({ id }) => id === account)?.timetable.timezone ?? settings.timezone;
}

/** Its words, a part below the other. */
function textOf(desk: Desk, view: PostView): string {
  return (shownPost(desk, view)?.reading.parts ?? []).map(({ text }) => text).join("\n\n");
}

/** What both tables say of a post. */
function basics(desk: Desk, view: PostView): ExportRow {
  const { post, summary } = view;
  return {
    post: post.id,
    account: post.account,
    platform: desk.registry[post.platform].name,
    state: post.state,
    story: post.summaryId,
    title: storyTitle(summary.summary),
    language: summary.summary.language,
    link: summary.summary.link ?? "",
  };
}

function lastBy({ journal }: PostView, transition: string): { readonly by: string; readonly at: Instant } | null {
  return journal.findLast((entry) => entry.kind === "moved" && entry.transition === transition) ?? null;
}

function queueRow(desk: Desk, view: PostView): ExportRow {
  const zone = zoneOf(desk, view.post.account);
  const stops = reportOf(desk, view).problems.filter(({ severity }) => severity === "block");
  const note = view.journal.find((entry) => entry.kind === "moved" && entry.transition === "add");
  return {
    ...basics(desk, view),
    scheduled: localTime(view.post.scheduledAt, zone),
    zone,
    made: localTime(view.post.createdAt, zone),
    "approved by": view.post.plan ? (lastBy(view, "approve")?.by ?? "") : "",
    stops: stops.map(({ message }) => message).join(" "),
    note: note?.kind === "moved" ? (note.reason ?? "") : "",
    source: view.summary.summary.source,
    text: textOf(desk, view),
  };
}

function resultRow(desk: Desk, view: PostView, report: PostReport, outcomes: Outcomes | undefined): ExportRow {
  const zone = zoneOf(desk, view.post.account);
  const addresses = report.visible.flatMap(({ url }) => url ?? []);
  return {
    ...basics(desk, view),
    published: localTime(shownAt(view, report.visible[0]?.step), zone),
    scheduled: localTime(view.post.scheduledAt, zone),
    zone,
    address: report.url ?? addresses[0] ?? "",
    "other parts": addresses.slice(1).join("\n"),
    "approved by": lastBy(view, "approve")?.by ?? "",
    corrects: report.corrects ?? "",
    "corrected by": (report.correctedBy ?? []).join(", "),
    ...countCells(outcomes),
    text: textOf(desk, view),
  };
}

async function queueRows(desk: Desk): Promise<readonly ExportRow[]> {
  const ahead = states.filter((state) => !over.includes(state));
  const views = (await Promise.all(ahead.map((state) => desk.store.views({ state })))).flat();
  const byTime = (view: PostView) => view.post.scheduledAt ?? Number.POSITIVE_INFINITY;
  return views.toSorted((a, b) => compare(byTime(a), byTime(b)) || a.post.createdAt - b.post.createdAt).map((view) => queueRow(desk, view));
}

/** Two posts without a time stand side by side. */
function compare(a: number, b: number): number {
  return a === b ? 0 : a - b;
}

async function resultRows(desk: Desk): Promise<readonly ExportRow[]> {
  const views = await viewsOf(desk, await desk.store.posts());
  const kept = new Map((await desk.store.results.since(0, views.length)).map((one) => [one.post, one]));
  const seen = views.flatMap((view) => {
    const report = reportOf(desk, view);
    return view.post.state === "published" || report.visible.length > 0
      ? [{ view, report, at: shownAt(view, report.visible[0]?.step) ?? 0 }]
      : [];
  });
  return seen.toSorted((a, b) => a.at - b.at).map(({ view, report }) => resultRow(desk, view, report, kept.get(view.post.id)));
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

/** @param kind as typed: `queue` or `results` */
export async function exportTable(desk: Desk, kind: string): Promise<Result<ExportTable>> {
  const objection = forbidden(desk.actor, "read");
  if (objection) return refuse(objection);
  if (!isKind(kind)) {
    return refuse(block("usage-export", kind, `There is no table "${kind}" to export.`, `Name one of: ${exportKinds.join(", ")}.`));
  }
  return ok({ kind, columns: columnsOf[kind], rows: kind === "queue" ? await queueRows(desk) : await resultRows(desk) });
}

/** The table as a file. */
export function exportFile({ kind, columns, rows }: ExportTable, as: TableKind): Promise<Uint8Array> {
  return writeTable(as, { sheet: kind, rows: [columns, ...rows.map((row) => columns.map((column) => row[column] ?? ""))] });
}
