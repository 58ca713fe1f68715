/** Moving house with the real command line, killed on its way, while a worker runs and platforms listen. */
import { existsSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { systemClock } from "../../src/edge/clock.ts";
import { type StandIns, startStandIns } from "../../src/sandbox/index.ts";
import { freePort, type Home, makeHome, type Running, until } from "../support/herald.ts";
import { ask, dropDatabase, makeDatabase } from "../support/postgres-databases.ts";

const config = `
brand: { name: Republic Policy, handles: { x: "@RepublicPolicy" } }
timezone: Asia/Karachi
accounts:
  - { id: x, platform: x, languages: [en], format: thread, minGap: 0, lateAfter: 2d }
  - { id: instagram, platform: instagram, languages: [en], minGap: 0, lateAfter: 2d }
`;

let standIns: StandIns;
let home: Home;
let server: string;
let address: string;
const running: Running[] = [];

beforeEach(async () => {
  [standIns, server] = await Promise.all([
    startStandIns({ duplicateProof: false, rateLimited: false, readyAfterPolls: 0 }),
    makeDatabase(),
  ]);
  const port = await freePort();
  address = `http://127.0.0.1:${port}`;
  const timing = { HERALD_REQUEST_TIMEOUT_MS: "40000", HERALD_SETTLE_MS: "41000", HERALD_LEASE_MS: "82000", HERALD_TICK_MS: "50" };
  const logins = Object.assign({}, standIns.logins.x, standIns.logins.instagram);
  const env = { ...standIns.envForChild(), ...logins, ...timing, PORT: String(port), PUBLIC_URL: address };
  home = makeHome(env, "together");
  writeFileSync(join(home.directory, "config", "herald.yaml"), config);
});

afterEach(async () => {
  for (const { child, ended } of running.splice(0)) {
    child.kill("SIGKILL");
    await ended;
  }
  home.remove();
  await standIns.close();
  await dropDatabase(server);
});

/** From now on every command is for this database; null: for the file that is the default. */
function turnTo(url: string | null): void {
  const file = join(home.directory, ".env");
  if (url === null) rmSync(file, { force: true });
  else home.write(".env", `DATABASE_URL=${url}\n`);
}

function stay(words: readonly string[]): Running {
  const started = home.spawn(words);
  running.push(started);
  return started;
}

async function done(words: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await home.run(words);
  expect(code, `${words.join(" ")}\n${stdout}\n${stderr}`).toBe(0);
  return `${stdout}${stderr}`;
}

/** How often readers see each text; of anything seen twice it would be 2. */
function texts(): Readonly<Record<string, number>> {
  const seen: Record<string, number> = {};
  for (const { parts } of standIns.readers()) for (const { text } of parts) seen[text] = (seen[text] ?? 0) + 1;
  return seen;
}

const states = async () => (await home.json(["list"])).posts.map(({ state }) => state);
const idsIn = async (state: string) => (await home.json(["list"])).posts.filter((post) => post.state === state).map(({ id }) => String(id));

async function approveAll(file: string, when: readonly string[]): Promise<void> {
  await done(["add", file]);
  await done(["approve", ...(await idsIn("draft")), ...when]);
}

/** What two databases tell of all their posts, word for word. */
const whole = async () => JSON.stringify((await home.json(["list"])).posts);

describe("moving house", { timeout: 240_000 }, () => {
  it("killed again and again is gone on with, and what arrives is what was there; the way back leads into a new file", async () => {
    for (const file of ["solar-net-billing.txt", "school-meals.md", "crop-insurance.txt"]) await done(["add", `config/examples/${file}`]);
    const before = await whole();
    const move = ["migrate", "--to", server];
    const stages = ["copying posts", "copying media", "copying record", "comparing journal", "comparing record"];
    for (const stage of stages) {
      const mover = stay(move);
      await until(`it is ${stage}`, () => mover.said().includes(stage) || mover.child.exitCode !== null);
      mover.child.kill("SIGKILL");
      await mover.ended;
      expect(mover.said()).not.toContain(new URL(server).password);
    }
    const { code, stdout, stderr } = await home.run([...move, "--json"]);
    expect(code, stderr).toBe(0);
    const { migrated } = JSON.parse(stdout);
    expect(migrated).toMatchObject({
      from: join(home.directory, "data", "herald.db"),
      to: expect.stringMatching(/^PostgreSQL 127\.0\.0\.1:\d+\/herald/),
    });
    expect(stdout + stderr).not.toContain(new URL(server).password);
    expect(await done(move)).toContain("had been moved before");

    turnTo(server);
    expect(await whole()).toBe(before);
    await done(["audit", "--verify"]);
    await done(["pause", "--all", "--reason", "we move back"]);
    expect(await done(["migrate", "--to", "file:data/back.db"])).toMatch(/was moved \(\d+ rows, each compared\)/);
    turnTo("file:data/back.db");
    expect(await whole()).toBe(before);
    await done(["audit", "--verify"]);
    await done(["resume", "--all"]);
  });

  it("under a running worker sends nothing twice and nothing after the seal; what was due goes out once where it went", async () => {
    await approveAll("config/examples/solar-net-billing.txt", ["--now"]);
    let mover: Running | undefined;
    standIns.onRequest(async (phase, { method, path }) => {
      if (phase !== "effect" || method !== "POST" || path !== "/2/tweets" || mover || Object.keys(texts()).length < 1) return;
      mover = stay(["migrate", "--to", server]);
      const { said } = mover;
      await until("the move waits for what is in hand", () => said().includes("Waiting until this is finished: post "), 35_000);
    });
    const worker = stay(["start"]);
    const moved = await until("the move begins", () => mover, 60_000);
    expect(await moved.ended, moved.said()).toBe(0);
    expect(await states()).toContain("publishing");
    const sealed = standIns.requests.length;
    await until("the worker says so", () => worker.said().includes("Nothing is sent from here."));
    const desk = await fetch(`${address}/`);
    expect([desk.status, await desk.text()]).toEqual([503, expect.stringMatching(/^The queue was moved to another database(?!.*herald_)/)]);
    expect((await fetch(`${address}/api/posts`)).headers.get("content-type")).toContain("problem+json");
    expect((await fetch(`${address}/health`)).status).toBe(200);
    await systemClock.sleep(2_000);
    expect(standIns.requests.length).toBe(sealed);
    expect(worker.child.exitCode).toBeNull();
    expect(worker.said().split("Nothing is sent from here.")).toHaveLength(2);

    for (const words of [["worker"], ["start"], ["doctor"]]) {
      const refused = await home.run(words);
      expect(refused.code).toBe(2);
      expect(refused.stderr).toMatch(/The queue was moved to PostgreSQL .* set DATABASE_URL there, or lift the seal here/);
    }
    const refused = await home.run(["add", "config/examples/school-meals.md", "--json"]);
    expect(JSON.parse(refused.stdout)).toMatchObject({ problems: [{ code: "settings-moved" }] });
    expect((await home.run(["resume", "--all"])).stderr).toContain("The queue was moved to");

    worker.child.kill("SIGTERM");
    expect(await worker.ended, worker.said()).toBe(0);

    turnTo(server);
    await approveAll("config/examples/school-meals.md", ["--now"]);
    await done(["worker", "--until-idle"]);
    expect([...new Set(await states())]).toEqual(["published"]);
    expect([...new Set(Object.values(texts()))]).toEqual([1]);
  });

  it("undone before it was finished leaves all as it was; undone afterwards, a copy that sends nothing by itself", async () => {
    await approveAll("config/examples/solar-net-billing.txt", ["--at", new Date(systemClock.now() + 3_600_000).toISOString()]);
    const mover = stay(["migrate", "--to", server]);
    await until("it is on its way", () => mover.said().includes("copying"));
    mover.child.kill("SIGKILL");
    await mover.ended;
    const posts = await idsIn("approved");
    expect((await home.run(["unapprove", ...posts])).stderr).toMatch(/The queue is being moved to PostgreSQL|The queue was moved/);
    expect(await done(["migrate", "--unseal"])).toContain("was never at work");
    await done(["schedule", posts[0] ?? "", "--at", new Date(systemClock.now() + 7_200_000).toISOString()]);

    await done(["migrate", "--to", server]);
    const worker = stay(["worker"]);
    expect(await worker.ended).toBe(2);
    expect(await done(["migrate", "--unseal"])).toContain("everything is paused");
    expect((await home.run(["migrate", "--unseal"])).code).toBe(1);
    await done(["worker", "--until-idle"]);
    expect(texts()).toEqual({});
    expect(await done(["status"])).toContain("Paused: all");
  });

  it("waits for nothing where nobody works, and says in a sentence what is wrong with where to", async () => {
    await done(["add", "config/examples/solar-net-billing.txt"]);
    const say = async (words: readonly string[]) => {
      const { code, stderr, stdout } = await home.run(words);
      expect(stderr + stdout).not.toContain(new URL(server).password);
      expect(stderr.trim().split("\n")).toHaveLength(1);
      return [code, stderr];
    };
    expect(await say(["migrate"])).toEqual([2, expect.stringContaining("Give --to URL, or --unseal")]);
    expect(await say(["migrate", "--to", server, "--unseal"])).toEqual([2, expect.stringContaining("Give --to URL, or --unseal")]);
    expect(await say(["migrate", "--to", "mysql://nowhere"])).toEqual([2, expect.stringMatching(/--to is no address/)]);
    expect(await say(["migrate", "--to", "file:data/herald.db"])).toEqual([2, expect.stringContaining("This is the queue itself")]);
    expect(await say(["migrate", "--to", server.replace(/[^/]+$/, "nowhere")])).toEqual([
      2,
      expect.stringContaining("There is no database"),
    ]);
    expect(await say(["migrate", "--unseal"])).toEqual([1, expect.stringContaining("It isn't sealed")]);
    expect(await say(["migrate", "--to", server, "--sandbox"])).toEqual([2, expect.stringContaining("sandbox")]);
    expect(existsSync(join(home.directory, "data", "sandbox.db"))).toBe(false);
    await ask(server, "create table kysely_migration (name text primary key, timestamp text)");
    await ask(server, "insert into kysely_migration values ('9999-later', 'now')");
    expect(await say(["migrate", "--to", server])).toEqual([2, expect.stringContaining("written by a newer Herald")]);
    expect((await home.run(["list"])).code).toBe(0);
    await done(["add", "config/examples/school-meals.md"]);
  });
});
