import { Hono } from "hono";
import { describe, expect, test } from "vitest";
import { addressOf } from "../../../src/faces/web/address.ts";

/** Where Herald takes a request to come from. */
async function seen(peer: string, forwarded: string | null, trusted: readonly string[]): Promise<string> {
  const app = new Hono().get("/", (context) => context.text(addressOf(context, trusted)));
  const headers: Record<string, string> = forwarded === null ? {} : { "X-Forwarded-For": forwarded };
  const answer = await app.request("/", { headers }, { incoming: { socket: { remoteAddress: peer } } });
  return answer.text();
}

describe("where a request comes from", () => {
  test("is its peer while no proxy is trusted, whatever it claims", async () => {
    expect(await seen("192.0.2.7", "198.51.100.1", [])).toBe("192.0.2.7");
    expect(await seen("::ffff:192.0.2.7", null, [])).toBe("192.0.2.7");
    expect(await seen("192.0.2.7", "198.51.100.1", ["192.0.2.8", "10.0.0.0/8", "2001:db8::/32"])).toBe("192.0.2.7");
  });

  test.each([
    ["127.0.0.1", "198.51.100.1", ["127.0.0.1"], "198.51.100.1"],
    ["::ffff:127.0.0.1", "198.51.100.1", ["127.0.0.1"], "198.51.100.1"],
    ["172.18.0.5", "198.51.100.1", ["172.18.0.0/16"], "198.51.100.1"],
    ["172.19.0.5", "198.51.100.1", ["172.18.0.0/16"], "172.19.0.5"],
    ["2001:db8::9", "2001:db9::1", ["2001:db8::/32"], "2001:db9::1"],
    ["::1", "198.51.100.1", ["::1"], "198.51.100.1"],
  ])("from %s, which says %s, with %j trusted, it is %s", async (peer, forwarded, trusted, from) => {
    expect(await seen(peer, forwarded, trusted)).toBe(from);
  });

  test("is the last hop that no trusted proxy stands behind: what came with the request is not believed", async () => {
    const trusted = ["10.0.0.0/8", "127.0.0.1"];
    expect(await seen("127.0.0.1", "203.0.113.9, 198.51.100.1, 10.1.2.3", trusted)).toBe("198.51.100.1");
    expect(await seen("127.0.0.1", "10.9.9.9, 10.1.2.3", trusted)).toBe("127.0.0.1");
    for (const forwarded of [null, "", "unknown", "<script>", "198.51.100.1, evil", "198.51.100.1,"])
      expect(await seen("127.0.0.1", forwarded, trusted)).toBe("127.0.0.1");
  });
});
