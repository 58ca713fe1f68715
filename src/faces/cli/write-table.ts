import { existsSync } from "node:fs";
import { block, ok, type Result, refuse } from "../../domain/problem.ts";
import { type TableKind, tableKind } from "../../edge/tables/table.ts";
import { writeFileInPieces, writeFileWhole } from "../../edge/write-file.ts";

/** What a file to be written would be, or why it can't be. */
export function kindToWrite(file: string, overwrite: boolean): Result<TableKind> {
  const kind = tableKind(file);
  if (kind === null) return refuse(block("usage-table", file, "This names no table.", "Give a file that ends in .csv or .xlsx."));
  if (overwrite || !existsSync(file)) return ok(kind);
  return refuse(block("usage-table", file, "A file of this name is there already.", "Choose another name, or move it away."));
}

function unwritten(file: string, error: unknown): Result<never> {
  if (!(error instanceof Error && "syscall" in error && "code" in error)) throw error;
  return refuse(block("usage-table", file, `It can't be written (${error.code}).`, "Name a folder that you may write to."));
}

/** Only its owner reads it: a queue holds texts under embargo. */
export function writeTableFile(file: string, bytes: Uint8Array): Result<null> {
  try {
    writeFileWhole(file, bytes, 0o600);
    return ok(null);
  } catch (error) {
    return unwritten(file, error);
  }
}

/** The same with what comes piece by piece. */
export async function writeTablePieces(file: string, pieces: AsyncIterable<Uint8Array>): Promise<Result<null>> {
  try {
    await writeFileInPieces(file, pieces, 0o600);
    return ok(null);
  } catch (error) {
    return unwritten(file, error);
  }
}
