import type { Desk } from "../desk/desk.ts";
import { openFor, postVia } from "../desk/webhook-try.ts";
import type { Edge } from "../edge/edge.ts";
import { withoutSecrets } from "../notify/notifier.ts";
import type { WebhookParts } from "../notify/webhooks/deliver.ts";
import { notifierFor } from "./notifier.ts";

/** What delivers events beside a worker. */
export function webhooksFor(desk: Desk, edge: Edge): WebhookParts {
  const { clock, log, secrets, owner, isGone, tickMs } = notifierFor(desk, edge);
  return {
    endpoints: desk.store.endpoints,
    deliveries: desk.store.deliveries,
    clock,
    log,
    open: openFor(desk),
    post: postVia(desk),
    clean: (data) => withoutSecrets(data, secrets),
    origin: desk.settings.publicUrl,
    owner,
    isGone,
    tickMs,
  };
}
