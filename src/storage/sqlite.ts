/** SQLite, as far as it differs from any other dialect: how a file is opened and a lock waited for. */
import { closeSync, mkdirSync, openSync } from "node:fs";
import { dirname } from "node:path";
import type { Instant } from "../domain/instant.ts";
import { systemClock } from "../edge/clock.ts";
import { Conflict, databaseOn, type Patience, persevere } from "./database.ts";
import { migrate } from "./migrate.ts";
import { migrations } from "./migrations/index.ts";
import { openNodeSqlite } from "./node-sqlite.ts";
import { storeOn } from "./sql-store.ts";
import { kyselyOn, prepare } from "./sqlite-dialect.ts";
import type { Store } from "./store.ts";

export interface SqliteOptions {
  /** Path of the file; it and its folders are made where they are missing, readable by their owner alone. */
  readonly file: string;
  readonly now: () => Instant;
  /**
   * How long one attempt may block the thread for another program's lock; the default suits short commands. A program with
   * timers takes about 50 and leaves the waiting to the asynchronous retry.
   */
  readonly busyTimeoutMs?: number;
  /** Waiting all told for a lock before the verb throws. */
  readonly patienceMs?: number;
  /** Waits between two attempts. */
  readonly sleep?: (ms: number) => Promise<void>;
}

const defaultBusyTimeoutMs = 10_000;
const defaultPatienceMs = 30_000;

/** Opens the file and brings its tables up to date. Throws, with one sentence, if it is no database or a newer one. */
export async function openSqlite(options: SqliteOptions): Promise<Store> {
  createFile(options.file);
  const busyTimeoutMs = options.busyTimeoutMs ?? defaultBusyTimeoutMs;
  const native = openNodeSqlite(options.file, busyTimeoutMs);
  const patience = patienceFor(options, busyTimeoutMs);
  const db = kyselyOn(native);
  try {
    await persevere(patience, () => prepare(db));
    const database = databaseOn(db, patience);
    await migrate(database, migrations("blob"), options.now);
    return storeOn(database, options.now);
  } catch (error) {
    native.close();
    throw explained(error, options.file);
  }
}

/** SQLite gives the files beside it (`-wal`, `-shm`) the same mode. */
function createFile(file: string): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  closeSync(openSync(file, "a", 0o600));
}

function patienceFor(options: SqliteOptions, busyTimeoutMs: number): Patience {
  const patienceMs = options.patienceMs ?? defaultPatienceMs;
  return {
    mayPass: (error) => isBusy(error) || error instanceof Conflict,
    attemptMs: busyTimeoutMs,
    patienceMs,
    sleep: options.sleep ?? ((ms) => systemClock.sleep(ms)),
    chance: Math.random,
    complaint: `The database ${options.file} has been locked by another program for ${Math.round(patienceMs / 1000)} s; end that program or wait, then try again.`,
  };
}

/** `SQLITE_BUSY` and its extended codes: https://sqlite.org/rescode.html#busy */
function isBusy(error: unknown): boolean {
  return primaryCode(error) === 5;
}

/** `SQLITE_NOTADB`: https://sqlite.org/rescode.html#notadb */
function isNoDatabase(error: unknown): boolean {
  return primaryCode(error) === 26;
}

function primaryCode(error: unknown): number | null {
  const known = error instanceof Error && "errcode" in error && typeof error.errcode === "number";
  return known ? Number(error.errcode) & 0xff : null;
}

function explained(error: unknown, file: string): unknown {
  if (!isNoDatabase(error)) return error;
  const message = `The file ${file} is not a database; name another one in DATABASE_URL, or restore a backup.`;
  return new Error(message, { cause: error });
}
