import { existsSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { PostReport } from "../../src/desk/report.ts";
import { type StandIns, startStandIns } from "../../src/sandbox/index.ts";
import { layLine } from "../support/cut-line.ts";
import { freePort, type Home, makeHome, until } from "../support/herald.ts";
import { ask, dropDatabase, makeDatabase } from "../support/postgres-databases.ts";

const example = "config/examples/solar-net-billing.txt";

let standIns: StandIns;
let home: Home;
let url: string;
let surroundings: Readonly<Record<string, string>>;

beforeAll(async () => {
  [standIns, url] = await Promise.all([startStandIns(), makeDatabase()]);
  const port = await freePort();
  const timing = { HERALD_REQUEST_TIMEOUT_MS: "5000", HERALD_SETTLE_MS: "6000", HERALD_LEASE_MS: "12000" };
  const places = { PORT: String(port), PUBLIC_URL: `http://127.0.0.1:${port}` };
  surroundings = { ...standIns.envForChild(), ...standIns.logins.x, ...timing, ...places };
  home = makeHome({ ...surroundings, DATABASE_URL: url }, "together");
});

afterAll(async () => {
  home?.remove();
  await standIns?.close();
  await dropDatabase(url);
});

const sent = () =>
  standIns.requests.filter(({ host, path, method, effect }) => effect && host === "api.x.com" && method === "POST" && path === "/2/tweets");

describe("the real command line on PostgreSQL", () => {
  const onX = async () => (await home.json(["list"])).posts.find(({ platform }) => platform === "x");

  it("adds, approves, publishes once and lists", async () => {
    await home.json(["add", example]);
    const post = await onX();
    expect(post?.state).toBe("draft");
    await home.json(["approve", post?.id ?? "", "--now"]);
    const worked = await home.run(["worker", "--until-idle"]);
    expect(worked.code, worked.stderr).toBe(0);
    const published = await onX();
    expect(published).toMatchObject({ id: post?.id, state: "published" });
    expect(sent()).toHaveLength(published?.steps.filter(({ key }) => key.startsWith("post-")).length ?? 0);
    expect((await home.run(["worker", "--until-idle"])).code).toBe(0);
    expect((await home.run(["audit", "--verify"])).code).toBe(0);
    expect(existsSync(join(home.directory, "data", "herald.db"))).toBe(false);
  });

  it("shows the password to nobody, and says in one sentence what is wrong with the address", async () => {
    const { password } = new URL(url);
    const elsewhere = makeHome({ DATABASE_URL: url.replace(/[^/]+$/, "nowhere") });
    const { code, stdout, stderr } = await elsewhere.run(["list"]);
    elsewhere.remove();
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toContain("There is no database 127.0.0.1");
    expect(stderr.trim().split("\n")).toHaveLength(1);
    expect(stderr).not.toContain(password);
  });

  it("leaves copies to PostgreSQL's own programs, in one sentence", async () => {
    for (const words of [
      ["backup", "copy.db"],
      ["restore", "copy.db"],
    ]) {
      const { code, stderr, stdout } = await home.run(words);
      expect(code).toBe(1);
      expect(stdout + stderr).toMatch(/kept in PostgreSQL.*pg_restore/s);
    }
  });

  it("keeps logins under seal, and finds them when it is started again", async () => {
    const settings = { ...standIns.envForChild(), DATABASE_URL: url, HERALD_SECRET: "mT4q0Zr8Wk1VbX6yLd2Jc9Fh3Sg7Pn5Ae-Uo_iKx" };
    const sealed = makeHome(settings);
    const login = Object.entries(standIns.logins.x).map(([name, value]) => `${name}=${value}`);
    const kept = await sealed.run(["connect", "x", "--file", "-"], { input: login.join("\n") });
    expect(kept.code, kept.stderr).toBe(0);
    const { posts } = await sealed.json(["list"]);
    expect(posts.some(({ platform, state }) => platform === "x" && state === "published")).toBe(true);
    expect(JSON.stringify(await ask(url, "select sealed from secrets"))).not.toContain(Object.values(standIns.logins.x)[0]);
    sealed.remove();
  });

  const draftOnX = async (file: string) => {
    await home.json(["add", file]);
    const { posts } = await home.json(["list"]);
    return posts.find(({ platform, state }) => platform === "x" && state === "draft")?.id ?? "";
  };
  const isOut = async (id: string) => (await home.json(["show", id])).posts[0]?.state === "published";
  const isHeard = async () => {
    const listening = "select 1 from pg_stat_activity where query = 'listen herald_due' and datname = current_database()";
    return (await ask(url, listening)).length > 0;
  };

  it("is worked on by several workers side by side, each post once", async () => {
    const workers = [1, 2].map(() => home.spawn(["worker"]));
    await until("a worker listens", isHeard);
    const before = sent().length;
    const draft = await draftOnX("config/examples/school-meals.md");
    await home.json(["approve", draft, "--now"]);
    await until("it is out", () => isOut(draft));
    for (const { child } of workers) child.kill("SIGTERM");
    expect(await Promise.all(workers.map(({ ended }) => ended))).toEqual([0, 0]);
    const [post] = (await home.json(["show", draft])).posts;
    expect(sent().length - before).toBe(post?.steps.filter(({ key }) => key.startsWith("post-")).length);
    for (const worker of workers) expect(worker.said()).not.toContain(new URL(url).password);
  });

  it("that is lost to a worker stops its sending, and no longer than it is lost", async () => {
    const line = await layLine(url);
    const far = makeHome({ ...surroundings, DATABASE_URL: line.url });
    const worker = far.spawn(["worker"]);
    await until("the worker listens", isHeard);
    await line.cut();
    const [draft, before] = [await draftOnX("config/examples/crop-insurance.txt"), sent().length];
    await home.json(["approve", draft, "--now"]);
    await until("the worker says so", () => worker.said().includes("can't be reached; nothing is sent meanwhile"));
    expect(sent()).toHaveLength(before);
    await line.mend();
    await until("it is out", () => isOut(draft));
    await until("it says that it is back", () => worker.said().includes("is there again; going on where it stopped"));

    // Asked to stop while it is lost, each stops in good order: one that had work, and one that never reached it.
    await line.cut();
    const late = far.spawn(["worker"]);
    await until(
      "both say so",
      () => [worker.said().split("can't be reached; ").length, late.said().split("can't be reached; ").length].join() === "3,2",
    );
    for (const { child } of [worker, late]) child.kill("SIGTERM");
    expect(await Promise.all([worker.ended, late.ended])).toEqual([0, 0]);
    await line.close();
    far.remove();
  });

  it("that is lost while a worker is asked to stop hears of the step in hand, if it is back before that worker's time is over", async () => {
    const line = await layLine(url);
    const far = makeHome({ ...surroundings, DATABASE_URL: line.url });
    const worker = far.spawn(["worker"]);
    await until("the worker listens", isHeard);
    const [arrived, released] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const forget = standIns.onRequest((phase, { path, method }) => {
      if (phase !== "effect" || method !== "POST" || path !== "/2/tweets") return;
      arrived.resolve();
      return released.promise;
    });
    const draft = await draftOnX("config/examples/punjab-local-government.txt");
    await home.json(["approve", draft, "--now"]);
    await arrived.promise;
    await line.cut();
    worker.child.kill("SIGTERM");
    forget();
    released.resolve();
    await until("the worker says so", () => worker.said().includes("can't be reached; nothing is sent meanwhile"));
    await line.mend();
    expect(await worker.ended, worker.said()).toBe(0);
    expect(worker.said()).not.toContain("without waiting longer");
    const [post] = (await home.json(["show", draft])).posts as PostReport[];
    expect(post?.journal.at(-1)).toMatchObject({ kind: "outcome", step: "post-1", outcome: { kind: "done" } });
    await line.close();
    far.remove();
  });

  it("that is lost keeps nobody at the desk waiting for longer than a few seconds", async () => {
    const [line, port] = [await layLine(url), String(await freePort())];
    const far = makeHome({ ...surroundings, DATABASE_URL: line.url, PORT: port, PUBLIC_URL: `http://127.0.0.1:${port}` });
    const running = far.spawn(["start"]);
    const status = () =>
      fetch(`http://127.0.0.1:${port}/sign-in`).then(
        (answer) => answer.status,
        () => 0,
      );
    const usual = await until("it answers", status);
    await line.cut();
    expect(await status()).toBe(503);
    await line.mend();
    await until("it answers again", async () => (await status()) === usual);
    running.child.kill("SIGTERM");
    expect(await running.ended).toBe(0);
    await line.close();
    far.remove();
  });
});
