/** What is written in `config/herald.yaml`, beside it and in the environment: read part by part, then judged together. */
import { join, resolve } from "node:path";
import type { House } from "../domain/brand.ts";
import { ok, type Result, refuse } from "../domain/problem.ts";
import type { MediaHostSettings } from "../edge/media/host.ts";
import type { ModelSettings } from "../edge/model.ts";
import type { Style } from "../pipeline/house-rules.ts";
import type { Registry } from "../platforms/platform.ts";
import type { DatabaseLocation } from "../storage/location.ts";
import { type Described, describeAccounts } from "./accounts.ts";
import { type ConfigFile, readConfigFile } from "./config-file.ts";
import { wordIssues } from "./config-problems.ts";
import { type Config, configSchema } from "./config-schema.ts";
import { readDatabase } from "./database.ts";
import { type Environment, given } from "./env.ts";
import { type FolderSettings, readFolder } from "./folder.ts";
import { describeHouse } from "./house.ts";
import { readMediaHost } from "./media-host.ts";
import { readModel } from "./model.ts";
import { type NotifySettings, readNotify } from "./notify.ts";
import { problemsOf } from "./problems-of.ts";
import { type Connections, connect } from "./secrets.ts";
import { readServer, type ServerSettings } from "./server.ts";
import { readStyle } from "./style.ts";
import { readTelemetry, type TelemetrySettings } from "./telemetry.ts";
import { readTiming, type WorkerTiming } from "./timing.ts";

/** Each part by itself. */
export interface Written {
  /** The settings file's, absolute. */
  readonly path: string;
  readonly file: ConfigFile;
  readonly config: Config;
  readonly style: Style;
  readonly server: ServerSettings;
  readonly database: DatabaseLocation;
  readonly notify: NotifySettings;
  readonly mediaHost: MediaHostSettings;
  readonly telemetry: TelemetrySettings;
}

/** Or every problem of every part. @param directory relative paths count from it */
export function readWritten(env: Environment, directory: string): Result<Written> {
  const name = given(env, "HERALD_CONFIG") ?? "config/herald.yaml";
  const path = resolve(directory, name);
  const file = readConfigFile(path, name);
  const config = file.ok ? readConfig(file.value) : file;
  const style = readStyle(directory, name, config.ok ? config.value.accounts.map(({ id }) => id) : []);
  const server = readServer(env);
  const database = readDatabase(env, directory);
  const notify = readNotify(env);
  const mediaHost = readMediaHost(env);
  const telemetry = readTelemetry(env);
  if (!file.ok || !config.ok || !style.ok || !server.ok || !database.ok || !notify.ok || !mediaHost.ok || !telemetry.ok)
    return refuse(...problemsOf(config, style, server, database, notify, mediaHost, telemetry));
  const fromFile = { path, file: file.value, config: config.value, style: style.value };
  const around = { notify: notify.value, mediaHost: mediaHost.value, telemetry: telemetry.value };
  return ok({ ...fromFile, server: server.value, database: database.value, ...around });
}

function readConfig(file: ConfigFile): Result<Config> {
  // Read once a start: compiling the schema first, as zod does by default, takes longer than reading.
  const parsed = configSchema.safeParse(file.value, { jitless: true });
  return parsed.success ? ok(parsed.data) : refuse(...wordIssues(parsed.error.issues, file));
}

/** What the parts come to, one beside the other. */
export interface Judged {
  readonly house: House;
  readonly worker: WorkerTiming;
  readonly model: ModelSettings | null;
  readonly folder: FolderSettings | null;
  readonly described: readonly Described[];
  /** Logins that the environment holds. */
  readonly inEnvironment: Connections;
}

interface Surroundings {
  readonly env: Environment;
  readonly directory: string;
  readonly registry: Registry;
  /** The environment as far as logins count. */
  readonly logins: Environment;
}

/** Or every contradiction. */
export function judge({ config, file, path, database }: Written, { env, directory, registry, logins }: Surroundings): Result<Judged> {
  const house = describeHouse(config, file, directory);
  const worker = readTiming(env, config, file);
  const model = readModel(env, config, file);
  const own = [path, join(directory, "templates", "posts"), ...(database.kind === "file" ? [database.file] : [])];
  const folder = readFolder(env, config, file, directory, own);
  const described = describeAccounts(config, file);
  const inEnvironment = described.ok ? connect(described.value, registry, logins) : described;
  if (!house.ok || !worker.ok || !model.ok || !folder.ok || !described.ok || !inEnvironment.ok)
    return refuse(...problemsOf(house, worker, model, folder, inEnvironment));
  const accounts = { described: described.value, inEnvironment: inEnvironment.value };
  return ok({ house: house.value, worker: worker.value, model: model.value, folder: folder.value, ...accounts });
}
