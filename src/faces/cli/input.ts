import { readFile } from "node:fs/promises";
import type { Input } from "../../desk/preview.ts";
import { block, ok, type Result, refuse } from "../../domain/problem.ts";

const reasons: Readonly<Record<string, string>> = {
  ENOENT: "There is no such file.",
  EISDIR: "This is a folder.",
  EACCES: "This file may not be read.",
};

/** Standard input to its end. */
async function readStandardInput(): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Uint8Array);
  return Buffer.concat(chunks);
}

/** A file named on the command line, or `-` for standard input. */
export async function readInput(name: string): Promise<Result<Input>> {
  if (name === "-") return ok({ name: "standard input", bytes: await readStandardInput() });
  try {
    return ok({ name, bytes: await readFile(name) });
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    return refuse(
      block(
        "input-file",
        name,
        reasons[code] ?? `It can't be read (${code}).`,
        "Check the path and run the command again; nothing was kept.",
      ),
    );
  }
}

/** The same as text. */
export async function readText(name: string): Promise<Result<string>> {
  const input = await readInput(name);
  return input.ok ? ok(new TextDecoder().decode(input.value.bytes)) : input;
}
