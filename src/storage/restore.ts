/** Puts a backup in the place of the current database. */
import { existsSync, linkSync, mkdirSync, readdirSync, realpathSync, renameSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { type Instant, toIso } from "../domain/instant.ts";
import { block, ok, type Problem, type Result, refuse } from "../domain/problem.ts";
import { besideName, copyFile, damageOf, discard, keepRights, markAsCopy, putInPlace, syncFolder, within } from "./copy-file.ts";
import { databaseOn } from "./database.ts";
import { migrate } from "./migrate.ts";
import { migrations } from "./migrations/index.ts";
import { openNodeSqlite } from "./node-sqlite.ts";
import { kyselyOn } from "./sqlite-dialect.ts";
import { isBusy, isUnreadable } from "./sqlite-errors.ts";

export interface RestoreOrder {
  /** The backup; absolute path. It is read, never changed. */
  readonly file: string;
  /** The database whose place it takes. */
  readonly database: string;
  readonly at: Instant;
}

export interface Restored {
  readonly database: string;
  /** Where the database that was there lies now; null: there was none. */
  readonly before: string | null;
  /** When the backup was made, or its last change. */
  readonly madeAt: Instant;
}

/**
 * Takes the backup's place only when it is whole, of this Herald or an older one, and nothing works on the current database, which
 * is kept beside. The restored database says of itself that it is a copy.
 */
export async function restoreSqlite(order: RestoreOrder): Promise<Result<Restored>> {
  const { file, at } = order;
  if (!existsSync(file) || statSync(file).isDirectory())
    return refuse(block("input-restore", file, "There is no such file.", "Name a file that `herald backup` made."));
  mkdirSync(dirname(order.database), { recursive: true, mode: 0o700 });
  const database = existsSync(order.database) ? realpathSync(order.database) : order.database;
  if (existsSync(database) && statSync(database).ino === statSync(file).ino && statSync(database).dev === statSync(file).dev)
    return refuse(block("input-restore", file, "This is the current database itself.", "Name a file that `herald backup` made."));
  const growing = besideName(database);
  try {
    const madeAt = await prepared(file, growing, at);
    if (!madeAt.ok) return madeAt;
    const swapped = swap(growing, database, at);
    return swapped.ok ? ok({ database: order.database, before: swapped.value, madeAt: madeAt.value }) : swapped;
  } catch (error) {
    return refuse(failed(file, error));
  } finally {
    discard(growing);
  }
}

/** The backup as it will be restored: whole, with today's tables, and marked. @returns when it was made. */
async function prepared(file: string, growing: string, at: Instant): Promise<Result<Instant>> {
  try {
    await copyFile({ source: file, target: growing, still: true });
    if (!isHeralds(growing)) return refuse(notHeralds(file));
    const damage = damageOf(growing);
    if (damage.length > 0) return refuse(damaged(file, damage.join("; ")));
    await upgrade(growing, at);
    const madeAt = madeAtOf(growing);
    markAsCopy(growing, madeAt);
    return ok(madeAt);
  } catch (error) {
    if (isUnreadable(error)) return refuse(notHeralds(file));
    throw error;
  }
}

function isHeralds(file: string): boolean {
  const wanted = ["kysely_migration", "installation", "journal", "posts"];
  const names = within(file, (database) => database.prepare("select name from sqlite_schema where type = 'table'").all());
  return wanted.every((table) => names.some(({ name }) => name === table));
}

/** Throws, with one sentence, where the backup is of a newer Herald. */
async function upgrade(file: string, at: Instant): Promise<void> {
  const db = kyselyOn(openNodeSqlite(file, 0));
  const patience = { mayPass: () => false, attemptMs: 0, patienceMs: 0, sleep: async () => undefined, chance: () => 0, complaint: "" };
  try {
    await migrate(databaseOn(db, patience), migrations("blob"), () => at);
  } finally {
    await db.destroy();
  }
}

function madeAtOf(file: string): Instant {
  const query = `select coalesce(copied_at, (select at from journal order by rowid desc limit 1), made_at) as at from installation`;
  return within(file, (database) => Number(database.prepare(query).get()?.at));
}

/** Exchanges the files while this process alone has the current one open. @returns where that lies now. */
function swap(growing: string, database: string, at: Instant): Result<string | null> {
  const before = `${database}.before-restore-${toIso(at).replaceAll(/[-:.]/g, "")}`;
  if (!existsSync(database)) {
    setAside(database, before);
    putInPlace(growing, database);
    return ok(null);
  }
  const current = new DatabaseSync(database, { timeout: 2_000 });
  try {
    // Both are refused while any other program has the file open: SQLite lets only the last one leave the write-ahead log.
    current.prepare("pragma journal_mode = delete").get();
    current.exec("begin exclusive");
    keepRights(growing, database);
    // Windows moves no file that is open: the lock is given up a moment before.
    if (process.platform === "win32") current.close();
    keepAs(database, before);
    putInPlace(growing, database);
    return ok(before);
  } catch (error) {
    if (isBusy(error)) return refuse(inUse(database));
    if (isUnreadable(error)) return refuse(beyondLocking(database));
    throw error;
  } finally {
    if (current.isOpen) current.close();
  }
}

/** A second name, so that there is no moment without a database; where the file system has none, the name moves. */
function keepAs(database: string, before: string): void {
  try {
    linkSync(database, before);
  } catch {
    renameSync(database, before);
  }
}

/** What a database that is gone has left belongs to it, and would be read as the new one's. */
function setAside(database: string, before: string): void {
  const stem = basename(database);
  const left = readdirSync(dirname(database)).filter((name) => [`${stem}-wal`, `${stem}-shm`, `${stem}-journal`].includes(name));
  for (const name of left) renameSync(join(dirname(database), name), before + name.slice(stem.length));
  if (left.length > 0) syncFolder(database);
}

function notHeralds(file: string): Problem {
  return block(
    "input-restore",
    file,
    "This is no database of Herald's, or no longer a whole one.",
    "Name a file that `herald backup` made.",
  );
}

function damaged(file: string, what: string): Problem {
  return block("input-restore", file, `The backup is damaged: ${what}.`, "Take an older one; nothing was changed.");
}

function failed(file: string, error: unknown): Problem {
  const why = error instanceof Error ? error.message : String(error);
  return block("input-restore", file, `Nothing was restored: ${why}`, "The database is as it was; mend that and try again.");
}

function inUse(database: string): Problem {
  const remedy = "Stop `herald start`, every worker and every command on it, then restore again; nothing was changed.";
  return block("state-in-use", database, "Another program works on the database.", remedy);
}

function beyondLocking(database: string): Problem {
  const message = "The current file is damaged, so that it can't be seen whether a program works on it.";
  return block("input-damaged", database, message, `Stop every Herald, move ${database} away by hand, then restore again.`);
}
