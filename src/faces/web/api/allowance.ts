/** How often somebody may ask: so many times a minute, counted in this process. */
import type { Clock } from "../../../edge/clock.ts";

const windowMs = 60_000;
/** Names counted at once; where there are more, those are forgotten that began first. */
const mostNames = 10_000;

/** What is left of an allowance. */
export interface Left {
  readonly allowed: boolean;
  readonly limit: number;
  readonly remaining: number;
  /** Whole seconds until it is whole again. */
  readonly resetsIn: number;
}

/** @returns counts one try of a name, and tells what is left */
export function openAllowance(limit: number, clock: Pick<Clock, "mono">): (name: string) => Left {
  const windows = new Map<string, { readonly since: number; count: number }>();
  return (name) => {
    const now = clock.mono();
    const known = windows.get(name);
    const window = known && now - known.since < windowMs ? known : { since: now, count: 0 };
    window.count += 1;
    if (window !== known) windows.delete(name);
    windows.set(name, window);
    const [oldest] = windows.keys();
    if (windows.size > mostNames && oldest !== undefined) windows.delete(oldest);
    const resetsIn = Math.max(1, Math.ceil((window.since + windowMs - now) / 1000));
    return { allowed: window.count <= limit, limit, remaining: Math.max(0, limit - window.count), resetsIn };
  };
}

/** The headers that tell it. */
export function allowanceHeaders({ limit, remaining, resetsIn }: Left): Readonly<Record<string, string>> {
  return { "RateLimit-Limit": `${limit}`, "RateLimit-Remaining": `${remaining}`, "RateLimit-Reset": `${resetsIn}` };
}
