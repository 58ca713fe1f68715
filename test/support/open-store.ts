import { systemClock } from "../../src/edge/clock.ts";
import { openSqlite } from "../../src/storage/sqlite.ts";
import type { Store } from "../../src/storage/store.ts";

/** Opens the database that a child process was told of. @param location `file:…` */
export function openStore(location: string): Promise<Store> {
  if (!location.startsWith("file:")) throw new Error(`No dialect for ${location}.`);
  return openSqlite({ file: location.slice("file:".length), now: systemClock.now, busyTimeoutMs: 50 });
}
