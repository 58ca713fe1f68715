/** A folder in which a database works, and what can be done to it there. */
import { cpSync, readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { Instant } from "../../src/domain/instant.ts";
import { openSqlite } from "../../src/storage/sqlite.ts";
import type { Care, Copy, Store } from "../../src/storage/store.ts";
import { morning } from "./store-fixtures.ts";

export interface SqliteHome {
  readonly folder: string;
  readonly file: string;
  /** Opens the file and settles it in, as every program does; what was found to be a copy goes to `copies`. */
  open(at?: Instant): Promise<Store>;
  readonly copies: Copy[];
  /** Does something in the store, and closes it. */
  using<T>(work: (store: Store) => Promise<T>, at?: Instant): Promise<T>;
  /** Everything in the folder, in another one. */
  copied(): Promise<SqliteHome>;
  text(name: string): string;
  /** What another program reads in the file. */
  rows(query: string): readonly Record<string, unknown>[];
  remove(): Promise<void>;
}

export const why = "Another copy may have sent it.";

/** Doubts every step that shows, without looking. */
export function careFor(copy: Copy, at: Instant): Care {
  const about = { step: "post-1", stepDigest: "d1" } as const;
  return {
    pause: { reason: `a copy: ${copy.why}`, since: at, until: null, by: "herald (copied database)" },
    suspect: () => ({
      intents: [{ kind: "intent", ...about }],
      verdicts: [{ kind: "verdict", ...about, verdict: { kind: "unknown", reason: why } }],
    }),
    reason: why,
  };
}

function homeIn(folder: string): SqliteHome {
  const file = join(folder, "herald.db");
  const copies: Copy[] = [];
  const open = async (at = morning) => {
    const store = await openSqlite({ file, now: () => at, busyTimeoutMs: 50, patienceMs: 2_000 });
    const copy = await store.settleIn((found) => careFor(found, at), at, "herald (copied database)");
    if (copy) copies.push(copy);
    return store;
  };
  return {
    folder,
    file,
    open,
    copies,
    using: async (work, at) => {
      const store = await open(at);
      try {
        return await work(store);
      } finally {
        await store.close();
      }
    },
    copied: async () => {
      const other = await mkdtemp(join(tmpdir(), "herald-copy-"));
      cpSync(folder, other, { recursive: true, preserveTimestamps: true });
      return homeIn(other);
    },
    text: (name) => readFileSync(join(folder, name), "utf8"),
    rows: (query) => {
      const database = new DatabaseSync(file);
      const rows = database.prepare(query).all();
      database.close();
      return rows.map((row) => ({ ...row }));
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

export async function laySqliteHome(): Promise<SqliteHome> {
  return homeIn(await mkdtemp(join(tmpdir(), "herald-place-")));
}
