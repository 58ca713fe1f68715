/** The queue's figures as gauges. */
import { Gauge, Registry } from "prom-client";
import type { PlatformId } from "../domain/account.ts";
import type { Instant } from "../domain/instant.ts";
import { unfinished } from "../storage/figures.ts";
import type { AccountFigures, QueueFigures } from "./queue.ts";

const microCentsInUsd = 100_000_000;

/** Ways that may hold a message back, so that a first one is a rise from 0. */
const knownWays = [
  ["letter", "email"],
  ["letter", "telegram"],
  ["incident", "email"],
  ["incident", "webhook"],
  ["event", "webhook"],
] as const;

/**
 * The figures on a registry of their own, made anew each time: what is not known stands nowhere.
 * @param figures null: the database doesn't answer
 */
export function queueMetrics(figures: QueueFigures | null, platforms: readonly PlatformId[], now: Instant): Registry {
  const registry = new Registry();
  const gauge: NewGauge = (name, help, ...labelNames) => new Gauge({ name: `herald_${name}`, help, labelNames, registers: [registry] });
  const database = gauge("database_up", "1 while the database answers; else 0, and all that is read from it is missing.");
  database.set(figures === null ? 0 : 1);
  if (figures === null) return registry;
  gauge("figures_age_seconds", "How old the figures about the queue are.").set(seconds(now - figures.at));
  showQueue(queueGauges(gauge), figures, platforms);
  showAccounts(accountGauges(gauge), figures.accounts);
  return registry;
}

type NewGauge = <L extends string = never>(name: string, help: string, ...labelNames: L[]) => Gauge<L>;

function queueGauges(gauge: NewGauge) {
  return {
    posts: gauge("posts", "Posts that are not finished, by where they stand.", "state"),
    oldest: gauge("queue_oldest_seconds", "How long ago the oldest of them came into the queue; 0 where there is none.", "state"),
    due: gauge("posts_due", "Posts that are due and that no worker has begun."),
    overdue: gauge("overdue_seconds", "How long the first of them has been due, of accounts at work; 0 where none is."),
    inHand: gauge("posts_in_progress", "Posts in workers' hands, anywhere.", "platform"),
    incidents: gauge("incidents_open", "What people must hear of or settle.", "kind"),
    stuck: gauge("messages_undelivered", "Messages that were tried and have not arrived.", "what", "way"),
    stuckFor: gauge("messages_undelivered_seconds", "How long the oldest of them has waited.", "what", "way"),
    house: gauge("house_paused", "1 while everything stands still."),
  };
}

function accountGauges(gauge: NewGauge) {
  return {
    accounts: gauge("accounts", "Accounts: at work, paused, or not connected.", "standing"),
    paused: gauge("account_paused", "1 for each account that stands still, and who stopped it.", "account", "platform", "by"),
    usd: gauge("month_spent_usd", "What the account's posts cost this month, in its zone, in US dollars.", "account", "platform"),
    usdBudget: gauge("month_budget_usd", "What they may cost, where that is limited.", "account", "platform"),
    posts: gauge("month_posts", "How many posts the account had this month.", "account", "platform"),
    postsBudget: gauge("month_budget_posts", "How many it may have, where that is limited.", "account", "platform"),
    expires: gauge("login_expires_timestamp_seconds", "When a login that Herald keeps ends, where that is known.", "account", "platform"),
    failures: gauge("login_renewals_failed", "How often renewing it failed since it last succeeded.", "account", "platform"),
    dead: gauge("login_lost", "1 where its platform doesn't know it any more: the account must be connected anew.", "account", "platform"),
  };
}

function seconds(ms: number): number {
  return Math.max(0, ms / 1000);
}

function showQueue(queue: ReturnType<typeof queueGauges>, figures: QueueFigures, platforms: readonly PlatformId[]): void {
  const { standings, due, overdueSince, inHand, incidents, stuck, at } = figures;
  for (const state of unfinished) {
    const standing = standings.get(state);
    queue.posts.set({ state }, standing?.posts ?? 0);
    queue.oldest.set({ state }, seconds(at - (standing?.oldestAt ?? at)));
  }
  queue.due.set(due);
  queue.overdue.set(seconds(at - (overdueSince ?? at)));
  queue.house.set(figures.housePausedBy === null ? 0 : 1);
  for (const platform of platforms) queue.inHand.set({ platform }, inHand.get(platform) ?? 0);
  for (const [kind, open] of incidents) queue.incidents.set({ kind }, open);
  for (const [what, way] of knownWays) {
    queue.stuck.set({ what, way }, 0);
    queue.stuckFor.set({ what, way }, 0);
  }
  for (const { what, way, messages, oldestAt } of stuck) {
    queue.stuck.set({ what, way }, messages);
    queue.stuckFor.set({ what, way }, seconds(at - oldestAt));
  }
}

function standingOf({ isConnected, pausedBy }: AccountFigures): string {
  if (!isConnected) return "not-connected";
  return pausedBy === null ? "at-work" : "paused";
}

function showAccounts(gauges: ReturnType<typeof accountGauges>, accounts: readonly AccountFigures[]): void {
  for (const standing of ["at-work", "paused", "not-connected"]) gauges.accounts.set({ standing }, 0);
  for (const one of accounts) {
    const { id: account, platform, spent, budget, pausedBy, login } = one;
    gauges.accounts.inc({ standing: standingOf(one) });
    if (pausedBy !== null) gauges.paused.set({ account, platform, by: pausedBy }, 1);
    gauges.usd.set({ account, platform }, spent.microCents / microCentsInUsd);
    gauges.posts.set({ account, platform }, spent.posts);
    if (budget.usdPerMonth !== undefined) gauges.usdBudget.set({ account, platform }, budget.usdPerMonth);
    if (budget.postsPerMonth !== undefined) gauges.postsBudget.set({ account, platform }, budget.postsPerMonth);
    if (login === null) continue;
    if (login.expiresAt !== null) gauges.expires.set({ account, platform }, login.expiresAt / 1000);
    gauges.failures.set({ account, platform }, login.failures);
    gauges.dead.set({ account, platform }, login.dead ? 1 : 0);
  }
}
