import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer, type Server } from "node:https";
import { generate } from "selfsigned";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { systemClock } from "../../src/edge/clock.ts";
import { type FetchPorts, fetchPicture } from "../../src/edge/fetch-picture.ts";

const bytes = new Uint8Array([1, 2, 3, 4]);
const asked: { readonly path: string; readonly host: string | undefined }[] = [];
let server: Server;
let ca = "";
let port = 0;

function answer(request: IncomingMessage, response: ServerResponse): void {
  const path = request.url ?? "";
  asked.push({ path, host: request.headers.host });
  const to = /^\/to\?(.+)$/.exec(path)?.[1];
  if (path === "/picture") response.end(bytes);
  else if (path === "/loop") response.writeHead(302, { location: "/loop" }).end();
  else if (to !== undefined) response.writeHead(301, { location: decodeURIComponent(to) }).end();
  else if (path === "/claims") response.writeHead(200, { "content-length": "30000000" }).write(bytes);
  else if (path === "/endless") pour(response);
  else if (path !== "/silent") response.writeHead(404).end();
}

/** More than is read, without saying so. */
function pour(response: ServerResponse): void {
  const chunk = Buffer.alloc(1_000_000);
  const more = () => {
    while (!response.destroyed && response.write(chunk));
  };
  response.on("drain", more);
  more();
}

beforeAll(async () => {
  const pair = await generate([{ name: "commonName", value: "pictures.example" }], {
    algorithm: "sha256",
    extensions: [
      { name: "basicConstraints", cA: true },
      { name: "subjectAltName", altNames: [{ type: 2, value: "pictures.example" }] },
    ],
  });
  ca = pair.cert;
  server = createServer({ key: pair.private, cert: pair.cert }, answer);
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const address = server.address();
  port = typeof address === "object" && address ? address.port : 0;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

/** `pictures.example` lies here, and here counts as public unless a test says otherwise. */
function ports(change: Partial<FetchPorts> = {}): FetchPorts {
  const resolve = async (host: string) => (host === "pictures.example" ? ["127.0.0.1"] : []);
  return { clock: systemClock, proxyEnv: {}, ca, resolve, isPublic: (address) => address === "127.0.0.1", ...change };
}

const at = (path: string) => `https://pictures.example:${port}${path}`;

async function whyNot(address: string, change: Partial<FetchPorts> = {}): Promise<string> {
  const got = await fetchPicture(address, ports(change));
  return got.ok ? "fetched" : (got.problems[0]?.message ?? "");
}

describe("a picture from an address", () => {
  it("is fetched whole, under its own name, over redirects", async () => {
    for (const address of [at("/picture"), at("/to?/picture"), at(`/to?${encodeURIComponent(at("/picture"))}`)]) {
      const got = await fetchPicture(address, ports());
      expect(got).toEqual({ ok: true, value: Buffer.from(bytes) });
    }
    expect(new Set(asked.map(({ host }) => host))).toEqual(new Set([`pictures.example:${port}`]));
  });

  it("is asked only of the address that was judged, however often the name is looked up", async () => {
    const answers = [["127.0.0.1"], ["10.0.0.1"], ["10.0.0.1"]];
    let looked = 0;
    const resolve = async () => answers[looked++] ?? [];
    expect(await whyNot(at("/picture"), { resolve })).toBe("fetched");
    expect(looked).toBe(1);
  });

  it("is not fetched from a private network, also where only one of several addresses is, or a redirect leads there", async () => {
    const before = asked.length;
    expect(await whyNot(at("/picture"), { isPublic: () => false })).toBe("lies in a private network");
    const resolve = async () => ["127.0.0.1", "10.0.0.1"];
    expect(await whyNot(at("/picture"), { resolve })).toBe("lies in a private network");
    for (const literal of ["https://127.0.0.1/", "https://[::1]/", "https://2130706433/", "https://0x7f.1/"]) {
      const { isPublic: _, ...real } = ports();
      expect(await fetchPicture(literal, real)).toMatchObject({ ok: false, problems: [{ message: "lies in a private network" }] });
    }
    expect(asked.length).toBe(before);
    expect(await whyNot(at("/to?https://10.0.0.7/secret"))).toBe("lies in a private network");
  });

  it("is not fetched without TLS, also after a redirect, nor from a host that isn't there or isn't who it says", async () => {
    expect(await whyNot("http://pictures.example/picture")).toMatch(/is not, or leads on to what is not, an https address/);
    expect(await whyNot(at("/to?http://pictures.example/picture"))).toMatch(/is not, or leads on to what is not, an https address/);
    expect(await whyNot("https://nowhere.example/")).toBe("has a host that can't be found");
    const resolve = async () => ["127.0.0.1"];
    expect(await whyNot(`https://other.example:${port}/picture`, { resolve })).toMatch(/ERR_TLS_CERT_ALTNAME_INVALID/);
  });

  it("is given up where it leads on and on, isn't there, is too large or too slow", async () => {
    expect(await whyNot(at("/loop"))).toBe("leads on and on");
    expect(await whyNot(at("/none"))).toBe("was answered with 404");
    expect(await whyNot(at("/claims"))).toBe("has more than 20 MB");
    expect(await whyNot(at("/endless"))).toBe("has more than 20 MB");
    expect(await whyNot(at("/silent"), { timeoutMs: 200 })).toBe("took too long to answer");
    const resolve = () => new Promise<readonly string[]>(() => undefined);
    expect(await whyNot(at("/picture"), { timeoutMs: 100, resolve })).toBe("took too long to be found");
  });
});
