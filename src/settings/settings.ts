/** What Herald runs on: `config/herald.yaml` and the environment, read together and judged whole. */
import { join, resolve } from "node:path";
import type { Account, PlatformId } from "../domain/account.ts";
import type { House } from "../domain/brand.ts";
import type { Result } from "../domain/problem.ts";
import { ok, refuse } from "../domain/problem.ts";
import type { MediaHostSettings } from "../edge/media/host.ts";
import type { ModelSettings } from "../edge/model.ts";
import type { TellRules } from "../notify/letters/quiet-hours.ts";
import type { Style } from "../pipeline/house-rules.ts";
import type { Registry, Secret } from "../platforms/platform.ts";
import type { Described } from "./accounts.ts";
import { describeAccounts, idleSettings } from "./accounts.ts";
import type { ConfigFile } from "./config-file.ts";
import { readConfigFile } from "./config-file.ts";
import { wordIssues } from "./config-problems.ts";
import type { Config } from "./config-schema.ts";
import { configSchema } from "./config-schema.ts";
import { readDatabase, sandboxFile } from "./database.ts";
import type { Environment } from "./env.ts";
import { given } from "./env.ts";
import { describeHouse } from "./house.ts";
import { joinKept, type LookUp } from "./kept.ts";
import { fetchesPictures, idleMediaHost, readMediaHost } from "./media-host.ts";
import { idleModel, modelOnThisMachine, readModel } from "./model.ts";
import type { NotifySettings } from "./notify.ts";
import { leftOut, onThisMachine, readNotify } from "./notify.ts";
import { problemsOf } from "./problems-of.ts";
import { readSealKeys, type SealKeys } from "./seal.ts";
import type { Connections, Way } from "./secrets.ts";
import { connect } from "./secrets.ts";
import type { ServerSettings } from "./server.ts";
import { readServer } from "./server.ts";
import { readStyle } from "./style.ts";
import { quietWindow } from "./timetables.ts";
import type { WorkerTiming } from "./timing.ts";
import { readTiming } from "./timing.ts";

export interface Settings {
  /** `sandbox`: stand-ins for the platforms, a database and account ids of its own. */
  readonly mode: "live" | "sandbox";
  /** Absolute paths. */
  readonly configFile: string;
  readonly templatesDirectory: string;
  readonly databaseFile: string;
  readonly house: House;
  /** The house's own rules on words, from `style.yaml` beside the settings. */
  readonly style: Style;
  /** IANA zone of the house; each account's timetable carries its own. */
  readonly timezone: string;
  /** When people are written to, and how soon again; the windows are read in the house's zone. */
  readonly tell: Pick<TellRules, "quiet" | "remindMs">;
  readonly accounts: readonly Account[];
  /** Logins of the connected accounts, by account id. */
  readonly secrets: ReadonlyMap<string, Secret>;
  /** Where each of them was found. */
  readonly ways: ReadonlyMap<string, Way>;
  /** What seals logins that the database keeps. */
  readonly sealKeys: SealKeys;
  /** Where platforms fetch pictures, without a slash at the end. With `PORT=0` and no `PUBLIC_URL` it ends in `:0` until Herald listens. */
  readonly publicUrl: string;
  /** Which host serves pictures to platforms that fetch them; in the sandbox Herald's own. */
  readonly mediaHost: MediaHostSettings;
  readonly host: string;
  readonly port: number;
  /** Proxies in front of Herald whose word on where a request comes from is taken; others are not believed. */
  readonly trustedProxies: readonly string[];
  readonly worker: WorkerTiming;
  /** How people are told; in the sandbox only by ways that stay on this machine. */
  readonly notify: NotifySettings;
  /** Who words posts beside Herald; null: nobody. In the sandbox only one on this machine. */
  readonly model: ModelSettings | null;
  /** `VISUAL` or `EDITOR`: the program in which a person edits a post. */
  readonly editor?: string;
  /** Sentences for the start: what is there and has no effect, what is missing and stops nothing. */
  readonly warnings: readonly string[];
}

export interface SettingsInput {
  /** As `readEnvironment` gives it; `{}` for a preview that reads neither `.env` nor the process's variables. */
  readonly env: Environment;
  /** The working directory: relative paths count from it. */
  readonly directory: string;
  readonly registry: Registry;
  /** Finds logins that the database keeps; absent: they are left aside. */
  readonly kept?: LookUp;
  readonly sandbox: {
    /** `--sandbox`: `DATABASE_URL`, `PUBLIC_URL` and all logins are left aside. */
    readonly forced: boolean;
    /** False for a dry run from a file: it has no queue to keep apart, and shows the accounts as they are. Default true. */
    readonly allowed?: boolean;
    /** The stand-in's login. */
    readonly login: (platform: PlatformId) => Secret;
  };
}

/**
 * All settings, or one problem for each that is wrong or contradicts another; `where` is a variable or `config/herald.yaml:12`.
 * Reads the one file and what `kept` finds, writes nothing, asks nobody.
 */
export function loadSettings(input: SettingsInput): Result<Settings> {
  const { directory, registry, sandbox } = input;
  const env = sandbox.forced ? { ...input.env, DATABASE_URL: undefined, PUBLIC_URL: undefined } : input.env;
  const name = given(env, "HERALD_CONFIG") ?? "config/herald.yaml";
  const file = readConfigFile(resolve(directory, name), name);
  const config = file.ok ? readConfig(file.value) : file;
  const style = readStyle(directory, name, config.ok ? config.value.accounts.map(({ id }) => id) : []);
  const server = readServer(env);
  const database = readDatabase(env, directory);
  const notify = readNotify(env);
  const mediaHost = readMediaHost(env);
  if (!file.ok || !config.ok || !style.ok || !server.ok || !database.ok || !notify.ok || !mediaHost.ok)
    return refuse(...problemsOf(config, style, server, database, notify, mediaHost));

  const house = describeHouse(config.value, file.value, directory);
  const worker = readTiming(env, config.value, file.value);
  const model = readModel(env, config.value, file.value);
  const described = describeAccounts(config.value, file.value);
  const inEnvironment = described.ok ? connect(described.value, registry, sandbox.forced ? {} : env) : described;
  if (!house.ok || !worker.ok || !model.ok || !described.ok || !inEnvironment.ok)
    return refuse(...problemsOf(house, worker, model, inEnvironment));

  const sealKeys = readSealKeys(env);
  const kept = sandbox.forced ? [] : (input.kept ?? (() => []))(database.value);
  const found = joinKept(inEnvironment.value, described.value, registry, sealKeys, kept ?? []);
  // A login that can't be opened, and a database that can't be read, are no reason to play instead of saying so.
  const isConnected = found.secrets.size > 0 || kept === null || kept.length > 0;
  const isSandbox = sandbox.forced || (sandbox.allowed !== false && !isConnected && given(env, "DATABASE_URL") === undefined);
  const pictures: MediaHostSettings = isSandbox ? { kind: "own" } : mediaHost.value;
  const told = isSandbox ? onThisMachine(notify.value) : notify.value;
  const asked = isSandbox ? modelOnThisMachine(model.value) : model.value;
  const connections = isSandbox ? standIns(described.value, registry, sandbox.login) : found;
  return ok({
    mode: isSandbox ? "sandbox" : "live",
    configFile: resolve(directory, name),
    templatesDirectory: join(directory, "templates"),
    databaseFile: isSandbox ? sandboxFile(directory) : database.value,
    house: house.value,
    style: style.value,
    timezone: config.value.timezone,
    tell: { quiet: config.value.tell.quiet.map(quietWindow), remindMs: config.value.tell.remind },
    accounts: connections.accounts,
    secrets: connections.secrets,
    ways: connections.ways,
    sealKeys,
    publicUrl: (isSandbox ? null : server.value.publicUrl) ?? server.value.ownUrl,
    mediaHost: pictures,
    host: server.value.host,
    port: server.value.port,
    trustedProxies: server.value.trustedProxies,
    worker: worker.value,
    notify: told,
    model: asked,
    ...editorOf(env),
    warnings: [
      ...idleSettings(config.value, file.value),
      ...found.warnings,
      ...leftOut(notify.value, told),
      ...idleModel(env, model.value, asked),
      ...idleMediaHost(env, mediaHost.value, pictures),
      ...(isSandbox || pictures.kind !== "own" ? [] : [...server.value.warnings, ...unreachable(connections, server.value)]),
    ],
  });
}

function editorOf(env: Environment): Pick<Settings, "editor"> {
  const editor = given(env, "VISUAL") ?? given(env, "EDITOR");
  return editor === undefined ? {} : { editor };
}

function readConfig(file: ConfigFile): Result<Config> {
  // Read once a start: compiling the schema first, as zod does by default, takes longer than reading.
  const parsed = configSchema.safeParse(file.value, { jitless: true });
  return parsed.success ? ok(parsed.data) : refuse(...wordIssues(parsed.error.issues, file));
}

/** The same accounts, under names of the sandbox and with the stand-ins' logins: nothing of them can reach a real platform. */
function standIns(described: readonly Described[], registry: Registry, login: (platform: PlatformId) => Secret): Connections {
  const accounts = described.map(({ account }) => ({
    ...account,
    id: `sandbox-${account.id}`,
    remoteId: registry[account.platform].remoteId(login(account.platform)),
  }));
  return {
    accounts,
    secrets: new Map(accounts.map((account) => [account.id, login(account.platform)])),
    ways: new Map(accounts.map((account) => [account.id, "sandbox"])),
    warnings: [],
  };
}

function unreachable({ accounts, secrets }: Connections, server: ServerSettings): string[] {
  if (server.publicUrl !== null) return [];
  const needy = accounts.filter((account) => fetchesPictures(account) && secrets.has(account.id)).map((account) => account.id);
  if (needy.length === 0) return [];
  return [`PUBLIC_URL isn't set, so Instagram can't fetch the pictures of ${needy.join(" and ")}: set it to Herald's https address.`];
}
