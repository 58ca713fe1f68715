import type { Account, Approval } from "../domain/account.ts";
import { roles } from "../domain/person.ts";
import type { Problem, Result } from "../domain/problem.ts";
import { block, ok, refuse } from "../domain/problem.ts";
import type { Language } from "../domain/summary.ts";
import type { ConfigFile } from "./config-file.ts";
import type { AccountConfig, Config } from "./config-schema.ts";
import { timetableOf, timetableProblems } from "./timetables.ts";

/** An account as the file describes it, before anybody looked for its login. */
export interface Described {
  readonly account: Account;
  /** As `env:` names it; absent: to be found from the id. */
  readonly prefix?: string;
}

/** The accounts, or every contradiction in them. */
export function describeAccounts(config: Config, file: ConfigFile): Result<readonly Described[]> {
  const problems = [
    ...idProblems(config, file),
    ...prefixProblems(config, file),
    ...timetableProblems(config, file),
    ...approvalProblems(config, file),
  ];
  if (problems.length > 0) return refuse(...problems);
  return ok(config.accounts.map((account) => describe(account, config)));
}

function describe(written: AccountConfig, config: Config): Described {
  const prefix = written.env ?? written.prefix;
  const account: Account = {
    id: written.id,
    platform: written.platform,
    languages: written.languages ?? houseLanguages(config),
    tags: written.tags,
    remoteId: null,
    format: written.format ?? "auto",
    link: written.link ?? "last",
    numbering: written.numbering ?? false,
    ...(written.utm ? { utm: withoutGaps(written.utm) } : {}),
    ...(written.nameHashtags ? { nameHashtags: true } : {}),
    ...(written.platform === "x" && Object.keys(config.prices.x).length > 0 ? { prices: withoutGaps(config.prices.x) } : {}),
    timetable: timetableOf(written, config),
    budget: budgetOf(written),
    approvers: written.approval.people,
    approval: approvalOf(written),
    ...(written.results ? { results: { read: written.results.read, ...withoutGaps({ usdPerMonth: written.results.usdPerMonth }) } } : {}),
  };
  return prefix === undefined ? { account } : { account, prefix };
}

/** The least of the roles that are named counts: whoever is more may too. */
function approvalOf({ approval: { by, others, auto } }: AccountConfig): Approval {
  return { least: roles.find((role) => by.includes(role)) ?? null, people: by.filter((name) => !isRole(name)), others, auto };
}

function isRole(name: string): boolean {
  return (roles as readonly string[]).includes(name);
}

/** What the house approves by itself nobody reads: that is no way round several people. */
function approvalProblems(config: Config, file: ConfigFile): Problem[] {
  return config.accounts.flatMap(({ id, approval: { people, by, auto } }, index) => {
    const where = (name: string) => file.where(["accounts", index, "approval", name]);
    const contradiction = `Account ${id} asks for ${people} people and approves some sources by itself.`;
    const few = `Account ${id} asks for ${people} people and lets only ${by.join(", ")} approve.`;
    return [
      ...(auto.length > 0 && people > 1 ? [block("settings-value", where("auto"), contradiction, "Keep one of the two.")] : []),
      ...(by.length < people && !by.some(isRole) ? [block("settings-value", where("by"), few, "Name more people, or ask for fewer.")] : []),
    ];
  });
}

/** Without what is undefined: absent is absent. */
function withoutGaps<T extends object>(written: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(written).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}

const limits = ["usdPerMonth", "usdPerDay", "postsPerMonth", "postsPerDay"] as const;

function budgetOf({ budget }: AccountConfig): Account["budget"] {
  return Object.fromEntries(limits.flatMap((name) => (budget[name] === undefined ? [] : [[name, budget[name]]])));
}

/** An account that names no languages takes those of the house. */
function houseLanguages(config: Config): readonly Language[] {
  const all: readonly Language[] = ["en", "ur"];
  const named = all.filter((language) => config.languages !== undefined && language in config.languages);
  return named.length > 0 ? named : all;
}

function idProblems(config: Config, file: ConfigFile): Problem[] {
  return config.accounts.flatMap(({ id }, index) => {
    const where = file.where(["accounts", index, "id"]);
    if (config.accounts.findIndex((other) => other.id === id) < index) {
      return [block("settings-duplicate", where, `Two accounts are called ${id}.`, "Give one of them another id.")];
    }
    if (!id.startsWith("sandbox-")) return [];
    return [
      block("settings-value", where, `Account ${id} has a name kept for the sandbox.`, "Give it an id that doesn't begin with sandbox-."),
    ];
  });
}

function prefixProblems(config: Config, file: ConfigFile): Problem[] {
  return config.accounts.flatMap((account, index) => {
    const prefix = account.env ?? account.prefix;
    if (account.env !== undefined && account.prefix !== undefined && account.env !== account.prefix) {
      const message = `Account ${account.id} names two prefixes, ${account.env} and ${account.prefix}.`;
      return [block("settings-login", file.where(["accounts", index, "prefix"]), message, "Keep one of them.")];
    }
    const first = config.accounts.findIndex((other) => other.platform === account.platform && (other.env ?? other.prefix) === prefix);
    if (prefix === undefined || first === index) return [];
    const message = `Accounts ${config.accounts[first]?.id} and ${account.id} name the same prefix, ${prefix}, on the same platform.`;
    return [block("settings-login", file.where(["accounts", index]), message, "Give each account a prefix of its own.")];
  });
}

/** Settings that are there and mean nothing: said, not refused. */
export function idleSettings(config: Config, file: ConfigFile): string[] {
  return config.accounts.flatMap((account, index) => {
    if (account.platform === "x") return [];
    const idle = (["format", "link", "numbering"] as const).filter((name) => account[name] !== undefined);
    const free = (["usdPerMonth", "usdPerDay"] as const).filter((name) => account.budget[name] !== undefined);
    const where = (...path: readonly string[]) => `${file.where(["accounts", index, ...path])}: Account ${account.id} sets`;
    const isUncounted = account.platform === "youtube-community" && account.results !== undefined;
    const isPaid = account.platform === "instagram" && account.results?.usdPerMonth !== undefined;
    return [
      ...(isUncounted ? [`${where("results")} results, but no API gives counts of community posts; it changes nothing.`] : []),
      ...(isPaid ? [`${where("results", "usdPerMonth")} usdPerMonth, but only X bills for counting; it changes nothing.`] : []),
      ...idle.map((name) => `${where(name)} ${name}, which only X has; it changes nothing.`),
      ...free.map((name) => `${where("budget", name)} ${name}, but only X bills for posts; it changes nothing.`),
    ];
  });
}
