/** What a watched folder brings: summaries and tables of them, by the road of every other file. */
import { block, ok, type Problem, type Result, refuse } from "../domain/problem.ts";
import { tableKind } from "../edge/tables/table.ts";
import { accountsFor, readSummary } from "../pipeline/intake.ts";
import { type Added, add } from "./add.ts";
import type { Desk } from "./desk.ts";
import type { Input } from "./preview.ts";
import { importTable, type TableReport } from "./table.ts";

/** Signs what comes in by itself. */
const herald = { id: "herald", role: "herald" } as const;

function notSummary(name: string): Problem {
  return block(
    "input-file-kind",
    name,
    `${name} is no summary.`,
    "Drop files that end in .txt or .md, or a table that ends in .csv or .xlsx.",
  );
}

function sayAdded(name: string, added: readonly Added[]): string {
  const [one] = added;
  if (!one) return `${name}: nothing in it.`;
  const id = one.posts[0]?.post.summaryId ?? one.summary.id;
  return `${name}: ${one.added ? "added" : "there already"} as summary ${id}.`;
}

function problemsOf({ rows }: TableReport): readonly Problem[] {
  return rows.flatMap(({ problems }) => problems);
}

async function takeTable(desk: Desk, input: Input, dryRun: boolean): Promise<Result<string>> {
  const report = await importTable(desk, input, { dryRun, skipWrong: false });
  if (!report.ok) return report;
  const problems = problemsOf(report.value);
  if (problems.length > 0) return refuse(...problems);
  const added = report.value.rows.filter(({ outcome }) => outcome === "added").length;
  return ok(`${input.name}: added ${added} of ${report.value.rows.length} rows, the others were there already.`);
}

/** What stands against a file as it is. Keeps nothing. */
export async function judgeDropped(desk: Desk, input: Input): Promise<readonly Problem[]> {
  if (tableKind(input.name) !== null) {
    const report = await takeTable({ ...desk, actor: herald }, input, true);
    return report.ok ? [] : report.problems;
  }
  if (!/\.(?:txt|md|markdown)$/i.test(input.name)) return [notSummary(input.name)];
  const { timezone, accounts } = desk.settings;
  const summary = readSummary(input, { timezone });
  const taking = summary.ok ? accountsFor(summary.value, accounts) : summary;
  return taking.ok ? [] : taking.problems;
}

/** Takes a file into the queue: a summary, or every row of a table or none. @returns what became of it, in words */
export async function takeDropped(desk: Desk, input: Input): Promise<Result<string>> {
  const house = { ...desk, actor: herald };
  if (tableKind(input.name) !== null) return takeTable(house, input, false);
  if (!/\.(?:txt|md|markdown)$/i.test(input.name)) return refuse(notSummary(input.name));
  const added = await add(house, [input]);
  return added.ok ? ok(sayAdded(input.name, added.value)) : added;
}
