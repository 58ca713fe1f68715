import type { Watch } from "../domain/incident.ts";
import type { Instant } from "../domain/instant.ts";
import { archiveOn } from "./archive.ts";
import { auditOn } from "./audit.ts";
import { authorizationsOn } from "./authorizations.ts";
import { choresOn } from "./chores.ts";
import type { Database } from "./database.ts";
import { deliveriesOn } from "./deliveries.ts";
import { digestsOn } from "./digests.ts";
import { endpointsOn } from "./endpoints.ts";
import { feedsOn } from "./feeds.ts";
import { figuresOn } from "./figures.ts";
import { type Home, homeless } from "./home.ts";
import { keysOn } from "./keys.ts";
import { isPublic, keepMedia, media } from "./media.ts";
import { movesOn } from "./moves.ts";
import { pagesOn } from "./pages.ts";
import { renewalsOn } from "./renewals.ts";
import { requestsOn } from "./requests.ts";
import { resultsOn } from "./results.ts";
import { heeding, heedingSeal } from "./seal.ts";
import { secretsOn } from "./secrets.ts";
import { settleIn } from "./settle.ts";
import { settlingsOn } from "./settlings.ts";
import { sourcesOn } from "./sources.ts";
import { accountsOn } from "./sql-accounts.ts";
import { incidentsOn } from "./sql-incidents.ts";
import { lettersOn } from "./sql-letters.ts";
import { peopleOn, signInsOn } from "./sql-people.ts";
import { queueOn } from "./sql-queue.ts";
import { storiesOn } from "./sql-stories.ts";
import { workOn } from "./sql-work.ts";
import type { Store } from "./store.ts";
import { databaseVia } from "./via.ts";

/** Takes nothing for an incident. */
const blind: Watch = {
  ofPost: () => () => null,
  ofPause: () => () => null,
  ofAnswer: () => () => null,
  ofOutputs: () => () => null,
};

/** What a dialect does in a way of its own. */
export interface Dialect extends Pick<Store, "wakes" | "clock"> {
  readonly home: Home;
  readonly backUp: Store["backUp"];
}

const noDialect: Dialect = {
  home: homeless,
  backUp: async () => {
    throw new Error("Only a database in a file can be copied into one.");
  },
};

/**
 * The store on any dialect: each verb one transaction.
 * @param now for questions that name no instant of their own
 * @param watch what changes mean for the incidents
 */
export function storeOn(whole: Database, now: () => Instant, watch: Watch = blind, dialect: Dialect = noDialect): Store {
  const database = heedingSeal(whole);
  const { read, writeOn } = database;
  const { home, backUp, wakes, clock } = dialect;
  return {
    people: peopleOn(database),
    signIns: signInsOn(database),
    feeds: feedsOn(database),
    secrets: secretsOn(database),
    renewals: renewalsOn(database),
    authorizations: authorizationsOn(database),
    letters: lettersOn(database),
    endpoints: endpointsOn(database),
    deliveries: deliveriesOn(database),
    digests: digestsOn(database),
    stories: storiesOn(database, watch),
    sources: sourcesOn(database),
    results: resultsOn(database),
    figures: figuresOn(database),
    keys: keysOn(database),
    requests: requestsOn(database),
    pages: pagesOn(database, now),
    via: (via) => storeOn(databaseVia(whole, via), now, watch, dialect),
    moves: movesOn(whole, (signed) => ({ home, watch, ...signed })),
    audit: auditOn(database),
    archive: archiveOn(database),
    chores: choresOn(database),
    settlings: settlingsOn(database),

    ...queueOn(database, now, watch),
    ...workOn(database, now, watch),
    ...accountsOn(database, now, watch),
    ...incidentsOn(database, watch),

    // A picture is named by its bytes: whoever keeps it keeps the same.
    keepMedia: (digest, picture) => writeOn([], (trx) => heeding(trx, () => keepMedia(trx, digest, picture, now()))),
    media: (digest) => read((trx) => media(trx, digest)),
    isPublic: (digest, at) => read((trx) => isPublic(trx, digest, at)),

    origin: () => read((trx) => home.origin(trx)),
    settleIn: (care, at, by) => settleIn(whole, { home, watch, at, by }, care),
    backUp,
    ...(wakes && { wakes }),
    ...(clock && { clock }),
    close: () => database.close(),
  };
}
