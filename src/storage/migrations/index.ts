import type { Migration } from "kysely/migration";
import { type BytesType, createTables } from "./0001-tables.ts";

/** Every migration by name, in the order of their names; forward only, and never changed once it has shipped. */
export function migrations(bytes: BytesType): Readonly<Record<string, Migration>> {
  return { "0001-tables": { up: (db) => createTables(db, bytes) } };
}
