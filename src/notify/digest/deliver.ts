/** Sends the morning digest, beside the worker and never in its way: one a day, a person and a way, whoever is killed when. */
import type { Day, Instant } from "../../domain/instant.ts";
import type { Clock } from "../../edge/clock.ts";
import type { Log } from "../../edge/log.ts";
import type { DigestInHand, Digests, DigestTo, DigestWay } from "../../storage/digests.ts";
import { isQuiet, type TellRules } from "../letters/quiet-hours.ts";
import type { LetterText } from "../letters/words.ts";
import { retryMs, withoutSecrets } from "../notifier.ts";
import { type DigestRules, digestDay } from "./when.ts";

/** A digest that may go out. */
export interface DigestLetter {
  /** The same at every try. */
  readonly id: string;
  /** E-mail addresses, a chat, or the house's webhook. */
  readonly to: readonly string[];
  readonly text: LetterText;
}

/** Whether it arrived; `reason` in a few words, without an address or a secret. */
export type Handed = { readonly ok: true } | { readonly ok: false; readonly reason: string; readonly afterMs?: number };

/** A way by which digests go. */
export interface DigestCarrier {
  readonly way: DigestWay;
  /** Hands it over, once. Never throws; ends when `signal` aborts. */
  carry(letter: DigestLetter, signal: AbortSignal): Promise<Handed>;
}

/** In words, worked out this moment; null: there is nothing to say, or nobody to say it to any more. */
export type ComposeDigest = (to: DigestTo, day: Day) => Promise<Omit<DigestLetter, "id"> | null>;

export interface DigestParts {
  readonly digests: Digests;
  readonly clock: Clock;
  readonly log: Log;
  readonly carriers: readonly DigestCarrier[];
  readonly rules: DigestRules & Pick<TellRules, "timezone" | "quiet">;
  /** Everybody who is to get one, by each of their ways. */
  readonly audience: () => Promise<readonly DigestTo[]>;
  /** Begins a round, in which whatever is the same for all readers is worked out once. */
  readonly composer: () => ComposeDigest;
  readonly secrets: readonly string[];
  /** `host/pid/start-time`. */
  readonly owner: string;
  readonly isGone: (owner: string) => boolean;
}

/** How often it looks whether it is time. */
const lookMs = 15_000;
const sendMs = 10_000;
const leaseMs = 60_000;

function idOf({ day, person, way }: DigestInHand): string {
  return `digest:${day}:${person}:${way}`;
}

interface Round {
  readonly day: Day;
  readonly compose: ComposeDigest;
}

/** One digest by one way. False: none is due, or it did not arrive. */
async function sendNext(parts: DigestParts, carrier: DigestCarrier, { day, compose }: Round, stop: AbortSignal): Promise<boolean> {
  const { digests, clock, log, owner, isGone } = parts;
  const digest = await digests.claim(day, carrier.way, { owner, isGone, leaseMs }, clock.now());
  if (!digest) return false;
  const letter = await compose(digest, day);
  if (!letter) {
    await digests.over(digest, "dropped", clock.now());
    return true;
  }
  const text = withoutSecrets(letter.text, parts.secrets);
  const handed = await carrier.carry({ ...letter, text, id: idOf(digest) }, AbortSignal.any([stop, clock.timeout(sendMs)]));
  if (handed.ok) {
    await digests.over(digest, "told", clock.now());
    return true;
  }
  log.warn({ way: carrier.way, day, reason: handed.reason, tries: digest.tries }, "a digest did not arrive; it is tried again");
  const waitMs = stop.aborted ? 0 : (handed.afterMs ?? retryMs(digest.tries));
  await digests.notTold(digest.token, handed.reason, clock.now() + waitMs);
  return false;
}

/** Keeps a digest for everybody who has none yet for this day; most of the time there is nobody. */
async function plan({ digests, audience, carriers, clock }: DigestParts, day: Day): Promise<void> {
  const ways = new Set(carriers.map(({ way }) => way));
  const known = new Set((await digests.of(day)).map(({ person, way }) => `${way} ${person}`));
  const fresh = (await audience()).filter(({ person, way }) => ways.has(way) && !known.has(`${way} ${person}`));
  if (fresh.length > 0) await digests.keep(day, fresh, clock.now());
}

/** All that is due at this moment. */
export async function sendDigests(parts: DigestParts, stop: AbortSignal, at: Instant = parts.clock.now()): Promise<void> {
  const day = digestDay(parts.rules, parts.rules.timezone, at);
  if (day === null || parts.carriers.length === 0 || isQuiet(parts.rules, at)) return;
  await plan(parts, day);
  const round: Round = { day, compose: parts.composer() };
  for (const carrier of parts.carriers) while (!stop.aborted && (await sendNext(parts, carrier, round, stop)));
}

/** Sends until `done` aborts; `stop` breaks a try off, which is made again at the next start. */
export async function deliverDigests(parts: DigestParts, done: AbortSignal, stop: AbortSignal): Promise<void> {
  while (!done.aborted) {
    try {
      await sendDigests(parts, stop);
    } catch (error) {
      parts.log.error({ error: String(error) }, "the morning digest could not be sent; trying again");
    }
    await parts.clock.sleep(lookMs, done);
  }
}
