import { systemClock } from "../../src/edge/clock.ts";
import { openPostgres } from "../../src/storage/postgres.ts";
import { openSqlite } from "../../src/storage/sqlite.ts";
import type { Store } from "../../src/storage/store.ts";

/** Opens the database that a child process was told of. @param location `file:…` or `postgres://…` */
export function openStore(location: string): Promise<Store> {
  if (!location.startsWith("file:")) return openPostgres({ url: location, now: systemClock.now });
  return openSqlite({ file: location.slice("file:".length), now: systemClock.now, busyTimeoutMs: 50 });
}
