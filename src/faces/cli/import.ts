import { tableTemplate } from "../../desk/table/template.ts";
import { importTable, type Outcome, type RowReport, type TableReport } from "../../desk/table.ts";
import { block, ok, type Result, refuse } from "../../domain/problem.ts";
import { type Encoding, encodings, isEncoding } from "../../edge/tables/decode.ts";
import { choiceOf, flag, type Run, type Typed, textOption, wantsJson, word } from "./command.ts";
import { readInput } from "./input.ts";
import { type Answer, print, sayProblem } from "./output.ts";
import { kindToWrite, writeTableFile } from "./write-table.ts";

const nothing = (): Answer => ({ json: null, text: "" });

const said: Readonly<Record<Outcome, string>> = {
  new: "would be added",
  added: "added",
  there: "is there already",
  wrong: "wrong",
};

function sayRow({ row, outcome, words, summary, accounts, at, problems }: RowReport): string {
  const name = summary === null ? "" : ` as ${summary}`;
  const where = outcome === "new" || outcome === "added" ? ` (${accounts.join(", ")})` : "";
  const wish = at === null ? "" : `, wished for ${at}`;
  const head = `row ${row}: ${said[outcome]}${name}${where}${wish}: ${words}`;
  return [head, ...problems.map((problem) => `  ${sayProblem(problem)}`)].join("\n");
}

function count(rows: readonly RowReport[], outcome: Outcome): number {
  return rows.filter((row) => row.outcome === outcome).length;
}

function saySum({ rows, kept }: TableReport, dryRun: boolean): string {
  const wrong = count(rows, "wrong");
  const there = count(rows, "there");
  if (kept) return `Added ${count(rows, "added")}, there already ${there}, left out ${wrong}.`;
  const sum = `${count(rows, "new")} would be added, ${there} are there already, ${wrong} are wrong.`;
  if (dryRun) return `${sum} Nothing was added: this was a dry run.`;
  return `${sum} Nothing was added: mend what is wrong, or add the rest with --skip-wrong.`;
}

function answer(report: TableReport, dryRun: boolean): Answer {
  const { rows } = report;
  const text =
    rows.length === 0 ? `${report.file} holds no row below its first.` : [...rows.map(sayRow), saySum(report, dryRun)].join("\n");
  return { json: { import: { ...report, dryRun } }, text, code: count(rows, "wrong") > 0 ? 1 : 0 };
}

function encodingOf(typed: Typed): Result<Encoding | undefined> {
  const name = textOption(typed, "encoding")?.toLowerCase();
  if (name === undefined || isEncoding(name)) return ok(name);
  return refuse(block("usage-encoding", "--encoding", `Herald knows no encoding "${name}".`, `Use one of: ${encodings.join(", ")}.`));
}

async function template(file: string): Promise<Result<string>> {
  const kind = kindToWrite(file, false);
  if (!kind.ok) return kind;
  const written = writeTableFile(file, await tableTemplate(kind.value));
  return written.ok ? ok(file) : written;
}

export const run: Run = async (wiring, typed) => {
  const json = wantsJson(typed);
  const wanted = textOption(typed, "template");
  if (wanted !== undefined) {
    const text = `Wrote ${wanted}: a row a summary, then \`herald import ${wanted} --dry-run\`.`;
    return print(await template(wanted), json, (file) => ({ json: { template: file }, text }));
  }
  const file = word(typed, 0);
  if (file === "") return print(refuse(noFile()), json, nothing);
  const [input, encoding] = [await readInput(file), encodingOf(typed)];
  if (!encoding.ok) return print(encoding, json, nothing);
  if (!input.ok) return print(input, json, nothing);
  const told = encoding.value === undefined ? {} : { encoding: encoding.value };
  const options = { dryRun: flag(typed, "dryRun"), skipWrong: flag(typed, "skipWrong"), ...told };
  const report = await wiring.withDesk(choiceOf(typed), (desk) => importTable(desk, input.value, options));
  return print(report, json, (value) => answer(value, options.dryRun));
};

function noFile() {
  return block("usage-file", "import", "No table is named.", "Give a .csv or .xlsx file, or --template FILE for an empty one.");
}
