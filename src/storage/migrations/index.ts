import type { Migration } from "kysely/migration";
import { type BytesType, createTables } from "./0001-tables.ts";
import { createIncidents } from "./0002-incidents.ts";
import { createSpending } from "./0003-spending.ts";
import { knowOwnPlace } from "./0004-installation.ts";
import { createOverrides } from "./0006-overrides.ts";
import { nameComposers } from "./0007-composers.ts";

/** Every migration by name, in the order of their names; forward only, and never changed once it has shipped. */
export function migrations(bytes: BytesType): Readonly<Record<string, Migration>> {
  return {
    "0001-tables": { up: (db) => createTables(db, bytes) },
    "0002-incidents": { up: createIncidents },
    "0003-spending": { up: createSpending },
    "0004-installation": { up: knowOwnPlace },
    "0006-overrides": { up: createOverrides },
    "0007-composers": { up: nameComposers },
  };
}
