/** Tells people what is open, beside the worker and never in its way: at least once on each channel, whatever is killed when. */
import type { Clock } from "../edge/clock.ts";
import type { Log } from "../edge/log.ts";
import type { Registry } from "../platforms/platform.ts";
import type { Messenger, Store, Untold } from "../storage/store.ts";
import type { Channel, Message } from "./channel.ts";
import { messageOf } from "./message.ts";

export interface NotifierParts {
  readonly store: Store;
  readonly registry: Registry;
  readonly clock: Clock;
  readonly log: Log;
  readonly channels: readonly Channel[];
  /** Texts that must never leave: logins, passwords, the webhook's own address. */
  readonly secrets: readonly string[];
  /** `host/pid/start-time`. */
  readonly owner: string;
  readonly isGone: (owner: string) => boolean;
  /** How often it looks. */
  readonly tickMs: number;
}

/** How long one try may take. */
const sendMs = 10_000;
/** Longer than a try, so that only a dead or sleeping messenger loses what it has in hand. */
const leaseMs = 60_000;
/** How often it looks for what time alone brings about. */
const lookMs = 15_000;
const minuteMs = 60_000;
const dayMs = 86_400_000;

/** 1, 2, 4 … minutes after a try that failed, at most a day. @param tries counted from 1 */
export function retryMs(tries: number): number {
  return Math.min(2 ** Math.min(tries - 1, 20) * minuteMs, dayMs);
}

/** The message without any of the secrets, whoever quoted them. */
export function withoutSecrets<T extends object>(message: T, secrets: readonly string[]): T {
  const known = secrets.filter((secret) => secret.length >= 8);
  const clean = (text: string) => known.reduce((left, secret) => left.replaceAll(secret, "[secret]"), text);
  return JSON.parse(JSON.stringify(message), (_key, value: unknown) => (typeof value === "string" ? clean(value) : value));
}

/** How old an incident is before it is told, while others may still come with it; at the end nothing more can come. */
const graceMs = 2_000;

function messengerOf({ owner, isGone }: NotifierParts, last: boolean): Messenger {
  return { owner, isGone, leaseMs, graceMs: last ? 0 : graceMs };
}

/** When to stop looking for more, and when to stop at once. */
interface End {
  readonly done: AbortSignal;
  readonly stop: AbortSignal;
}

async function compose({ store, registry, secrets }: NotifierParts, { incident }: Untold): Promise<Message> {
  const view = incident.post === null ? undefined : await store.view(incident.post);
  return withoutSecrets(messageOf(incident, { registry, view }), secrets);
}

/** One message by one channel. True when it arrived, null when there was none to tell. */
async function tellNext(parts: NotifierParts, channel: Channel, { done, stop }: End): Promise<boolean | null> {
  const { store, clock, log } = parts;
  const untold = await store.claimTelling(channel.name, messengerOf(parts, done.aborted), clock.now());
  if (untold === null) return null;
  const { incident, token, tries } = untold;
  const sent = await channel.send(await compose(parts, untold), AbortSignal.any([stop, clock.timeout(sendMs)]));
  if (sent.ok) {
    await store.told(incident.id, channel.name, clock.now());
    return true;
  }
  const waitMs = stop.aborted ? 0 : retryMs(tries);
  await store.notTold(incident.id, channel.name, token, sent.reason, clock.now() + waitMs);
  const about = { incident: incident.id, post: incident.post, account: incident.account };
  log.warn({ channel: channel.name, ...about, reason: sent.reason, tries }, "a message did not arrive; it is tried again");
  return false;
}

/** Everything that is due on one channel, until one fails: the others would meet the same, and are tried at the next look. */
async function tellAll(parts: NotifierParts, channel: Channel, end: End): Promise<void> {
  while (!end.stop.aborted && (await tellNext(parts, channel, end)) === true);
}

/** Fails once, not for ever: a database that is locked or full is looked at again. */
async function safely(parts: NotifierParts, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    parts.log.error({ error: String(error) }, "people could not be told; trying again");
  }
}

async function serve(parts: NotifierParts, channel: Channel, end: End): Promise<void> {
  while (!end.done.aborted) {
    await safely(parts, () => tellAll(parts, channel, end));
    await parts.clock.sleep(parts.tickMs, end.done);
  }
  await safely(parts, () => tellAll(parts, channel, end));
}

async function look(parts: NotifierParts, done: AbortSignal): Promise<void> {
  while (!done.aborted) {
    await safely(parts, () => parts.store.attendAll(parts.clock.now()));
    await parts.clock.sleep(lookMs, done);
  }
}

/**
 * Tells until `done` aborts, and then once more whatever is due: a worker that is through leaves nothing untold that can be
 * told. `stop` breaks a try off at once; it is made again at the next start.
 */
export async function runNotifier(parts: NotifierParts, done: AbortSignal, stop: AbortSignal): Promise<void> {
  await safely(parts, () => parts.store.attendAll(parts.clock.now()));
  await Promise.all([look(parts, done), ...parts.channels.map((channel) => serve(parts, channel, { done, stop }))]);
}
