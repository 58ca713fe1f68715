import { exportFile, exportTable } from "../../desk/export.ts";
import { ok, type Result } from "../../domain/problem.ts";
import { choiceOf, flag, type Run, wantsJson, word } from "./command.ts";
import { type Answer, print } from "./output.ts";
import type { Choice, Wiring } from "./wiring.ts";
import { kindToWrite, writeTableFile } from "./write-table.ts";

const nothing = (): Answer => ({ json: null, text: "" });

interface Exported {
  readonly rows: readonly Readonly<Record<string, string>>[];
  readonly bytes: Uint8Array;
}

function exported(wiring: Wiring, choice: Choice, what: string, kind: "csv" | "xlsx"): Promise<Result<Exported>> {
  return wiring.withDesk(choice, async (desk) => {
    const table = await exportTable(desk, what);
    return table.ok ? ok({ rows: table.value.rows, bytes: await exportFile(table.value, kind) }) : table;
  });
}

export const run: Run = async (wiring, typed) => {
  const [json, what, file] = [wantsJson(typed), word(typed, 0), word(typed, 1)];
  const kind = file === "-" ? ok("csv" as const) : kindToWrite(file, flag(typed, "overwrite"));
  if (!kind.ok) return print(kind, json, nothing);
  const table = await exported(wiring, choiceOf(typed), what, kind.value);
  if (!table.ok) return print(table, json, nothing);
  const { rows, bytes } = table.value;
  if (file === "-")
    return print(ok(null), json, () => ({ json: { rows }, text: new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes) }));
  const count = `${rows.length} ${rows.length === 1 ? "post" : "posts"}`;
  return print(writeTableFile(file, bytes), json, () => ({ json: { file, rows }, text: `Wrote ${count} to ${file}.` }));
};
