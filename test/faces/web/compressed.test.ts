import fc from "fast-check";
import { Hono } from "hono";
import { describe, expect, test } from "vitest";
import { compressed } from "../../../src/faces/web/compressed.ts";
import { masked, unmasked } from "../../../src/faces/web/csrf-mask.ts";

const page = "<p>A long page of one kind.</p>".repeat(200);
const app = new Hono()
  .use(compressed)
  .get("/", (context) => context.html(page))
  .get("/gone", (context) => context.html(page, 404))
  .get("/picture", (context) => context.body(new Uint8Array(5000), 200, { "Content-Type": "image/jpeg" }))
  .post("/", (context) => context.html(page));

async function encodingOf(path: string, method = "GET"): Promise<string | null> {
  return (await app.request(path, { method, headers: { "Accept-Encoding": "gzip" } })).headers.get("Content-Encoding");
}

describe("compression", () => {
  test("is for pages that say nothing a stranger chose", async () => {
    expect(await encodingOf("/")).toBe("gzip");
    expect(await encodingOf("/?said=approved&language=ur&page=2")).toBe("gzip");
  });

  test("is not for pages that show what their address or form brought, or refuse it, nor for pictures", async () => {
    expect(await encodingOf("/?q=dam")).toBeNull();
    expect(await encodingOf("/?said=approved&story=dam")).toBeNull();
    expect(await encodingOf("/", "POST")).toBeNull();
    expect(await encodingOf("/gone")).toBeNull();
    expect(await encodingOf("/picture")).toBeNull();
  });

  test("is not forced on who doesn't take it", async () => {
    const answer = await app.request("/");
    expect(answer.headers.get("Content-Encoding")).toBeNull();
    expect(await answer.text()).toBe(page);
  });
});

describe("a masked token", () => {
  test("is the token again, whatever it is, and never looks alike", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", minLength: 8 }), (token) => {
        const [one, other] = [masked(token), masked(token)];
        expect([unmasked(one), unmasked(other)]).toEqual([token.toWellFormed(), token.toWellFormed()]);
        expect(one).not.toBe(other);
        expect(one).not.toContain(token);
      }),
    );
  });

  test("that was never masked is itself, and a broken one is another", () => {
    expect(unmasked("plain-token")).toBe("plain-token");
    expect(unmasked("m.")).toBe("");
    expect(unmasked("m.AAAA")).not.toBe("plain-token");
  });
});
