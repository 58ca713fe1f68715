import { composeLetter } from "../desk/compose-letter.ts";
import type { Desk } from "../desk/desk.ts";
import type { Edge } from "../edge/edge.ts";
import { carriersFor } from "../notify/channels.ts";
import type { DeliveryParts } from "../notify/letters/deliver.ts";
import { notifierFor } from "./notifier.ts";

/** What delivers letters beside a worker. */
export function deliveryFor(desk: Desk, edge: Edge): DeliveryParts {
  const notifier = notifierFor(desk, edge);
  const { clock, log, owner, isGone, tickMs } = notifier;
  const { timezone, tell, notify } = desk.settings;
  return {
    letters: desk.store.letters,
    clock,
    log,
    carriers: carriersFor(notify),
    rules: { timezone, quiet: tell.quiet },
    compose: (bundle) => composeLetter(desk, bundle),
    // Asked anew each time: logins are renewed while this runs.
    get secrets() {
      return notifier.secrets;
    },
    owner,
    isGone,
    tickMs,
  };
}
