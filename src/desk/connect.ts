/** Connecting accounts without a file of variables: their logins are kept in the database, sealed. Values are never shown again. */
import type { Account } from "../domain/account.ts";
import { block, ok, type Problem, type Result, refuse } from "../domain/problem.ts";
import { isEngines } from "../pipeline/guard.ts";
import { forbidden } from "../pipeline/rights.ts";
import type { Platform, Secret, Standing } from "../platforms/platform.ts";
import { openKept, remoteIdIn } from "../settings/kept.ts";
import { type SealKey, seal } from "../settings/seal.ts";
import { accountOf, type Desk, nowOf, platformOf } from "./desk.ts";
import { pauser } from "./renew.ts";

/** Asks a login's platform who it belongs to, and what it may do. */
export type Meet = (account: Account, secret: Secret) => Promise<Standing>;

/** What became of connecting an account. */
export interface Connected {
  readonly account: string;
  readonly platform: string;
  /** Names of the variables that are kept. */
  readonly variables: readonly string[];
  /** As the platform says; null: it was not asked. */
  readonly name: string | null;
  readonly url: string | null;
  readonly notes: readonly string[];
}

/** An account that may be connected here, and what that takes. */
export interface Connectable {
  readonly account: Account;
  readonly platform: Platform;
  readonly key: SealKey;
}

function inSandbox(): Problem {
  const message = "In the sandbox stand-ins are connected, and nothing else can be.";
  return block("settings-sandbox", "sandbox", message, "Run `herald connect ACCOUNT` without --sandbox; Herald is live at its next start.");
}

/** Who may not, and where it can't be done, is said before anybody types a secret. */
export function connectable(desk: Desk, accountId: string): Result<Connectable> {
  const problem = forbidden(desk.actor, "house") ?? (desk.settings.mode === "sandbox" ? inSandbox() : null);
  if (problem) return refuse(problem);
  const account = accountOf(desk, accountId);
  const key = desk.settings.sealKeys.current;
  if (!account.ok) return account;
  return key.ok ? ok({ account: account.value, platform: platformOf(desk, account.value), key: key.value }) : key;
}

/** The account that has this login already, connected or kept; null: none. */
async function twinOf(desk: Desk, { id, platform }: Account, remoteId: string): Promise<string | null> {
  const { accounts, sealKeys } = desk.settings;
  const connected = accounts.find((other) => other.id !== id && other.platform === platform && other.remoteId === remoteId);
  if (connected) return connected.id;
  for (const one of await desk.store.secrets.list()) {
    const opened = one.account !== id && accounts.some((other) => other.id === one.account && other.platform === platform);
    const login = opened ? openKept(one, sealKeys) : null;
    if (login?.ok && remoteIdIn(platform, login.secret, desk.registry) === remoteId) return one.account;
  }
  return null;
}

/**
 * Keeps an account's login, sealed, in the place of a former one; a Herald that runs takes it up by itself.
 * @param meet asks the platform first, and nothing is kept where it refuses; null: nobody is asked
 */
export async function connect(desk: Desk, accountId: string, secret: Secret, meet: Meet | null): Promise<Result<Connected>> {
  const able = connectable(desk, accountId);
  if (!able.ok) return able;
  const { account, platform, key } = able.value;
  const where = `account ${account.id}`;
  const remoteId = remoteIdIn(account.platform, secret, desk.registry);
  if (remoteId === null)
    return refuse(block("input-login", where, "These variables don't tell whose login it is.", "Copy them anew; nothing was kept."));
  const twin = await twinOf(desk, account, remoteId);
  if (twin !== null)
    return refuse(block("input-login", where, `This is the login of account ${twin}.`, "Give each its own login; nothing was kept."));
  const standing = await meet?.({ ...account, remoteId }, secret);
  if (standing && !standing.ok) return refuse(standing.problem);
  const expiresAt = platform.oauth?.until(secret) ?? null;
  const about = { variables: Object.keys(secret).sort(), verified: standing !== undefined, expiresAt };
  const kept = { account: account.id, sealed: seal(secret, account.id, key), keyId: key.id };
  await desk.store.secrets.keep(kept, about, nowOf(desk), desk.actor.id);
  if (standing) await desk.store.keepStanding(account.id, { remoteId, name: standing.name, url: standing.url });
  const paused = standing ? await goesOn(desk, account.id) : [];
  const notes = [...(standing?.notes ?? []), ...paused, effect(desk, account.id)];
  const who = { name: standing?.name ?? null, url: standing?.url ?? null };
  return ok({ account: account.id, platform: platform.name, variables: about.variables, ...who, notes });
}

/** An account that its former login had stopped goes on with the new one; one that stands still for anything else says so. */
async function goesOn({ store, settings, actor }: Desk, id: string): Promise<readonly string[]> {
  const { pause } = await store.account(id);
  if (!pause) return [];
  const isMended = pause.by === pauser && settings.ways.get(id) === "database" && (await store.resume(id, pause, actor.id));
  if (isMended) return ["It was paused for its login and goes on now."];
  return [`It is paused: ${pause.reason}`, ...(isEngines(pause) ? ["`herald doctor` lets it go on when all is well."] : [])];
}

function effect({ settings }: Desk, id: string): string {
  const isFromEnvironment = settings.ways.get(id) === "environment";
  if (isFromEnvironment) return "The environment holds a login of this account too, and that one wins: take it out of .env.";
  return "A live Herald that is running takes the login up by itself, within seconds; one in the sandbox must be started again.";
}

/** Forgets the login that is kept for an account, whether herald.yaml still names it or not. */
export async function disconnect(
  desk: Desk,
  accountId: string,
): Promise<Result<{ readonly account: string; readonly notes: readonly string[] }>> {
  const problem = forbidden(desk.actor, "house");
  if (problem) return refuse(problem);
  const wasKept = await desk.store.secrets.forget(accountId, nowOf(desk), desk.actor.id);
  if (wasKept) return ok({ account: accountId, notes: [farewell(accountId)] });
  const isFromEnvironment = desk.settings.ways.get(accountId) === "environment";
  const remedy = isFromEnvironment ? "Its login is in the environment: take it out of .env." : "Nothing was changed.";
  return refuse(block("input-login", `account ${accountId}`, "The database keeps no login of this account.", remedy));
}

function farewell(id: string): string {
  return `A Herald that is running forgets it within seconds; \`herald pause ${id}\` stops it at once. Revoke it at the platform too.`;
}
