import { createAdaptorServer } from "@hono/node-server";
import { Hono } from "hono";
import { afterEach, describe, expect, it } from "vitest";
import { publicPicture } from "../../src/desk/media.ts";
import { type PicturesCheckup, provePictures } from "../../src/desk/outside-in.ts";
import { markedProbe, probe } from "../../src/desk/probe.ts";
import { systemClock } from "../../src/edge/clock.ts";
import { type MediaHostSettings, openMediaHost } from "../../src/edge/media/host.ts";
import type { Surroundings } from "../../src/edge/media/outside-in.ts";
import { media } from "../../src/faces/web/media.ts";
import { makeCertificates } from "../../src/sandbox/certificates.ts";
import { faultBook } from "../../src/sandbox/faults.ts";
import { hookList } from "../../src/sandbox/hooks.ts";
import { joinStandIns } from "../../src/sandbox/index.ts";
import { jpegSize } from "../../src/sandbox/instagram/picture.ts";
import { openProxy } from "../../src/sandbox/proxy.ts";
import type { Settings } from "../../src/settings/settings.ts";
import type { Store } from "../../src/storage/store.ts";
import { type BucketServer, openBucketServer } from "../support/bucket.ts";
import { accountOn } from "../support/platform-fixtures.ts";
import { openWordPressSite } from "../support/wordpress.ts";

const name = "herald.example.org";
const closing: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

/** Puts a site at `https://herald.example.org`, over TLS, for this process. */
async function world(site: Hono): Promise<void> {
  const certificates = await makeCertificates([name], Date.now());
  const server = createAdaptorServer({ fetch: site.fetch });
  const accept = (_: string, socket: object) => void server.emit("connection", socket);
  const proxy = await openProxy({ hosts: [name], certificates, faults: faultBook(), hooks: hookList(), accept });
  const leave = joinStandIns({ caPem: certificates.caPem, proxyEnv: { HTTPS_PROXY: proxy.url, NO_PROXY: "127.0.0.1,localhost,::1" } });
  closing.push(leave, proxy.close);
}

const own = () => media(async (digest) => (digest === probe().digest ? probe() : undefined));

interface Ask extends Partial<Surroundings> {
  readonly publicUrl?: string;
  readonly mediaHost?: MediaHostSettings;
  readonly connected?: boolean;
}

async function prove({
  publicUrl = `https://${name}`,
  mediaHost = { kind: "own" },
  connected = true,
  ...around
}: Ask): Promise<PicturesCheckup | null> {
  const secrets = new Map(connected ? [["instagram", {}]] : []);
  const settings = { mode: "live", accounts: [accountOn("instagram")], secrets, publicUrl, mediaHost, host: "127.0.0.1", port: 8080 };
  return provePictures(
    { settings: settings as unknown as Settings, clock: systemClock },
    {
      isBehindProxy: false,
      resolve: async () => ["93.184.215.14"],
      ...around,
      mediaHost: openMediaHost(mediaHost, { publicUrl, clock: systemClock }),
      signal: AbortSignal.timeout(5000),
    },
  );
}

async function told(ask: Ask): Promise<{ readonly state: string | undefined; readonly said: string }> {
  const found = await prove(ask);
  return { state: found?.state, said: found?.notes.join(" ") ?? "" };
}

describe("the probe", () => {
  it("is a JPEG that Instagram would take, and another one with each mark", () => {
    expect(jpegSize(probe().bytes)).toEqual({ width: 480, height: 600 });
    const marked = markedProbe("once");
    expect(jpegSize(marked.bytes)).toEqual({ width: 480, height: 600 });
    expect(new Set([probe().digest, marked.digest, markedProbe("twice").digest]).size).toBe(3);
  });

  it("is what a running Herald answers beside the pictures of its posts, and nothing else is", async () => {
    const asked: string[] = [];
    const store = { isPublic: async (digest: string) => asked.push(digest) < 0, media: () => expect.unreachable() };
    const desk = { store: store as unknown as Store, clock: systemClock };
    expect(await publicPicture(desk, probe().digest)).toEqual(probe());
    const marked = markedProbe("once").digest;
    expect(await publicPicture(desk, marked)).toBeUndefined();
    expect(asked).toEqual([marked]);
  });
});

describe("Herald's own server, from outside in", () => {
  it("is proven by a picture that comes back the same, and says what can't be known", async () => {
    await world(own());
    const found = await prove({});
    expect(found).toMatchObject({ host: "own", state: "proven", url: `https://${name}/media/${probe().digest}.jpg` });
    expect(found?.notes.join(" ")).toMatch(/the same to the byte\..*can't be known from here.*facebookexternalhit.*AS32934/);
  });

  it("needs no proof where no connected account fetches pictures", async () => {
    expect(await prove({ connected: false })).toBeNull();
  });

  it.each([
    ["http://127.0.0.1:8080", "unproven", "Only this machine can reach http://127.0.0.1:8080"],
    ["https://localhost", "unproven", "Only this machine can reach https://localhost"],
    ["https://herald", "refused", "herald is no name of the public internet"],
    ["https://desk.local", "refused", "desk.local is no name of the public internet"],
    ["https://192.168.1.5", "refused", "192.168.1.5 leads to 192.168.1.5, which only your own network can reach"],
  ])("%s is %s", async (publicUrl, state, words) => {
    const found = await told({ publicUrl });
    expect(found.state).toBe(state);
    expect(found.said).toContain(`${words}, so Instagram can't fetch pictures.`);
    expect(found.said).not.toContain("the same to the byte");
  });

  it.each([
    [[], "has no address in the DNS"],
    [["10.0.0.4"], "leads to 10.0.0.4, which only your own network can reach"],
    [["93.184.215.14", "fd00::1"], "leads to fd00::1, which"],
  ])("a name of %j", async (addresses, words) => {
    const found = await told({ resolve: async () => addresses });
    expect(found.state).toBe("refused");
    expect(found.said).toContain(words);
  });

  it("behind a proxy, a name that can't be looked up is tried all the same", async () => {
    await world(own());
    const found = await told({ isBehindProxy: true, resolve: async () => [] });
    expect(found.state).toBe("proven");
    expect(found.said).toContain("whether it is a public address isn't known");
  });

  it.each<readonly [string, Hono, RegExp]>([
    ["nothing of Herald's", new Hono(), /^What answers at PUBLIC_URL has no pictures of this Herald\. Let it pass \/media\//],
    ["a login page", new Hono().get("/media/*", (context) => context.redirect("/login")), /leads on to another address \(302\)\./],
    ["a wall", new Hono().get("/media/*", (context) => context.text("No robots.", 403)), /may not be read by everyone \(403\)\./],
    ["an optimised picture", new Hono().get("/media/*", (context) => context.text("webp", 200)), /another picture than the one/],
    [
      "an error",
      new Hono().get("/media/*", (context) => context.text("", 502)),
      /could not be reached \(it answered 502\)\..*with a phone/,
    ],
  ])("%s in its place is told with what to do", async (_, site, words) => {
    await world(site);
    const found = await told({});
    expect(found.state).toBe("refused");
    expect(found.said).toMatch(words);
  });

  it("nobody there is told", async () => {
    await world(own());
    const found = await told({ publicUrl: `https://${name}:444` });
    expect(found.state).toBe("refused");
    expect(found.said).toMatch(/^PUBLIC_URL could not be reached/);
  });

  it("a robots.txt that forbids Meta's program is told with the lines that mend it", async () => {
    await world(own().get("/robots.txt", (context) => context.text("User-agent: *\nDisallow: /")));
    const found = await told({});
    expect(found.state).toBe("refused");
    expect(found.said).toContain(`https://${name}/robots.txt forbids Meta's facebookexternalhit`);
    expect(found.said).toContain('"Allow: /media/"');
  });
});

describe("a bucket or WordPress, from outside in", () => {
  async function bucket(change: Partial<BucketServer["settings"]> = {}) {
    const server = await openBucketServer();
    closing.push(server.close);
    return { server, mediaHost: { ...server.settings, ...change } };
  }

  it("is tried with a picture that was never there, which is taken away again", async () => {
    const { server, mediaHost } = await bucket();
    for (const _ of [1, 2]) expect((await told({ mediaHost })).said).toContain("A picture was put there, and fetched back without a login");
    expect(server.requests.filter((request) => request.startsWith("*PUT"))).toHaveLength(2);
    expect(server.requests.filter((request) => request.startsWith("*DELETE"))).toHaveLength(2);
    expect(new Set(server.requests.filter((request) => request.startsWith("*PUT"))).size).toBe(2);
  });

  it("on this machine alone is not proven, though it works", async () => {
    expect((await told({ mediaHost: (await bucket()).mediaHost })).state).toBe("unproven");
  });

  it("with a wrong key is told in one sentence, with what to do", async () => {
    const { mediaHost } = await bucket({ secretKey: "wrong" });
    const found = await told({ mediaHost });
    expect(found.state).toBe("refused");
    expect(found.said).toContain("MEDIA_SECRET_KEY doesn't belong to MEDIA_ACCESS_KEY. Copy both keys anew");
  });

  it("whose key may not delete leaves a picture, and says so", async () => {
    const { server, mediaHost } = await bucket();
    server.faults.push({ method: "DELETE", does: { status: 403 } });
    expect((await told({ mediaHost })).said).toContain("could not be deleted afterwards");
  });

  it("WordPress too", async () => {
    const site = await openWordPressSite();
    closing.push(site.close);
    expect((await told({ mediaHost: site.settings })).said).toContain("A picture was put there, and fetched back without a login");
    expect(site.library).toEqual([]);
    site.alter = (bytes) => bytes.subarray(0, 5000);
    const found = await told({ mediaHost: site.settings });
    expect(found.state).toBe("refused");
    expect(found.said).toMatch(/is another picture than the one that was put there.*Switch off what compresses/);
  });
});
