/** The logins that Herald works with, renewed ahead of time, and what people must hear of them. */
import type { Account } from "../domain/account.ts";
import { topics } from "../domain/incident.ts";
import { toIso } from "../domain/instant.ts";
import type { CurrentLogin, Logins } from "../platforms/current-login.ts";
import type { OAuth } from "../platforms/oauth.ts";
import type { Secret } from "../platforms/platform.ts";
import { openKept } from "../settings/kept.ts";
import { learn } from "../settings/learnt.ts";
import type { Renewal } from "../storage/renewals.ts";
import { type Ending, loginIncident } from "./expiry.ts";
import { connectAgain, type RenewalParts, type Renewer, renew, standStill } from "./renew.ts";

/** A login that is younger was not refused for its age: another renewal would change nothing. */
const youngMs = 300_000;
const dayMs = 86_400_000;
/** A clock that was far ahead must not put the next try off for ever. */
const farMs = 3_600_000;

/** A kept login, opened. */
interface Opened {
  readonly row: Renewal;
  readonly secret: Secret;
}

interface Keeper extends Renewer {
  readonly opened: Map<string, CurrentLogin>;
  readonly proven: Map<string, number>;
}

export interface LoginKeeper extends Logins {
  /**
   * Renews what should be by now, and tells of what ends. To be called from time to time.
   * @param done when it aborts, the renewal in hand is finished and no other is begun
   */
  look(done?: AbortSignal): Promise<void>;
}

/** The account's kept login as it stands; null: none is kept for it, or it doesn't open here. */
async function openedOf({ desk, opened }: Keeper, account: string): Promise<Opened | null> {
  const row = desk.settings.ways.get(account) === "database" ? await desk.store.renewals.of(account) : undefined;
  if (!row) return null;
  const known = opened.get(account);
  if (known?.generation === row.generation) return { row, secret: known.secret };
  const found = openKept(row.login, desk.settings.sealKeys);
  if (!found.ok) return null;
  learn(found.secret);
  opened.set(account, { generation: row.generation, secret: found.secret });
  return { row, secret: found.secret };
}

/** As settings found it when they were read: of the environment, or one whose seal was changed since. */
function asRead({ desk }: Keeper, account: string): CurrentLogin | null {
  const secret = desk.settings.secrets.get(account);
  return secret ? { secret, generation: 0 } : null;
}

function mayTryNow({ desk }: Keeper, { nextAt }: Renewal): boolean {
  const now = desk.clock.now();
  return nextAt === null || nextAt <= now || nextAt > now + farMs;
}

/** Whether it holds for so much longer. */
function holds({ desk }: Keeper, oauth: OAuth | undefined, secret: Secret, forMs: number): boolean {
  const until = oauth?.until(secret) ?? null;
  return until === null || until - desk.clock.now() > forMs;
}

async function unready(keeper: Keeper, account: Account, oauth: OAuth, { row, secret }: Opened): Promise<null> {
  const until = oauth.until(secret) ?? 0;
  if (row.dead) await standStill(keeper, account, `${row.problem ?? ""} ${connectAgain(account.id)}`.trim());
  else if (until <= keeper.desk.clock.now()) {
    const why = row.problem ?? "It is kept under a HERALD_SECRET that is not in force here.";
    await standStill(
      keeper,
      account,
      `Its login ran out at ${toIso(until)} and could not be renewed yet. ${why} It goes on by itself when it is.`,
    );
  }
  return null;
}

async function ready(keeper: Keeper, account: Account): Promise<CurrentLogin | null> {
  const { registry } = keeper.desk;
  const { oauth, remoteId } = registry[account.platform];
  // Whatever is sent now is out within a lease; what was renewed just now is as good as it gets.
  const { leaseMs, requestTimeoutMs } = keeper.desk.settings.worker;
  const first = await openedOf(keeper, account.id);
  if (!first) return asRead(keeper, account.id);
  if (!oauth?.isNeeded || holds(keeper, oauth, first.secret, leaseMs)) return isSame(first) ? currentOf(first) : null;
  // A copy of a database must not take the login from the one that it was copied from.
  const isStill = (await keeper.desk.store.housePause()) !== null;
  if (!isStill && mayTryNow(keeper, first.row)) await renew(keeper, account, oauth, first.row, first.secret);
  const second = await openedOf(keeper, account.id);
  if (second && isSame(second) && holds(keeper, oauth, second.secret, requestTimeoutMs)) return currentOf(second);
  return isStill ? null : unready(keeper, account, oauth, second ?? first);

  /** Of somebody else since: whoever reads the settings anew takes that up. */
  function isSame({ secret }: Opened): boolean {
    return remoteId(secret) === account.remoteId;
  }
}

function currentOf({ row: { generation }, secret }: Opened): CurrentLogin {
  return { generation, secret };
}

async function replaced(keeper: Keeper, account: Account, generation: number): Promise<boolean> {
  const { desk } = keeper;
  const { oauth } = desk.registry[account.platform];
  const now = await openedOf(keeper, account.id);
  if (!now || !oauth || generation === 0) return false;
  if (now.row.generation !== generation) return true;
  const isYoung = desk.clock.now() - now.row.since < youngMs;
  if (isYoung || !oauth.isNeeded || oauth.renewAt(now.secret, now.row.since) === null || !mayTryNow(keeper, now.row)) return false;
  await renew(keeper, account, oauth, now.row, now.secret);
  return (await desk.store.renewals.of(account.id))?.generation !== generation;
}

async function proven({ desk, proven: known }: Keeper, account: Account, generation: number): Promise<void> {
  if (generation === 0 || known.get(account.id) === generation) return;
  await desk.store.renewals.proven(account.id, generation);
  known.set(account.id, generation);
}

/** What people may have to see to: what ends although it should have been renewed, or that nobody but a person can renew. */
function endingOf({ desk }: Keeper, oauth: OAuth, found: Opened | null, secret: Secret | undefined): Ending {
  const now = desk.clock.now();
  if (!found) return { until: secret ? oauth.until(secret) : null, dead: null };
  const { row } = found;
  // A pause tells of a login that is needed.
  if (row.dead) return { until: null, dead: oauth.isNeeded ? null : { reason: row.problem ?? "", generation: row.generation } };
  const renewAt = oauth.renewAt(found.secret, row.since);
  return { until: renewAt === null || now - renewAt > dayMs ? oauth.until(found.secret) : null, dead: null };
}

async function lookAt(keeper: Keeper, account: Account, isStill: boolean): Promise<void> {
  const { store, registry, clock, settings } = keeper.desk;
  const { oauth, name } = registry[account.platform];
  if (!oauth) return;
  const found = await openedOf(keeper, account.id);
  const renewAt = found && oauth.renewAt(found.secret, found.row.since);
  if (found && renewAt !== null && renewAt <= clock.now() && !isStill && mayTryNow(keeper, found.row))
    await renew(keeper, account, oauth, found.row, found.secret);
  const ending = endingOf(keeper, oauth, await openedOf(keeper, account.id), settings.secrets.get(account.id));
  await store.attend(topics.login(account.id), loginIncident(account, name, ending, clock.now()), clock.now());
}

/** While everything is paused nothing is renewed: in a copy of a database that would take the login from the one it was copied from. */
async function look(keeper: Keeper, done?: AbortSignal): Promise<void> {
  const { store, settings } = keeper.desk;
  if (settings.mode !== "live") return;
  const isStill = (await store.housePause()) !== null;
  for (const account of settings.accounts) {
    if (done?.aborted) return;
    await lookAt(keeper, account, isStill).catch((error: unknown) =>
      keeper.log.error({ account: account.id, error: String(error) }, "a login could not be looked at; trying again"),
    );
  }
}

/** The logins of a desk's accounts, whoever else renews them. */
export function keepLogins(parts: RenewalParts): LoginKeeper {
  for (const login of parts.desk.settings.secrets.values()) learn(login);
  const keeper: Keeper = { ...parts, watched: new Map(), opened: new Map(), proven: new Map() };
  return {
    ready: (account) => ready(keeper, account),
    replaced: (account, generation) => replaced(keeper, account, generation),
    proven: (account, generation) => proven(keeper, account, generation),
    look: (done) => look(keeper, done),
  };
}
