/** Files moved so that none is ever overwritten, by whichever of several processes. */
import { constants } from "node:fs";
import { lstat, open, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { numbered } from "./names.ts";

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "";
}

/** True for what another process did meanwhile: the file is not there any more. */
export function isMissing(error: unknown): boolean {
  return codeOf(error) === "ENOENT";
}

/** Makes a file that was not there; false: it was. */
async function make(path: string, text: string): Promise<boolean> {
  try {
    const file = await open(path, "wx", 0o600);
    await file.writeFile(text).finally(() => file.close());
    return true;
  } catch (error) {
    if (codeOf(error) === "EEXIST") return false;
    throw error;
  }
}

/** Puts the file over an empty one of ours. Null: it is not there any more. */
async function putOver(from: string, to: string): Promise<string | null> {
  try {
    await rename(from, to);
    return to;
  } catch (error) {
    await rm(to, { force: true });
    if (isMissing(error)) return null;
    throw error;
  }
}

/**
 * Moves a file into a folder of the same file system, under its name or the next free number. The name is taken first, by an empty
 * file: a rename alone would overwrite. Null: the file is not there any more.
 * @param reason is put beside it as `NAME.reason.txt`, before it: absent, nothing is
 */
export async function moveInto(from: string, folder: string, name: string, reason?: string): Promise<string | null> {
  for (let count = 1; ; count += 1) {
    const to = join(folder, numbered(name, count));
    const beside = `${to}.reason.txt`;
    if (reason !== undefined && !(await make(beside, reason))) continue;
    if (await make(to, "")) {
      const moved = await putOver(from, to);
      if (moved === null && reason !== undefined) await rm(beside, { force: true });
      return moved;
    }
    if (reason !== undefined) await rm(beside, { force: true });
  }
}

/** How a file stands: what two looks compare. */
export interface Stamp {
  /** Bytes. */
  readonly size: number;
  readonly mtimeMs: number;
}

/** Null: it is not there, or no file (a link is none). */
export async function stampOf(path: string): Promise<Stamp | null> {
  try {
    const found = await lstat(path);
    return found.isFile() ? { size: found.size, mtimeMs: found.mtimeMs } : null;
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

export function isSame(a: Stamp | null, b: Stamp | null): boolean {
  return a !== null && b !== null && a.size === b.size && a.mtimeMs === b.mtimeMs;
}

/** The file's bytes, at most `most`; null: it is not there, is no file, or has more. Nothing is waited for, and no link followed. */
export async function readBounded(path: string, most: number): Promise<Uint8Array | null> {
  const flags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);
  const file = await open(path, flags).catch((error: unknown) => {
    if (isMissing(error) || codeOf(error) === "ELOOP") return null;
    throw error;
  });
  if (file === null) return null;
  try {
    const found = await file.stat();
    if (!found.isFile() || found.size > most) return null;
    const bytes = Buffer.alloc(Number(found.size) + 1);
    const { bytesRead } = await file.read(bytes, 0, bytes.length, 0);
    return bytesRead > found.size ? null : bytes.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}
