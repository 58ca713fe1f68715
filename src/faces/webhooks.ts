import type { Desk } from "../desk/desk.ts";
import { openFor, postVia } from "../desk/webhook-try.ts";
import type { Edge } from "../edge/edge.ts";
import { withoutSecrets } from "../notify/notifier.ts";
import type { WebhookParts } from "../notify/webhooks/deliver.ts";
import { notifierFor } from "./notifier.ts";

/** What delivers events beside a worker. */
export function webhooksFor(desk: Desk, edge: Edge): WebhookParts {
  const notifier = notifierFor(desk, edge);
  const { clock, log, owner, isGone, tickMs } = notifier;
  return {
    endpoints: desk.store.endpoints,
    deliveries: desk.store.deliveries,
    digests: desk.store.digests,
    clock,
    log,
    open: openFor(desk),
    post: postVia(desk),
    // Asked anew each time: logins are renewed while this runs.
    clean: (data) => withoutSecrets(data, notifier.secrets),
    origin: desk.settings.publicUrl,
    owner,
    isGone,
    tickMs,
  };
}
