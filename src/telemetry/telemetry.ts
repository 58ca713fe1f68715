/**
 * How Herald is watched from outside: figures, traces and one word on its health. It listens to the work and changes nothing of it;
 * what it is made of is loaded when there is something to watch.
 */
import type { Account, PlatformId } from "../domain/account.ts";
import type { Instant } from "../domain/instant.ts";
import type { Clock } from "../edge/clock.ts";
import type { Log } from "../edge/log.ts";
import type { News } from "../notify/news.ts";
import type { Figures } from "../storage/figures.ts";
import type { Observer } from "../worker/observer.ts";
import { versionOf } from "./build.ts";
import { deferred } from "./deferred.ts";
import { logNews } from "./log-news.ts";
import { count, measure } from "./measure.ts";
import type { Build, Meters } from "./meters.ts";
import { together } from "./observers.ts";
import { readQueue } from "./queue.ts";
import { type Readiness, type Watchman, watchman } from "./readiness.ts";
import { type Sparing, sparing } from "./sparing.ts";
import type { TraceSettings } from "./trace-settings.ts";

export interface TelemetryParts {
  readonly figures: Figures;
  readonly clock: Clock;
  readonly log: Log;
  readonly mode: Build["mode"];
  readonly platforms: readonly PlatformId[];
  /** As the settings have them now. */
  accounts(): readonly Account[];
  isConnected(account: string): boolean;
  /** When a login ends that settings hold; null: nobody knows. */
  loginEnds(account: Account): Instant | null;
  /** How often a worker of this process looks at the queue; null: none runs here. */
  tickMs(): number | null;
  /** Aborts when the process is asked to stop. */
  readonly stop: AbortSignal;
  readonly traces: TraceSettings | null;
  readonly proxyEnv: Readonly<Record<string, string | undefined>>;
  /** Whether Node's own figures are gathered, too; absent: they are. */
  readonly process?: boolean;
}

/** The figures as Prometheus reads them. */
export interface Page {
  readonly type: string;
  readonly text: string;
}

export interface Telemetry {
  /** Hears what the worker of this process does. */
  readonly observer: Observer;
  /** Hears what people are told. */
  tell(news: News): void;
  page(): Promise<Page>;
  readiness(): Promise<Readiness>;
  /** Sends the traces that are left, within three seconds. */
  close(): Promise<void>;
}

/** A start is not slowed by what nobody asks for yet. */
const loadAfterMs = 1_000;
/** The queue's figures are read at most every five seconds, and waited for less long than Prometheus waits. */
const figuresMs = { keepMs: 5_000, share: 50, orOld: true } as const;
const patienceMs = 4_000;

export async function openTelemetry(parts: TelemetryParts): Promise<Telemetry> {
  const { clock, log, stop, platforms } = parts;
  const build: Build = { version: versionOf(), mode: parts.mode };
  const say = (what: string) => (error: unknown) => log.warn({ error: String(error) }, what);
  const load = async () => (await import("./meters.ts")).openMeters({ platforms, build, process: parts.process ?? true });
  const meters = deferred(load, say("this process could not be measured"));
  const traces = await tracesFor(parts, build);
  const watch = watchman({ clock, answer: () => parts.figures.answer(), tickMs: () => parts.tickMs(), stop });
  const queue = sparing(clock, figuresMs, () => readQueue(parts), say("the figures about the queue could not be read"));
  const measured = measure(clock, meters);
  const observers = [watchOnly(watch), measured, ...(traces ? [traces.observer] : [])];
  // This timer holds no process: one that is through sooner never loads them.
  clock.timeout(loadAfterMs).addEventListener("abort", () => void meters.get().catch(() => undefined));
  return {
    observer: together(observers, say("this process could not be watched")),
    tell: (news) => {
      logNews(log, news);
      count(news, meters);
    },
    page: async () => pageOf(await meters.get(), watch, queue, parts),
    readiness: () => watch.readiness(),
    close: async () => traces?.close(),
  };
}

async function tracesFor({ traces: settings, clock, proxyEnv }: TelemetryParts, build: Build) {
  if (settings === null) return null;
  const { openTraces } = await import("./traces.ts");
  return openTraces({ settings, build, clock, proxyEnv });
}

function watchOnly({ observer }: Watchman): Observer {
  const hand = { step: () => () => undefined, shows: () => undefined, left: () => undefined };
  return { ...observer, took: () => hand };
}

async function pageOf(
  { registry }: Meters,
  watch: Watchman,
  queue: Sparing<Awaited<ReturnType<typeof readQueue>>>,
  { platforms, clock }: TelemetryParts,
): Promise<Page> {
  const [{ queueMetrics }, isThere, figures] = await Promise.all([import("./gauges.ts"), watch.hasDatabase(), queue.ask(patienceMs)]);
  const about = queueMetrics(isThere ? figures : null, platforms, clock.now());
  return { type: registry.contentType, text: `${await about.metrics()}\n${await registry.metrics()}` };
}
