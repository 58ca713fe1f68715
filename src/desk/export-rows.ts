/** A post as a row of a table. */
import type { Instant } from "../domain/instant.ts";
import type { Outcomes } from "../domain/result.ts";
import type { PostView } from "../domain/view.ts";
import type { Desk } from "./desk.ts";
import { type PostReport, reportOf, shownPost } from "./report.ts";
import { countCells } from "./results-table.ts";
import { shownAt } from "./shown.ts";
import { storyTitle } from "./story-title.ts";

/** A post's row; times are local in its account's zone, as `2026-12-01 09:00`, and empty where there is none. */
export type ExportRow = Readonly<Record<string, string>>;

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

export function queueRow(desk: Desk, view: PostView): ExportRow {
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

export function resultRow(desk: Desk, view: PostView, report: PostReport, outcomes: Outcomes | undefined): ExportRow {
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
