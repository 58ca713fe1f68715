/**
 * A trace for each post, sent to a collector by OTLP over HTTP. Attributes name the post and say what became of each step; none holds
 * a text, an address or a login. https://opentelemetry.io/docs/specs/otel/trace/sdk/
 */
import { type AttributeValue, ROOT_CONTEXT, type Span, SpanKind, SpanStatusCode, trace } from "@opentelemetry/api";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-http";
import { resourceFromAttributes } from "@opentelemetry/resources";
import { BatchSpanProcessor, RandomIdGenerator, type SpanExporter, TracerProvider } from "@opentelemetry/sdk-trace";
import type { Outcome, Verdict } from "../domain/journal.ts";
import type { Post } from "../domain/post.ts";
import type { Clock } from "../edge/clock.ts";
import type { Handling, Observer } from "../worker/observer.ts";
import type { Build } from "./meters.ts";
import { within } from "./sparing.ts";
import { traceIdOf } from "./trace-id.ts";
import type { TraceSettings } from "./trace-settings.ts";

export interface TraceParts {
  readonly settings: TraceSettings;
  readonly build: Build;
  readonly clock: Clock;
  /** Proxy settings, as for whatever else leaves this machine. */
  readonly proxyEnv: Readonly<Record<string, string | undefined>>;
}

export interface Traces {
  readonly observer: Observer;
  /** Sends what is left, and gives up after three seconds. */
  close(): Promise<void>;
}

/** How long a collector may take for a batch, its retries counted in; spans of one that takes longer are lost. */
const exportMs = 3_000;

export function openTraces({ settings, build, clock, proxyEnv }: TraceParts): Traces {
  const { url, headers } = settings;
  const exporter = new OTLPTraceExporter({ url, headers, timeoutMillis: exportMs, httpAgentOptions: { keepAlive: true, proxyEnv } });
  return tracesTo(exporter, settings, build, clock);
}

/** The same to any exporter. */
export function tracesTo(
  exporter: SpanExporter,
  { service, attributes }: Pick<TraceSettings, "service" | "attributes">,
  build: Build,
  clock: Clock,
): Traces {
  const random = new RandomIdGenerator();
  let nextTrace = "";
  const provider = new TracerProvider({
    resource: resourceFromAttributes({
      ...attributes,
      "service.name": service,
      "service.version": build.version,
      "deployment.environment.name": attributes["deployment.environment.name"] ?? build.mode,
    }),
    spanProcessors: [new BatchSpanProcessor({ exporter, exportTimeoutMillis: exportMs })],
    idGenerator: { generateTraceId: () => nextTrace, generateSpanId: () => random.generateSpanId() },
  });
  const tracer = provider.getTracer("herald", build.version);
  /** The generator is asked within `startSpan`: so each root gets the trace of its own post. */
  const root = (post: Post, since: number): Span => {
    nextTrace = traceIdOf(post.id);
    return tracer.startSpan("post", { root: true, startTime: since, attributes: attributesOf(post) }, ROOT_CONTEXT);
  };
  return {
    observer: {
      looked: () => undefined,
      took: (post, since) => {
        const span = root(post, since);
        const child = (name: string, more: Readonly<Record<string, AttributeValue>>) =>
          tracer.startSpan(
            name,
            { kind: SpanKind.CLIENT, startTime: clock.now(), attributes: { ...attributesOf(post), ...more } },
            trace.setSpan(ROOT_CONTEXT, span),
          );
        return handlingIn(span, child, clock);
      },
    },
    close: async () => {
      await within(
        clock,
        exportMs,
        provider.shutdown().catch(() => undefined),
        () => undefined,
      );
    },
  };
}

function attributesOf({ id, account, platform, revision }: Post): Readonly<Record<string, AttributeValue>> {
  return { "herald.post.id": id, "herald.account": account, "herald.platform": platform, "herald.post.revision": revision };
}

type Child = (name: string, more: Readonly<Record<string, AttributeValue>>) => Span;

function handlingIn(span: Span, child: Child, clock: Clock): Handling {
  return {
    step: (step, act) => {
      const under = child(`${act} ${step.key}`, {
        "herald.step.key": step.key,
        "herald.step.act": act,
        "herald.step.shows": step.repeat === "never",
      });
      return (answer) => endWith(under, answer, clock);
    },
    shows: (moment, lateMs) =>
      void span.addEvent(moment === "out" ? "first part out" : "first part begun", { "herald.late_ms": lateMs }, clock.now()),
    left: () => span.end(clock.now()),
  };
}

/** Answers in which something went wrong, so that a collector shows them as errors. */
const wrong: readonly (Outcome | Verdict)["kind"][] = ["refused", "denied", "doubt", "unknown"];

/** Of a problem only its code: its words may quote the post. */
function endWith(span: Span, answer: Outcome | Verdict, clock: Clock): void {
  span.setAttribute("herald.step.outcome", answer.kind);
  if ("problem" in answer && answer.problem) span.setAttribute("herald.problem.code", answer.problem.code);
  if ("afterMs" in answer) span.setAttribute("herald.later_ms", answer.afterMs);
  if (wrong.includes(answer.kind)) span.setStatus({ code: SpanStatusCode.ERROR, message: answer.kind });
  span.end(clock.now());
}
