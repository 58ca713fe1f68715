/** What counting costs, and whether an account's posts are counted at all. */
import type { Account } from "../domain/account.ts";
import type { MicroCents } from "../domain/spending.ts";
import { dayOf, microCentsOf } from "../pipeline/budget.ts";
import { type Desk, nowOf, platformOf } from "./desk.ts";

/** US dollars a month, where reading costs and the settings name no sum. */
const usualUsdPerMonth = 2;

export interface Reading {
  readonly isOn: boolean;
  /** For one post; 0: it costs nothing. */
  readonly each: MicroCents;
  /** In a month. */
  readonly most: MicroCents;
}

/** What costs money is off until the settings say otherwise; the sandbox's money is nobody's. */
export function readingOf(desk: Pick<Desk, "registry" | "settings" | "templates" | "cards" | "clock">, account: Account): Reading {
  const each = microCentsOf(platformOf(desk, account).readCost?.(1, account) ?? { usd: 0 });
  const isOn = account.results?.read ?? (each === 0 || desk.settings.mode === "sandbox");
  return { isOn, each, most: microCentsOf({ usd: account.results?.usdPerMonth ?? usualUsdPerMonth }) };
}

/** `2026-11`, on the account's own calendar. */
export function monthOf(desk: Desk, { timetable }: Account): string {
  return dayOf(timetable.timezone, nowOf(desk)).slice(0, "YYYY-MM".length);
}

/** What an account's reading costs, in US dollars. */
export interface ReadingCost {
  readonly account: string;
  readonly isOn: boolean;
  readonly month: string;
  readonly spentUsd: number;
  readonly mostUsd: number;
  readonly eachUsd: number;
}

/** Of the accounts whose platform bills for it. */
export async function readingCosts(desk: Desk): Promise<readonly ReadingCost[]> {
  const costs = desk.settings.accounts.map(async (account) => {
    const { isOn, each, most } = readingOf(desk, account);
    if (each === 0) return [];
    const month = monthOf(desk, account);
    const spent = await desk.store.results.spent(account.id, month);
    const usd = (microCents: MicroCents) => microCents / 100_000_000;
    return [{ account: account.id, isOn, month, spentUsd: usd(spent), mostUsd: usd(most), eachUsd: usd(each) }];
  });
  return (await Promise.all(costs)).flat();
}
