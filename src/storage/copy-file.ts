/** A whole SQLite file as it stands at one moment, copied while others write: https://sqlite.org/backup.html */
import { chmodSync, closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { backup, DatabaseSync } from "node:sqlite";
import { pathToFileURL } from "node:url";
import type { Instant } from "../domain/instant.ts";
import { ownAs } from "./owner.ts";

/** Pages copied in one go: 8 MB, so that a large file is told of as it grows. */
const pagesAtOnce = 2_000;
const patienceMs = 10_000;

/** Where a file grows before it takes its name. */
export function besideName(target: string): string {
  return join(dirname(target), `.${basename(target)}.${process.pid}.part`);
}

export interface Copying {
  readonly source: string;
  readonly target: string;
  /** Nobody writes the source: it is read as it lies, and nothing is put beside it. */
  readonly still?: boolean;
  /** Told how far it has got, from 0 to 1. */
  readonly progress?: (part: number) => void;
}

/**
 * Copies what is committed at this moment, whatever is written meanwhile: the reading transaction stays open to the end. The copy
 * is one file, without a write-ahead log, readable by its owner alone; it isn't on the disk yet.
 */
export async function copyFile({ source, target, still = false, progress = () => undefined }: Copying): Promise<void> {
  discard(target);
  closeSync(openSync(target, "wx", 0o600));
  const from = openToRead(source, still);
  try {
    from.exec("begin");
    from.prepare("select count(*) from sqlite_schema").get();
    await backup(from, target, {
      rate: pagesAtOnce,
      progress: ({ totalPages, remainingPages }) => progress(1 - remainingPages / totalPages),
    });
    from.exec("commit");
  } finally {
    from.close();
  }
  within(target, (copy) => copy.prepare("pragma journal_mode = delete").get());
}

/** A write-ahead log beside it belongs to it, and must be read with it. */
function openToRead(source: string, still: boolean): DatabaseSync {
  const url = pathToFileURL(source);
  if (still && !existsSync(`${source}-wal`)) url.searchParams.set("immutable", "1");
  return new DatabaseSync(url, { readOnly: true, timeout: patienceMs });
}

/** Does something to a file that nobody else has open. */
export function within<T>(file: string, work: (database: DatabaseSync) => T): T {
  const database = new DatabaseSync(file, { timeout: patienceMs });
  try {
    return work(database);
  } finally {
    database.close();
  }
}

/** Says in the copy itself that it is one; an older Herald's file, which can't hold that, is paused at least. */
export function markAsCopy(file: string, at: Instant): void {
  within(file, (copy) => {
    const columns = copy.prepare("select name from pragma_table_info('installation')").all();
    if (columns.some(({ name }) => name === "copied_at"))
      copy.prepare("update installation set copied_at = coalesce(copied_at, ?)").run(at);
    else
      copy
        .prepare(
          "insert or replace into pauses (subject, reason, since, until, by) values ('house', ?, ?, null, 'herald (copied database)')",
        )
        .run(`This database is a copy made before an upgrade, on ${new Date(at).toISOString()}.`, at);
  });
}

/** What SQLite itself finds wrong with the file; empty: nothing. Reads all of it. */
export function damageOf(file: string): readonly string[] {
  return within(file, (database) => {
    const damage = database.prepare("pragma integrity_check(5)").all();
    const said = damage.map((row) => String(row.integrity_check)).filter((line) => line !== "ok");
    const orphans = database.prepare("pragma foreign_key_check").all();
    return orphans.length === 0 ? said : [...said, `${orphans.length} rows refer to something that is not there`];
  });
}

/** Gives a finished file its name, in one step that a power failure can't halve. */
export function putInPlace(file: string, target: string): void {
  sync(file, "r+");
  renameSync(file, target);
  syncFolder(target);
}

/** The name itself lies in the folder. */
export function syncFolder(file: string): void {
  // Windows opens no folder as a file; there the rename is on the disk when it returns.
  if (process.platform !== "win32") sync(dirname(file), "r");
}

function sync(path: string, flags: "r" | "r+"): void {
  const file = openSync(path, flags);
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** The same owner and rights as the file has whose place it takes. */
export function keepRights(file: string, before: string): void {
  chmodSync(file, statSync(before).mode & 0o777);
  ownAs(file, before);
}

export function discard(file: string): void {
  for (const path of [file, `${file}-journal`, `${file}-wal`, `${file}-shm`]) rmSync(path, { force: true });
}
