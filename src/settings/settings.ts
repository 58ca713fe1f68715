/** What Herald runs on: `config/herald.yaml` and the environment, read together and judged whole. */
import { join } from "node:path";
import type { Account, PlatformId } from "../domain/account.ts";
import type { House } from "../domain/brand.ts";
import { ok, type Result } from "../domain/problem.ts";
import type { Source } from "../domain/source.ts";
import type { MediaHostSettings } from "../edge/media/host.ts";
import type { ModelSettings } from "../edge/model.ts";
import type { DigestRules } from "../notify/digest/when.ts";
import type { TellRules } from "../notify/letters/quiet-hours.ts";
import type { Style } from "../pipeline/house-rules.ts";
import type { Registry, Secret } from "../platforms/platform.ts";
import type { DatabaseLocation } from "../storage/location.ts";
import type { SealedSecret } from "../storage/secrets.ts";
import { type Described, idleSettings } from "./accounts.ts";
import { sandboxFile } from "./database.ts";
import { type Environment, given } from "./env.ts";
import type { FolderSettings } from "./folder.ts";
import { joinKept } from "./kept.ts";
import { fetchesPictures, idleMediaHost } from "./media-host.ts";
import { idleModel, modelOnThisMachine } from "./model.ts";
import { leftOut, type NotifySettings, onThisMachine } from "./notify.ts";
import { readSealKeys, type SealKeys } from "./seal.ts";
import { type Connections, oauthClients, type Way } from "./secrets.ts";
import type { ServerSettings } from "./server.ts";
import { describeSources } from "./sources.ts";
import { type TelemetrySettings, telemetryOnThisMachine } from "./telemetry.ts";
import { quietWindow } from "./timetables.ts";
import type { WorkerTiming } from "./timing.ts";
import { type Judged, judge, readWritten, type Written } from "./written.ts";

export interface Settings {
  /** `sandbox`: stand-ins for the platforms, a database and account ids of its own. */
  readonly mode: "live" | "sandbox";
  /** Absolute paths, as the database's where it is a file. */
  readonly configFile: string;
  readonly templatesDirectory: string;
  readonly database: DatabaseLocation;
  readonly house: House;
  /** The house's own rules on words, from `style.yaml` beside the settings. */
  readonly style: Style;
  /** IANA zone of the house; each account's timetable carries its own. */
  readonly timezone: string;
  /** When people are written to, and how soon again; the windows are read in the house's zone. */
  readonly tell: Pick<TellRules, "quiet" | "remindMs">;
  /** When the morning digest goes out, by the house's clocks. */
  readonly digest: DigestRules;
  /** Whether webhooks may lead into the operator's own networks. */
  readonly webhooks: { readonly allowPrivate: boolean };
  readonly accounts: readonly Account[];
  /** Where summaries come from by themselves. */
  readonly sources: readonly Source[];
  /** Logins of the connected accounts, by account id. */
  readonly secrets: ReadonlyMap<string, Secret>;
  /** Where each of them was found. */
  readonly ways: ReadonlyMap<string, Way>;
  /** The apps by which accounts may be connected by consent at their platform, by account id. */
  readonly oauthClients: ReadonlyMap<string, Secret>;
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
  /** How long after a post came to its end its journal is archived. */
  readonly archiveAfterMs: number;
  /** Into which summaries are dropped; null: none. With `--sandbox` none, so that nothing meant for the live queue is taken. */
  readonly folder: FolderSettings | null;
  /** How people are told; in the sandbox only by ways that stay on this machine. */
  readonly notify: NotifySettings;
  /** How it may be watched from outside; in the sandbox only from this machine. */
  readonly telemetry: Omit<TelemetrySettings, "warnings">;
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
  /** Logins that the database keeps, looked up before it is opened for work; null: it can't be read; absent: they are left aside. */
  readonly kept?: readonly SealedSecret[] | null;
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
 * Reads the one file, writes nothing, asks nobody.
 */
export function loadSettings(input: SettingsInput): Result<Settings> {
  const { directory, sandbox } = input;
  const env = sandbox.forced ? { ...input.env, DATABASE_URL: undefined, PUBLIC_URL: undefined } : input.env;
  const written = readWritten(env, directory);
  if (!written.ok) return written;
  const judged = judge(written.value, { env, directory, registry: input.registry, logins: sandbox.forced ? {} : env });
  return judged.ok ? ok(put(written.value, judged.value, input, env)) : judged;
}

/** Sandbox or live, and what follows from that. */
function put(written: Written, judged: Judged, { directory, registry, sandbox, ...input }: SettingsInput, env: Environment): Settings {
  const { config, file, server } = written;
  const sealKeys = readSealKeys(env);
  const kept = sandbox.forced || input.kept === undefined ? [] : input.kept;
  const found = joinKept(judged.inEnvironment, judged.described, registry, sealKeys, kept ?? []);
  // A login that can't be opened, and a database that can't be read, are no reason to play instead of saying so.
  const isConnected = found.secrets.size > 0 || kept === null || kept.length > 0;
  const isSandbox = sandbox.forced || (sandbox.allowed !== false && !isConnected && given(env, "DATABASE_URL") === undefined);
  const mediaHost: MediaHostSettings = isSandbox ? { kind: "own" } : written.mediaHost;
  const notify = isSandbox ? onThisMachine(written.notify) : written.notify;
  const { warnings, ...telemetry } = isSandbox ? telemetryOnThisMachine(written.telemetry) : written.telemetry;
  const model = isSandbox ? modelOnThisMachine(judged.model) : judged.model;
  const { accounts, secrets, ways } = isSandbox ? standIns(judged.described, registry, sandbox.login) : found;
  const unserved = isSandbox || mediaHost.kind !== "own" ? [] : [...server.warnings, ...unreachable(found, server)];
  return {
    mode: isSandbox ? "sandbox" : "live",
    configFile: written.path,
    templatesDirectory: join(directory, "templates"),
    database: isSandbox ? { kind: "file", file: sandboxFile(directory) } : written.database,
    house: judged.house,
    style: written.style,
    timezone: config.timezone,
    tell: { quiet: config.tell.quiet.map(quietWindow), remindMs: config.tell.remind },
    digest: config.digest,
    webhooks: config.webhooks,
    accounts,
    sources: describeSources(config),
    secrets,
    ways,
    oauthClients: isSandbox ? new Map() : oauthClients(judged.described, registry, env),
    sealKeys,
    publicUrl: (isSandbox ? null : server.publicUrl) ?? server.ownUrl,
    mediaHost,
    host: server.host,
    port: server.port,
    trustedProxies: server.trustedProxies,
    worker: judged.worker,
    archiveAfterMs: config.archive.after,
    folder: sandbox.forced ? null : judged.folder,
    notify,
    telemetry,
    model,
    ...editorOf(env),
    warnings: [
      ...idleSettings(config, file),
      ...found.warnings,
      ...leftOut(written.notify, notify),
      ...idleModel(env, judged.model, model),
      ...idleMediaHost(env, written.mediaHost, mediaHost),
      ...unserved,
      ...warnings,
    ],
  };
}

function editorOf(env: Environment): Pick<Settings, "editor"> {
  const editor = given(env, "VISUAL") ?? given(env, "EDITOR");
  return editor === undefined ? {} : { editor };
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
