/** Summaries from a table: each row by the same road as a file, all of them or none. */
import { createHash } from "node:crypto";
import { ok, type Problem, type Result, refuse } from "../domain/problem.ts";
import type { Summary } from "../domain/summary.ts";
import type { Encoding } from "../edge/tables/decode.ts";
import { readTable } from "../edge/tables/read-table.ts";
import type { TableFile } from "../edge/tables/table.ts";
import { accountsFor, readSummary } from "../pipeline/intake.ts";
import { forbidden } from "../pipeline/rights.ts";
import { type Addition, add } from "./add.ts";
import { type Desk, nowOf } from "./desk.ts";
import { headingOf, readHeadings } from "./table/columns.ts";
import { asCells, type CellProblem, cellsOf, type RowCells, rowInput, unnamed, wishOf } from "./table/read-row.ts";

/**
 * What becomes of a row. `new`: it would be added. `added`: it was. `there`: the same text is in the queue already, or in a row above.
 * `wrong`: it can't be added.
 */
export type Outcome = "new" | "added" | "there" | "wrong";

export interface RowReport {
  /** As the spreadsheet numbers it. */
  readonly row: number;
  readonly outcome: Outcome;
  /** The headline, or the text's beginning. */
  readonly words: string;
  /** The summary's name; null: it has none, or is not added yet. */
  readonly summary: string | null;
  /** The accounts that take it. */
  readonly accounts: readonly string[];
  /** When somebody would like it to go out, in words; null: the row doesn't say. */
  readonly at: string | null;
  readonly problems: readonly CellProblem[];
}

export interface TableReport {
  readonly file: string;
  /** False where nothing was added: a dry run, or rows are wrong. */
  readonly kept: boolean;
  readonly rows: readonly RowReport[];
}

export interface ImportOptions {
  /** Only say what would happen. */
  readonly dryRun: boolean;
  /** Add what is right, and leave out what is wrong; else it is all or none. */
  readonly skipWrong: boolean;
  readonly encoding?: Encoding;
}

/** A row, read. */
interface Read {
  readonly report: RowReport;
  readonly input: Addition;
  /** Null: it is wrong. */
  readonly summary: Summary | null;
}

/** Which of these rows' texts are in the queue, in whichever version, and as which story; by fingerprint. */
async function textsThere({ store }: Desk, rows: readonly Read[]): Promise<Map<string, string>> {
  const known = new Map<string, string>();
  for (const fingerprint of new Set(rows.flatMap(({ summary }) => summary?.fingerprint ?? []))) {
    const story = await store.pages.storyWith(fingerprint);
    if (story !== null) known.set(fingerprint, story);
  }
  return known;
}

function wordsOf(row: RowCells): string {
  const words = row.values.get("title") ?? row.values.get("text") ?? row.values.get("paragraphs") ?? "";
  return words.replaceAll(/\s+/gu, " ").trim().slice(0, 60);
}

function readRow(desk: Desk, file: string, row: RowCells): Read {
  const { timezone, accounts } = desk.settings;
  const wish = wishOf(row, timezone, nowOf(desk));
  const at = wish.ok ? wish.value : null;
  const { input, inCells } = rowInput(file, row, at === null ? undefined : `Wished for ${at}.`);
  const summary = readSummary(input, { timezone });
  const taking = summary.ok ? accountsFor(summary.value, accounts) : summary;
  const problems = [...(taking.ok ? [] : inCells(taking.problems)), ...asCells(wish, "at"), ...unnamed(row)];
  const names = taking.ok ? taking.value.map(({ id }) => id) : [];
  const report = { row: row.number, outcome: "new", words: wordsOf(row), summary: null, accounts: names, at, problems } as const;
  if (problems.length > 0 || !summary.ok) return { report: { ...report, outcome: "wrong" }, input, summary: null };
  return { report, input, summary: summary.value };
}

/** Which rows are there already. @param known grows by what the rows above bring */
function withOutcome({ report, input, summary }: Read, known: Map<string, string>): Read {
  if (summary === null) return { report, input, summary };
  const there = known.get(summary.fingerprint);
  if (there === undefined) known.set(summary.fingerprint, `row ${report.row}`);
  return there === undefined ? { report, input, summary } : { report: { ...report, outcome: "there", summary: there }, input, summary };
}

async function readRows(desk: Desk, file: TableFile, encoding: Encoding | undefined): Promise<Result<readonly Read[]>> {
  const isColumn = (name: string) => headingOf(name) !== null;
  const rows = await readTable(file, { isColumn, ...(encoding === undefined ? {} : { encoding }) });
  if (!rows.ok) return rows;
  const [first, ...others] = rows.value;
  const headings = readHeadings(file.name, first);
  if (!headings.ok) return headings;
  const read = others.map((row) => readRow(desk, file.name, cellsOf(row, headings.value)));
  const known = await textsThere(desk, read);
  return ok(read.map((row) => withOutcome(row, known)));
}

/** Adds what is new, in the table's order. */
async function addRows(desk: Desk, rows: readonly Read[]): Promise<Result<readonly RowReport[]>> {
  const wanted = rows.filter(({ report }) => report.outcome === "new");
  const added = await add(
    desk,
    wanted.map(({ input }) => input),
  );
  if (!added.ok) return added;
  const made = new Map(wanted.map(({ report }, index) => [report.row, added.value[index]]));
  return ok(
    rows.map(({ report }): RowReport => {
      const one = made.get(report.row);
      if (!one) return report;
      const summary = one.posts[0]?.post.summaryId ?? one.summary.id;
      return { ...report, outcome: one.added ? "added" : "there", summary };
    }),
  );
}

/** The table as the record knows it. */
async function recordImport({ store, clock, actor }: Desk, { name, bytes }: TableFile, rows: readonly RowReport[]): Promise<void> {
  const digest = createHash("sha256").update(bytes).digest("hex");
  const count = (outcome: Outcome) => rows.filter((row) => row.outcome === outcome).length;
  const body = { digest, added: count("added"), there: count("there"), leftOut: count("wrong") };
  await store.audit.add({ at: clock.now(), by: actor.id, kind: "import", subject: `table ${name}`, body });
}

/**
 * Takes the rows of a table into the queue. Rows that are there already stay as they are, so that the same table may be brought
 * again, also after a crash in the middle.
 */
export async function importTable(desk: Desk, file: TableFile, options: ImportOptions): Promise<Result<TableReport>> {
  const objection: Problem | null = forbidden(desk.actor, "write");
  if (objection) return refuse(objection);
  const rows = await readRows(desk, file, options.encoding);
  if (!rows.ok) return rows;
  const reports = rows.value.map(({ report }) => report);
  const isWrong = reports.some(({ outcome }) => outcome === "wrong") && !options.skipWrong;
  if (options.dryRun || isWrong) return ok({ file: file.name, kept: false, rows: reports });
  const added = await addRows(desk, rows.value);
  if (!added.ok) return added;
  await recordImport(desk, file, added.value);
  return ok({ file: file.name, kept: true, rows: added.value });
}
