import type { Account, PlatformId } from "../domain/account.ts";
import type { Problem, Result } from "../domain/problem.ts";
import { block, ok, refuse } from "../domain/problem.ts";
import type { Platform, Registry, Secret, Variable } from "../platforms/platform.ts";
import type { Described } from "./accounts.ts";
import type { Environment } from "./env.ts";
import { given } from "./env.ts";

/** Which accounts have a whole login, and what is known from it. */
export interface Connections {
  /** By account id; only connected ones. Variables without the account's prefix. */
  readonly secrets: ReadonlyMap<string, Secret>;
  /** The same accounts, with `remoteId` where connected. */
  readonly accounts: readonly Account[];
  /** Where each connected account's login was found. */
  readonly ways: ReadonlyMap<string, Way>;
  readonly warnings: readonly string[];
}

/** Where a login was found; `sandbox`: it is a stand-in's. */
export type Way = "environment" | "database" | "sandbox";

interface Login {
  readonly account: Account;
  readonly prefix: string;
  readonly secret: Secret;
  readonly missing: readonly string[];
  readonly remoteId: string | null;
}

/**
 * Finds each account's login in the environment: under the prefix that it names, else under the one that its id suggests
 * (`urdu-x` → `URDU_X_API_KEY`), else the plain variables, if no other account of the platform could mean them.
 * A login that is there in part leaves its account unconnected, with a sentence; one that two accounts would use is refused.
 */
export function connect(described: readonly Described[], registry: Registry, env: Environment): Result<Connections> {
  const problems = sharedPlain(described, registry, env);
  if (problems.length > 0) return refuse(...problems);
  const logins = described.map((one) => readLogin(one, prefixOf(one, described, registry, env), registry, env));
  const twice = sameLogin(logins.filter(isWhole));
  if (twice.length > 0) return refuse(...twice);
  return ok({
    accounts: logins.map((login) => ({ ...login.account, remoteId: isWhole(login) ? login.remoteId : null })),
    secrets: new Map(logins.filter(isWhole).map((login) => [login.account.id, login.secret])),
    ways: new Map(logins.filter(isWhole).map((login) => [login.account.id, "environment"])),
    warnings: logins.flatMap((login) => warning(login, registry)),
  });
}

function prefixOf(one: Described, all: readonly Described[], registry: Registry, env: Environment): string {
  if (one.prefix !== undefined) return `${one.prefix}_`;
  const derived = derivedPrefix(one.account);
  return claimants(one.account.platform, all, registry, env).includes(one) ? "" : derived;
}

/** The accounts of a platform that could mean its plain variables: one whose id asks for them, else all without a login of their own. */
function claimants(platform: PlatformId, all: readonly Described[], registry: Registry, env: Environment): readonly Described[] {
  const unnamed = all.filter((one) => one.account.platform === platform && one.prefix === undefined);
  const plain = unnamed.filter((one) => derivedPrefix(one.account) === "");
  if (plain.length > 0) return plain;
  return unnamed.filter((one) => !isTouched(registry[platform], derivedPrefix(one.account), env));
}

function sharedPlain(all: readonly Described[], registry: Registry, env: Environment): Problem[] {
  return Object.values(registry).flatMap((platform) => {
    const ids = claimants(platform.id, all, registry, env).map((one) => one.account.id);
    if (ids.length < 2 || !isTouched(platform, "", env)) return [];
    const example = platform.variables[0]?.name ?? "";
    const message = `Accounts ${sayList(ids)} on ${platform.name} would share one login (${example} and the others without a prefix).`;
    return [block("settings-login", example, message, `Name a prefix for each in herald.yaml, for example env: URDU for URDU_${example}.`)];
  });
}

const platformWords: Readonly<Record<PlatformId, RegExp>> = {
  x: /(^|_)X$/,
  instagram: /(^|_)INSTAGRAM$/,
  "youtube-community": /(^|_)YOUTUBE(_COMMUNITY)?$/,
};

/** `urdu-x` → `URDU_`, `x` → nothing, `desk` → `DESK_`. */
function derivedPrefix({ id, platform }: Account): string {
  const word = id.toUpperCase().replaceAll("-", "_").replace(platformWords[platform], "");
  return word === "" ? "" : `${word}_`;
}

/** The app's own credentials, which say nothing of an account. */
function isApps({ oauth }: Platform, name: string): boolean {
  return oauth?.client.some((variable) => variable.name === name) ?? false;
}

function isTouched(platform: Platform, prefix: string, env: Environment): boolean {
  return platform.variables.some(({ name }) => !isApps(platform, name) && given(env, prefix + name) !== undefined);
}

/** By account id: the credentials of the app by which it may be connected, its own or the plain ones; only where they are complete. */
export function oauthClients(described: readonly Described[], registry: Registry, env: Environment): ReadonlyMap<string, Secret> {
  const found = described.flatMap((one): readonly (readonly [string, Secret])[] => {
    const { oauth } = registry[one.account.platform];
    const own = one.prefix === undefined ? derivedPrefix(one.account) : `${one.prefix}_`;
    const whole = [own, ""].map((prefix) => clientUnder(prefix, oauth?.client ?? [], env)).find((client) => client !== null);
    return whole ? [[one.account.id, whole]] : [];
  });
  return new Map(found);
}

function clientUnder(prefix: string, variables: readonly Variable[], env: Environment): Secret | null {
  const values = variables.map(({ name }) => [name, given(env, prefix + name)] as const);
  const isWhole = variables.length > 0 && variables.every(({ required }, at) => !required || values[at]?.[1] !== undefined);
  return isWhole ? Object.fromEntries(values.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]))) : null;
}

function readLogin({ account }: Described, prefix: string, registry: Registry, env: Environment): Login {
  const platform = registry[account.platform];
  const secret: Record<string, string> = {};
  for (const { name } of platform.variables) {
    const value = given(env, prefix + name);
    if (value !== undefined) secret[name] = value;
  }
  const missing = platform.variables
    .filter(({ name, required }) => required && secret[name] === undefined)
    .map(({ name }) => prefix + name);
  return { account, prefix, secret, missing, remoteId: missing.length === 0 ? platform.remoteId(secret) : null };
}

function isWhole(login: Login): boolean {
  return login.missing.length === 0 && login.remoteId !== null;
}

/** One login under two names would be read back, paced and budgeted as if it were two. */
function sameLogin(logins: readonly Login[]): Problem[] {
  return logins.flatMap((login, index) => {
    const first = logins.findIndex((other) => other.account.platform === login.account.platform && other.remoteId === login.remoteId);
    const other = logins[first];
    if (first === index || !other) return [];
    const message = `Accounts ${other.account.id} and ${login.account.id} hold the login of the same ${login.account.platform} account.`;
    return [block("settings-login", `account ${login.account.id}`, message, "Give each its own login, or make them one account.")];
  });
}

function warning({ account, prefix, secret, missing, remoteId }: Login, registry: Registry): string[] {
  const own = Object.keys(secret).filter((name) => !isApps(registry[account.platform], name));
  if (own.length === 0 || remoteId !== null) return [];
  if (missing.length > 0) {
    const verb = missing.length === 1 ? "is" : "are";
    return [`Account ${account.id} isn't connected and its posts stay drafts: ${sayList(missing)} ${verb} missing.`];
  }
  const names = registry[account.platform].variables.filter(({ required }) => required).map(({ name }) => prefix + name);
  return [
    `Account ${account.id} isn't connected and its posts stay drafts: ${sayList(names)} don't tell whose login it is; copy them anew.`,
  ];
}

function sayList(words: readonly string[]): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}
