import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { InMemorySpanExporter, type ReadableSpan } from "@opentelemetry/sdk-trace";
import { afterEach, describe, expect, it } from "vitest";
import { block } from "../../src/domain/problem.ts";
import { systemClock } from "../../src/edge/clock.ts";
import { traceIdOf } from "../../src/telemetry/trace-id.ts";
import { openTraces, type Traces, tracesTo } from "../../src/telemetry/traces.ts";
import { makeWorker, type Worker } from "../../src/worker/worker.ts";
import { openWorkerPlay, turn, type WorkerPlay } from "../support/worker-play.ts";

const nine = Date.UTC(2026, 2, 2, 4);
const build = { version: "1.2.3", mode: "live" } as const;
const about = { service: "herald-test", attributes: { team: "newsroom" } };

let play: WorkerPlay;
let collector: Server | undefined;
afterEach(async () => {
  await play?.close();
  collector?.closeAllConnections();
  collector?.close();
});

const observed = (traces: Traces): Worker => makeWorker({ ...play.begin(), observer: traces.observer });

/** The spans that came of it, as they were sent. */
async function spansOf(work: (worker: () => Worker) => Promise<void>): Promise<readonly ReadableSpan[]> {
  play = await openWorkerPlay(nine);
  const sent: ReadableSpan[] = [];
  const memory = new InMemorySpanExporter();
  const exporter = {
    export: (spans: ReadableSpan[], done: Parameters<InMemorySpanExporter["export"]>[1]) => {
      sent.push(...spans);
      memory.export(spans, done);
    },
    shutdown: () => memory.shutdown(),
  };
  const traces = tracesTo(exporter, about, build, { ...play.clock, sleep: systemClock.sleep });
  await work(() => observed(traces));
  await traces.close();
  return sent;
}

describe("a post's trace", () => {
  it("is one span from its claim to its end, and one below it for each step", async () => {
    const spans = await spansOf(async (worker) => {
      await play.approve("thread", nine, { parts: 2, picture: true });
      await turn(worker());
    });
    expect(spans.map(({ name }) => name)).toEqual(["perform media-1", "perform post-1", "perform post-2", "post"]);
    const root = spans.at(-1);
    expect(root?.parentSpanContext).toBeUndefined();
    expect(root?.attributes).toEqual({
      "herald.post.id": "thread",
      "herald.account": "x",
      "herald.platform": "x",
      "herald.post.revision": 3,
    });
    expect(root?.events.map(({ name }) => name)).toEqual(["first part begun", "first part out"]);
    for (const step of spans.slice(0, -1)) expect(step.parentSpanContext?.spanId).toBe(root?.spanContext().spanId);
    expect(spans[1]?.attributes).toMatchObject({ "herald.post.id": "thread", "herald.step.key": "post-1", "herald.step.outcome": "done" });
    expect(root?.resource.attributes).toMatchObject({ "service.name": "herald-test", "service.version": "1.2.3", team: "newsroom" });
  });

  it("goes on across restarts under the same id, which hangs on the post alone", async () => {
    const spans = await spansOf(async (worker) => {
      play.script.outcome = ({ step }) =>
        step === "post-2" && play.sent.length < 3 ? { kind: "later", afterMs: 5_000, reason: "Slow down." } : undefined;
      await play.approve("thread", nine, { parts: 2 });
      await play.approve("other", nine + 3_600_000);
      await turn(worker());
      play.clock.pass(6_000);
      await turn(worker());
    });
    const roots = spans.filter(({ name }) => name === "post");
    expect(roots).toHaveLength(2);
    expect(new Set(spans.map((span) => span.spanContext().traceId))).toEqual(new Set([traceIdOf("thread")]));
    expect(traceIdOf("thread")).toMatch(/^[0-9a-f]{32}$/);
    expect(traceIdOf("other")).not.toBe(traceIdOf("thread"));
  });

  it("shows what went wrong as such, and asks about doubts as steps of their own", async () => {
    const spans = await spansOf(async (worker) => {
      play.script.outcome = () => ({ kind: "doubt", reason: "The answer was cut." });
      play.script.verdict = () => ({ kind: "took", output: { id: "9" } });
      await play.approve("one", nine);
      const only = worker();
      await turn(only);
      play.clock.pass(61_000);
      await turn(only);
    });
    const [doubt, , question] = spans;
    expect([doubt?.name, doubt?.status.code, doubt?.attributes["herald.step.outcome"]]).toEqual(["perform post-1", 2, "doubt"]);
    expect([question?.name, question?.attributes["herald.step.outcome"]]).toEqual(["reconcile post-1", "took"]);
  });

  it("holds no text of a post, no address and no words of a platform", async () => {
    const spans = await spansOf(async (worker) => {
      play.script.outcome = () => ({
        kind: "refused",
        problem: block("length-long", "part 1", "It says: the cabinet approved wheat.", "Shorten it."),
      });
      await play.approve("one", nine, { parts: 2 });
      await turn(worker());
    });
    const told = JSON.stringify(spans.map(({ name, attributes, events, status }) => ({ name, attributes, events, status })));
    expect(told).toContain("length-long");
    for (const word of ["cabinet", "wheat", "Shorten", "/posts", "platform.example", "1700000000000000001"])
      expect(told).not.toContain(word);
  });
});

describe("a collector", () => {
  const listen = async (answer: RequestListener): Promise<string> => {
    collector = createServer(answer);
    await new Promise<void>((resolve) => collector?.listen(0, "127.0.0.1", () => resolve()));
    return `http://127.0.0.1:${(collector.address() as AddressInfo).port}/v1/traces`;
  };
  const openTo = (url: string) =>
    openTraces({ settings: { url, headers: { authorization: "Bearer t" }, ...about }, build, clock: systemClock, proxyEnv: {} });

  it("gets the spans by OTLP over HTTP with the headers of the settings, when Herald stops", async () => {
    const bodies: string[] = [];
    let authorization: string | undefined;
    const url = await listen((request, response) => {
      authorization = request.headers.authorization;
      request.on("data", (chunk: Buffer) => void bodies.push(chunk.toString()));
      request.on("end", () => response.end("{}"));
    });
    play = await openWorkerPlay(nine);
    const traces = openTo(url);
    await play.approve("one", nine);
    await turn(observed(traces));
    await traces.close();
    expect(authorization).toBe("Bearer t");
    const body = JSON.parse(bodies.join("")) as { resourceSpans: { scopeSpans: { spans: { name: string; traceId: string }[] }[] }[] };
    const spans = body.resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap((scope) => scope.spans));
    expect(spans.map(({ name, traceId }) => [name, traceId])).toEqual([
      ["perform post-1", traceIdOf("one")],
      ["post", traceIdOf("one")],
    ]);
  });

  it("that never answers delays no post, and the end of Herald by three seconds at most", async () => {
    const url = await listen(() => undefined);
    play = await openWorkerPlay(nine);
    const traces = openTo(url);
    await play.approve("one", nine);
    // A post that waited for it would wait for all of three seconds, and an end that did not bound it for the ten of the exporter.
    const began = performance.now();
    await turn(observed(traces));
    expect(performance.now() - began).toBeLessThan(2_900);
    expect(await play.stateOf("one")).toBe("published");
    const closing = performance.now();
    await traces.close();
    expect(performance.now() - closing).toBeLessThan(9_000);
  });

  it("that isn't there, or refuses, fails no post and throws nothing", async () => {
    const url = await listen((_request, response) => void response.writeHead(400).end());
    play = await openWorkerPlay(nine);
    const traces = [openTo(url), openTo("http://127.0.0.1:9/v1/traces")];
    await play.approve("one", nine);
    for (const one of traces) await turn(observed(one));
    expect(await play.stateOf("one")).toBe("published");
    await Promise.all(traces.map((one) => one.close()));
  });
});
