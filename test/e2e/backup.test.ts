/** A restored or copied database never posts again what the other one has posted: the real command line, and platforms that would let it. */
import { copyFileSync, cpSync, existsSync, mkdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { PostReport } from "../../src/desk/report.ts";
import { systemClock } from "../../src/edge/clock.ts";
import { type StandIns, startStandIns } from "../../src/sandbox/index.ts";
import { freePort, type Home, makeHome, type Running, until } from "../support/herald.ts";

const example = "config/examples/solar-net-billing.txt";

const config = `
brand: { name: Republic Policy, handles: { x: "@RepublicPolicy" } }
timezone: Asia/Karachi
accounts:
  - { id: x, platform: x, languages: [en], format: thread, minGap: 0, lateAfter: 2d }
  - { id: instagram, platform: instagram, languages: [en], minGap: 0, lateAfter: 2d }
`;

/** For a machine with other things to do. */
const patientMs = 90_000;
/** How far ahead posts are due, and when clocks are moved there: less than Herald takes for a clock that was set. */
const [aheadMs, moveMs] = [75_000, 80_000];
const clockHook = pathToFileURL(join(import.meta.dirname, "..", "support", "shifted-clock.ts")).href;

let standIns: StandIns;
let home: Home;
let env: Readonly<Record<string, string>>;
const others: Home[] = [];
const running: Running[] = [];

beforeEach(async () => {
  standIns = await startStandIns({ duplicateProof: false, rateLimited: false, readyAfterPolls: 0 });
  const port = await freePort();
  const timing = { HERALD_REQUEST_TIMEOUT_MS: "1500", HERALD_SETTLE_MS: "1600", HERALD_LEASE_MS: "4000", HERALD_TICK_MS: "50" };
  const logins = Object.assign({}, standIns.logins.x, standIns.logins.instagram);
  env = { ...standIns.envForChild(), ...logins, ...timing, PORT: String(port), PUBLIC_URL: `http://127.0.0.1:${port}` };
  env = { ...env, NODE_OPTIONS: `--import=${clockHook}`, SHIFT_FILE: "shift" };
  home = newHome();
});

afterEach(async () => {
  for (const { child } of running.splice(0)) child.kill("SIGKILL");
  for (const one of [home, ...others.splice(0)]) one.remove();
  await standIns.close();
});

function newHome(more: Readonly<Record<string, string>> = {}): Home {
  const made = makeHome({ ...env, ...more }, "together");
  writeFileSync(join(made.directory, "config", "herald.yaml"), config);
  return made;
}

/** Another place with the same logins, that ends with the test. */
async function otherHome(): Promise<Home> {
  const other = newHome({ PORT: String(await freePort()) });
  others.push(other);
  return other;
}

/** Starts what stays; it ends with the test, whatever becomes of that. */
function stay(words: readonly string[], at = home): Running {
  const started = at.spawn(words);
  running.push(started);
  return started;
}

async function done(words: readonly string[], at = home): Promise<string> {
  const { code, stdout, stderr } = await at.run(words);
  expect(code, `${words.join(" ")}\n${stdout}\n${stderr}`).toBe(0);
  return `${stdout}${stderr}`;
}

/** Time goes on for what stays there, and for whoever comes there after: what was due later is due now. */
function moveOn(at: Home, { child }: Running): void {
  at.write("shift", String(moveMs));
  child.kill("SIGUSR2");
}

/** How often readers see each text; of anything seen twice it would be 2. */
function texts(): Readonly<Record<string, number>> {
  const seen: Record<string, number> = {};
  for (const { parts } of standIns.readers()) for (const { text } of parts) seen[text] = (seen[text] ?? 0) + 1;
  return seen;
}

function expectAllOnce(): void {
  expect([...new Set(Object.values(texts()))]).toEqual([1]);
}

async function posts(at = home): Promise<Readonly<Record<string, PostReport>>> {
  const listed = await at.json(["list"]);
  return Object.fromEntries(listed.posts.map((post) => [post.platform, post]));
}

const idOf = (post: PostReport | undefined) => String(post?.id);
const stands = async (at = home) => Object.fromEntries(Object.entries(await posts(at)).map(([platform, { state }]) => [platform, state]));

/** A draft for each account, approved for a moment. @param when as the command line takes it */
async function approveAll(when: readonly string[]): Promise<void> {
  await done(["add", example]);
  await done(["approve", ...Object.values(await posts()).map(idOf), ...when]);
}

const paused = async (at = home) => {
  const status = (await at.json(["status"])) as unknown as { paused: readonly { account: string; reason: string }[] };
  return status.paused.map(({ account, reason }) => `${account}: ${reason}`);
};

describe("back up, publish, restore, start", { timeout: 180_000 }, () => {
  it("posts nothing twice: it starts paused and says why, what was due is held, and one answer settles it, as the rest can be asked", async () => {
    await approveAll(["--now"]);
    expect(await done(["backup", "monday.db"])).toMatch(/^Wrote and checked .*monday\.db \(\d+\.\d MB\)/);
    expect(statSync(join(home.directory, "monday.db")).mode & 0o777).toBe(0o600);
    await done(["worker", "--until-idle"]);
    expect(await stands()).toEqual({ x: "published", instagram: "published" });
    const published = await posts();
    const before = texts();

    const said = await done(["restore", "monday.db"]);
    expect(said).toContain("It starts paused");
    expect(existsSync(/now (.*before-restore\S+)\./.exec(said)?.[1] ?? "")).toBe(true);

    const herald = stay(["start"]);
    await until("it says that it is a copy", () => herald.said().includes("This database is a copy made on"));
    await until("it is at work", () => herald.said().includes("Herald is at work"));
    await systemClock.sleep(1_500);
    herald.child.kill("SIGTERM");
    expect(await herald.ended, herald.said()).toBe(0);
    expect(texts()).toEqual(before);
    expect(await paused()).toEqual([expect.stringMatching(/^all: This database is a copy made on .*`herald resume --all`\.$/)]);
    expect(await stands()).toEqual({ x: "held", instagram: "held" });

    await done(["resume", "--all"]);
    await done(["worker", "--until-idle"]);
    expect(texts()).toEqual(before);
    expect(await stands()).toEqual({ x: "held", instagram: "held" });

    for (const platform of ["x", "instagram"])
      await done(["resolve", idOf(published[platform]), "--took", String(published[platform]?.url)]);
    await done(["worker", "--until-idle"]);
    expect(await stands()).toEqual({ x: "published", instagram: "published" });
    expect((await posts()).x?.visible.map(({ id }) => id)).toEqual(published.x?.visible.map(({ id }) => id));
    expect(texts()).toEqual(before);
    expectAllOnce();
  });

  it("made in the middle of a thread: the step that was under way is asked about, and so is the rest when a person lets it go on", async () => {
    await approveAll(["--now"]);
    let backups = 0;
    let sent = 0;
    standIns.onRequest(async (phase, { method, path }) => {
      if (phase !== "effect" || method !== "POST" || path !== "/2/tweets") return;
      sent += 1;
      if (sent !== 2) return;
      await done(["backup", "midway.db"]);
      backups += 1;
    });
    await done(["worker", "--until-idle"]);
    expect(backups).toBe(1);
    const published = await posts();
    const before = texts();

    await done(["restore", "midway.db"]);
    await done(["worker", "--until-idle"]);
    await done(["resume", "--all"]);
    await done(["worker", "--until-idle"]);
    expect((await posts()).x).toMatchObject({ state: "held", visible: [{ step: "post-1" }, { step: "post-2" }] });
    await done(["resume-post", idOf(published.x)]);
    await done(["worker", "--until-idle"]);
    expect((await posts()).x).toMatchObject({ state: "published", visible: published.x?.visible.map(({ step, id }) => ({ step, id })) });
    expect(texts()).toEqual(before);
    expectAllOnce();
  });

  it("sends what was not due yet at its time, once somebody let it go on", async () => {
    await approveAll(["--at", new Date(systemClock.now() + aheadMs).toISOString()]);
    await done(["backup", "early.db"]);
    await done(["restore", "early.db"]);
    await done(["resume", "--all"]);
    const herald = stay(["start"]);
    await until("it is at work", () => herald.said().includes("Herald is at work"), patientMs);
    expect(texts()).toEqual({});
    moveOn(home, herald);
    await until("both are out", async () => Object.values(await stands()).every((state) => state === "published"), patientMs);
    herald.child.kill("SIGTERM");
    await herald.ended;
    expectAllOnce();
  });

  it("refuses while `start` runs, and says what to do", async () => {
    await done(["add", example]);
    await done(["backup", "monday.db"]);
    const herald = stay(["start"]);
    await until("it is at work", () => herald.said().includes("Herald is at work"));
    const { code, stdout } = await home.run(["restore", "monday.db", "--json"]);
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      problems: [{ code: "state-in-use", remedy: expect.stringContaining("Stop `herald start`") }],
    });
    expect(await done(["backup", "tuesday.db"])).toContain("tuesday.db");
    herald.child.kill("SIGTERM");
    expect(await herald.ended).toBe(0);
  });
});

describe("a copied database", { timeout: 180_000 }, () => {
  it("beside the running original posts nothing, neither while it is paused nor what came due meanwhile", async () => {
    await approveAll(["--at", new Date(systemClock.now() + aheadMs).toISOString()]);
    const original = stay(["start"]);
    await until("the original is at work", () => original.said().includes("Herald is at work"));

    const other = await otherHome();
    mkdirSync(join(other.directory, "data"));
    for (const end of ["", "-wal"]) {
      const file = join("data", `herald.db${end}`);
      if (existsSync(join(home.directory, file))) copyFileSync(join(home.directory, file), join(other.directory, file));
    }
    const copy = stay(["start"], other);
    await until("the copy says what it is", () => copy.said().includes("This database is a copy"), patientMs);
    await until("the copy is at work", () => copy.said().includes("Herald is at work"), patientMs);
    moveOn(other, copy);
    moveOn(home, original);
    await until(
      "the original has posted both",
      async () => Object.values(await stands()).every((state) => state === "published"),
      patientMs,
    );
    const before = texts();
    await done(["resume", "--all"], other);
    await until(
      "the copy leaves both to a person",
      async () => Object.values(await stands(other)).every((state) => state === "missed"),
      patientMs,
    );
    for (const { child, ended, said } of [original, copy]) {
      child.kill("SIGTERM");
      expect(await ended, said()).toBe(0);
    }
    expect(texts()).toEqual(before);
    expectAllOnce();
  });

  it("is known for one when its whole folder was copied, with the file that names its place", async () => {
    await approveAll(["--now"]);
    const other = await otherHome();
    cpSync(join(home.directory, "data"), join(other.directory, "data"), { recursive: true, preserveTimestamps: true });
    await done(["worker", "--until-idle"]);
    const before = texts();
    expect(await done(["worker", "--until-idle"], other)).toContain("This database is a copy");
    expect(texts()).toEqual(before);
    expect(await stands(other)).toEqual({ x: "held", instagram: "held" });
  });

  it("is known for one when the file that names its place is gone, or an older state of it was put back", async () => {
    const file = join(home.directory, "data", "herald.db");
    await approveAll(["--now"]);
    copyFileSync(file, `${file}.nightly`);
    await done(["worker", "--until-idle"]);
    const before = texts();
    copyFileSync(`${file}.nightly`, file);
    expect(await done(["worker", "--until-idle"])).toContain("This database is an older copy");
    expect(await stands()).toEqual({ x: "held", instagram: "held" });
    await done(["resume", "--all"]);
    rmSync(join(home.directory, "data", "installation"));
    expect(await done(["worker", "--until-idle"])).toContain('the file "installation" that belongs beside it is missing');
    expect(await paused()).toHaveLength(1);
    expect(texts()).toEqual(before);
    expectAllOnce();
  });
});
