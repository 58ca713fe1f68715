/** SQLite, as far as it differs from any other dialect: how a file is opened and a lock waited for. */
import { closeSync, existsSync, mkdirSync, openSync, realpathSync, statSync } from "node:fs";
import { dirname } from "node:path";
import type { Watch } from "../domain/incident.ts";
import type { Instant } from "../domain/instant.ts";
import { systemClock } from "../edge/clock.ts";
import { backUp, backUpBefore } from "./backup.ts";
import { Conflict, databaseOn, type Patience, persevere } from "./database.ts";
import { folderHome } from "./home.ts";
import { isInsistedOn } from "./insist.ts";
import { marked, markOf } from "./mark.ts";
import { migrate } from "./migrate.ts";
import { migrations } from "./migrations/index.ts";
import type { House } from "./moving/house.ts";
import { openNodeSqlite } from "./node-sqlite.ts";
import { Sealed } from "./seal.ts";
import { storeOn } from "./sql-store.ts";
import { kyselyOn, prepare } from "./sqlite-dialect.ts";
import { isBusy, isFull, isNoDatabase } from "./sqlite-errors.ts";
import { whenIdle } from "./sqlite-idle.ts";
import type { Steadfast } from "./steadfast.ts";
import type { BackupOrder, Store } from "./store.ts";
import { troubleWith } from "./trouble.ts";

export type { Steadfast } from "./steadfast.ts";

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
  /** What changes mean for the incidents; absent: nothing is an incident. */
  readonly watch?: Watch;
  /** Waits between two attempts. */
  readonly sleep?: (ms: number) => Promise<void>;
  /** For a program that stays: it waits for a lock, for room on the disk or for the end of a seal as long as it takes, and goes on. */
  readonly steadfast?: Steadfast;
}

const defaultBusyTimeoutMs = 10_000;
const defaultPatienceMs = 30_000;

/**
 * Opens the file and brings its tables up to date, after a backup of what they hold. Throws, with one sentence, if it is no
 * database or a newer one.
 */
export async function openSqlite(options: SqliteOptions): Promise<Store> {
  for (;;) {
    createFile(options.file);
    const isReplaced = watchName(options.file);
    try {
      const store = await openFile(options);
      if (!isReplaced()) return store;
      await store.close();
    } catch (error) {
      if (!isReplaced()) throw error;
    }
  }
}

/** While a lock is waited for, a restore may put another file in the place of the one that was opened. */
function watchName(file: string): () => boolean {
  const inode = () => statSync(file, { bigint: true }).ino;
  const opened = inode();
  return () => inode() !== opened;
}

/** The database by itself, for whoever moves the queue into it or out of it. */
export async function openSqliteHouse(options: SqliteOptions): Promise<House> {
  createFile(options.file);
  return await opened(options);
}

async function openFile(options: SqliteOptions): Promise<Store> {
  const { file, now, watch } = options;
  const { database, home } = await opened(options);
  return storeOn(database, now, watch, { home, backUp: (order: BackupOrder) => backUp(file, order) });
}

async function opened(options: SqliteOptions): Promise<House> {
  const { file, now } = options;
  const busyTimeoutMs = options.busyTimeoutMs ?? defaultBusyTimeoutMs;
  const native = openNodeSqlite(file, busyTimeoutMs);
  const patience = patienceFor(options, busyTimeoutMs);
  const db = kyselyOn(native, [], whenIdle(native, systemClock.sleep));
  try {
    await persevere(patience, () => prepare(db));
    const database = databaseOn(db, patience);
    await migrate(database, migrations("blob"), now, (first) => backUpBefore(file, first, now()));
    const mark = markOf(realpathSync(file));
    return { database: marked(database, mark), home: folderHome(file, mark) };
  } catch (error) {
    native.close();
    throw explained(error, file);
  }
}

/** SQLite gives the files beside it (`-wal`, `-shm`) the same mode. */
function createFile(file: string): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  // Closing a file that another connection of this process has open would take away its locks.
  if (!existsSync(file)) closeSync(openSync(file, "a", 0o600));
}

function patienceFor({ file, patienceMs = defaultPatienceMs, steadfast, sleep }: SqliteOptions, busyTimeoutMs: number): Patience {
  const stop = steadfast?.stop;
  const seconds = Math.round(patienceMs / 1000);
  const stays = () => stop !== undefined && (!stop.aborted || isInsistedOn());
  return {
    // Whoever is only in the way goes out of it, and what came of a step in hand is still written down when Herald stops.
    mayPass: (error) => isBusy(error) || error instanceof Conflict || (stays() && (isFull(error) || error instanceof Sealed)),
    attemptMs: busyTimeoutMs,
    patienceMs: steadfast ? Number.POSITIVE_INFINITY : patienceMs,
    sleep: sleep ?? ((ms) => systemClock.sleep(ms, stop?.aborted ? undefined : stop)),
    chance: Math.random,
    complaint: `The database ${file} has been locked by another program for ${seconds} s; end that program or wait, then try again.`,
    explain: (error) => explained(error, file),
    ...(steadfast ? { trouble: troubleWith(file, steadfast.tell) } : {}),
  };
}

function explained(error: unknown, file: string): unknown {
  if (isNoDatabase(error)) {
    const message = `The file ${file} is not a database; name another one in DATABASE_URL, or restore a backup.`;
    return new Error(message, { cause: error });
  }
  if (isBusy(error)) return new Error(`The database ${file} is locked by another program.`, { cause: error });
  if (!isFull(error)) return error;
  const why = error instanceof Error ? error.message : String(error);
  const message = `The database ${file} can't be written (${why}): make room on its disk, then try again. What was kept before is safe.`;
  return new Error(message, { cause: error });
}
