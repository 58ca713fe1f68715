/**
 * Delivers events to webhooks, beside the worker and never in its way: at least once each, with the same id at every try. For one
 * endpoint one at a time and the oldest first. After a try that failed the endpoint rests as a whole, 1, 2, 4 … minutes and at most a day;
 * then the oldest is tried again, and what failed more than once lets others go first, so that one event that is never taken holds
 * nothing up. Order is kept as far as everything arrives, and no further.
 */
import type { Instant } from "../../domain/instant.ts";
import type { Clock } from "../../edge/clock.ts";
import type { Log } from "../../edge/log.ts";
import type { Posted, Posting } from "../../edge/post-public.ts";
import type { Deliveries, Delivery } from "../../storage/deliveries.ts";
import type { Digests } from "../../storage/digests.ts";
import type { Endpoint, Endpoints } from "../../storage/endpoints.ts";
import { retryMs } from "../notifier.ts";
import { bodyOf } from "./body.ts";
import { signedHeaders } from "./sign.ts";

/** Where an endpoint is, and what signs for it. */
export interface Opened {
  readonly url: string;
  /** The current secret, and while it is being changed the former. */
  readonly secrets: readonly string[];
}

export interface WebhookParts {
  readonly endpoints: Endpoints;
  readonly deliveries: Deliveries;
  /** Morning digests, of which old ones are forgotten here too. */
  readonly digests: Pick<Digests, "forget">;
  readonly clock: Clock;
  readonly log: Log;
  /** Opens the seal; `why` it can't be, as the end of a sentence. */
  readonly open: (endpoint: Endpoint, at: Instant) => Opened | { readonly why: string };
  readonly post: (posting: Posting, stop: AbortSignal) => Promise<Posted>;
  /** The same without a secret that its text may quote. */
  readonly clean: <T extends object>(data: T) => T;
  /** Where people find Herald. */
  readonly origin: string;
  /** `host/pid/start-time`. */
  readonly owner: string;
  readonly isGone: (owner: string) => boolean;
  /** How often it looks. */
  readonly tickMs: number;
}

const leaseMs = 60_000;
const dayMs = 86_400_000;
/** After this a delivery is given up. */
export const patienceMs = 3 * dayMs;
/** Events older than this are forgotten, and can't be replayed. */
export const memoryMs = 30 * dayMs;
/** Nobody asks any more whether a digest of such a day went out. */
const digestMemoryMs = 60 * dayMs;
/** Who switches an endpoint off that wants no more. */
export const stopper = "herald";
const forgetEveryMs = 3_600_000;

/** What became of one try. */
export type Tried = { readonly kind: "arrived" } | { readonly kind: "failed"; readonly reason: string; readonly afterMs: number } | Gone;
/** The endpoint is no more, and says so. */
interface Gone {
  readonly kind: "gone";
  readonly reason: string;
}

/** What is to be told, to whom. */
export type Dispatch = Pick<Delivery, "event" | "type" | "at" | "data" | "bare" | "isHidden">;

/** One try, whatever it is about; never throws. */
export async function tryOnce(
  parts: Pick<WebhookParts, "open" | "post" | "clean" | "origin" | "clock">,
  endpoint: Endpoint,
  { event, type, at, data, bare, isHidden }: Dispatch,
  stop: AbortSignal,
): Promise<Tried> {
  const now = parts.clock.now();
  const opened = parts.open(endpoint, now);
  if ("why" in opened) return { kind: "failed", reason: opened.why, afterMs: 0 };
  const seen = parts.clean(isHidden && !endpoint.whole ? bare : data);
  const body = bodyOf({ type, at, data: seen }, endpoint.form, parts.origin);
  const signed = endpoint.form === "plain" ? signedHeaders({ id: event, at: now, body }, opened.secrets) : {};
  const headers = { "content-type": "application/json", ...signed };
  return outcomeOf(await parts.post({ url: opened.url, headers, body }, stop));
}

function outcomeOf(posted: Posted): Tried {
  if (!posted.ok) return { kind: "failed", reason: posted.why, afterMs: 0 };
  const { status, retryAfterMs } = posted;
  if (status >= 200 && status < 300) return { kind: "arrived" };
  if (status === 410) return { kind: "gone", reason: "it answered 410 Gone: it wants no more" };
  const isRedirect = status >= 300 && status < 400;
  const reason = isRedirect ? `it answered ${status}, and a redirect is not followed` : `it answered ${status}`;
  return { kind: "failed", reason, afterMs: retryAfterMs ?? 0 };
}

async function keepOutcome({ deliveries, endpoints, clock, log }: WebhookParts, delivery: Delivery, tried: Tried): Promise<void> {
  const { endpoint, tries, madeAt, type } = delivery;
  const now = clock.now();
  if (tried.kind === "arrived") return deliveries.told(delivery, now);
  log.warn({ webhook: endpoint, event: delivery.event, type, tries, reason: tried.reason }, "a webhook did not take an event");
  if (tried.kind === "gone") return void (await endpoints.turn(endpoint, "off", tried.reason, now, stopper));
  const askedMs = Math.min(tried.afterMs, dayMs);
  // At its second failure it waits longer than its endpoint rests.
  const ownMs = retryMs(tries) * (tries > 1 ? 2 : 1);
  const nextAt = now - madeAt >= patienceMs ? null : now + Math.max(ownMs, askedMs);
  const restsUntil = now + Math.max(retryMs(delivery.failures + 1), askedMs);
  await deliveries.notTold(delivery, { problem: tried.reason, nextAt, restsUntil, overdue: now - patienceMs }, now);
}

/** Everything that is due for one endpoint, until one try fails: the rest would most likely meet the same. */
async function drain(parts: WebhookParts, endpoint: Endpoint, stop: AbortSignal): Promise<void> {
  const { deliveries, clock, owner, isGone } = parts;
  while (!stop.aborted) {
    const delivery = await deliveries.claim(endpoint.id, { owner, isGone, leaseMs }, clock.now());
    if (!delivery) return;
    const tried = await tryOnce(parts, endpoint, delivery, stop);
    if (stop.aborted && tried.kind === "failed") return deliveries.giveBack(delivery, clock.now());
    await keepOutcome(parts, delivery, tried);
    if (tried.kind !== "arrived") return;
  }
}

/** Fails once, not for ever: a database that is locked or full is looked at again. */
async function safely({ log }: WebhookParts, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    log.error({ error: String(error) }, "webhooks could not be served; trying again");
  }
}

/** Serves endpoints side by side: a slow one holds up nobody else. */
function server(parts: WebhookParts, stop: AbortSignal) {
  const busy = new Map<string, Promise<void>>();
  const begin = (endpoint: Endpoint) => {
    const work = safely(parts, () => drain(parts, endpoint, stop)).finally(() => busy.delete(endpoint.id));
    busy.set(endpoint.id, work);
  };
  return {
    round: async () => {
      const waiting = await parts.deliveries.waiting();
      if (waiting.length === 0) return;
      const all = await parts.endpoints.list();
      for (const endpoint of all) if (waiting.includes(endpoint.id) && !busy.has(endpoint.id)) begin(endpoint);
    },
    settled: async () => void (await Promise.all(busy.values())),
  };
}

/** Delivers until `done` aborts, and then once more what is due; `stop` breaks a try off, which is made again at the next start. */
export async function deliverEvents(parts: WebhookParts, done: AbortSignal, stop: AbortSignal): Promise<void> {
  const { round, settled } = server(parts, stop);
  let forgotAt = Number.NEGATIVE_INFINITY;
  const forget = async () => {
    if (parts.clock.mono() - forgotAt < forgetEveryMs) return;
    if ((await parts.deliveries.forget(parts.clock.now() - memoryMs)) > 0) return;
    await parts.digests.forget(parts.clock.now() - digestMemoryMs);
    forgotAt = parts.clock.mono();
  };
  while (!done.aborted) {
    await safely(parts, round);
    await safely(parts, forget);
    await parts.clock.sleep(parts.tickMs, done);
  }
  await settled();
  await safely(parts, round);
  await settled();
}
