import { chmodSync, existsSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { sql } from "kysely";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { databaseOn } from "../../src/storage/database.ts";
import { migrate } from "../../src/storage/migrate.ts";
import { migrations } from "../../src/storage/migrations/index.ts";
import { openNodeSqlite } from "../../src/storage/node-sqlite.ts";
import { storeOn } from "../../src/storage/sql-store.ts";
import { openSqlite } from "../../src/storage/sqlite.ts";
import { kyselyOn, prepare } from "../../src/storage/sqlite-dialect.ts";
import { laySqlite, type SqliteGround } from "../support/sqlite-ground.ts";
import { drafted, draftOf, editor, morning, sha256, summaryOf } from "../support/store-fixtures.ts";

const now = () => morning;

describe("a SQLite file", () => {
  let ground: SqliteGround;
  beforeEach(async () => {
    ground = await laySqlite();
  });
  afterEach(() => ground.remove());

  /** What another program would do to the file. */
  function meddle(work: (database: DatabaseSync) => void): void {
    const database = new DatabaseSync(ground.file);
    work(database);
    database.close();
  }

  test("is made with its folders, and only its owner may read it and the files beside it", async () => {
    const file = join(ground.file, "..", "deep", "er", "herald.db");
    const store = await openSqlite({ file, now });
    await drafted(store, "one");
    const modes = [file, `${file}-wal`, `${file}-shm`].map((path) => statSync(path).mode & 0o777);
    expect(modes).toEqual([0o600, 0o600, 0o600]);
    expect(statSync(dirname(file)).mode & 0o777).toBe(0o700);
    await store.close();
  });

  test("that is there keeps its mode and what it holds", async () => {
    const first = await ground.open(now);
    await drafted(first, "one");
    await first.close();
    chmodSync(ground.file, 0o640);
    const second = await ground.open(now);
    expect((await second.posts()).map(({ id }) => id)).toEqual(["one"]);
    expect(statSync(ground.file).mode & 0o777).toBe(0o640);
    await second.close();
  });

  test("that another program has locked is waited for also by one that is stopping: what came of its step is written down", async () => {
    const stop = new AbortController();
    const steadfast = { tell: () => undefined, stop: stop.signal };
    const store = await openSqlite({ file: ground.file, now, busyTimeoutMs: 1, steadfast });
    await drafted(store, "one");
    const other = new DatabaseSync(ground.file);
    other.exec("begin immediate");
    stop.abort();
    const outcome = { kind: "outcome", step: "post-1", stepDigest: "d", outcome: { kind: "done", output: { id: "7" } } } as const;
    let isOver = false;
    const recording = store.record("one", 2, outcome, morning, "w").finally(() => {
      isOver = true;
    });
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(isOver).toBe(false);
    other.exec("commit");
    other.close();
    expect((await recording).view.journal.at(-1)).toMatchObject(outcome);
    await store.close();
  });

  test("is left as one file when the last program closes it", async () => {
    const store = await ground.open(now);
    await drafted(store, "one");
    await store.close();
    expect(existsSync(`${ground.file}-wal`)).toBe(false);
  });

  test("has one installation id, kept from its making", async () => {
    const ids = () => {
      const database = new DatabaseSync(ground.file);
      const rows = database.prepare("select id, made_at from installation").all();
      database.close();
      return rows;
    };
    await (await ground.open(now)).close();
    const made = ids();
    await (await ground.open(() => morning + 1)).close();
    expect(made).toEqual([{ id: expect.stringMatching(/^[0-9a-f-]{36}$/), made_at: morning }]);
    expect(ids()).toEqual(made);
  });

  test("written by a newer program is refused in one sentence, and not touched", async () => {
    await (await ground.open(now)).close();
    meddle((database) => database.exec("insert into kysely_migration values ('9999-from-the-future', '2030-01-01T00:00:00.000Z')"));
    await expect(ground.open(now)).rejects.toThrow(/^The database was written by a newer Herald \(it has 9999-from-the-future/);
    meddle((database) =>
      expect(database.prepare("select count(*) as n from kysely_migration").get()).toEqual({
        n: Object.keys(migrations("blob")).length + 1,
      }),
    );
  });

  test("that is no database is refused in one sentence, and not touched", async () => {
    const text = "These are the minutes of a meeting, not a database. ".repeat(40);
    writeFileSync(ground.file, text);
    await expect(ground.open(now)).rejects.toThrow(`The file ${ground.file} is not a database; name another one in DATABASE_URL`);
    expect(statSync(ground.file).size).toBe(text.length);
  });

  test("takes commits to the disk, in a write-ahead log, and minds its references", async () => {
    const native = openNodeSqlite(ground.file, 0);
    const db = kyselyOn(native);
    await prepare(db);
    const settings = await Promise.all(
      ["journal_mode", "synchronous", "foreign_keys"].map((name) => sql`pragma ${sql.raw(name)}`.execute(db)),
    );
    expect(settings.map(({ rows }) => rows[0])).toEqual([{ journal_mode: "wal" }, { synchronous: 2 }, { foreign_keys: 1 }]);
    await db.destroy();
  });

  describe("locked by another program", () => {
    let rival: DatabaseSync;
    beforeEach(async () => {
      await (await ground.open(now)).close();
      rival = new DatabaseSync(ground.file);
    });
    afterEach(() => rival.close());

    test("is waited for without blocking the thread, and then written", async () => {
      const sleeps: number[] = [];
      const sleep = async (ms: number) => {
        sleeps.push(ms);
        if (sleeps.length === 3) rival.exec("commit");
      };
      const store = await openSqlite({ file: ground.file, now, busyTimeoutMs: 0, sleep });
      rival.exec("begin immediate");
      await drafted(store, "one");
      expect(sleeps).toHaveLength(3);
      expect(await store.posts()).toHaveLength(1);
      await store.close();
    });

    test("can be read meanwhile", async () => {
      const store = await openSqlite({ file: ground.file, now, busyTimeoutMs: 0, patienceMs: 0 });
      rival.exec("begin immediate");
      expect(await store.due(morning)).toEqual([]);
      await store.close();
    });

    test("for too long makes a verb give up with one sentence, and nothing is half done", async () => {
      const sleep = async () => undefined;
      const store = await openSqlite({ file: ground.file, now, busyTimeoutMs: 1, patienceMs: 2_000, sleep });
      rival.exec("begin immediate");
      await expect(drafted(store, "one")).rejects.toThrow(
        `The database ${ground.file} has been locked by another program for 2 s; end that program or wait, then try again.`,
      );
      rival.exec("commit");
      expect(await store.summaries()).toEqual([]);
      await drafted(store, "one");
      await store.close();
    });

    test("between a read and a write of one verb cannot be: the verb holds the lock from its start", async () => {
      const store = await openSqlite({ file: ground.file, now, busyTimeoutMs: 0, patienceMs: 0 });
      await drafted(store, "one");
      rival.exec("pragma busy_timeout = 0");
      const decision = () => {
        expect(() => rival.exec("begin immediate")).toThrow("locked");
        return { ok: false, problems: [] } as const;
      };
      await store.decide(["one"], decision, morning, editor);
      expect.assertions(1);
      await store.close();
    });
  });

  test("on a full disk refuses the write, keeps what was committed, and goes on when there is room", async () => {
    const native = openNodeSqlite(ground.file, 0);
    const db = kyselyOn(native);
    const patience = { mayPass: () => false, attemptMs: 0, patienceMs: 0, sleep: async () => undefined, chance: () => 0, complaint: "" };
    const database = databaseOn(db, patience);
    await prepare(db);
    await migrate(database, migrations("blob"), now);
    const store = storeOn(database, now);
    await drafted(store, "one");

    const pages = Number(
      native
        .prepare("pragma page_count")
        .all([])
        .map((row) => Object.values(row as object)[0])[0],
    );
    native.prepare(`pragma max_page_count = ${pages}`).all([]);
    const bytes = new Uint8Array(1_000_000);
    await expect(store.keepMedia(sha256(bytes), { mime: "image/png", bytes })).rejects.toThrow("full");
    const long = { paragraphs: ["word ".repeat(50_000)] };
    await expect(store.add(summaryOf("two", long), [draftOf("two")], morning, editor)).rejects.toThrow("full");
    expect((await store.posts()).map(({ id }) => id)).toEqual(["one"]);

    native.prepare("pragma max_page_count = 1000000").all([]);
    await drafted(store, "two");
    await store.close();
    ground.inspect();
  });
});
