import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startStandIns } from "../../src/sandbox/index.ts";
import { traceIdOf } from "../../src/telemetry/trace-id.ts";
import { freePort, type Home, makeHome, type Running, until } from "../support/herald.ts";
import { samplesOf } from "../support/promql.ts";

interface Span {
  readonly name: string;
  readonly traceId: string;
  readonly attributes: readonly { readonly key: string; readonly value: { readonly stringValue?: string } }[];
}

/** A collector on this machine that keeps what it is sent; `mute`, it takes everything and never answers. */
async function openCollector(mute = false) {
  const bodies: string[] = [];
  let asked = 0;
  const server: Server = createServer((request, response) => {
    asked += 1;
    let body = "";
    request.on("data", (chunk: Buffer) => {
      body += chunk.toString();
    });
    request.on("end", () => {
      bodies.push(body);
      if (!mute) response.end("{}");
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", () => resolve()));
  const spans = (): readonly Span[] =>
    bodies.flatMap((body) => {
      const { resourceSpans } = JSON.parse(body) as { resourceSpans: { scopeSpans: { spans: Span[] }[] }[] };
      return resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap((scope) => scope.spans));
    });
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, spans, asked: () => asked, close };
}

async function ask(port: number, path: string, headers: Record<string, string> = {}) {
  const answer = await fetch(`http://127.0.0.1:${port}${path}`, { headers });
  return { status: answer.status, text: await answer.text() };
}

describe("the sandbox, watched", () => {
  let home: Home;
  let running: Running;
  let port: number;
  let collector: Awaited<ReturnType<typeof openCollector>>;

  beforeAll(async () => {
    collector = await openCollector();
    port = await freePort();
    home = makeHome({
      PORT: String(port),
      HERALD_LOG: "info",
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
      OTEL_SERVICE_NAME: "herald-e2e",
    });
    running = home.spawn(["start", "--sandbox"]);
    await until("an example is published", () => /is published on sandbox-instagram/.test(running.said()), 60_000);
  });
  afterAll(() => {
    running.child.kill("SIGKILL");
    collector.close();
    home.remove();
  });

  it("is ready, and says in figures what went out, and how late", async () => {
    expect(await ask(port, "/ready")).toEqual({ status: 200, text: "ready\n" });
    const samples = samplesOf((await ask(port, "/metrics")).text);
    const value = (name: string, labels: Record<string, string>) =>
      samples.find((one) => one.name === name && Object.entries(labels).every(([label, held]) => one.labels[label] === held))?.value;
    expect(value("herald_posts_ended_total", { platform: "x", end: "published" })).toBe(1);
    expect(value("herald_post_late_seconds_count", { platform: "x", moment: "out" })).toBe(1);
    expect(value("herald_build_info", { mode: "sandbox" })).toBe(1);
    expect(value("process_resident_memory_bytes", {})).toBeGreaterThan(1_000_000);
  });

  it("logs each line about a post with its id", () => {
    const lines = running
      .said()
      .split("\n")
      .filter((line) => line.startsWith("{"));
    const about = lines.map((line) => JSON.parse(line) as Record<string, unknown>).filter(({ news }) => news !== undefined);
    expect(about.length).toBeGreaterThan(10);
    for (const line of about) {
      expect(line.post).toMatch(/^[a-z]+-\d+$/);
      expect(String(line.msg)).toContain(String(line.post));
    }
  });

  it("stops within its time, and by then has sent the trace of each post, without a word of it", async () => {
    running.child.kill("SIGTERM");
    expect(await running.ended).toBe(0);
    const spans = collector.spans();
    const published = /(\S+) is published on sandbox-x\b/.exec(running.said())?.[1] ?? "";
    const trace = spans.filter(({ traceId }) => traceId === traceIdOf(published));
    expect(trace.map(({ name }) => name)).toContain("post");
    expect(trace.map(({ name }) => name)).toContain("perform post-1");
    const told = JSON.stringify(spans);
    for (const word of ["solar", "net billing", "NEPRA", "Bearer", "oauth"]) expect(told.toLowerCase()).not.toContain(word.toLowerCase());
  });
});

describe("a live worker by itself", () => {
  it("tells strangers nothing but whether it is ready, and ends in time though its collector never answers", async () => {
    const [standIns, collector, port] = [await startStandIns(), await openCollector(true), await freePort()];
    const token = "e2e-metrics-token-0815";
    const home = makeHome(
      {
        ...standIns.envForChild(),
        ...Object.assign({}, ...Object.values(standIns.logins)),
        NO_PROXY: "127.0.0.1",
        PORT: String(port),
        PUBLIC_URL: `http://127.0.0.1:${port}`,
        DATABASE_URL: "file:data/herald.db",
        METRICS_TOKEN: token,
        OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: `${collector.url}/v1/traces`,
      },
      "together",
    );
    try {
      const { posts } = await home.json(["add", "config/examples/solar-net-billing.txt"]);
      const post = String(posts.find(({ platform }) => platform === "x")?.id);
      await home.json(["approve", post, "--now"]);
      const running = home.spawn(["worker"]);
      await until("it is published", () => new RegExp(`${post} is published`).test(running.said()), 60_000);
      expect(await ask(port, "/ready")).toEqual({ status: 200, text: "ready\n" });
      expect(await ask(port, "/metrics")).toEqual(await ask(port, "/nothing-of-that-name"));
      expect((await ask(port, "/metrics", { Authorization: `Bearer ${token}` })).text).toContain(
        'herald_posts_ended_total{platform="x",end="published"} 1',
      );
      const stopped = performance.now();
      running.child.kill("SIGTERM");
      expect(await running.ended).toBe(0);
      expect(performance.now() - stopped).toBeLessThan(20_000);
      expect(collector.asked()).toBeGreaterThan(0);
      expect(running.said()).not.toContain(token);
    } finally {
      home.remove();
      collector.close();
      await standIns.close();
    }
  });
});

it("a worker whose PORT is taken says that it publishes, and that nobody can ask how it is", async () => {
  const taken = await openCollector();
  const home = makeHome({ PORT: new URL(taken.url).port });
  try {
    const { child, said } = home.spawn(["worker", "--sandbox", "--until-idle"]);
    await until("the worker is through", () => child.exitCode !== null, 60_000);
    expect([child.exitCode, said()]).toEqual([
      0,
      expect.stringMatching(
        /^Port \d+ on 127\.0\.0\.1 is taken by another program: .*This worker publishes all the same\. .*\/metrics and \/ready of this worker by nobody, until it has a PORT of its own\.$/m,
      ),
    ]);
  } finally {
    taken.close();
    home.remove();
  }
});
