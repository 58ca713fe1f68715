/** Copies of a SQLite database: on request, and before each upgrade of its tables. */
import { existsSync, readdirSync, realpathSync, rmSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { Instant } from "../domain/instant.ts";
import { block, ok, type Problem, type Result, refuse } from "../domain/problem.ts";
import { besideName, copyFile, damageOf, discard, markAsCopy, putInPlace } from "./copy-file.ts";
import { isFull } from "./sqlite-errors.ts";
import type { Backup, BackupOrder } from "./store.ts";

/** Backups made before upgrades that are kept, the newest. */
const keptBefore = 3;

/** Makes a verified backup under another name. It says of itself that it is a copy, so that it never posts by itself. */
export async function backUp(database: string, { file, overwrite, at, progress }: BackupOrder): Promise<Result<Backup>> {
  const objection = objectionTo(database, file, overwrite);
  if (objection) return refuse(objection);
  const growing = besideName(file);
  try {
    await copyFile({ source: database, target: growing, progress });
    const damage = damageOf(growing);
    if (damage.length > 0) return refuse(damaged(database, damage));
    markAsCopy(growing, at);
    const { size } = statSync(growing);
    if (!overwrite && existsSync(file)) return refuse(isThere(file));
    putInPlace(growing, file);
    return ok({ file, bytes: size, at });
  } catch (error) {
    return refuse(unwritable(file, error));
  } finally {
    discard(growing);
  }
}

/**
 * What stands in the database before its tables are changed, as `herald.db.before-0004` beside it; only the newest few are kept.
 * The caller holds the lock for writing. Throws, with one sentence, where there is no room for it.
 */
export async function backUpBefore(database: string, migration: string, at: Instant): Promise<void> {
  const target = `${realpathSync(database)}.before-${migration.slice(0, 4)}`;
  const growing = besideName(target);
  try {
    await copyFile({ source: database, target: growing });
    markAsCopy(growing, at);
    putInPlace(growing, target);
    forgetOldest(target);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Error(`The database must be upgraded, and the backup before that could not be made (${why}): ${roomFor(target)}`, {
      cause: error,
    });
  } finally {
    discard(growing);
  }
}

function forgetOldest(newest: string): void {
  const stem = basename(newest).replace(/\d{4}$/, "");
  const folder = dirname(newest);
  const names = readdirSync(folder).filter((name) => name.startsWith(stem) && /^\d{4}$/.test(name.slice(stem.length)));
  for (const name of names.sort().slice(0, -keptBefore)) rmSync(join(folder, name), { force: true });
}

function objectionTo(database: string, file: string, overwrite: boolean): Problem | null {
  const folder = dirname(file);
  if (!existsSync(folder))
    return block("input-backup", file, `There is no folder ${folder}.`, "Make it, or name a file in another folder.");
  if (belongsTo(database, file))
    return block("input-backup", file, "This is the database itself, or a part of it.", "Name another file, best on another disk.");
  if (!existsSync(file)) return null;
  if (statSync(file).isDirectory()) return block("input-backup", file, "This is a folder.", "Name a file in it.");
  return overwrite ? null : isThere(file);
}

/** The database under any name, or a file beside it that is part of it. */
function belongsTo(database: string, file: string): boolean {
  const own = realpathSync(database);
  const named = existsSync(file) ? realpathSync(file) : join(realpathSync(dirname(file)), basename(file));
  if ([own, ...["-wal", "-shm", "-journal", ".mark"].map((end) => own + end), join(dirname(own), "installation")].includes(named))
    return true;
  if (!existsSync(file)) return false;
  const [a, b] = [statSync(own), statSync(file)];
  return a.ino === b.ino && a.dev === b.dev;
}

function isThere(file: string): Problem {
  return block("input-backup", file, "There is a file of this name already.", "Name another one, or add --overwrite to replace it.");
}

function damaged(database: string, damage: readonly string[]): Problem {
  const remedy = "No backup was made. Stop Herald and restore the last good one with `herald restore FILE`.";
  return block("input-damaged", database, `The database is damaged: ${damage.join("; ")}.`, remedy);
}

function unwritable(file: string, error: unknown): Problem {
  const why = error instanceof Error ? error.message : String(error);
  return block(
    "input-backup",
    file,
    `No backup was made: ${why}.`,
    isFull(error) ? roomFor(file) : "Look at the folder's rights and space.",
  );
}

function roomFor(file: string): string {
  return `make room in ${dirname(file)}, then try again.`;
}
