/** X's windows of 15 minutes, a user and resource each. https://docs.x.com/x-api/fundamentals/rate-limits */
import type { Stage } from "../stage.ts";

const windowMs = 15 * 60_000;

export interface Rate {
  readonly exceeded: boolean;
  readonly headers: Readonly<Record<string, string>>;
}

/** Counts requests; `limit` is how many of a window are answered. */
export function rateMeter(stage: Stage): (personId: string, resource: string, limit: number) => Rate {
  const windows = new Map<string, { readonly resetsAt: number; used: number }>();
  return (personId, resource, limit) => {
    const key = `${personId} ${resource}`;
    const now = stage.clock.now();
    const old = windows.get(key);
    const current = old && now < old.resetsAt ? old : { resetsAt: now + windowMs, used: 0 };
    current.used += 1;
    windows.set(key, current);
    return { exceeded: stage.rules.rateLimited && current.used > limit, headers: headersOf(limit, limit - current.used, current.resetsAt) };
  };
}

export function headersOf(limit: number, remaining: number, resetsAt: number): Readonly<Record<string, string>> {
  return {
    "x-rate-limit-limit": String(limit),
    "x-rate-limit-remaining": String(Math.max(0, remaining)),
    "x-rate-limit-reset": String(Math.ceil(resetsAt / 1000)),
  };
}
