import { afterEach, beforeEach, describe } from "vitest";
import type { Store } from "../../src/storage/store.ts";
import { accountsContract } from "../storage/contract/accounts.ts";
import { archiveContract } from "../storage/contract/archive.ts";
import { composersContract } from "../storage/contract/composers.ts";
import { crowdsContract } from "../storage/contract/crowds.ts";
import { decisionsContract } from "../storage/contract/decisions.ts";
import { digestsContract } from "../storage/contract/digests.ts";
import { eventsContract } from "../storage/contract/events.ts";
import { feedsContract } from "../storage/contract/feeds.ts";
import { figuresContract } from "../storage/contract/figures.ts";
import type { Ground, Stage } from "../storage/contract/ground.ts";
import { incidentsContract } from "../storage/contract/incidents.ts";
import { keysContract } from "../storage/contract/keys.ts";
import { leasesContract } from "../storage/contract/leases.ts";
import { lettersContract } from "../storage/contract/letters.ts";
import { mediaContract } from "../storage/contract/media.ts";
import { overridesContract } from "../storage/contract/overrides.ts";
import { pagesContract } from "../storage/contract/pages.ts";
import { peopleContract } from "../storage/contract/people.ts";
import { processesContract } from "../storage/contract/processes.ts";
import { queueContract } from "../storage/contract/queue.ts";
import { racesContract } from "../storage/contract/races.ts";
import { randomContract } from "../storage/contract/random.ts";
import { recordContract } from "../storage/contract/record.ts";
import { renewalsContract } from "../storage/contract/renewals.ts";
import { resultsContract } from "../storage/contract/results.ts";
import { secretsContract } from "../storage/contract/secrets.ts";
import { settlingsContract } from "../storage/contract/settlings.ts";
import { signInsContract } from "../storage/contract/sign-ins.ts";
import { sourcesContract } from "../storage/contract/sources.ts";
import { spendingContract } from "../storage/contract/spending.ts";
import { stepsContract } from "../storage/contract/steps.ts";
import { storiesContract } from "../storage/contract/stories.ts";
import { textsContract } from "../storage/contract/texts.ts";
import { viewsContract } from "../storage/contract/views.ts";
import { morning } from "../support/store-fixtures.ts";

/** What every dialect must do alike. @param lay a fresh, empty database */
export function storeContract(name: string, lay: () => Promise<Ground>): void {
  describe(`the store on ${name}`, () => {
    const stage = {} as { store: Store; ground: Ground; clock: { now: number } };

    beforeEach(async () => {
      stage.clock = { now: morning };
      stage.ground = await lay();
      stage.store = await stage.ground.open(() => stage.clock.now);
    });
    afterEach(async () => {
      await stage.store.close();
      await stage.ground.remove();
    });

    const parts: readonly ((stage: Stage) => void)[] = [
      queueContract,
      decisionsContract,
      composersContract,
      leasesContract,
      spendingContract,
      stepsContract,
      accountsContract,
      incidentsContract,
      mediaContract,
      overridesContract,
      storiesContract,
      viewsContract,
      peopleContract,
      lettersContract,
      feedsContract,
      keysContract,
      pagesContract,
      eventsContract,
      digestsContract,
      sourcesContract,
      resultsContract,
      signInsContract,
      processesContract,
      recordContract,
      textsContract,
      racesContract,
      crowdsContract,
      secretsContract,
      renewalsContract,
      figuresContract,
      archiveContract,
      settlingsContract,
      randomContract,
    ];
    for (const part of parts) part(stage);
  });
}
