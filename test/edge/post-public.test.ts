import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { systemClock } from "../../src/edge/clock.ts";
import { isThisMachine, type PostPorts, postPublic } from "../../src/edge/post-public.ts";
import { type EventReceiver, startReceiver } from "../support/event-receiver.ts";

const ports: PostPorts = { clock: systemClock, proxyEnv: {}, timeoutMs: 3_000, allowPrivate: false };
const posting = (url: string) => ({ url, headers: { "content-type": "application/json" }, body: '{"said":"سیلاب"}' });

describe("posting to a stranger's address", () => {
  let receiver: EventReceiver;
  beforeAll(async () => {
    receiver = await startReceiver();
  });
  afterAll(() => receiver.close());

  test("hands the whole body over, and reads no more than the status", async () => {
    expect(await postPublic(posting(`${receiver.origin}/a?b=c`), ports)).toEqual({ ok: true, status: 204, retryAfterMs: null });
    expect(receiver.received.at(-1)?.text).toBe('{"said":"سیلاب"}');
    receiver.reactions.push({ status: 503, retryAfter: "90" }, { status: 503, retryAfter: "soon" }, 302);
    expect(await postPublic(posting(receiver.origin), ports)).toEqual({ ok: true, status: 503, retryAfterMs: 90_000 });
    expect(await postPublic(posting(receiver.origin), ports)).toMatchObject({ status: 503, retryAfterMs: null });
    const before = receiver.received.length;
    expect(await postPublic(posting(receiver.origin), ports)).toMatchObject({ status: 302 });
    expect(receiver.received).toHaveLength(before + 1);
  });

  test.each([
    ["https://10.0.0.8/hook", "it lies in a private network"],
    ["https://169.254.169.254/latest", "it lies in a private network"],
    ["https://[fd00::1]/hook", "it lies in a private network"],
    ["http://93.184.215.14/hook", "it is no https address"],
    ["http://10.0.0.8/hook", "it is no https address"],
    ["file:///etc/passwd", "it is no https address"],
  ])("asks nobody at %s", async (url, why) => {
    expect(await postPublic(posting(url), ports)).toEqual({ ok: false, why });
  });

  test("asks nobody where one of a name's addresses is private, or a name of this machine leads elsewhere", async () => {
    const resolve = async (host: string) => (host === "mixed.example" ? ["93.184.215.14", "127.0.0.1"] : ["10.0.0.8"]);
    for (const host of ["mixed.example", "inner.example", "desk.localhost"])
      expect(await postPublic(posting(`https://${host}/`), { ...ports, resolve })).toEqual({
        ok: false,
        why: "it lies in a private network",
      });
  });

  test("reaches the operator's own network where that is allowed, by the address that was judged and the name that was asked", async () => {
    const { port } = new URL(receiver.origin);
    const resolve = async () => ["127.0.0.1"];
    const allowed = { ...ports, resolve, allowPrivate: true };
    // The certificate is another's: whoever answers at the address must also be who was named.
    const answer = await postPublic(posting(`https://hooks.internal.example:${port}/`), allowed);
    expect(answer).toMatchObject({ ok: false, why: expect.stringMatching(/ALTNAME/) });
  });

  test("waits no longer than its time, for a connection, an answer or its end", async () => {
    const mute = createServer((_request, response) => {
      response.writeHead(200);
      response.write("…");
    });
    const silent = createServer(() => undefined);
    for (const server of [mute, silent]) await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const [endless, nothing] = [mute, silent].map((server) => `http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    expect(await postPublic(posting(endless ?? ""), ports)).toMatchObject({ ok: true, status: 200 });
    expect(await postPublic(posting(nothing ?? ""), { ...ports, timeoutMs: 100 })).toEqual({ ok: false, why: "it took too long" });
    const slow = { ...ports, timeoutMs: 100, resolve: () => new Promise<readonly string[]>(() => undefined) };
    expect(await postPublic(posting("https://slow.example/"), slow)).toEqual({ ok: false, why: "it took too long" });
    for (const server of [mute, silent]) {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    }
    expect(await postPublic(posting(endless ?? ""), ports)).toEqual({ ok: false, why: "it can't be reached (ECONNREFUSED)" });
  });

  test("knows this machine by its names and addresses", () => {
    for (const host of ["localhost", "desk.localhost", "127.0.0.1", "127.9.9.9", "[::1]"]) expect(isThisMachine(host)).toBe(true);
    for (const host of ["localhost.example.org", "10.0.0.1", "[::2]", "example.org"]) expect(isThisMachine(host)).toBe(false);
  });
});
