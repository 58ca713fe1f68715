import { createHash } from "node:crypto";
import { request } from "node:http";
import { connect } from "node:net";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { silentLog } from "../../../src/edge/log.ts";
import { openDoor } from "../../../src/faces/web/open-door.ts";
import { type OpenServer, openServer, type ServerOptions } from "../../../src/faces/web/server.ts";
import type { Door } from "../../../src/faces/web/visit.ts";
import { layDesk } from "../../support/model-desk.ts";

const bytes = new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3]);
const digest = createHash("sha256").update(bytes).digest("hex");
const hidden = "a".repeat(64);

let server: OpenServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

/** Opens a server that knows one public picture; answers its address. */
async function open(change: Partial<ServerOptions> = {}): Promise<string> {
  const media = async (asked: string) => (asked === digest ? { mime: "image/jpeg", bytes } : undefined);
  server = await openServer({ host: "127.0.0.1", port: 0, media, log: silentLog, ...change });
  return `http://127.0.0.1:${server.address.port}`;
}

interface Answer {
  readonly status: number;
  readonly body: string;
  readonly type: string | undefined;
}

/** Asks for the path as it is written: fetch would tidy it first. */
function raw(origin: string, path: string, method = "GET", headers: Record<string, string> = {}): Promise<Answer> {
  const { hostname, port } = new URL(origin);
  return new Promise((resolve, reject) => {
    const sent = request({ hostname, port, path, method, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("end", () =>
        resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString(), type: response.headers["content-type"] }),
      );
    });
    sent.on("error", reject).end();
  });
}

describe("a picture", () => {
  test("is answered with its bytes, its type and a life without end", async () => {
    const response = await fetch(`${await open()}/media/${digest}.jpg`);
    expect(response.status).toBe(200);
    expect(new Uint8Array(await response.arrayBuffer())).toEqual(bytes);
    expect(response.headers.get("content-type")).toBe("image/jpeg");
    expect(response.headers.get("content-length")).toBe("7");
    expect(response.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
    expect(response.headers.get("x-content-type-options")).toBe("nosniff");
    expect(response.headers.get("cross-origin-resource-policy")).toBe("cross-origin");
  });

  test("is answered to HEAD with the same headers and no bytes", async () => {
    const response = await fetch(`${await open()}/media/${digest}.jpg`, { method: "HEAD" });
    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toBe("image/jpeg");
    expect(response.headers.get("content-length")).toBe("7");
    expect((await response.arrayBuffer()).byteLength).toBe(0);
  });

  test("keeps its own type", async () => {
    const origin = await open({ media: async () => ({ mime: "image/png", bytes }) });
    expect((await fetch(`${origin}/media/${digest}.jpg`)).headers.get("content-type")).toBe("image/png");
  });

  test("is not sent again to who has it, and no longer named once it is not public", async () => {
    let open_ = true;
    const origin = await open({ media: async () => (open_ ? { mime: "image/jpeg", bytes } : undefined) });
    const ask = () => fetch(`${origin}/media/${digest}.jpg`, { headers: { "If-None-Match": `"${digest}"` } });
    expect((await ask()).status).toBe(304);
    open_ = false;
    expect((await ask()).status).toBe(404);
  });

  test("that is not public is told in nothing from one that was never there", async () => {
    const origin = await open();
    const [secret, unknown] = [await raw(origin, `/media/${hidden}.jpg`), await raw(origin, "/media/nothing")];
    expect(secret.status).toBe(404);
    expect(secret).toEqual(unknown);
  });

  test("is looked up under no name but a digest's", async () => {
    const asked: string[] = [];
    const media = async (name: string) => {
      asked.push(name);
      return { mime: "image/jpeg", bytes };
    };
    const origin = await open({ media });
    const wrong = [
      "/media",
      "/media/",
      "/media/.jpg",
      `/media/${digest}`,
      `/media/${digest}.png`,
      `/media/${digest}.jpg/`,
      `/media/${digest}.jpg.jpg`,
      `/media/${digest.toUpperCase()}.jpg`,
      `/media/${digest.slice(1)}.jpg`,
      `/media/0${digest}.jpg`,
      `/media/x/${digest}.jpg`,
      `/media/${digest}.jpg%00`,
      `/media/${digest}%2ejpg%0a`,
      "/media/../../etc/passwd",
      "/media/..%2f..%2fdata%2fherald.db",
      "/media/%2e%2e/%2e%2e/package.json",
      "/media/....//....//package.json",
      `//media/${digest}.jpg`,
    ];
    for (const path of wrong) expect({ path, status: (await raw(origin, path)).status }).toEqual({ path, status: 404 });
    expect(asked).toEqual([]);
  });
});

describe("a live server", () => {
  test("says one plain sentence at its root, and that it is well at /health", async () => {
    const origin = await open();
    const root = await raw(origin, "/");
    expect(root).toEqual({
      status: 200,
      body: "Herald is running here and publishes what its editors have approved.\n",
      type: "text/plain; charset=UTF-8",
    });
    const health = await fetch(`${origin}/health`);
    expect(await health.json()).toEqual({ status: "ok" });
    expect(health.headers.get("cache-control")).toBe("no-store");
  });

  test("answers nothing else, to any method", async () => {
    const origin = await open();
    const paths = [
      "/index.html",
      "/posts",
      "/sandbox",
      "/preview.html",
      "/.env",
      "/data/herald.db",
      "/config/herald.yaml",
      "/favicon.ico",
      "/robots.txt",
    ];
    const others = [
      "/health/",
      "/health/x",
      "/api",
      "/status",
      "/metrics",
      "/?posts",
      "/%2e%2e/package.json",
      "/../package.json",
      "/src/main.ts",
    ];
    for (const path of [...paths, ...others]) {
      const { status, body } = await raw(origin, path);
      const expected = path === "/?posts" ? 200 : 404;
      expect({ path, status }).toEqual({ path, status: expected });
      expect(body.length).toBeLessThan(80);
    }
    for (const method of ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
      for (const path of ["/", "/health", `/media/${digest}.jpg`]) {
        const { status } = await raw(origin, path, method);
        expect({ method, path, refused: status >= 400 && status < 500 }).toEqual({ method, path, refused: true });
      }
  });

  test("lets no answer run, frame or refer anything", async () => {
    const origin = await open();
    for (const path of ["/", "/health", "/nowhere", `/media/${digest}.jpg`]) {
      const { headers } = await fetch(origin + path);
      expect(headers.get("content-security-policy")).toBe("default-src 'none'; frame-ancestors 'none'");
      expect(headers.get("referrer-policy")).toBe("no-referrer");
      expect(headers.get("x-frame-options")).toBe("SAMEORIGIN");
      expect(headers.get("x-powered-by")).toBeNull();
    }
  });

  test("answers a fault with one sentence, and keeps its cause for the log", async () => {
    const told: unknown[] = [];
    const log = { ...silentLog, error: (fields: Readonly<Record<string, unknown>>) => void told.push(fields) };
    const fault = new Error("the store's own words");
    const origin = await open({ media: () => Promise.reject(fault), log });
    const { status, body } = await raw(origin, `/media/${digest}.jpg`);
    expect({ status, body }).toEqual({ status: 500, body: "This page could not be made; the log says why.\n" });
    expect(told).toEqual([{ error: fault.stack, path: "/media/:file{[0-9a-f]{64}\\.jpg}" }]);
  });
});

describe("a sandbox server", () => {
  const html = "<!doctype html><style>p { color: green }</style><p>Sandbox</p>";
  let laid: Awaited<ReturnType<typeof layDesk>>;
  beforeEach(async () => {
    laid = await layDesk();
  });
  afterEach(() => laid.remove());

  const siteWith = (door: Door, standIns: () => Promise<string>) => ({
    site: { desk: laid.desk, log: silentLog, origin: () => "http://127.0.0.1:8080", door, standIns },
  });

  test("shows what readers see at /stand-ins, anew each time, with a policy that takes its own style and nothing else", async () => {
    let times = 0;
    const origin = await open(siteWith(openDoor(laid.desk.actor), async () => `${html}${++times}`));
    expect(await (await fetch(`${origin}/stand-ins`)).text()).toBe(`${html}1`);
    const response = await fetch(`${origin}/stand-ins`);
    expect(await response.text()).toBe(`${html}2`);
    const hash = createHash("sha256").update("p { color: green }").digest("base64");
    expect(response.headers.get("content-type")).toBe("text/html; charset=UTF-8");
    expect(response.headers.get("cache-control")).toBe("no-store");
    expect(response.headers.get("content-security-policy")).toBe(
      `default-src 'none'; img-src data:; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
    );
  });

  test("shows it to nobody who isn't let in, nor under another name", async () => {
    const closed: Door = { isOpen: async () => true, visitor: async () => null };
    const origin = await open(siteWith(closed, async () => html));
    const { status, headers } = await fetch(`${origin}/stand-ins`, { redirect: "manual" });
    expect([status, headers.get("location")]).toEqual([303, "/sign-in?next=%2Fstand-ins"]);
    expect((await raw(origin, "/stand-ins", "GET", { Host: "evil.example.org" })).status).toBe(421);
  });

  test("answers pictures and /health as a live one does", async () => {
    const origin = await open(siteWith(openDoor(laid.desk.actor), async () => html));
    expect((await raw(origin, `/media/${digest}.jpg`)).status).toBe(200);
    expect((await raw(origin, "/health")).status).toBe(200);
    expect((await raw(origin, "/sandbox")).status).toBe(404);
  });
});

describe("the socket", () => {
  test("a taken port is told in one sentence, with what to do", async () => {
    await open();
    const port = server?.address.port ?? 0;
    const second = openServer({ host: "127.0.0.1", port, media: async () => undefined, log: silentLog });
    await expect(second).rejects.toThrow(
      `Port ${port} on 127.0.0.1 is taken by another program: stop that one, or set PORT to a free port.`,
    );
  });

  test("a host that is not this machine's is told too", async () => {
    const elsewhere = openServer({ host: "192.0.2.1", port: 0, media: async () => undefined, log: silentLog });
    await expect(elsewhere).rejects.toThrow("HOST 192.0.2.1 is no address of this machine: set HOST to 127.0.0.1");
  });

  test("closing ends at once, though a caller holds its connection open", async () => {
    const origin = await open();
    const { hostname, port } = new URL(origin);
    const caller = connect(Number(port), hostname);
    await new Promise((resolve) => caller.once("connect", resolve));
    const gone = new Promise((resolve) => caller.once("close", resolve).on("error", () => undefined));
    caller.write("GET /health HTTP/1.1\r\nHost: a\r\n\r\n");
    await new Promise((resolve) => caller.once("data", resolve));
    await server?.close();
    await gone;
    server = undefined;
    await expect(fetch(origin)).rejects.toThrow();
  });
});
