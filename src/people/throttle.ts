/**
 * How often a password may be tried. Counted is what failed in the last day; a try counts from the moment it is admitted, so that
 * many at once get no further than one after the other.
 *
 * - A browser on which the person has signed in before has an allowance of its own: whatever others do, it is let in.
 * - Any other waits longer and longer after five failures on this person from its network: at most a hundred guesses a day.
 * - Beyond that nobody is refused. Who tries from many networks, or at many people, only makes new browsers wait some seconds
 *   before their password is looked at; so no stranger can keep anybody out.
 */
import type { Instant } from "../domain/instant.ts";
import type { Failures } from "../storage/sign-ins.ts";

export type Admission =
  /** The password may be looked at after `delayMs`. */
  { readonly kind: "go"; readonly delayMs: number } | { readonly kind: "wait"; readonly until: Instant };

const minuteMs = 60_000;
/** Failures that cost nothing but the try. */
export const freeTries = 5;
const longestWaitMs = 15 * minuteMs;
/** Failures on a person from anywhere, or of a network on anybody, before new browsers are slowed. */
const freeOnPerson = 10;
const freeOnNetwork = 50;
const slowerByMs = 200;
export const longestDelayMs = 8_000;

/** Doubles from a minute to a quarter of an hour, from the last failure on; a clock that was set back makes nobody wait longer. */
function waitAfter({ count, last }: Failures, at: Instant): Admission | null {
  if (count < freeTries || last === null) return null;
  const until = Math.min(last, at) + Math.min(longestWaitMs, minuteMs * 2 ** (count - freeTries));
  return until <= at ? null : { kind: "wait", until };
}

function slower(failures: Failures, free: number): number {
  return Math.min(longestDelayMs, Math.max(0, failures.count - free + 1) * slowerByMs);
}

/** On a browser where the person has signed in before. */
export function admitKnown(device: Failures, at: Instant): Admission {
  return waitAfter(device, at) ?? { kind: "go", delayMs: 0 };
}

/** On any other: `pair` counts this person from this network, `person` from anywhere, `network` this network on anybody. */
export function admitNew(
  { pair, person, network }: { readonly pair: Failures; readonly person: Failures; readonly network: Failures },
  at: Instant,
): Admission {
  const delayMs = Math.max(slower(person, freeOnPerson), slower(network, freeOnNetwork));
  return waitAfter(pair, at) ?? { kind: "go", delayMs };
}
