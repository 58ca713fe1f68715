import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { openSqlite } from "../../src/storage/sqlite.ts";
import type { Ground } from "../storage/contract/ground.ts";

export interface SqliteGround extends Ground {
  readonly file: string;
}

/** An empty folder for a database file. */
export async function laySqlite(): Promise<SqliteGround> {
  const folder = await mkdtemp(join(tmpdir(), "herald-store-"));
  const file = join(folder, "herald.db");
  return {
    file,
    location: `file:${file}`,
    emptyLocation: `file:${join(folder, "deeper", "empty.db")}`,
    open: (now, watch) => openSqlite({ file, now, busyTimeoutMs: 50, ...(watch ? { watch } : {}) }),
    inspect: () => inspect(file),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

function inspect(file: string): void {
  const database = new DatabaseSync(file, { timeout: 5_000 });
  const damage = database
    .prepare("pragma integrity_check")
    .all()
    .map((row) => String(row.integrity_check));
  const orphans = database.prepare("pragma foreign_key_check").all();
  database.close();
  if (damage.join() !== "ok" || orphans.length > 0) throw new Error(`${file} is damaged: ${damage.join("; ")}`);
}
