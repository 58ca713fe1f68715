/** The real worker, and `start`, on a database that can't be written for a while: nothing is lost, nothing is sent twice, it goes on. */
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { systemClock } from "../../src/edge/clock.ts";
import { until } from "../support/herald.ts";
import { type Cast, openCast } from "./cast.ts";
import { node, startHerald, type Worker } from "./child.ts";
import { judge } from "./judge.ts";
import { openStage, type Stage, shownIds, viewsOf, worldOf } from "./stage.ts";

const locker = join(import.meta.dirname, "..", "support", "lock-child.ts");

/** For a machine with other things to do. */
const patientMs = 90_000;

let cast: Cast;
let runs = 0;

beforeAll(async () => {
  cast = await openCast();
});
afterAll(() => {
  process.stdout.write(`\ntest/crash: ${runs} runs on a full disk or a locked file: everything once\n`);
});

async function onStage(work: (stage: Stage, file: string) => Promise<void>): Promise<void> {
  const stage = await openStage({ cast, rules: { rateLimited: false, readyAfterPolls: 0 } });
  try {
    await work(stage, join(stage.ground.directory, "data", "herald.db"));
    runs += 1;
  } finally {
    await stage.close();
  }
}

/** Everything went out once, in order, and nothing waits but what a person must do. */
async function expectAllOnce(stage: Stage, said: string): Promise<void> {
  const views = await viewsOf(stage.ground, cast);
  const complaints = judge({ script: { cast, troubles: [] }, views, prior: [], world: worldOf(stage.standIns), accidents: [] });
  expect(complaints, said).toEqual([]);
  const stands = Object.fromEntries(views.map(({ post }) => [post.id, post.state]));
  expect(stands, said).toEqual({ "thread-1": "published", "card-1": "published", "carousel-1": "published", "handoff-1": "waiting" });
}

const count = (worker: Worker, text: string) => worker.said().split(text).length - 1;

/** Holds the lock for writing, in another process, until it is killed. */
async function lock(file: string): Promise<ChildProcess> {
  const child = spawn(node, [locker, file], { stdio: ["pipe", "pipe", "inherit"] });
  await new Promise((resolve) => child.stdout?.once("data", resolve));
  return child;
}

async function end(child: ChildProcess): Promise<void> {
  const ended = new Promise((resolve) => child.once("close", resolve));
  child.kill("SIGKILL");
  await ended;
}

/** Node lets a write beyond the limit fail, as a full disk does. Only Linux can lift the limit of a running process. */
describe.skipIf(process.platform !== "linux")("on a disk that is full", { timeout: 240_000, concurrent: true }, () => {
  const limit = (worker: Worker, bytes: number | "unlimited") =>
    execFileSync("prlimit", ["--pid", String(worker.child.pid), `--fsize=${bytes}:unlimited`]);

  /** The log that SQLite writes ahead begins anew with each program, so that a limit on files' sizes is one on commits. */
  const kilobytes = [50, 70, 110, 170, 230];
  it.each(kilobytes)("after %d KB a worker says so once, sends nothing, and goes on when there is room", async (size) => {
    await onStage(async (stage) => {
      const worker = startHerald(["worker", "--until-idle"], stage.ground.directory, stage.env);
      try {
        limit(worker, size * 1024);
        await until("the worker says that the disk is full", () => worker.said().includes("can't be written"), patientMs);
        await settled(stage);
        const sent = stage.standIns.requests.length;
        await systemClock.sleep(1_000);
        expect(stage.standIns.requests).toHaveLength(sent);
        expect(worker.child.exitCode).toBeNull();
        limit(worker, "unlimited");
        expect(await worker.ended, worker.said()).toBe(0);
        expect(count(worker, "can be written again; going on"), worker.said()).toBeGreaterThan(0);
        await expectAllOnce(stage, worker.said());
      } finally {
        worker.kill();
      }
    });
  });

  it("`start` stays, and can be stopped while it waits", async () => {
    await onStage(async (stage) => {
      const herald = startHerald(["start"], stage.ground.directory, stage.env);
      try {
        limit(herald, 70 * 1024);
        await until("it says that the disk is full", () => herald.said().includes("can't be written"), patientMs);
        herald.child.kill("SIGTERM");
        expect(await herald.ended, herald.said()).toBe(0);
      } finally {
        herald.kill();
      }
      const worker = startHerald(["worker", "--until-idle"], stage.ground.directory, stage.env);
      expect(await worker.ended, worker.said()).toBe(0);
      await expectAllOnce(stage, worker.said());
    });
  });

  /** What was under way comes to its end: where one commit finds no room, a smaller one may, and what it allows is sent. */
  async function settled(stage: Stage): Promise<void> {
    let seen = -1;
    await until(
      "no more requests arrive",
      async () => {
        const now = stage.standIns.requests.length;
        await systemClock.sleep(1_500);
        const still = now === seen && now === stage.standIns.requests.length;
        seen = now;
        return still;
      },
      patientMs,
    );
  }
});

describe("on a file that another program has locked", { timeout: 240_000, concurrent: true }, () => {
  it.each(["arrived", "effect"] as const)(
    "when a post has %s, longer than a lease: the worker says so, waits, and goes on",
    async (when) => {
      await onStage(async (stage, file) => {
        let locks = 0;
        stage.standIns.onRequest(async (phase, { host, path, method }) => {
          if (phase !== when || host !== "api.x.com" || path !== "/2/tweets" || method !== "POST" || locks > 0) return;
          locks += 1;
          const child = await lock(file);
          void systemClock.sleep(4_500).then(() => end(child));
        });
        const worker = startHerald(["worker", "--until-idle"], stage.ground.directory, stage.env);
        expect(await worker.ended, worker.said()).toBe(0);
        expect(locks).toBe(1);
        expect(count(worker, "is locked by another program; waiting for it"), worker.said()).toBe(1);
        expect(count(worker, "can be written again; going on"), worker.said()).toBe(1);
        await expectAllOnce(stage, worker.said());
      });
    },
  );

  it("from before its start, `start` waits, and what a killed writer had not committed is gone", async () => {
    await onStage(async (stage, file) => {
      await readied(stage);
      const child = await lock(file);
      const herald = startHerald(["start"], stage.ground.directory, stage.env);
      try {
        await until("it says that it waits", () => herald.said().includes("is locked by another program; waiting"), patientMs);
        expect(shownIds(stage.standIns)).toEqual([]);
        await end(child);
        await until("everything is out", () => count(herald, " is published on ") === 3, patientMs);
        herald.child.kill("SIGTERM");
        expect(await herald.ended, herald.said()).toBe(0);
      } finally {
        herald.kill();
      }
      await expectAllOnce(stage, herald.said());
      const database = new DatabaseSync(file);
      expect(database.prepare("select id from posts where revision > 1000").all()).toEqual([]);
      database.close();
    });
  });

  /** The database has a place before it is locked, so that the start has nothing to write there. */
  async function readied(stage: Stage): Promise<void> {
    const command = startHerald(["list"], stage.ground.directory, stage.env);
    expect(await command.ended, command.said()).toBe(0);
  }
});
