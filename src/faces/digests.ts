import type { Desk } from "../desk/desk.ts";
import { digestAudience, digestComposer } from "../desk/digest-letters.ts";
import type { Edge } from "../edge/edge.ts";
import { digestCarriers } from "../notify/digest/carriers.ts";
import type { DigestParts } from "../notify/digest/deliver.ts";
import { notifierFor } from "./notifier.ts";

/** What sends morning digests beside a worker. */
export function digestsFor(desk: Desk, edge: Edge): DigestParts {
  const notifier = notifierFor(desk, edge);
  const { clock, log, owner, isGone } = notifier;
  const { timezone, tell, notify, digest } = desk.settings;
  return {
    digests: desk.store.digests,
    clock,
    log,
    carriers: digestCarriers(notify),
    rules: { ...digest, timezone, quiet: tell.quiet },
    audience: () => digestAudience(desk),
    composer: () => digestComposer(desk),
    // Asked anew each time: logins are renewed while this runs.
    get secrets() {
      return notifier.secrets;
    },
    owner,
    isGone,
  };
}
