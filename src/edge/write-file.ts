import { closeSync, fsyncSync, mkdirSync, openSync, realpathSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { open } from "node:fs/promises";
import { basename, dirname, join } from "node:path";

/**
 * Writes a file whole or not at all: beside it first, then in its place, so that a crash or a full disk leaves the old one.
 * A symbolic link stays one. Folders are made as needed.
 * @param mode rights of the file, for example 0o600; they hold from its first byte on.
 */
export function writeFileWhole(path: string, content: string | Uint8Array, mode: number): void {
  mkdirSync(dirname(path), { recursive: true });
  const target = realPath(path);
  const beside = join(dirname(target), `.${basename(target)}.${process.pid}.new`);
  try {
    writeDurably(beside, content, mode);
    renameSync(beside, target);
  } catch (error) {
    rmSync(beside, { force: true });
    throw error;
  }
}

/** The same with what comes piece by piece; where it breaks off, what was there stays. */
export async function writeFileInPieces(path: string, pieces: AsyncIterable<Uint8Array>, mode: number): Promise<void> {
  mkdirSync(dirname(path), { recursive: true });
  const target = realPath(path);
  const beside = join(dirname(target), `.${basename(target)}.${process.pid}.new`);
  rmSync(beside, { force: true });
  const file = await open(beside, "wx", mode);
  try {
    for await (const piece of pieces) await file.writeFile(piece);
    await file.sync();
    await file.close();
    renameSync(beside, target);
  } catch (error) {
    await file.close();
    rmSync(beside, { force: true });
    throw error;
  }
}

function writeDurably(path: string, content: string | Uint8Array, mode: number): void {
  rmSync(path, { force: true });
  const file = openSync(path, "wx", mode);
  try {
    writeFileSync(file, content);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}
