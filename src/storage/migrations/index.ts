import type { Migration } from "kysely/migration";
import { type BytesType, createTables } from "./0001-tables.ts";
import { createIncidents } from "./0002-incidents.ts";
import { createSpending } from "./0003-spending.ts";
import { knowOwnPlace } from "./0004-installation.ts";
import { createOverrides } from "./0006-overrides.ts";
import { nameComposers } from "./0007-composers.ts";
import { createPeople } from "./0008-people.ts";
import { createRecord } from "./0009-record.ts";
import { keepVersions } from "./0010-versions.ts";
import { createCorrections } from "./0011-corrections.ts";
import { createSecrets } from "./0012-secrets.ts";
import { createLetters } from "./0013-letters.ts";
import { createCalendarFeeds } from "./0016-calendar-feeds.ts";
import { createSources } from "./0017-sources.ts";
import { createKeys } from "./0018-keys.ts";
import { createEvents } from "./0019-events.ts";
import { renewLogins } from "./0020-oauth.ts";
import { createResults } from "./0021-results.ts";
import { createArchive } from "./0022-archive.ts";
import { createMoves } from "./0024-moves.ts";
import { createSettlings } from "./0025-settlings.ts";
import { createPages } from "./0026-pages.ts";
import { restEndpoints } from "./0027-rests.ts";
import { createStretches } from "./0028-stretches.ts";

/** Every migration by name, in the order of their names; forward only, and never changed once it has shipped. */
export function migrations(bytes: BytesType): Readonly<Record<string, Migration>> {
  return {
    "0001-tables": { up: (db) => createTables(db, bytes) },
    "0002-incidents": { up: createIncidents },
    "0003-spending": { up: createSpending },
    "0004-installation": { up: knowOwnPlace },
    "0006-overrides": { up: createOverrides },
    "0007-composers": { up: nameComposers },
    "0008-people": { up: createPeople },
    "0009-record": { up: createRecord },
    "0010-versions": { up: keepVersions },
    "0011-corrections": { up: createCorrections },
    "0012-secrets": { up: createSecrets },
    "0013-letters": { up: createLetters },
    "0016-calendar-feeds": { up: createCalendarFeeds },
    "0017-sources": { up: createSources },
    "0018-keys": { up: createKeys },
    "0019-events": { up: createEvents },
    "0020-oauth": { up: renewLogins },
    "0021-results": { up: createResults },
    "0022-archive": { up: (db) => createArchive(db, bytes) },
    "0024-moves": { up: createMoves },
    "0025-settlings": { up: createSettlings },
    "0026-pages": { up: createPages },
    "0027-rests": { up: restEndpoints },
    "0028-stretches": { up: createStretches },
  };
}
