/** A row of a table as the file that intake reads, and intake's problems as people find them in the table. */
import { block, ok, type Problem, type Result } from "../../domain/problem.ts";
import type { TableRow } from "../../edge/tables/table.ts";
import { readInstant, sayInstant } from "../../pipeline/schedule.ts";
import type { Addition } from "../add.ts";
import { emptyForm, type SummaryForm, summaryFile } from "../new-summary.ts";
import { type Column, type Heading, type Headings, letterOf } from "./columns.ts";

/** A problem, and the column that it stands in; null: the whole row. */
export interface CellProblem extends Problem {
  readonly column: Heading | null;
}

const dates: readonly Heading[] = ["date", "embargo", "expires", "at"];

/** Days as Excel counts them, between 2000 and 2100: what remains of a date in a cell that is formatted as a number. */
const serial = /^(?:3[67]|[456]\d|7[0-2])\d{3}(?:\.\d+)?$/;

/** https://support.microsoft.com/office/date-systems-in-excel-e7fe7167-48a9-4b96-bb53-5612a800b487 */
function serialTime(text: string): string {
  const minutes = Math.round(Number(text) * 1440);
  const time = Temporal.PlainDateTime.from("1899-12-30T00:00").add({ minutes });
  return minutes % 1440 === 0 ? time.toPlainDate().toString() : time.toString({ smallestUnit: "minute" }).replace("T", " ");
}

/** Digits of Urdu and Arabic as dates are read; a day that a cell shows with midnight is a day. */
function dateText(heading: Heading, cell: string): string {
  const digits = cell.trim().replace(/[٠-٩۰-۹]/g, (digit) => String((digit.codePointAt(0) ?? 0) & 15));
  const text = serial.test(digits) ? serialTime(digits) : digits;
  return heading === "date" ? text.replace(/[ T]00:00(?::00)?$/, "") : text;
}

/** What a row says, by column. */
export interface RowCells {
  readonly number: number;
  readonly values: ReadonlyMap<Heading, string>;
  /** `C7`, for people. */
  readonly where: (column: Heading) => string;
  /** Cells beyond the last named column. */
  readonly beyond: readonly string[];
}

export function cellsOf({ number, cells }: TableRow, headings: Headings): RowCells {
  const said = headings.flatMap((heading, index) => {
    const cell = cells[index] ?? "";
    return heading === null || cell.trim() === "" ? [] : [[heading, dates.includes(heading) ? dateText(heading, cell) : cell] as const];
  });
  const beyond = cells.flatMap((cell, index) => (cell.trim() !== "" && !headings[index] ? [`${letterOf(index)}${number}`] : []));
  return { number, values: new Map(said), where: (column) => `${letterOf(headings.indexOf(column))}${number}`, beyond };
}

/** Every line a paragraph, whatever blank lines stand between. */
function byLine(text: string): string {
  return text.split(/\r\n|\r|\n/).join("\n\n");
}

function formOf({ values }: RowCells): SummaryForm {
  const said = Object.entries(emptyForm).map(([key]) => [key, values.get(key as Column) ?? ""]);
  const paragraphs = values.get("paragraphs");
  const text = paragraphs === undefined ? (values.get("text") ?? "").replaceAll(/\r\n?/g, "\n") : byLine(paragraphs);
  return { ...emptyForm, ...Object.fromEntries(said), text: withoutRules(text) };
}

/** A line of dashes at the text's beginning would read as front matter; below the row's own it is taken for a rule anyway. */
function withoutRules(text: string): string {
  return text.replace(/^(?:\s*(?:---|\.\.\.)[^\S\n]*\n)+/, "");
}

/** A row as intake gets it. */
export interface RowInput {
  readonly input: Addition;
  /** Intake's problems, by cell. */
  readonly inCells: (problems: readonly Problem[]) => readonly CellProblem[];
}

/** Keys stand one a line below the first `---`, in the file's own order. */
function keysIn(bytes: Uint8Array): readonly string[] {
  const lines = new TextDecoder().decode(bytes).split("\n").slice(1);
  return lines.slice(0, lines.indexOf("---")).map((line) => line.slice(0, line.indexOf(":")));
}

function columnAt(problem: Problem, keys: readonly string[], textColumn: Heading): Heading | null {
  const line = Number(/:(\d+)$/.exec(problem.where)?.[1] ?? "0");
  const key = keys[line - 2];
  if (line > 1 && key !== undefined) return key as Column;
  if (problem.code === "input-language") return "language";
  if (problem.code.startsWith("account-")) return "accounts";
  return problem.code.startsWith("input-") ? textColumn : null;
}

/** Intake speaks of files; these are cells. */
function inTable(text: string, name: string): string {
  return text
    .replaceAll(`The front matter of ${name} says`, "The row says")
    .replaceAll(name, "The row")
    .replace(/in the front matter/, 'in the column "language"')
    .replace(/Add a line "(\w+): …"(?:, or take this one away)?\./, 'Fill in the column "$1".')
    .replace(/Mend the value, or take the line away\./, "Mend the cell, or empty it.")
    .replace(/Write the summary into the file, and add it again\./, "Write the summary into it, or take the row out.")
    .replace(
      /Write the summary's text, and its address behind "link:"\./,
      'Write the summary\'s text, and its address into the column "link".',
    );
}

/** @param file the table's name: with the row's number it is the summary's source */
export function rowInput(file: string, row: RowCells, note: string | undefined): RowInput {
  const name = `${file} row ${row.number}`;
  const { bytes } = summaryFile(formOf(row), name);
  const keys = keysIn(bytes);
  const textColumn = row.values.has("paragraphs") ? "paragraphs" : "text";
  return {
    input: { name, bytes, ...(note === undefined ? {} : { note }) },
    inCells: (problems) =>
      problems.map((problem) => {
        const column = columnAt(problem, keys, textColumn);
        const isShown = column !== null && row.values.has(column);
        const where = `row ${row.number}${column === null ? "" : `, column "${column}"`}${isShown ? ` (${row.where(column)})` : ""}`;
        return { ...problem, column, where, message: inTable(problem.message, name), remedy: inTable(problem.remedy, name) };
      }),
  };
}

/** When somebody would like it to go out, in words; null: the row doesn't say. */
export function wishOf(row: RowCells, timezone: string, now: number): Result<string | null> {
  const text = row.values.get("at");
  if (text === undefined) return ok(null);
  const at = readInstant(text, timezone, now, `row ${row.number}, column "at" (${row.where("at")})`);
  return at.ok ? ok(sayInstant(at.value, timezone)) : at;
}

/** A cell under no name says what nobody reads. */
export function unnamed(row: RowCells): readonly CellProblem[] {
  const [first] = row.beyond;
  if (first === undefined) return [];
  const message = `Something stands in ${first}, below no column's name.`;
  const remedy = "Name the column in the first row, or empty the cell; a text with separators in it needs quotation marks.";
  return [{ ...block("input-columns", `row ${row.number} (${first})`, message, remedy), column: null }];
}

export function asCells(result: Result<unknown>, column: Column): readonly CellProblem[] {
  return result.ok ? [] : result.problems.map((problem) => ({ ...problem, column }));
}
