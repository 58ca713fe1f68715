/** Sending to a webhook, for a person who tries one out and for whoever delivers events. */
import { randomUUID } from "node:crypto";
import type { Instant } from "../domain/instant.ts";
import { block, ok, type Result, refuse } from "../domain/problem.ts";
import { type Posted, type Posting, postPublic } from "../edge/post-public.ts";
import { type Tried, tryOnce } from "../notify/webhooks/deliver.ts";
import { proxyEnvironment } from "../settings/env.ts";
import { openEndpoint } from "../settings/webhooks.ts";
import type { Endpoint } from "../storage/endpoints.ts";
import { type Desk, nowOf } from "./desk.ts";
import { endpointFor } from "./webhooks.ts";

/** Hands a request over to a stranger's address. */
export type Post = (posting: Posting, stop: AbortSignal) => Promise<Posted>;

/** How long one try may take. */
const sendMs = 10_000;

/** Hands requests over on the real network, also where the platforms are stand-ins. */
export function postVia({ clock, settings }: Pick<Desk, "clock" | "settings">): Post {
  const { allowPrivate } = settings.webhooks;
  return (posting, stop) => postPublic(posting, { clock, proxyEnv: proxyEnvironment(), timeoutMs: sendMs, stop, allowPrivate });
}

/** Opens a webhook's seal, for whoever sends to it. */
export function openFor({ settings }: Pick<Desk, "settings">) {
  return (endpoint: Endpoint, at: Instant) => {
    const opened = openEndpoint(endpoint, settings.sealKeys);
    if (!opened.ok) return opened;
    const former = opened.former && opened.former.until > at ? [opened.former.secret] : [];
    return { url: opened.url, secrets: [opened.secret, ...former] };
  };
}

/** Sends one a `webhook.test` at once, and says what came of it; one that takes it rests no longer. */
export async function testWebhook(desk: Desk, id: string, post = postVia(desk)): Promise<Result<{ readonly arrived: string }>> {
  const found = await endpointFor(desk, id);
  if (!found.ok) return found;
  const at = nowOf(desk);
  const data = { id, by: desk.actor.id };
  const event = { event: `msg_${randomUUID().replaceAll("-", "")}`, type: "webhook.test", at, data, bare: data, isHidden: false } as const;
  const parts = {
    open: openFor(desk),
    post,
    clean: <T extends object>(same: T) => same,
    origin: desk.settings.publicUrl,
    clock: desk.clock,
  };
  const tried: Tried = await tryOnce(parts, found.value, event, new AbortController().signal);
  if (tried.kind === "arrived") {
    await desk.store.deliveries.wake(id, nowOf(desk));
    return ok({ arrived: id });
  }
  return refuse(
    block("webhook-test", `webhook ${id}`, `The test did not arrive: ${tried.reason}.`, "Look at the receiver, then try again."),
  );
}
