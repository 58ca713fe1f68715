/** Hands letters over, beside the worker and never in its way: at least once each, and never in quiet hours. */
import type { Instant } from "../../domain/instant.ts";
import type { Clock } from "../../edge/clock.ts";
import type { Log } from "../../edge/log.ts";
import type { Bundle, Letters, Pace } from "../../storage/letters.ts";
import { retryMs, withoutSecrets } from "../notifier.ts";
import type { Carried, Carrier } from "./carrier.ts";
import { isQuiet, type TellRules } from "./quiet-hours.ts";
import type { LetterText } from "./words.ts";

/** What a bundle comes to, now that it is to be told. */
export interface Composed {
  /** Letters of it that hold no longer. */
  readonly dropped: readonly string[];
  /** Null: nobody need be told any more. */
  readonly letter: { readonly to: string; readonly text: LetterText } | null;
}

export interface DeliveryParts {
  readonly letters: Letters;
  readonly clock: Clock;
  readonly log: Log;
  readonly carriers: readonly Carrier[];
  readonly rules: Pick<TellRules, "timezone" | "quiet">;
  /** Reads anew what the letters are about. */
  readonly compose: (bundle: Bundle) => Promise<Composed>;
  /** Texts that must never leave. */
  readonly secrets: readonly string[];
  /** `host/pid/start-time`. */
  readonly owner: string;
  readonly isGone: (owner: string) => boolean;
  /** How often it looks. */
  readonly tickMs: number;
}

/** How long one try may take. */
const sendMs = 10_000;
const leaseMs = 60_000;
/** Of what needs an approver's eye somebody hears at most once in this, of several posts together. */
export const pace: Pace = { kinds: ["waits", "reminder", "second"], everyMs: 15 * 60_000 };

/** One letter by one way; null: none is due. */
async function deliverNext(parts: DeliveryParts, carrier: Carrier, stop: AbortSignal): Promise<Carried | null> {
  const { letters, clock, rules, owner, isGone } = parts;
  if (isQuiet(rules, clock.now())) return null;
  const bundle = await letters.claim(carrier.way, { owner, isGone, leaseMs }, pace, clock.now());
  if (bundle === null) return null;
  const { dropped, letter } = await parts.compose(bundle);
  await letters.drop(bundle.token, dropped, clock.now());
  if (letter === null) return { kind: "arrived" };
  // Its words took their time, and the quiet hours may have begun meanwhile.
  if (isQuiet(rules, clock.now())) return giveBack(parts, bundle);
  const text = withoutSecrets(letter.text, parts.secrets);
  const carried = await carrier.carry({ id: bundle.id, to: letter.to, text }, AbortSignal.any([stop, clock.timeout(sendMs)]));
  await keepOutcome(parts, bundle, letter.to, stop.aborted && carried.kind === "failed" ? { ...carried, afterMs: 0 } : carried);
  return carried;
}

async function giveBack({ letters, clock }: DeliveryParts, { token }: Bundle): Promise<null> {
  await letters.notTold(token, null, clock.now());
  return null;
}

async function keepOutcome({ letters, clock, log }: DeliveryParts, bundle: Bundle, to: string, carried: Carried): Promise<void> {
  const { way, person, tries, token } = bundle;
  const now = clock.now();
  if (carried.kind === "arrived") return letters.told(bundle.id, now);
  const posts = bundle.letters.flatMap(({ kind, subject }) => (kind === "silenced" ? [] : [subject]));
  log.warn({ way, person, posts, reason: carried.reason, tries }, "a letter did not arrive");
  if (carried.kind === "failed") return letters.notTold(token, carried.reason, now + (carried.afterMs ?? retryMs(tries)));
  await letters.silence(person, to, now);
  const ids = bundle.letters.map(({ id }) => id);
  await letters.drop(token, ids, now);
}

/** Everything that is due by one way, until one fails; gives until when the way asked for rest. */
async function deliverAll(parts: DeliveryParts, carrier: Carrier, stop: AbortSignal): Promise<Instant> {
  while (!stop.aborted) {
    const carried = await deliverNext(parts, carrier, stop);
    if (carried === null) break;
    if (carried.kind === "failed") return parts.clock.now() + (carried.afterMs ?? 0);
  }
  return 0;
}

async function serve(parts: DeliveryParts, carrier: Carrier, done: AbortSignal, stop: AbortSignal): Promise<void> {
  const { clock, log, tickMs } = parts;
  let restUntil: Instant = 0;
  const round = async () => {
    try {
      if (clock.now() >= restUntil) restUntil = await deliverAll(parts, carrier, stop);
    } catch (error) {
      log.error({ error: String(error) }, "letters could not be told; trying again");
    }
  };
  while (!done.aborted) {
    await round();
    await clock.sleep(tickMs, done);
  }
  await round();
}

/** Delivers until `done` aborts, and then once more what is due; `stop` breaks a try off, which is made again at the next start. */
export async function deliverLetters(parts: DeliveryParts, done: AbortSignal, stop: AbortSignal): Promise<void> {
  await Promise.all(parts.carriers.map((carrier) => serve(parts, carrier, done, stop)));
}
