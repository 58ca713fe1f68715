import { DatabaseSync } from "node:sqlite";
import { deflateSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { archiveOld } from "../../src/desk/archive.ts";
import { verifyRecord } from "../../src/desk/audit.ts";
import type { Desk } from "../../src/desk/desk.ts";
import type { Store } from "../../src/storage/store.ts";
import { type FakeClock, fakeClock } from "../support/fake-clock.ts";
import { laySqlite, type SqliteGround } from "../support/sqlite-ground.ts";
import { always, drafted, editor, hourMs, morning, plain } from "../support/store-fixtures.ts";

const dayMs = 24 * hourMs;
const actor = { id: "root", role: "operator" } as const;

describe("the daily chore of packing journals away", () => {
  let ground: SqliteGround;
  let clock: FakeClock;
  let store: Store;
  const never = new AbortController().signal;
  const archive = () => archiveOld({ store, settings: { archiveAfterMs: 90 * dayMs } as Desk["settings"] }, clock, never);

  beforeEach(async () => {
    ground = await laySqlite();
    clock = fakeClock(morning);
    store = await ground.open(clock.now);
    for (let index = 0; index < 45; index += 1) {
      await drafted(store, `post-${index}`);
      await store.decide([`post-${index}`], always({ ...plain("reject"), note: { reason: "No." } }), morning, editor);
    }
  });
  afterEach(async () => {
    await store.close();
    await ground.remove();
  });

  const verify = async () => {
    const verified = await verifyRecord({ store, actor });
    return verified.ok ? [] : verified.problems.map(({ where, message }) => `${where}: ${message}`);
  };

  test("packs everything that is old enough, a few at a time, and comes again the next day", async () => {
    expect(await archive()).toBe(0);
    clock.pass(91 * dayMs);
    const before = await store.view("post-7");
    expect(await archive()).toBe(45);
    expect(await archive()).toBe(0);
    expect(await store.view("post-7")).toEqual(before);
    expect(await verify()).toEqual([]);
  });

  test("leaves a record in which a changed archive shows", async () => {
    clock.pass(91 * dayMs);
    await archive();
    const journal = (await store.view("post-3"))?.journal.slice(0, -1) ?? [];
    const forged = deflateSync(JSON.stringify(journal.map((entry) => ({ ...entry, at: entry.at + 1 }))));
    const database = new DatabaseSync(ground.file);
    database.prepare("update archived_journals set body = ? where post_id = 'post-3'").run(forged);
    database.close();
    expect(await verify()).toContain("post post-3: Its first 1 journal entries are not those that were archived.");
  });

  test("doesn't make the database look older than it is", async () => {
    const entries = () => {
      const database = new DatabaseSync(ground.file);
      const [row] = database.prepare("select max(rowid) as entries from journal").all();
      database.close();
      return row?.entries;
    };
    const before = entries();
    clock.pass(91 * dayMs);
    await archive();
    expect(entries()).toBe(before);
  });
});
