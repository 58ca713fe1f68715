/** How far a database has come, kept beside it: another one put in its place shows by that, and so does an older state of it. */
import { closeSync, openSync, readFileSync, writeSync } from "node:fs";
import { sql } from "kysely";
import { writeFileWhole } from "../edge/write-file.ts";
import type { Database } from "./database.ts";
import { ownAs } from "./owner.ts";
import type { Trx } from "./schema.ts";

export interface Reach {
  /** Named anew whenever a database is put to work here; null: it never was. */
  readonly era: string | null;
  /** Journal entries so far. */
  readonly entries: number;
}

export interface Mark {
  /** Null: there is none. */
  read(): Reach | null;
  set(reach: Reach): void;
  /** Raises it, within its era. One that can't be written is left: it tells less then, and nothing wrong. */
  raise(reach: Reach): void;
}

/** Always of one length, so that it is overwritten in place. */
const asText = ({ era, entries }: Reach) => `${era} ${String(entries).padStart(16, "0")}\n`;

/** @param file the database's, by its real name */
export function markOf(file: string): Mark {
  const path = `${file}.mark`;
  const read = () => {
    try {
      const [, era = "", entries = ""] = /^([0-9a-f-]{36}) (\d{16})$/.exec(readFileSync(path, "utf8").trim()) ?? [];
      return era === "" ? null : { era, entries: Number(entries) };
    } catch {
      return null;
    }
  };
  return {
    read,
    set: (reach) => {
      writeFileWhole(path, asText(reach), 0o600);
      ownAs(path, file);
    },
    raise: (reach) => {
      const known = read();
      if (known?.era === reach.era && known.entries < reach.entries) overwrite(path, asText(reach));
    },
  };
}

function overwrite(path: string, text: string): void {
  try {
    const file = openSync(path, "r+");
    try {
      writeSync(file, text, 0);
    } finally {
      closeSync(file);
    }
  } catch {
    // The next commit tries again.
  }
}

/** SQLite numbers the rows of a table from which nothing is ever deleted without gaps. */
export async function reachOf(trx: Trx): Promise<Reach> {
  const { rows } = await sql<{ era: string | null; entries: number | null }>`
    select era, (select max(rowid) from journal) as entries from installation`.execute(trx);
  return { era: rows[0]?.era ?? null, entries: rows[0]?.entries ?? 0 };
}

/** The same database, raising the mark after every commit. */
export function marked(database: Database, mark: Mark): Database {
  const write: Database["write"] = async (work) => {
    const { result, reach } = await database.write(async (trx) => ({ result: await work(trx), reach: await reachOf(trx) }));
    mark.raise(reach);
    return result;
  };
  return { ...database, write, writeOn: (_posts, work) => write(work) };
}
