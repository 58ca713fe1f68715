import { type Instant, toIso } from "../domain/instant.ts";
import { block, ok, type Result, refuse } from "../domain/problem.ts";
import { isEngines } from "../pipeline/guard.ts";
import { forbidden } from "../pipeline/rights.ts";
import type { Logins } from "../platforms/current-login.ts";
import type { OAuth } from "../platforms/oauth.ts";
import type { Secret, Variable } from "../platforms/platform.ts";
import { openKept } from "../settings/kept.ts";
import { namesIn } from "../settings/seal.ts";
import type { Way } from "../settings/secrets.ts";
import type { KeptSecret } from "../storage/secrets.ts";
import { canAuthorize } from "./authorize.ts";
import type { Meet } from "./connect.ts";
import { accountOf, type Desk, platformOf } from "./desk.ts";

/** A login that the database keeps, as it may be shown: no value of it. */
export interface KeptLogin {
  readonly variables: readonly string[];
  /** ISO 8601. */
  readonly at: string;
  readonly by: string;
  /** When it ends, ISO 8601; null: it isn't known, or it never does. */
  readonly until: string | null;
  /** Whether Herald renews it by itself. */
  readonly isRenewed: boolean;
  /** Why it can't be opened, as the end of a sentence; null: it can. */
  readonly trouble: string | null;
}

/** How one account stands. */
export interface AccountConnection {
  readonly account: string;
  /** As people call it; null: herald.yaml doesn't name this account any more. */
  readonly platform: string | null;
  /** Where the login that Herald works with was found; null: it is not connected. */
  readonly way: Way | null;
  readonly kept: KeptLogin | null;
  /** As its platform knew it when it was last asked; empty: never. */
  readonly name: string | null;
  readonly url: string | null;
  readonly pause: { readonly reason: string; readonly by: string; readonly since: Instant; readonly until: Instant | null } | null;
  /** What a login consists of. */
  readonly variables: readonly Variable[];
  /** Whether it can be connected by consent at its platform. */
  readonly canAuthorize: boolean;
}

function keptOf({ settings }: Desk, one: KeptSecret, oauth?: OAuth): KeptLogin {
  const opened = openKept(one, settings.sealKeys);
  const about = { variables: namesIn(one.sealed), at: toIso(one.updatedAt), by: one.by };
  const until = one.expiresAt === null ? null : toIso(one.expiresAt);
  const isRenewed = opened.ok && (oauth?.renewAt(opened.secret, one.updatedAt) ?? null) !== null;
  return { ...about, until, isRenewed, trouble: opened.ok ? null : opened.why };
}

/** Every account of herald.yaml, and whatever else a login is kept for. */
export async function connections(desk: Desk): Promise<Result<readonly AccountConnection[]>> {
  const problem = forbidden(desk.actor, "house");
  if (problem) return refuse(problem);
  const { accounts, ways } = desk.settings;
  const kept = await desk.store.secrets.list();
  const known = await Promise.all(
    accounts.map(async (account): Promise<AccountConnection> => {
      const { name, url, pause } = await desk.store.account(account.id);
      const platform = platformOf(desk, account);
      const own = kept.find((one) => one.account === account.id);
      const standing = { name: name || null, url: url || null, pause };
      const login = { way: ways.get(account.id) ?? null, kept: own ? keptOf(desk, own, platform.oauth) : null };
      return {
        account: account.id,
        platform: platform.name,
        ...login,
        ...standing,
        variables: platform.variables,
        canAuthorize: canAuthorize(desk, account),
      };
    }),
  );
  const strays = kept
    .filter(({ account }) => !accounts.some(({ id }) => id === account))
    .map((one): AccountConnection => {
      const nothing = { platform: null, way: null, name: null, url: null, pause: null, variables: [], canAuthorize: false };
      return { account: one.account, ...nothing, kept: keptOf(desk, one) };
    });
  return ok([...known, ...strays]);
}

/** What an account's platform says of the login that Herald works with. */
export interface Asked {
  readonly account: string;
  readonly name: string;
  readonly url: string;
  /** What it may do, until when, and what it costs. */
  readonly notes: readonly string[];
}

/** The login that Herald works with: a kept one as it stands, for it may have been renewed since settings were read. */
async function secretNow({ store, settings }: Desk, accountId: string): Promise<Secret | undefined> {
  const row = settings.ways.get(accountId) === "database" ? await store.renewals.of(accountId) : undefined;
  const opened = row && openKept(row.login, settings.sealKeys);
  return opened?.ok ? opened.secret : settings.secrets.get(accountId);
}

/** Why there is no login to ask with, although one is kept. */
async function notReady({ store }: Desk, accountId: string): Promise<Result<never>> {
  const [{ pause }, housePause] = [await store.account(accountId), await store.housePause()];
  const say = (message: string, remedy: string) => refuse(block("account-unready", `account ${accountId}`, message, remedy));
  if (pause && isEngines(pause)) return say(pause.reason, "Ask again when that is done.");
  if (housePause) return say("Its login ran out, and while everything is paused none is renewed.", "Resume, then ask again.");
  return say("Its login ran out, and could not be renewed just now.", "Ask again in a minute.");
}

/**
 * Asks an account's platform whose login it is.
 * @param logins renews the login first where that is due; absent: it is asked with as it stands
 */
export async function askPlatform(desk: Desk, accountId: string, meet: Meet, logins?: Pick<Logins, "ready">): Promise<Result<Asked>> {
  const problem = forbidden(desk.actor, "house");
  if (problem) return refuse(problem);
  const account = accountOf(desk, accountId);
  if (!account.ok) return account;
  const kept = await secretNow(desk, accountId);
  if (!kept)
    return refuse(
      block("account-unconnected", `account ${accountId}`, "It is not connected.", "Connect it; a live Herald takes that up by itself."),
    );
  const secret = logins ? (await logins.ready(account.value))?.secret : kept;
  if (!secret) return await notReady(desk, accountId);
  const standing = await meet(account.value, secret);
  if (!standing.ok) return refuse(standing.problem);
  const { remoteId, name, url, notes } = standing;
  await desk.store.keepStanding(accountId, { remoteId, name, url });
  return ok({ account: accountId, name, url, notes });
}
