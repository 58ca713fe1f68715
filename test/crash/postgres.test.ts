/** Many workers on one PostgreSQL: killed, stopped, cut off from it, and beside others that are newer. */
import { setTimeout as delay } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { toIso } from "../../src/domain/instant.ts";
import type { Store } from "../../src/storage/store.ts";
import { type ArmedLine, type Break, layArmedLine, type Moment } from "../support/armed-line.ts";
import { until } from "../support/herald.ts";
import { isStopped } from "../support/is-stopped.ts";
import { ask, dropDatabase, makeDatabase } from "../support/postgres-databases.ts";
import { type PostgresServer, startPostgres } from "../support/postgres-server.ts";
import { way } from "../support/store-fixtures.ts";
import type { Role } from "./cast.ts";
import { crowdTiming, loading, type Timing, type Worker } from "./child.ts";
import { judge } from "./judge.ts";
import {
  approve,
  type DuePart,
  draft,
  openServerHouse,
  type ServerHouse,
  type ServerHouseOptions,
  shownOf,
  writers,
} from "./server-house.ts";
import { worldOf } from "./stage.ts";

/** Where nothing is to be taken over. */
const calm: Timing = { requestMs: 5_000, settleMs: 6_000, leaseMs: 30_000, tickMs: 200 };

let url: string;
let house: ServerHouse;
const crew: Worker[] = [];

function textOf(id: string): string {
  return `Report ${id}: the gauges of the canal are read every hour.`;
}

function partFor(role: Role | undefined, id: string, at = Date.now()): DuePart {
  if (!role) throw new Error("There are not as many accounts.");
  return { id, role, content: { parts: [{ text: textOf(id), media: [] }] }, at };
}

async function openHouse(accounts: number, more: Partial<ServerHouseOptions> = {}) {
  const { people, roles } = writers(accounts);
  house = await openServerHouse({ url, people, roles, timing: calm, ...more });
  return roles;
}

function work(more: Readonly<Record<string, string>> = {}): Worker {
  const worker = house.start(["worker"], more);
  crew.push(worker);
  return worker;
}

/** Those that were not killed. */
const alive = () => crew.filter(({ child }) => child.exitCode === null && !child.killed);
const said = () => crew.map((worker) => worker.said()).join("\n---\n");
const isOver = async (store: Store, count: number) => ((await store.count(["published"])).get("published") ?? 0) === count;
const timesShown = (id: string) => shownOf(house).filter(({ text }) => text === textOf(id)).length;

async function stopAll(): Promise<void> {
  for (const worker of crew) worker.kill();
  await Promise.all(crew.splice(0).map(({ ended }) => ended));
}

/** The posts of each account in the order in which readers saw them. */
function byAccount(): readonly (readonly { readonly text: string; readonly createdAt: number }[])[] {
  return [...Map.groupBy(shownOf(house), ({ authorId }) => authorId).values()];
}

function isPost({ host, method, path }: { readonly host: string; readonly method: string; readonly path: string }): boolean {
  return host === "api.x.com" && method === "POST" && path === "/2/tweets";
}

describe("many workers on one PostgreSQL", { timeout: 300_000 }, () => {
  beforeEach(async () => {
    url = await makeDatabase();
  });
  afterEach(async () => {
    await stopAll();
    await house.close();
    await dropDatabase(url);
  });

  it("publish each post once, each account's in order and apart, while they are killed and stopped at random", async () => {
    const [accounts, each, gapMs, troubles] = [8, 4, 1_000, 6];
    const settings = (yaml: string) => yaml.replaceAll("minGap: 0", "minGap: 1s");
    const roles = await openHouse(accounts, { timing: crowdTiming, settings });
    const begun = Date.now();
    const parts = roles.flatMap((role, which) =>
      Array.from({ length: each }, (_, place) => partFor(role, `${which}-${place}`, begun + place)),
    );
    await house.queue(parts);
    const store = await house.open();
    for (let number = 0; number < 4; number += 1) work();
    let [kills, stops] = [0, 0];
    try {
      while (kills + stops < troubles && !(await isOver(store, parts.length))) {
        await delay(400 + Math.random() * 600);
        const awake = alive().filter(({ child }) => !isStopped(child.pid));
        const unlucky = awake[Math.floor(Math.random() * awake.length)];
        if (!unlucky) continue;
        if (kills <= stops) {
          unlucky.kill();
          work();
          kills += 1;
        } else {
          unlucky.child.kill("SIGSTOP");
          stops += 1;
          // Longer than a lease: whatever it had in hand is another's when it wakes.
          void delay(crowdTiming.leaseMs + 500).then(() => unlucky.child.kill("SIGCONT"));
        }
      }
      await until("everything is out", () => isOver(store, parts.length), 180_000).catch(async (error: unknown) => {
        const open = (await house.views(parts)).filter(({ post }) => post.state !== "published");
        throw new Error(`${open.map((view) => `${view.post.id}: ${view.post.state}, ${way(view)}`).join("\n")}\n${said()}`, {
          cause: error,
        });
      });
      await until("nobody stands still any more", () => !alive().some(({ child }) => isStopped(child.pid)), 60_000);
      await delay(500);
    } finally {
      await store.close();
    }
    const cast = { people: writers(accounts).people, roles, parts, pictures: [] };
    const views = await house.views(parts);
    expect(judge({ script: { cast, troubles: [] }, views, world: worldOf(house.standIns), prior: [], accidents: [] }), said()).toEqual([]);
    for (const [which, shown] of byAccount().entries()) {
      expect(shown.map(({ text }) => text)).toHaveLength(each);
      expect(shown.map(({ text }) => text.replace(/^Report \d+-(\d+):.*$/, "$1")).join(""), `account ${which}`).toBe("0123");
      for (const [place, { createdAt }] of shown.entries()) {
        const before = shown[place - 1];
        if (before) expect(createdAt - before.createdAt).toBeGreaterThanOrEqual(gapMs);
      }
    }
    process.stdout.write(
      `\ntest/crash: ${parts.length} posts by four workers on PostgreSQL, ${kills} kills and ${stops} stops: each once\n`,
    );
  });

  it("take over from one that stands still in the middle of a request, which sends nothing more when it wakes", async () => {
    const [role] = await openHouse(1, { timing: crowdTiming });
    const first = work();
    let arrived = 0;
    house.standIns.onRequest((phase, request) => {
      if (phase !== "arrived" || !isPost(request)) return undefined;
      arrived += 1;
      if (arrived > 1) return undefined;
      first.child.kill("SIGSTOP");
      return "drop";
    });
    await house.queue([partFor(role, "asleep")]);
    await until("the first stands still", () => isStopped(first.child.pid));
    work();
    const store = await house.open();
    await until("the second has published it", () => isOver(store, 1), 90_000);
    first.child.kill("SIGCONT");
    await until("the first writes down what it heard", async () => (await store.view("asleep"))?.journal.at(-1)?.kind === "late");
    await delay(500);
    expect([timesShown("asleep"), arrived], said()).toEqual([1, 2]);
    expect(way(await store.view("asleep"))).toBe("add approve claim intent verdict intent outcome publish late");
    await store.close();
  });

  it("begin a post that becomes due at once, long before they look at the queue by themselves", async () => {
    const roles = await openHouse(12, { timing: { ...calm, tickMs: 30_000 } });
    const store = await house.open();
    work();
    await until(
      "the worker listens",
      async () => (await ask(url, "select 1 from pg_stat_activity where query like 'listen %'")).length > 0,
    );
    const waits: number[] = [];
    const told = () => waits.filter((ms) => ms < 1000);
    for (const [index, role] of roles.entries()) {
      if (told().length === 2) break;
      const id = `now-${index}`;
      await draft(store, partFor(role, id));
      // A worker wakes at every full second as well: whatever it begins before the next one, it was told of.
      await until("a second has just begun", () => Date.now() % 1000 < 100);
      const second = Date.now() - (Date.now() % 1000);
      await approve(store, partFor(role, id));
      await until("it is out", () => timesShown(id) === 1);
      const begun = (await store.view(id))?.journal.find((entry) => entry.kind === "moved" && entry.transition === "claim");
      waits.push((begun?.at ?? Number.POSITIVE_INFINITY) - second);
    }
    await store.close();
    // Nobody who looks by itself looks within that second: whether one in two was told in time or all is the machine's load.
    expect(told().length, `milliseconds from the second in which they were approved: ${waits.join(", ")}`).toBe(2);
  });

  it("leave everything to the others where a worker's clock is not the database's, and say so", async () => {
    const roles = await openHouse(2);
    const ahead = work(loading(["minutes-ahead.ts"]));
    await house.queue(roles.map((role, index) => partFor(role, `clock-${index}`)));
    await until("it says so", () => ahead.said().includes("by the database's it is"));
    await delay(1_000);
    expect(shownOf(house)).toEqual([]);
    const store = await house.open();
    work();
    await until("everything is out", () => isOver(store, roles.length));
    await store.close();
    const views = await house.views([{ id: "clock-0" }, { id: "clock-1" }]);
    for (const { journal } of views) for (const { at } of journal) expect(toIso(at) <= toIso(Date.now()), said()).toBe(true);
  });

  it("go on where a newer Herald adds to the tables, and refuse to start there in one sentence", async () => {
    const roles = await openHouse(3);
    const store = await house.open();
    const worker = work();
    await house.queue([partFor(roles[0], "before")]);
    await until("the first is out", () => isOver(store, 1));
    // Queued already, as whatever opens the queue from now on is refused.
    const later = Date.now() + 2_500;
    await house.queue([partFor(roles[1], "during", later), partFor(roles[2], "after", later + 1_000)]);
    await ask(
      url,
      "alter table posts add column newer text; alter table journal add column newer text; create table newer (id text primary key)",
    );
    await ask(url, `insert into kysely_migration (name, timestamp) values ('0999-newer', '${new Date().toISOString()}')`);
    await until("all are out", () => isOver(store, 3));
    await store.close();
    expect(["before", "during", "after"].map(timesShown)).toEqual([1, 1, 1]);
    expect(worker.child.exitCode).toBeNull();
    const older = house.start(["worker"]);
    expect(await older.ended).toBe(2);
    expect(older.said().trim()).toMatch(/^[^\n]*newer[^\n]*$/i);
  });
});

describe("a worker that is cut off from PostgreSQL", { timeout: 120_000 }, () => {
  const marks = { claim: '"transition":"claim"', intent: '"kind":"intent"', record: '"kind":"outcome"' } as const;
  const moments: readonly Moment[] = ["asked", "committed"];
  const ways: readonly Break[] = ["reset", "refused", "silent"];
  const cases = Object.entries(marks).flatMap(([what, mark]) =>
    moments.flatMap((moment) => ways.map((how) => ({ what, mark, moment, how, id: `${what}-${moment}-${how}` }))),
  );
  let line: ArmedLine;
  let roles: readonly Role[];
  let store: Store;
  let worker: Worker;
  const wrong: string[] = [];

  beforeAll(async () => {
    url = await makeDatabase();
    line = await layArmedLine(url);
    roles = await openHouse(cases.length);
    store = await house.open();
    house.standIns.onRequest(async (phase, request) => {
      if (phase !== "arrived" || !isPost(request)) return;
      const part = cases.find(({ id }) => JSON.stringify(request.body).includes(textOf(id)));
      const last = part && (await store.view(part.id))?.journal.at(-1);
      if (last?.kind !== "intent") wrong.push(`${part?.id} was sent after ${JSON.stringify(last)}`);
    });
    worker = work({ DATABASE_URL: line.url });
    await until(
      "the worker is there",
      async () => (await ask(url, "select 1 from pg_stat_activity where query like 'listen %'")).length > 0,
    );
  });
  afterAll(async () => {
    await stopAll();
    await store.close();
    await house.close();
    await line.close();
    await dropDatabase(url);
  });

  it.each(cases)("when its $what is $moment and the line is $how, sends once, writes down what came of it, and goes on", async (one) => {
    const broken = line.arm(one.mark, one.moment, one.how);
    await house.queue([partFor(roles[cases.indexOf(one)], one.id)]);
    await broken;
    await delay(300);
    const isSent = timesShown(one.id);
    expect(isSent, "before it is mended").toBe(one.what === "record" ? 1 : one.how === "reset" ? isSent : 0);
    await line.mend();
    await until("it is published", async () => (await store.view(one.id))?.post.state === "published", 90_000);
    expect(timesShown(one.id)).toBe(1);
    expect(way(await store.view(one.id)), said()).toBe("add approve claim intent outcome publish");
    expect(wrong).toEqual([]);
    expect(worker.child.exitCode).toBeNull();
  });
});

describe("a server that is restarted while a post is on its way", { timeout: 120_000 }, () => {
  let server: PostgresServer;
  beforeAll(async () => {
    server = await startPostgres();
    url = `${server.url}postgres`;
  });
  afterAll(async () => {
    await stopAll();
    await house.close();
    await server.stop();
  });

  it("hears of its outcome when it is back, and the post stands once", async () => {
    const [first] = await openHouse(1);
    const restarted = Promise.withResolvers<void>();
    house.standIns.onRequest((phase, request) => {
      if (phase === "effect" && isPost(request)) void server.restart(1_000).then(restarted.resolve, restarted.reject);
    });
    const worker = work();
    await house.queue([partFor(first, "first")]);
    await restarted.promise;
    const store = await house.open();
    await until("it is published", () => isOver(store, 1), 90_000);
    expect(way(await store.view("first"))).toBe("add approve claim intent outcome publish");
    expect(worker.said()).not.toContain("Error");
    await store.close();
  });
});
