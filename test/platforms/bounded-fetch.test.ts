import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, expect, it } from "vitest";
import { boundedFetch } from "../../src/platforms/bounded-fetch.ts";
import { deadlineIn } from "../support/platform-fixtures.ts";

let server: Server;
let url = "";
const bodies: string[] = [];
beforeEach(async () => {
  bodies.length = 0;
  server = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk) => {
      body += String(chunk);
    });
    request.on("end", () => {
      bodies.push(body);
      if (request.url === "/away") return void response.writeHead(302, { location: "/elsewhere" }).end();
      if (request.url !== "/endless") return void response.end("{}");
      const pour = () => {
        while (!response.destroyed && response.write("x".repeat(65_536)));
      };
      response.on("drain", pour).on("error", () => undefined);
      pour();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

it("sends a form whole, once, and follows nobody elsewhere", async () => {
  const form = new URLSearchParams({ code: "a b", state: "ü" });
  expect((await boundedFetch(`${url}/token`, { method: "POST", body: form }, deadlineIn(30_000))).status).toBe(200);
  expect(bodies).toEqual(["code=a+b&state=%C3%BC"]);
  expect((await boundedFetch(`${url}/away`, {}, deadlineIn(30_000))).status).toBe(302);
  expect(bodies).toHaveLength(2);
});

it("reads no endless answer", async () => {
  await expect(boundedFetch(`${url}/endless`, {}, deadlineIn(30_000))).rejects.toThrow("too long");
});

it("sends nothing when the time is over, also where it runs out on the way", async () => {
  await expect(boundedFetch(`${url}/token`, { method: "POST", body: "a=b" }, deadlineIn(-1))).rejects.toThrow("over");
  let asked = 0;
  const slept = { leftMs: () => (asked++ === 0 ? 1 : -1), signal: new AbortController().signal };
  await expect(boundedFetch(`${url}/token`, { method: "POST", body: "a=b" }, slept)).rejects.toThrow();
  expect(bodies).toEqual([]);
});
