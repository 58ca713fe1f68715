import { request } from "node:http";
import { afterEach, describe, expect, test } from "vitest";
import { silentLog } from "../../../src/edge/log.ts";
import type { MetricsDoor } from "../../../src/faces/web/metrics.ts";
import { type OpenServer, openServer } from "../../../src/faces/web/server.ts";

const token = "a-token-of-thirty-two-characters";

let server: OpenServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

interface Asked {
  readonly headers?: Readonly<Record<string, string>>;
  readonly path?: string;
  readonly method?: string;
}

/** Opens a server with this door, and asks it. */
async function open(change: Partial<MetricsDoor> = {}, readiness = async () => "ready") {
  const page = async () => ({ type: "text/plain; version=0.0.4; charset=utf-8", text: "herald_build_info 1\n" });
  const metrics: MetricsDoor = { page, token: null, openHere: false, trustedProxies: [], ...change };
  server = await openServer({ host: "127.0.0.1", port: 0, media: async () => undefined, log: silentLog, watch: { metrics, readiness } });
  const { port } = server.address;
  return ({ headers = {}, path = "/metrics", method = "GET" }: Asked = {}): Promise<{ status: number; body: string; type: string }> =>
    new Promise((resolve, reject) => {
      const sent = request({ host: "127.0.0.1", port, path, method, headers }, (answer) => {
        const chunks: Buffer[] = [];
        answer.on("data", (chunk: Buffer) => chunks.push(chunk));
        answer.on("end", () =>
          resolve({ status: answer.statusCode ?? 0, body: chunks.join(""), type: String(answer.headers["content-type"]) }),
        );
      });
      sent.on("error", reject).end();
    });
}

const bearer = (brought: string) => ({ headers: { Authorization: `Bearer ${brought}` } });

describe("the figures", () => {
  test("are given to whoever brings the token, as Prometheus reads them", async () => {
    const ask = await open({ token });
    expect(await ask(bearer(token))).toEqual({
      status: 200,
      body: "herald_build_info 1\n",
      type: "text/plain; version=0.0.4; charset=utf-8",
    });
  });

  test.each([
    ["no token", {}],
    ["a wrong token", bearer("a-token-of-thirty-two-characterz")],
    ["a part of it", bearer(token.slice(0, -1))],
    ["an empty one", { headers: { Authorization: "Bearer " } }],
    ["the token as a password", { headers: { Authorization: `Basic ${Buffer.from(`herald:${token}`).toString("base64")}` } }],
    ["the token in the address", { path: `/metrics?token=${token}` }],
  ])("are to a stranger with %s what any address is that isn't there", async (_what, asked) => {
    const ask = await open({ token });
    expect(await ask(asked)).toEqual(await ask({ path: "/nothing" }));
    expect((await ask(asked)).status).toBe(404);
  });

  test("are nobody's where no token is set, whatever is brought", async () => {
    const ask = await open();
    for (const asked of [{}, bearer(""), bearer("null"), bearer("undefined")]) expect((await ask(asked)).status).toBe(404);
  });

  test("of the sandbox are open to this very machine, by a name of its own, without a proxy between", async () => {
    const ask = await open({ openHere: true });
    expect((await ask()).status).toBe(200);
    expect((await ask({ headers: { Host: "localhost:8080" } })).status).toBe(200);
    expect((await ask({ headers: { Host: "rebound.example" } })).status).toBe(404);
    expect((await ask({ headers: { "X-Forwarded-For": "203.0.113.9" } })).status).toBe(404);
    expect((await ask({ headers: { Forwarded: "for=203.0.113.9" } })).status).toBe(404);
  });

  test("of the sandbox behind a proxy that is trusted are no stranger's", async () => {
    const ask = await open({ openHere: true, trustedProxies: ["127.0.0.1"] });
    expect((await ask({ headers: { "X-Forwarded-For": "203.0.113.9" } })).status).toBe(404);
  });

  test("are only read", async () => {
    const ask = await open({ token });
    expect((await ask({ ...bearer(token), method: "POST" })).status).toBe(404);
  });
});

describe("readiness", () => {
  test("is a word and 200", async () => {
    const ask = await open();
    expect(await ask({ path: "/ready" })).toMatchObject({ status: 200, body: "ready\n" });
  });

  test.each(["stopping", "database", "worker"])("is 503 and the word %s otherwise", async (word) => {
    const ask = await open({}, async () => word);
    expect(await ask({ path: "/ready" })).toMatchObject({ status: 503, body: `${word}\n` });
  });

  test("is told while Herald is being stopped, as its health and its figures are", async () => {
    const ask = await open({ token }, async () => "stopping");
    server?.drain();
    expect(await ask({ path: "/ready" })).toMatchObject({ status: 503, body: "stopping\n" });
    expect((await ask({ path: "/health" })).status).toBe(200);
    expect((await ask(bearer(token))).status).toBe(200);
    expect((await ask({ path: "/" })).status).toBe(503);
  });
});
