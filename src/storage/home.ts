import { randomUUID } from "node:crypto";
import { readFileSync, realpathSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { sql } from "kysely";
import type { Instant } from "../domain/instant.ts";
import { writeFileWhole } from "../edge/write-file.ts";
import { type Mark, type Reach, reachOf } from "./mark.ts";
import { ownAs } from "./owner.ts";
import type { Trx } from "./schema.ts";
import type { Origin } from "./store.ts";

/** Where a dialect's database works, and how it notices that it is elsewhere. */
export interface Home {
  /** What the database is here. */
  origin(trx: Trx): Promise<Origin>;
  /** From the commit of this transaction on, the database belongs here, and whatever belonged here before does no longer. */
  bind(trx: Trx): Promise<void>;
}

/** A database that never asks. */
export const homeless: Home = {
  origin: async () => ({ kind: "home" }),
  bind: async () => undefined,
};

/** The file `installation` beside a database. */
interface Place {
  readonly id: string;
  /** Which very file it is: a copy of it has another. */
  readonly seat: string;
}

/**
 * The home of a SQLite file: the folder whose file `installation`, written once, names it. A database belongs there when it holds
 * that file's id and seat, nobody marked it as a copy, and its mark is of its era and no further than it.
 */
export function folderHome(database: string, mark: Mark): Home {
  const path = join(dirname(realpathSync(database)), "installation");
  return {
    origin: (trx) => originOf(trx, readPlace(path), mark.read()),
    bind: async (trx) => {
      const own = await trx.selectFrom("installation").select(["id", "seat"]).executeTakeFirstOrThrow();
      const { id, seat } = readPlace(path) ?? makePlace(path, own.seat === null ? own.id : randomUUID(), database);
      const era = randomUUID();
      await trx.updateTable("installation").set({ id, seat, era, copied_at: null }).execute();
      // Before the commit: killed between the two, a copy is still one, and a new database still new.
      mark.set(await reachOf(trx));
    },
  };
}

async function originOf(trx: Trx, place: Place | null, mark: Reach | null): Promise<Origin> {
  const own = await trx.selectFrom("installation").selectAll().executeTakeFirstOrThrow();
  const { entries } = await reachOf(trx);
  if (own.copied_at !== null) return { kind: "copy", why: "backup", at: own.copied_at };
  const isBehind = mark !== null && mark.entries > entries;
  // Never put to work: it is new, or an older Herald's. One that had come further under this name was replaced by its backup.
  if (own.seat === null && (entries === 0 || !isBehind)) return { kind: "new" };
  const at = await lastChange(trx, own.made_at);
  if (own.seat === null || isBehind) return { kind: "copy", why: "older", at };
  if (place === null) return { kind: "copy", why: "no-place", at };
  if (own.id !== place.id || own.seat !== place.seat) return { kind: "copy", why: "other-place", at };
  return mark?.era === own.era ? { kind: "home" } : { kind: "copy", why: "older", at };
}

async function lastChange(trx: Trx, otherwise: Instant): Promise<Instant> {
  const { rows } = await sql<{ at: Instant }>`select at from journal order by rowid desc limit 1`.execute(trx);
  return rows[0]?.at ?? otherwise;
}

const idShape = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

function readPlace(path: string): Place | null {
  try {
    const id = readFileSync(path, "utf8").trim();
    return idShape.test(id) ? { id, seat: seatOf(path) } : null;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  }
}

/** Kept by a rename and by everything written into the file; never by a copy or by what a backup brings back. */
function seatOf(path: string): string {
  const { ino, birthtimeNs } = statSync(path, { bigint: true });
  return `${ino}:${birthtimeNs}`;
}

function makePlace(path: string, id: string, database: string): Place {
  writeFileWhole(path, `${id}\n`, 0o600);
  ownAs(path, database);
  return { id, seat: seatOf(path) };
}
