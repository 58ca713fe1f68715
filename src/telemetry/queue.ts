/** How the queue stands, read from the database: a few cheap questions, one after the other, so that no other work waits for all of them. */
import type { Account, PlatformId } from "../domain/account.ts";
import { type IncidentKind, incidentKinds } from "../domain/incident.ts";
import type { Instant } from "../domain/instant.ts";
import type { Clock } from "../edge/clock.ts";
import { dayOf } from "../pipeline/budget.ts";
import { isEngines } from "../pipeline/guard.ts";
import type { Figures, LoginStanding, Spent, Standing, Standstill, Stuck, Unfinished } from "../storage/figures.ts";

/** Who stopped an account: a person, Herald because its platform refused it, or Herald because the database is a copy. */
export type Stopper = "person" | "platform" | "copy";

/** One account, as far as figures go. */
export interface AccountFigures {
  readonly id: string;
  readonly platform: PlatformId;
  readonly isConnected: boolean;
  readonly pausedBy: Stopper | null;
  /** This month, in its zone. */
  readonly spent: Pick<Spent, "posts" | "microCents">;
  readonly budget: Account["budget"];
  /** Its login, where the database keeps it or its end is known. */
  readonly login: LoginStanding | null;
}

export interface QueueFigures {
  readonly standings: ReadonlyMap<Unfinished, Standing>;
  readonly due: number;
  /** Since when the post that waits longest is due, of accounts at work; null: none is. */
  readonly overdueSince: Instant | null;
  readonly inHand: ReadonlyMap<PlatformId, number>;
  readonly housePausedBy: Stopper | null;
  readonly accounts: readonly AccountFigures[];
  readonly incidents: ReadonlyMap<IncidentKind, number>;
  readonly stuck: readonly Stuck[];
  /** When all this was so. */
  readonly at: Instant;
}

export interface QueueParts {
  readonly figures: Figures;
  readonly clock: Clock;
  /** As the settings have them now. */
  accounts(): readonly Account[];
  isConnected(account: string): boolean;
  /** When a login ends that settings hold; null: nobody knows. */
  loginEnds(account: Account): Instant | null;
}

export async function readQueue(parts: QueueParts): Promise<QueueFigures> {
  const { figures, clock } = parts;
  const at = clock.now();
  const stopped = new Map((await figures.pauses(at)).map((pause) => [pause.account, stopperOf(pause)]));
  // Between two questions whatever else is due goes first: on SQLite each of them holds the thread.
  const turn = () => clock.sleep(0);
  const spent = await spentThisMonth(figures, parts.accounts(), at);
  await turn();
  const standings = await figures.standings();
  await turn();
  const { posts: due, oldest } = await figures.overdue(at);
  const logins = new Map((await figures.logins()).map((login) => [login.account, login]));
  return {
    standings,
    due,
    overdueSince: overdueSince(parts, oldest, stopped),
    inHand: await figures.inHand(),
    housePausedBy: stopped.get(null) ?? null,
    accounts: parts.accounts().map((account) => accountFigures(parts, account, { stopped, spent, logins })),
    incidents: withZeros(await figures.incidents()),
    stuck: await figures.stuck(),
    at,
  };
}

type Stopped = ReadonlyMap<string | null, Stopper>;

/** @param oldest by account, since when its oldest post is due */
function overdueSince(parts: QueueParts, oldest: ReadonlyMap<string, Instant>, stopped: Stopped): Instant | null {
  if (stopped.has(null)) return null;
  const isAtWork = (id: string) => parts.isConnected(id) && !stopped.has(id) && parts.accounts().some((one) => one.id === id);
  const waiting = [...oldest].flatMap(([id, since]) => (isAtWork(id) ? [since] : []));
  return waiting.length === 0 ? null : Math.min(...waiting);
}

interface Known {
  readonly stopped: Stopped;
  readonly spent: ReadonlyMap<string, Spent>;
  readonly logins: ReadonlyMap<string, LoginStanding>;
}

function accountFigures(parts: QueueParts, account: Account, { stopped, spent, logins }: Known): AccountFigures {
  const { id, platform, budget } = account;
  return {
    id,
    platform,
    budget,
    isConnected: parts.isConnected(id),
    pausedBy: stopped.get(id) ?? null,
    spent: spent.get(id) ?? { posts: 0, microCents: 0 },
    login: logins.get(id) ?? fromSettings(id, parts.loginEnds(account)),
  };
}

function fromSettings(account: string, expiresAt: Instant | null): LoginStanding | null {
  return expiresAt === null ? null : { account, expiresAt, failures: 0, dead: false };
}

function stopperOf(pause: Standstill): Stopper {
  if (isEngines(pause)) return "platform";
  return pause.by.startsWith("herald (") ? "copy" : "person";
}

/** Accounts whose month it is are asked about together; at a month's turn there are two. */
async function spentThisMonth(figures: Figures, accounts: readonly Account[], at: Instant): Promise<ReadonlyMap<string, Spent>> {
  const zones = new Map<string, string>();
  for (const { timetable } of accounts) zones.set(timetable.timezone, dayOf(timetable.timezone, at).slice(0, "YYYY-MM".length));
  const months = Map.groupBy(accounts, ({ timetable }) => zones.get(timetable.timezone) ?? "");
  const found: Spent[] = [];
  for (const [month, those] of months)
    found.push(
      ...(await figures.spent(
        those.map(({ id }) => id),
        `${month}-01`,
        `${month}-31`,
      )),
    );
  return new Map(found.map((one) => [one.account, one]));
}

function withZeros(open: ReadonlyMap<IncidentKind, number>): ReadonlyMap<IncidentKind, number> {
  return new Map(incidentKinds.map((kind) => [kind, open.get(kind) ?? 0]));
}
