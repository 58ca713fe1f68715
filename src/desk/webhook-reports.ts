/** How webhooks stand, for people and programs: never a secret, and of an address no more than its beginning. */
import type { EndpointForm, EventType } from "../domain/event.ts";
import { type Instant, toIso } from "../domain/instant.ts";
import { memoryMs, stopper } from "../notify/webhooks/deliver.ts";
import { may } from "../pipeline/rights.ts";
import type { KeptDelivery } from "../storage/deliveries.ts";
import type { Endpoint } from "../storage/endpoints.ts";
import type { Desk } from "./desk.ts";

/** A webhook as people and programs may see it. Instants are ISO 8601. */
export interface WebhookReport {
  readonly id: string;
  /** Its address without what may be secret in it. */
  readonly url: string;
  readonly form: EndpointForm;
  /** Null: all. */
  readonly events: readonly EventType[] | null;
  readonly full: boolean;
  /** `failing`: nothing arrives since `failingSince`; `off`: nothing is sent. */
  readonly state: "on" | "failing" | "off";
  readonly failingSince: string | null;
  /** When it is tried next, where it is failing. */
  readonly nextTry: string | null;
  /** Who switched it off; null: it is on. */
  readonly stoppedBy: string | null;
  readonly problem: string | null;
  /** How many events wait for it, and how many were given up within the last thirty days. */
  readonly waiting: number;
  readonly failed: number;
  readonly addedAt: string;
  readonly by: string;
}

/** What was sent to a webhook, or is to be. */
export interface DeliveryReport {
  readonly event: string;
  readonly type: EventType;
  readonly subject: string;
  readonly at: string;
  readonly state: "delivered" | "waiting" | "failed";
  readonly tries: number;
  readonly nextAt: string | null;
  readonly problem: string | null;
}

function iso(instant: Instant | null): string | null {
  return instant === null ? null : toIso(instant);
}

export function webhookReport(endpoint: Endpoint, count: { readonly waiting: number; readonly failed: number } | undefined): WebhookReport {
  const { id, shown, form, types, whole, isOn, failingSince, restsUntil, stoppedBy, problem, madeAt, by } = endpoint;
  return {
    id,
    url: shown,
    form,
    events: types,
    full: whole,
    state: isOn ? (failingSince === null ? "on" : "failing") : "off",
    failingSince: iso(failingSince),
    nextTry: failingSince === null ? null : iso(restsUntil),
    stoppedBy,
    problem,
    waiting: count?.waiting ?? 0,
    failed: count?.failed ?? 0,
    addedAt: toIso(madeAt),
    by,
  };
}

/** All of them, without asking who wants to know: for `status`, the digest and the pages. */
export async function webhookReports({ store, clock }: Pick<Desk, "store" | "clock">): Promise<readonly WebhookReport[]> {
  const endpoints = await store.endpoints.list();
  if (endpoints.length === 0) return [];
  const counts = await store.deliveries.counts(clock.now() - memoryMs);
  return endpoints.map((endpoint) => webhookReport(endpoint, counts.get(endpoint.id)));
}

/** What is wrong with webhooks, a sentence each; one that a person switched off is as it should be. */
export function webhookTroubles(all: readonly WebhookReport[]): readonly string[] {
  return all.flatMap(({ id, url, state, failingSince, nextTry, stoppedBy, problem, waiting, failed }) => {
    const lost = failed === 0 ? "" : ` ${failed} given up: \`herald webhook replay ${id} --since TIME\`.`;
    if (state === "off")
      return stoppedBy !== null && stoppedBy !== stopper ? [] : [`Webhook ${id} (${url}) is off${problem ? `: ${problem}` : ""}.${lost}`];
    const next = nextTry === null ? "" : ` Next try ${nextTry}, or at once after \`herald webhook test ${id}\`.`;
    if (state === "failing")
      return [`Webhook ${id} (${url}) takes nothing since ${failingSince}: ${problem}. ${waiting} waiting.${next}${lost}`];
    return lost === "" ? [] : [`Webhook ${id} (${url}):${lost}`];
  });
}

export function deliveryReport({ event, type, subject, at, tries, toldAt, failedAt, nextAt, problem }: KeptDelivery): DeliveryReport {
  const state = toldAt !== null ? "delivered" : failedAt !== null ? "failed" : "waiting";
  return { event, type, subject, at: toIso(at), state, tries, nextAt: iso(nextAt), problem };
}

/** The same for whoever asks: of webhooks hear those who look after the house. */
export async function webhookNotes(desk: Desk): Promise<readonly string[]> {
  return may(desk.actor, "house") ? webhookTroubles(await webhookReports(desk)) : [];
}
