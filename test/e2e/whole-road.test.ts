import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { PostReport } from "../../src/desk/report.ts";
import type { Json } from "../../src/domain/json.ts";
import { isHandoff, type Step } from "../../src/domain/plan.ts";
import { type Recorded, type StandIns, startStandIns } from "../../src/sandbox/index.ts";
import { freePort, type Home, makeHome, until } from "../support/herald.ts";

const example = "config/examples/solar-net-billing.txt";

let standIns: StandIns;
let home: Home;
let publicUrl: string;

/** The outputs that a post's journal holds, by step. */
function outputsOf(post: PostReport): ReadonlyMap<string, string> {
  const entries = post.journal as unknown as { kind: string; step?: string; outcome?: { kind: string; output?: { id: string } } }[];
  return new Map(entries.flatMap(({ step, outcome }) => (step && outcome?.output ? [[step, outcome.output.id]] : [])));
}

/** A step's path or body with its holes filled as the platform must have received them. */
function filled(value: Json, ids: ReadonlyMap<string, string>): Json {
  if (Array.isArray(value)) return value.map((item: Json) => filled(item, ids));
  if (typeof value !== "object" || value === null) return value;
  if ("hole" in value) return ids.get(String(value.hole)) ?? `no output of ${value.hole}`;
  const keys = Object.keys(value);
  if (keys.length === 1 && "media" in value && typeof value.media === "string") return `${publicUrl}/media/${value.media}.jpg`;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, filled(item, ids)]));
}

function pathOf(step: Step, ids: ReadonlyMap<string, string>): string {
  if (isHandoff(step)) return "";
  if (typeof step.path === "string") return step.path;
  return step.path.map((part) => (typeof part === "string" ? part : String(filled(part, ids)))).join("");
}

/** A body as a form carries it: lists joined by commas, everything a text. */
function asForm(body: Json): Json {
  if (typeof body !== "object" || body === null || Array.isArray(body)) return body;
  return Object.fromEntries(Object.entries(body).map(([key, value]) => [key, Array.isArray(value) ? value.join(",") : String(value)]));
}

function sent(host: string): readonly Recorded[] {
  return standIns.requests.filter((request) => request.host === host && request.effect);
}

beforeAll(async () => {
  standIns = await startStandIns();
  const port = await freePort();
  publicUrl = `http://127.0.0.1:${port}`;
  const logins = Object.assign({}, ...Object.values(standIns.logins)) as Record<string, string>;
  const timing = { HERALD_REQUEST_TIMEOUT_MS: "5000", HERALD_SETTLE_MS: "6000", HERALD_LEASE_MS: "12000", HERALD_TICK_MS: "50" };
  home = makeHome(
    {
      ...standIns.envForChild(),
      ...logins,
      ...timing,
      PORT: String(port),
      PUBLIC_URL: publicUrl,
      DATABASE_URL: "file:data/herald.db",
    },
    "together",
  );
});

afterAll(async () => {
  home?.remove();
  await standIns?.close();
});

describe("the whole road, by the real command line over TLS", () => {
  let previewed: readonly PostReport[];
  let added: readonly PostReport[];

  const post = async (platform: string) => {
    const { posts } = await home.json(["list"]);
    const found = posts.find((candidate) => candidate.platform === platform);
    if (!found) throw new Error(`No post for ${platform}.`);
    return found;
  };

  it("previews the very plans that are queued", async () => {
    previewed = (await home.json(["preview", example])).posts;
    added = (await home.json(["add", example])).posts;
    expect(previewed.map(({ platform }) => platform).sort()).toEqual(["instagram", "x", "youtube-community"]);
    expect(added.map(({ digest, steps, content, id }) => ({ digest, steps, content, id }))).toEqual(
      previewed.map(({ digest, steps, content, id }) => ({ digest, steps, content, id })),
    );
    expect(added.every(({ state, problems }) => state === "draft" && problems.length === 0)).toBe(true);
  });

  it("takes the same summary twice for one", async () => {
    const again = (await home.json(["add", example])).posts;
    expect(again.map(({ id }) => id)).toEqual(added.map(({ id }) => id));
    expect((await home.json(["list"])).posts).toHaveLength(3);
  });

  it("approves all of them under the digests that were previewed", async () => {
    const { posts } = await home.json(["approve", ...added.map(({ id }) => String(id)), "--now"]);
    expect(posts.map(({ state }) => state)).toEqual(["approved", "approved", "approved"]);
    expect(posts.map(({ digest }) => digest)).toEqual(previewed.map(({ digest }) => digest));
  });

  it("publishes what is due, and leaves the hand-off waiting", async () => {
    const { code, stderr } = await home.run(["worker", "--until-idle"]);
    expect(code, stderr).toBe(0);
    expect((await post("x")).state).toBe("published");
    expect((await post("instagram")).state).toBe("published");
    expect((await post("youtube-community")).state).toBe("waiting");
  });

  it("sent X exactly the previewed texts, pictures and alt texts, once and in order", async () => {
    const { steps } = previewed.find(({ platform }) => platform === "x") as PostReport;
    const ids = outputsOf(await post("x"));
    const tweets = sent("api.x.com").filter(({ path, method }) => method === "POST" && path === "/2/tweets");
    const parts = steps.filter(({ key }) => key.startsWith("post-"));
    expect(tweets.map(({ body }) => body)).toEqual(parts.map((step) => filled((step as { body: Json }).body, ids)));
    const alts = sent("api.x.com").filter(({ path }) => path === "/2/media/metadata");
    expect(alts.map(({ body }) => body)).toEqual(
      steps.filter(({ key }) => key.startsWith("alt-")).map((step) => filled((step as { body: Json }).body, ids)),
    );
    const uploads = sent("api.x.com").filter(({ path }) => path.endsWith("/append"));
    const digests = JSON.stringify(steps.filter(({ key }) => key.startsWith("media-"))).match(/[0-9a-f]{64}/g);
    expect(uploads.map(({ body }) => (body as { media: { digest: string } }).media.digest)).toEqual(digests);
  });

  it("sent Instagram exactly the previewed requests, and it fetched the very picture", async () => {
    const { steps } = previewed.find(({ platform }) => platform === "instagram") as PostReport;
    const ids = new Map([...outputsOf(await post("instagram")), ["account", String(standIns.logins.instagram.INSTAGRAM_USER_ID)]]);
    const posted = sent("graph.instagram.com").filter(({ method }) => method === "POST");
    const steady = steps.filter((step) => !isHandoff(step) && step.method === "POST");
    expect(posted.map(({ path, body }) => ({ path, body }))).toEqual(
      steady.map((step) => ({ path: pathOf(step, ids), body: asForm(filled((step as { body: Json }).body, ids)) })),
    );
  });

  it("shows readers what was previewed: every text, and every picture byte for byte", async () => {
    for (const platform of ["x", "instagram"] as const) {
      const seen = standIns.readers().filter((one) => one.platform === platform);
      expect(seen).toHaveLength(1);
      const { content } = previewed.find((one) => one.platform === platform) as PostReport;
      const pictures = JSON.stringify(content).match(/(?<="digest":")[0-9a-f]{64}/g) ?? [];
      expect(seen.flatMap(({ parts }) => parts.flatMap((part) => part.pictures.map(({ digest }) => digest)))).toEqual(pictures);
    }
  });

  it("tells where each published post stands, and what is visible", async () => {
    const x = await post("x");
    expect(x.visible.map(({ step }) => step)).toEqual(
      previewed.find(({ platform }) => platform === "x")?.steps.flatMap(({ key }) => (key.startsWith("post-") ? [key] : [])),
    );
    expect(x.url).toBe(x.visible[0]?.url);
    expect(x.url).toMatch(/^https:\/\/x\.com\//);
    expect((await post("instagram")).url).toMatch(/^https:\/\/www\.instagram\.com\//);
  });

  it("keeps a hand-off waiting at a wrong address, and closes it with a right one, without a network", async () => {
    const { id } = await post("youtube-community");
    for (const wrong of [
      "https://www.youtube.com/clip/UgkxAbCdEfGhIjKlMnOpQrStUvWxYz012345",
      "https://example.org/post/UgkxAbCdEfGhIjKlMnOpQrStUvWxYz012345",
      "no address",
    ]) {
      const { code } = await home.run(["done", String(id), "--url", wrong]);
      expect(code).toBe(1);
      expect((await post("youtube-community")).state).toBe("waiting");
    }
    const url = "https://www.youtube.com/post/UgkxAbCdEfGhIjKlMnOpQrStUvWxYz012345";
    const { posts } = await home.json(["done", String(id), "--url", url]);
    expect(posts[0]).toMatchObject({ state: "published", url });
  });

  it("has nothing left to do, and sends nothing more", async () => {
    const before = standIns.requests.length;
    const { code } = await home.run(["worker", "--until-idle"]);
    expect(code).toBe(0);
    expect(standIns.requests).toHaveLength(before);
  });

  it("says in plain words who each account is", async () => {
    const { code, stdout } = await home.run(["doctor"]);
    expect(code).toBe(0);
    expect(stdout).toContain("✓ x (X)");
    expect(stdout).toContain("✓ instagram (Instagram)");
    expect(stdout).toContain("✓ youtube (YouTube Community)");
  });
});

describe("npm start with credentials", () => {
  it("tells who each newly connected account is and where it posts, once", async () => {
    const live = makeHome({
      ...standIns.envForChild(),
      ...standIns.logins.x,
      PORT: String(await freePort()),
      DATABASE_URL: "file:data/live.db",
    });
    try {
      const first = live.spawn(["start"]);
      await until("the account to be introduced", () => /^x is @\w+ and posts to https:\/\/x\.com\//m.test(first.said()));
      expect(first.said()).toContain("instagram: not connected; its posts stay drafts");
      first.child.kill("SIGTERM");
      expect(await first.ended).toBe(0);
      const asked = standIns.requests.length;
      const second = live.spawn(["start"]);
      await until("it to be at work again", () => second.said().includes("Herald is at work"));
      second.child.kill("SIGTERM");
      await second.ended;
      expect(standIns.requests).toHaveLength(asked);
    } finally {
      live.remove();
    }
  });
});
