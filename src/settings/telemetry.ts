/** How Herald may be watched from outside: its log, its figures, its traces. */
import type { Problem, Result } from "../domain/problem.ts";
import { block, ok, refuse } from "../domain/problem.ts";
import type { LogLevel } from "../edge/log.ts";
import type { TraceSettings } from "../telemetry/trace-settings.ts";
import { type Environment, given } from "./env.ts";
import { problemsOf } from "./problems-of.ts";
import { isLoopback } from "./server.ts";

export interface TelemetrySettings {
  /** `HERALD_LOG`: what is logged on stderr; default `warn`. */
  readonly log: LogLevel;
  /** `METRICS_TOKEN`: who brings it may read `/metrics`; null: in live mode nobody may. Never shown. */
  readonly metricsToken: string | null;
  /** Null: no traces are made. In the sandbox only to this machine. */
  readonly traces: TraceSettings | null;
  /** What is there and has no effect, in sentences. */
  readonly warnings: readonly string[];
}

/** Reads `HERALD_LOG`, `METRICS_TOKEN` and the standard `OTEL_…` variables. No token is repeated. */
export function readTelemetry(env: Environment): Result<TelemetrySettings> {
  const log = readLevel(given(env, "HERALD_LOG") ?? "warn");
  const metricsToken = readToken(given(env, "METRICS_TOKEN"));
  const traces = readTraces(env);
  if (!log.ok || !metricsToken.ok || !traces.ok) return refuse(...problemsOf(log, metricsToken, traces));
  return ok({ log: log.value, metricsToken: metricsToken.value, ...traces.value });
}

/** As it may be in the sandbox: nothing of it leaves this machine. */
export function telemetryOnThisMachine(settings: TelemetrySettings): TelemetrySettings {
  if (settings.traces === null || isLoopback(new URL(settings.traces.url).hostname)) return settings;
  const warning = "OTEL_EXPORTER_OTLP_ENDPOINT has no effect in the sandbox: nothing of it leaves this machine.";
  return { ...settings, traces: null, warnings: [...settings.warnings, warning] };
}

function wrong(where: string, message: string, remedy: string): { readonly ok: false; readonly problems: readonly Problem[] } {
  return refuse(block("settings-telemetry", where, message, remedy));
}

const logLevels: readonly LogLevel[] = ["info", "warn", "error", "silent"];

function readLevel(written: string): Result<LogLevel> {
  const level = logLevels.find((known) => known === written.toLowerCase());
  return level ? ok(level) : wrong("HERALD_LOG", `HERALD_LOG is "${written}", which is no level.`, `Give one of ${logLevels.join(", ")}.`);
}

/** Shorter ones could be guessed over the network. */
const shortestToken = 16;

function readToken(written: string | undefined): Result<string | null> {
  if (written === undefined) return ok(null);
  if (written.length >= shortestToken && /^[\x21-\x7e]+$/.test(written)) return ok(written);
  const message = `METRICS_TOKEN must have at least ${shortestToken} characters, without spaces, in plain ASCII.`;
  return wrong("METRICS_TOKEN", message, "Make one: openssl rand -hex 24.");
}

type Traces = Pick<TelemetrySettings, "traces" | "warnings">;

const none: Traces = { traces: null, warnings: [] };

function readTraces(env: Environment): Result<Traces> {
  const isOff = given(env, "OTEL_SDK_DISABLED")?.toLowerCase() === "true" || given(env, "OTEL_TRACES_EXPORTER") === "none";
  const endpoint = isOff ? null : endpointIn(env);
  if (endpoint === null) return ok(none);
  const protocol = given(env, "OTEL_EXPORTER_OTLP_TRACES_PROTOCOL") ?? given(env, "OTEL_EXPORTER_OTLP_PROTOCOL");
  if (protocol === "grpc") return ok({ traces: null, warnings: [noGrpc] });
  const url = URL.parse(endpoint.address);
  const example = "Give the collector's address, such as http://127.0.0.1:4318, or remove it.";
  if (!url || !["http:", "https:"].includes(url.protocol)) return wrong(endpoint.name, `${endpoint.name} is no web address.`, example);
  const headers = { ...pairs(given(env, "OTEL_EXPORTER_OTLP_HEADERS")), ...pairs(given(env, "OTEL_EXPORTER_OTLP_TRACES_HEADERS")) };
  const attributes = pairs(given(env, "OTEL_RESOURCE_ATTRIBUTES"));
  const service = given(env, "OTEL_SERVICE_NAME") ?? attributes["service.name"] ?? "herald";
  return ok({ traces: { url: url.href, headers, service, attributes }, warnings: [] });
}

const noGrpc = "No traces are sent: OTEL_EXPORTER_OTLP_PROTOCOL is grpc, and Herald speaks OTLP over HTTP (http/json).";

/** The address for traces as it is, or the common one with the standard path. */
function endpointIn(env: Environment): { readonly name: string; readonly address: string } | null {
  const own = given(env, "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT");
  if (own !== undefined) return { name: "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", address: own };
  const common = given(env, "OTEL_EXPORTER_OTLP_ENDPOINT");
  return common === undefined ? null : { name: "OTEL_EXPORTER_OTLP_ENDPOINT", address: `${common.replace(/\/+$/, "")}/v1/traces` };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** `key=value,key=value`, percent-encoded, as the standard has headers and attributes. */
function pairs(written = ""): Readonly<Record<string, string>> {
  const entries = written.split(",").flatMap((pair) => {
    const [key = "", ...value] = pair.split("=");
    return key.trim() === "" || value.length === 0 ? [] : [[decoded(key.trim()), decoded(value.join("=").trim())] as const];
  });
  return Object.fromEntries(entries);
}
