import type { Watch } from "../domain/incident.ts";
import type { Instant } from "../domain/instant.ts";
import type { DatabaseLocation } from "../storage/location.ts";
import type { SealedSecret } from "../storage/secrets.ts";
import type { Steadfast } from "../storage/sqlite.ts";
import type { Store } from "../storage/store.ts";

export interface Opening {
  readonly now: () => Instant;
  /** How long the thread may stand still for another program's lock: short where timers run. */
  readonly busyTimeoutMs: number;
  readonly watch: Watch;
  /** For a program that stays. */
  readonly steadfast?: Steadfast;
}

/** Opens the queue where it is kept; of the dialects only the one that is needed is loaded. */
export async function openStore(database: DatabaseLocation, { busyTimeoutMs, ...opening }: Opening): Promise<Store> {
  if (database.kind === "file") {
    const { openSqlite } = await import("../storage/sqlite.ts");
    return openSqlite({ ...opening, file: database.file, busyTimeoutMs });
  }
  const { openPostgres } = await import("../storage/postgres.ts");
  return openPostgres({ ...opening, url: database.url });
}

/** The logins that a database keeps, looked up before it is opened for work; null: it can't be read, and nobody knows. */
export async function keptIn(database: DatabaseLocation): Promise<readonly SealedSecret[] | null> {
  if (database.kind === "file") return (await import("../storage/kept-secrets.ts")).secretsIn(database.file);
  return (await import("../storage/postgres-kept.ts")).secretsOnServer(database.url);
}
