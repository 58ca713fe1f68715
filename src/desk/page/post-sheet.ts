import type { Path, Step } from "../../domain/plan.ts";
import { isHandoff } from "../../domain/plan.ts";
import type { Problem } from "../../domain/problem.ts";
import type { Language } from "../../domain/summary.ts";
import type { Templates } from "../../edge/templates.ts";
import { foldWarnings } from "../../pipeline/house-rules.ts";
import { type ShownPost, sayComposer } from "../report.ts";
import { isolated } from "./isolated.ts";
import { localTime } from "./local-time.ts";
import { type ReaderPost, readerView } from "./reader-view.ts";
import { countRows, dollars } from "./sheet-rows.ts";

/** What a sheet says beside the post itself. */
export interface SheetContext {
  /** As people know the outlet. */
  readonly name: string;
  readonly language: Language;
  readonly pictures: ReadonlyMap<string, Uint8Array>;
  /** Place in the page, for links to it: `post-3`. */
  readonly anchor: string;
  /** The very command to type next, with what it does: `["Approve it", "npm run herald -- approve lusab-42"]`. */
  readonly command?: readonly [string, string];
}

/** One post as HTML: as its readers see it, and beside it what an editor must know (`templates/web/sheet.liquid`). */
export function postSheet(shown: ShownPost, context: SheetContext, templates: Templates): string {
  const { report, account } = shown;
  const { open, folded } = foldWarnings(report.problems);
  return templates.html("web/sheet", {
    anchor: context.anchor,
    post: readerView(asReaderPost(shown, context)),
    platform: report.platform,
    platformName: shown.platformName,
    account: account.id,
    connected: account.remoteId !== null,
    id: report.id,
    state: report.state,
    digest: report.digest,
    digestShort: report.digest.slice(0, 12),
    words: sayComposer(report),
    cost: report.cost === null ? null : dollars(report.cost.usd),
    scheduled: report.scheduledAt === null ? null : localTime(report.scheduledAt, account.timetable.timezone),
    url: report.url,
    counts: countRows(report.counts),
    findings: findingRows(open),
    folded: findingRows(folded),
    steps: report.steps.map(stepRow),
    command: context.command ?? null,
  });
}

function asReaderPost(shown: ShownPost, context: SheetContext): ReaderPost {
  return {
    platform: shown.report.platform,
    name: context.name,
    handle: shown.handle,
    language: context.language,
    parts: shown.reading.parts.map(({ text, pictures }) => ({
      text,
      pictures: pictures.map(({ mime, alt, digest }) => ({ mime, alt, bytes: context.pictures.get(digest) })),
    })),
  };
}

function findingRows(problems: readonly Problem[]): readonly object[] {
  return problems.map((problem) => ({ ...problem, message: isolated(problem.message), stops: problem.severity === "block" }));
}

function stepRow(step: Step): object {
  if (isHandoff(step)) return { key: step.key, does: `By hand, at ${pathText(step.openUrl)}` };
  return { key: step.key, does: `${step.method} ${pathText(step.path)}` };
}

/** An address with its holes named: `/2/users/{account}/tweets`. */
function pathText(path: Path): string {
  const pieces = typeof path === "string" ? [path] : path;
  return pieces.map((piece) => (typeof piece === "string" ? piece : `{${"hole" in piece ? piece.hole : "picture"}}`)).join("");
}
