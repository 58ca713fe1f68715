import { createHash } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { systemClock } from "../../../src/edge/clock.ts";
import { openBucket } from "../../../src/edge/media/bucket.ts";
import type { PublicPicture } from "../../../src/edge/media/host.ts";
import { type BucketServer, keys, openBucketServer } from "../../support/bucket.ts";
import { freePort } from "../../support/herald.ts";

let server: BucketServer;
let bytes: Uint8Array;
let digest: string;
let count = 0;

beforeAll(async () => {
  server = await openBucketServer();
});
afterAll(() => server.close());
beforeEach(() => {
  bytes = new TextEncoder().encode(`picture ${++count}`.repeat(2000));
  digest = createHash("sha256").update(bytes).digest("hex");
  server.requests.length = 0;
  server.faults.length = 0;
  server.isPublic = true;
});

type Change = Partial<BucketServer["settings"]>;

function publish(change: Change = {}, signal = AbortSignal.timeout(10_000)): Promise<PublicPicture> {
  return openBucket({ ...server.settings, ...change }, systemClock).publish(digest, bytes, "image/jpeg", signal);
}

/** The sentence of a refusal, with the variable it is about. */
async function refusal(change: Change = {}): Promise<string> {
  const said = await publish(change);
  if (said.ok || said.outcome.kind !== "denied") throw new Error(`It was no refusal: ${JSON.stringify(said)}`);
  const { code, where, message, remedy } = said.outcome.problem;
  expect(code).toMatch(/^account-(?:media|clock)$/);
  expect(remedy).toContain("run `doctor`.");
  return `${where}: ${message}`;
}

const later = (reason: RegExp) => ({ ok: false, outcome: { kind: "later", afterMs: 0, reason: expect.stringMatching(reason) } });
const methods = () => server.requests.map((request) => request.split(" ")[0]);

describe("a picture in a bucket", () => {
  it("is put there under its digest, with its type and a life without end, and fetched back as a stranger does", async () => {
    const url = `${server.settings.publicUrl}/${digest}.jpg`;
    expect(await publish()).toEqual({ ok: true, url });
    expect(methods()).toEqual(["*HEAD", "*PUT", "GET"]);
    const answer = await fetch(url);
    expect(new Uint8Array(await answer.arrayBuffer())).toEqual(bytes);
    expect(answer.headers.get("content-type")).toBe("image/jpeg");
    expect(answer.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
  });

  it("is put there once, and compared each time", async () => {
    const first = await publish();
    expect(await publish()).toEqual(first);
    expect(methods()).toEqual(["*HEAD", "*PUT", "GET", "*HEAD", "GET"]);
  });

  it("is put there anew where it was damaged", async () => {
    const first = await publish();
    server.damage(digest, bytes.toReversed());
    expect(await publish()).toEqual(first);
    server.damage(digest, bytes.subarray(5));
    expect(await publish()).toEqual(first);
    expect(methods()).toEqual(["*HEAD", "*PUT", "GET", "*HEAD", "GET", "*PUT", "GET", "*HEAD", "*PUT", "GET"]);
  });

  it("is put there by a key that may not look", async () => {
    server.faults.push({ method: "HEAD", does: { status: 403 } });
    expect(await publish()).toMatchObject({ ok: true });
  });

  it("is taken away again", async () => {
    const bucket = openBucket(server.settings, systemClock);
    await publish();
    expect(await bucket.remove(digest, AbortSignal.timeout(5000))).toBe(true);
    expect((await fetch(`${server.settings.publicUrl}/${digest}.jpg`)).status).toBe(404);
    server.faults.push({ method: "DELETE", does: { status: 403 } });
    expect(await bucket.remove(digest, AbortSignal.timeout(5000))).toBe(false);
  });
});

describe("what the store refuses is one sentence about one variable", () => {
  it("an unknown key", async () => {
    expect(await refusal({ accessKey: "NOBODY" })).toBe("MEDIA_ACCESS_KEY: The bucket's store doesn't know MEDIA_ACCESS_KEY.");
  });

  it("a wrong secret, which is not repeated", async () => {
    const said = await refusal({ secretKey: "another-secret" });
    expect(said).toMatch(/^MEDIA_SECRET_KEY: The bucket's store found a wrong signature/);
    expect(said).not.toContain("another-secret");
    expect(said).not.toContain(keys.accessKey);
  });

  it("a bucket that isn't there", async () => {
    expect(await refusal({ url: `${server.origin}/nowhere` })).toMatch(/^MEDIA_BUCKET: .*no such bucket\.$/);
  });

  it("a clock that is wrong", async () => {
    server.faults.push({ method: "PUT", does: { status: 403, body: "<Error><Code>RequestTimeTooSkewed</Code></Error>" } });
    expect(await refusal()).toMatch(/^clock: .*this machine's clock is wrong/);
  });

  it.each([
    [400, "AuthorizationHeaderMalformed", /^MEDIA_REGION: .*another region/],
    [301, "PermanentRedirect", /^MEDIA_REGION: /],
    [307, "", /^MEDIA_REGION: /],
    [403, "AccessDenied", /^MEDIA_ACCESS_KEY: MEDIA_ACCESS_KEY may not put files into the bucket\.$/],
    [403, "QuotaExceeded", /^MEDIA_BUCKET: .*full/],
    [405, "MethodNotAllowed", /^MEDIA_BUCKET: The bucket refused a picture: it answered 405 \(MethodNotAllowed\)\.$/],
  ])("%d %s", async (status, code, words) => {
    const body = `<?xml version="1.0"?><Error><Code>${code}</Code><Message>The key was ${keys.accessKey}</Message></Error>`;
    server.faults.push({ method: "PUT", does: { status, body, ...(status < 400 ? { location: `${server.origin}/elsewhere` } : {}) } });
    const said = await refusal();
    expect(said).toMatch(words);
    expect(said).not.toContain(keys.accessKey);
    expect(server.requests.filter((request) => request.includes("elsewhere"))).toEqual([]);
  });
});

describe("what the world gets is judged by its bytes", () => {
  it("a bucket that only its owner may read", async () => {
    server.isPublic = false;
    expect(await refusal()).toMatch(/^MEDIA_PUBLIC_URL: The picture at https:\S+ may not be read by everyone \(403\)\.$/);
  });

  it("an address that leads elsewhere is not followed", async () => {
    server.faults.push({ method: "GET", does: { status: 302, location: `${server.origin}/elsewhere` } });
    expect(await refusal()).toContain("leads on to another address (302)");
    expect(server.requests.filter((request) => request.includes("elsewhere"))).toEqual([]);
  });

  it("another address than the bucket's", async () => {
    expect(await refusal({ publicUrl: `${server.origin}/outlet/elsewhere` })).toContain("isn't there (404)");
  });

  it("a picture that is changed on its way", async () => {
    const changed = { method: "GET", does: { status: 200, body: "recompressed" } } as const;
    server.faults.push(changed);
    expect(await refusal()).toContain("is another picture than the one that was put there (shorter, with other bytes)");
  });
});

describe("a store that fails makes the picture wait", () => {
  it.each(["cut", { status: 503, body: "<Error><Code>SlowDown</Code></Error>" }, { status: 500 }, { status: 429 }] as const)(
    "%o",
    async (does) => {
      server.faults.push({ method: "PUT", does });
      expect(await publish()).toEqual(later(/^The bucket (?:answered|could not be reached)/));
      expect(await publish()).toMatchObject({ ok: true });
    },
  );

  it("a connection that is cut after the picture arrived costs a question, not a second upload", async () => {
    server.faults.push({ method: "PUT", does: "cut-after" });
    expect(await publish()).toEqual(later(/could not be reached/));
    expect(await publish()).toMatchObject({ ok: true });
    expect(methods()).toEqual(["*HEAD", "*PUT", "*HEAD", "GET"]);
  });

  it("a public address that is cut or fails", async () => {
    for (const does of ["cut", { status: 502 }] as const) {
      server.faults.push({ method: "GET", does });
      expect(await publish()).toEqual(later(/^The bucket's public address could not be read/));
    }
  });

  it.each(["HEAD", "PUT", "GET"])("a %s without an answer is over with its deadline", async (method) => {
    server.faults.push({ method, does: "hang" });
    const begun = performance.now();
    expect(await publish({}, AbortSignal.timeout(200))).toEqual(later(/it took too long/));
    expect(performance.now() - begun).toBeLessThan(30_000);
  });

  it("nobody at its address", async () => {
    expect(await publish({ url: `https://localhost:${await freePort()}/outlet` })).toEqual(later(/could not be reached \(ECONNREFUSED\)/));
  });
});
