import { type ExportPages, exportPages, exportPieces } from "../../desk/export.ts";
import type { ExportRow } from "../../desk/export-rows.ts";
import { ok, type Result } from "../../domain/problem.ts";
import type { TableKind } from "../../edge/tables/table.ts";
import { choiceOf, flag, type Run, wantsJson, word } from "./command.ts";
import { longJson } from "./long-json.ts";
import { output, print } from "./output.ts";
import { kindToWrite, writeTablePieces } from "./write-table.ts";

/** What is said of rows as they pass, and when all have passed. */
interface Witness {
  readonly see: (row: ExportRow) => void;
  readonly end: () => void;
}

/** The rows in a JSON document, as they come: nothing is kept of them, and nothing is printed before the first. */
function printing(before: Readonly<Record<string, unknown>>): Witness {
  let list: ReturnType<typeof longJson> | null = null;
  const opened = () => {
    list ??= longJson(output().write, "rows", before);
    return list;
  };
  return { see: (row) => opened().add(row), end: () => opened().end() };
}

async function* seen(pages: ExportPages["pages"], see: Witness["see"]): AsyncGenerator<readonly ExportRow[], void, undefined> {
  for await (const page of pages) {
    for (const row of page) see(row);
    yield page;
  }
}

async function printJson({ pages }: ExportPages): Promise<Result<number>> {
  const { see, end } = printing({});
  for await (const page of pages) for (const row of page) see(row);
  end();
  return ok(0);
}

async function printTable(table: ExportPages): Promise<Result<number>> {
  const out = output();
  for await (const piece of exportPieces(table)) {
    out.write(piece);
    if (!out.wanted()) break;
  }
  return ok(0);
}

/** Gives how many rows were written. */
async function write(table: ExportPages, file: string, kind: TableKind, json: boolean): Promise<Result<number>> {
  const witness = json ? printing({ file }) : null;
  let count = 0;
  const pages = seen(table.pages, (row) => {
    witness?.see(row);
    count += 1;
  });
  const written = await writeTablePieces(file, exportPieces({ ...table, pages }, kind));
  if (!written.ok) return written;
  witness?.end();
  return ok(count);
}

export const run: Run = async (wiring, typed) => {
  const [json, what, file] = [wantsJson(typed), word(typed, 0), word(typed, 1)];
  const kind = file === "-" ? ok("csv" as const) : kindToWrite(file, flag(typed, "overwrite"));
  const count = await (kind.ok
    ? wiring.withDesk(choiceOf(typed), async (desk) => {
        const table = exportPages(desk, what);
        if (!table.ok) return table;
        if (file !== "-") return write(table.value, file, kind.value, json);
        return json ? printJson(table.value) : printTable(table.value);
      })
    : kind);
  // Whatever there was to print is printed by now.
  if (count.ok && (json || file === "-")) return 0;
  return print(count, json, (posts) => ({ json: null, text: `Wrote ${posts} ${posts === 1 ? "post" : "posts"} to ${file}.` }));
};
