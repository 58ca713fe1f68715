import { appendFileSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { PostReport } from "../../src/desk/report.ts";
import { type StandIns, startStandIns } from "../../src/sandbox/index.ts";
import { type BucketServer, keys, openBucketServer } from "../support/bucket.ts";
import { freePort, type Home, makeHome, type Ran } from "../support/herald.ts";

const wrongSecret = "a-secret-of-another-bucket";

let standIns: StandIns;
let bucket: BucketServer;
let home: Home;
const outputs: string[] = [];

async function run(...words: readonly string[]): Promise<Ran> {
  const ran = await home.run(words);
  outputs.push(ran.stdout, ran.stderr);
  return ran;
}

/** The same for a command that must do what it is told. */
async function well(...words: readonly string[]): Promise<Ran> {
  const ran = await run(...words);
  expect(ran.code, ran.stderr).toBe(0);
  return ran;
}

async function post(): Promise<PostReport> {
  const found = (await home.json(["list"])).posts.find(({ platform }) => platform === "instagram");
  if (!found) throw new Error("There is no post for Instagram.");
  return found;
}

const containers = () =>
  standIns.requests.filter(({ host, method, path }) => host === "graph.instagram.com" && method === "POST" && path.endsWith("/media"));

beforeAll(async () => {
  [standIns, bucket] = await Promise.all([startStandIns(), openBucketServer()]);
  const env = standIns.envForChild();
  appendFileSync(env.NODE_EXTRA_CA_CERTS ?? "", `\n${bucket.caPem}\n`);
  home = makeHome(
    {
      ...env,
      ...standIns.logins.instagram,
      HERALD_TICK_MS: "50",
      PORT: String(await freePort()),
      DATABASE_URL: "file:data/herald.db",
      MEDIA_BUCKET: bucket.settings.url,
      MEDIA_ACCESS_KEY: keys.accessKey,
    },
    "together",
  );
  home.write(".env", `MEDIA_SECRET_KEY=${wrongSecret}\n`);
});

afterAll(async () => {
  home?.remove();
  await Promise.all([bucket?.close(), standIns?.close()]);
});

describe("an Instagram post whose picture lies in a bucket", () => {
  it("waits, its account paused, while the bucket refuses the key", async () => {
    await well("add", "config/examples/solar-net-billing.txt");
    await well("approve", String((await post()).id), "--now");
    await well("worker", "--until-idle");
    expect((await run("status")).stdout).toContain("MEDIA_SECRET_KEY doesn't belong to MEDIA_ACCESS_KEY");
    expect((await post()).state).not.toBe("published");
    expect(containers()).toEqual([]);
  });

  it("is told by doctor, which lets the account stay paused", async () => {
    const { code, stdout } = await run("doctor");
    expect(code).toBe(1);
    expect(stdout).toContain("✗ pictures (bucket): Instagram can't fetch them");
    expect(stdout).toContain("Copy both keys anew from the store");
    expect(stdout).toContain("It stays paused");
  });

  it("goes on when doctor finds it mended, having tried the whole way", async () => {
    home.write(".env", `MEDIA_SECRET_KEY="${keys.secretKey}"\n`);
    const { stdout } = await well("doctor");
    expect(stdout).toContain("goes on now");
    expect(stdout).toContain("A picture was put there, and fetched back without a login, the same to the byte.");
    expect(stdout).toContain("Only this machine can reach https://localhost");
  });

  it("is published with the bucket's copy, byte for byte", async () => {
    bucket.requests.length = 0;
    await well("worker", "--until-idle");
    const published = await post();
    expect(published.state).toBe("published");
    const digests = JSON.stringify(published.content).match(/(?<="digest":")[0-9a-f]{64}/g) ?? [];
    expect(digests.length).toBeGreaterThan(0);
    const seen = standIns.readers().flatMap(({ parts }) => parts.flatMap(({ pictures }) => pictures.map(({ digest }) => digest)));
    expect(seen).toEqual(digests);
    expect(containers().map(({ body }) => (body as { image_url?: string }).image_url)).toEqual(
      expect.arrayContaining(digests.map((digest) => `${bucket.settings.publicUrl}/${digest}.jpg`)),
    );
    for (const digest of digests) {
      const asked = bucket.requests.filter((request) => request.includes(digest)).map((request) => request.split(" ")[0]);
      // Looked for, put there, fetched back by Herald, fetched by Instagram.
      expect(asked).toEqual(["*HEAD", "*PUT", "GET", "GET"]);
    }
  });

  it("kept the bucket's address out of the plan, and its keys out of all that was written and said", async () => {
    const { stdout } = await run("show", String((await post()).id), "--json");
    expect(JSON.stringify((JSON.parse(stdout) as { posts: PostReport[] }).posts[0]?.steps)).not.toContain("localhost");
    const data = join(home.directory, "data");
    const files = readdirSync(data).map((name) => readFileSync(join(data, name)).toString("latin1"));
    for (const secret of [wrongSecret, keys.secretKey]) {
      for (const text of [...outputs, ...files]) expect(text.includes(secret)).toBe(false);
    }
  });
});
