import { type PostReport, type Preview, type ShownPost, sayComposer } from "../../desk/report.ts";
import type { Picture } from "../../domain/media.ts";
import { isHandoff, type Step } from "../../domain/plan.ts";
import type { Problem } from "../../domain/problem.ts";
import { foldWarnings } from "../../pipeline/house-rules.ts";
import type { Counts, Reading } from "../../platforms/platform.ts";
import { sayProblem } from "./output.ts";

function sayCounts(counts: Counts, index: number): string {
  const part = counts.parts?.[index];
  if (part) return `${part.weightedLength}/${part.max}`;
  return counts.characters === undefined ? "" : `${counts.characters}/${counts.max}`;
}

function sayPicture({ width, height, alt }: Picture): string {
  return `  [card ${width}×${height}] ${alt}`;
}

function sayParts({ parts }: Reading, counts: Counts): string {
  return parts
    .map(({ text, pictures }, index) => {
      const head = parts.length > 1 ? `  ${index + 1}/${parts.length}  (${sayCounts(counts, index)})` : `  (${sayCounts(counts, index)})`;
      const lines = text.split("\n").map((line) => (line === "" ? "" : `  ${line}`));
      return [head, ...lines, ...pictures.map(sayPicture)].join("\n");
    })
    .join("\n\n");
}

function sayStep(step: Step): string {
  if (isHandoff(step)) return `  ${step.key}: by hand${step.act === undefined ? "" : ` (${step.act})`}`;
  const path =
    typeof step.path === "string"
      ? step.path
      : step.path.map((part) => (typeof part === "string" ? part : "hole" in part ? `<${part.hole}>` : "<picture>")).join("");
  return `  ${step.key}: ${step.method} ${path}`;
}

function sayCost({ cost }: PostReport): string {
  return cost ? `, $${cost.usd.toFixed(3)}` : "";
}

/** What stops it and the gravest warnings; how many more there are. */
function sayProblems(problems: readonly Problem[]): readonly string[] {
  const { open, folded } = foldWarnings(problems);
  const rest = folded.length > 0 ? [`  ! and ${folded.length} more ${folded.length === 1 ? "warning" : "warnings"}; --json lists all`] : [];
  return [...open.map((problem) => `  ${sayProblem(problem)}`), ...rest];
}

/** What it does to a post that readers have seen, and what was done to this one. */
function sayRighted({ deletes, corrects, correction, correctedBy }: PostReport): readonly string[] {
  const mistakes = correction?.mistakes.map(({ was, now }) => `“${was}” → “${now}”`).join("; ") ?? "";
  return [
    ...(deletes ? ["DELETES what readers see of it."] : []),
    ...(corrects === undefined ? [] : [`Corrects ${corrects} (${correction?.way}): ${mistakes}`]),
    ...(correctedBy ? [`Corrected by ${correctedBy.join(", ")}`] : []),
  ];
}

/** A post as its readers will see it, with what an editor wants beside it. */
export function sayShown({ report, platformName, handle, reading }: ShownPost): string {
  const connected = report.steps.length > 0 ? "" : " (not connected)";
  const composer = sayComposer(report);
  const words = composer ? `, ${composer}` : "";
  const head = `${platformName} · ${report.account} · ${handle}${connected} — ${report.id ?? "preview"}, ${report.state}${sayCost(report)}${words}`;
  const problems = sayProblems(report.problems);
  return [
    [head, ...sayRighted(report)].join("\n"),
    sayParts(reading, report.counts),
    ...(problems.length > 0 ? [problems.join("\n")] : []),
  ].join("\n\n");
}

/** The steps that will be taken, in order. */
export function saySteps({ steps }: PostReport): string {
  return steps.map(sayStep).join("\n");
}

function sayParagraphs(count: number): string {
  return count === 1 ? "1 paragraph" : `${count} paragraphs`;
}

/** A summary's posts, one under the other. */
export function sayPreview({ summary, posts, note }: Preview): string {
  const heading = `${summary.source} — ${summary.language === "ur" ? "Urdu" : "English"}, ${sayParagraphs(summary.paragraphs.length)}, summary ${summary.id}`;
  return [note ? `${heading}\n${note}` : heading, ...posts.map(sayShown)].join("\n\n──\n\n");
}

/** A post as a list shows it. */
export interface Row {
  readonly report: PostReport;
  /** Its first words, with what must be seen before them. */
  readonly words: string;
  /** When it goes out, by the clocks of its account's people; empty: nobody knows yet. */
  readonly when: string;
}

/** Fewer than this tell no post from another. */
const fewestCharacters = 24;

/** One line of a list, no longer than the terminal is wide. */
export function sayRow({ report, words, when }: Row): string {
  const blocked = report.problems.filter(({ severity }) => severity === "block").length;
  const finding = blocked > 0 ? ` ✗${blocked}` : "";
  const head = `${(report.id ?? "").padEnd(10)} ${report.state.padEnd(10)} ${report.account.padEnd(18)} ${when.padEnd(16)}${finding} `;
  const room = Math.max(fewestCharacters, (process.stdout.columns ?? Number.POSITIVE_INFINITY) - head.length);
  return `${head}${words.length > room ? `${words.slice(0, room - 1).trimEnd()}…` : words}`;
}
