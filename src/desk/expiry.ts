import type { Account } from "../domain/account.ts";
import { type Incident, type Judge, topics } from "../domain/incident.ts";
import { type Instant, toIso } from "../domain/instant.ts";
import { incident } from "../notify/incident.ts";

const dayMs = 86_400_000;
/** How many days ahead people are told, each time once. */
const stages = [10, 3, 1, 0];

/** What is known of a login that people may have to see to. */
export interface Ending {
  /** When it ends unless somebody does something; null: it doesn't, or nobody knows. */
  readonly until: Instant | null;
  /** It has ended already, and why; null: it hasn't. */
  readonly dead: { readonly reason: string; readonly generation: number } | null;
}

function stageAt(until: Instant, now: Instant): number | null {
  const days = (until - now) / dayMs;
  return stages.findLast((stage) => days <= stage) ?? null;
}

function sayEnd(platformName: string, until: Instant, now: Instant): string {
  const days = Math.ceil((until - now) / dayMs);
  if (days <= 0) return `Its login at ${platformName} ran out at ${toIso(until)}.`;
  return `Its login at ${platformName} runs out in ${days} ${days === 1 ? "day" : "days"}, at ${toIso(until)}.`;
}

/** A later word is never taken back for an earlier one: a clock that went back unsays nothing. */
function isSaid(open: Incident | null, until: Instant, stage: number): boolean {
  const [, said] = new RegExp(`:${until}:(\\d+)$`).exec(open?.id ?? "") ?? [];
  return said !== undefined && Number(said) <= stage;
}

/** What people must hear of an account's login: that it is dead, or how soon it ends. Pure. */
export function loginIncident({ id, platform }: Account, platformName: string, { until, dead }: Ending, now: Instant): Judge {
  const about = { topic: topics.login(id), kind: "login", account: id, platform } as const;
  return (open) => {
    if (dead) return incident({ ...about, id: `login:${id}:dead:${dead.generation}`, reason: dead.reason });
    const stage = until === null ? null : stageAt(until, now);
    if (until === null || stage === null) return null;
    if (isSaid(open, until, stage)) return open;
    return incident({ ...about, id: `login:${id}:${until}:${stage}`, reason: sayEnd(platformName, until, now), count: stage });
  };
}
