/** The columns of a table of summaries: what front matter may say, the text, and a wish. */

import { block, ok, type Problem, type Result, refuse } from "../../domain/problem.ts";
import type { TableRow } from "../../edge/tables/table.ts";

/** Every column, in the template's order, and what goes into it. */
export const columns = {
  title: "The headline; without one it is taken from the first sentence.",
  text: "The whole summary. Line breaks in the cell (Alt+Enter) part paragraphs.",
  link: "The page on your site; must be https to be posted.",
  tags: "Words with commas between: budget, energy",
  language: "en or ur; empty: as the script tells.",
  date: "The day the text speaks from: 2026-11-20",
  embargo: "Nothing goes out before: 2026-11-20 09:00, in the house's time zone.",
  expires: "Nothing goes out after; written alike.",
  author: "An opinion must name its author.",
  kind: "news or opinion; empty: news.",
  accounts: "Only these accounts of config/herald.yaml, with commas between; empty: all that take it.",
  story: "The same word in an English and an Urdu row ties them together.",
  image: "The summary's own picture: a file beside the table, or an https address.",
  imageAlt: "What the picture shows, for those who can't see it.",
  imageCredit: "Whose picture it is.",
  pictures: "ours: the outlet may publish the picture anywhere; else it is not used.",
  at: "When you would like it to go out: 2026-12-01 09:00. Only a note for whoever approves it.",
} as const;
export type Column = keyof typeof columns;

export const columnNames = Object.keys(columns) as readonly Column[];

/** Columns in which only some words are allowed. */
export const choices: Readonly<Partial<Record<Column, readonly string[]>>> = {
  language: ["en", "ur"],
  kind: ["news", "opinion"],
  pictures: ["ours"],
};

/** `paragraphs` is the text with a paragraph a line. */
export type Heading = Column | "paragraphs";

/** `Image alt`, `image_alt` and `imageAlt` are the same. */
function plain(name: string): string {
  return name.toLowerCase().replaceAll(/[\s_\-*:]+/g, "");
}

const headings = new Map<string, Heading>([...columnNames, "paragraphs" as const].map((name) => [plain(name), name]));

export function headingOf(name: string): Heading | null {
  return headings.get(plain(name)) ?? null;
}

/** `A` … `Z`, `AA` …, as spreadsheets name columns. */
export function letterOf(index: number): string {
  const before = Math.floor(index / 26);
  return `${before > 0 ? letterOf(before - 1) : ""}${String.fromCharCode(65 + (index % 26))}`;
}

/** Which column stands where; null: a column without a name. */
export type Headings = readonly (Heading | null)[];

function unknown(name: string, where: string): Problem {
  const near = columnNames.find((each) => plain(`${each}s`) === plain(name) || plain(each) === plain(`${name}s`));
  const hint = near === undefined ? `Known columns: ${columnNames.join(", ")}.` : `Did you mean "${near}"?`;
  return block("input-unknown-column", where, `There is a column "${name.slice(0, 60)}" that Herald doesn't know.`, hint);
}

function missingText(file: string): Problem {
  const remedy = "Name the columns in the first row, one of them text; `herald import --template FILE.xlsx` writes an empty table.";
  return block("input-columns", file, `${file} has no column "text".`, remedy);
}

/** What the first row names, or every reason why not. @param file the table's name, for people */
export function readHeadings(file: string, row: TableRow | undefined): Result<Headings> {
  const cells = row?.cells ?? [];
  const found = cells.map(headingOf);
  const where = (index: number) => `${file}, cell ${letterOf(index)}${row?.number ?? 1}`;
  const problems = cells.flatMap((cell, index): readonly Problem[] => {
    const name = found[index];
    if (cell.trim() === "") return [];
    if (!name) return [unknown(cell.trim(), where(index))];
    return found.indexOf(name) < index
      ? [block("input-columns", where(index), `The column "${name}" is there twice.`, "Take one of them out.")]
      : [];
  });
  const texts = found.filter((name) => name === "text" || name === "paragraphs").length;
  if (texts === 0) return refuse(missingText(file), ...(found.some((name) => name !== null) ? problems : []));
  if (texts > 1 && problems.length === 0)
    return refuse(block("input-columns", file, 'There are both "text" and "paragraphs".', "Take one of the two columns out."));
  return problems.length > 0 ? refuse(...problems) : ok(found);
}
