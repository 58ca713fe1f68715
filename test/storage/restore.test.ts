import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Restored, restoreSqlite } from "../../src/storage/restore.ts";
import { openSqlite } from "../../src/storage/sqlite.ts";
import { openOlder } from "../support/older-database.ts";
import { laySqliteHome, type SqliteHome } from "../support/sqlite-home.ts";
import { approved, drafted, minuteMs, morning } from "../support/store-fixtures.ts";

const at = morning + 10 * minuteMs;

describe("a restore", () => {
  let home: SqliteHome;
  let file: string;

  beforeEach(async () => {
    home = await laySqliteHome();
    mkdirSync(join(home.folder, "backups"));
    file = join(home.folder, "backups", "monday.db");
    await home.using(async (store) => {
      await approved(store, "one");
      await store.backUp({ file, overwrite: false, at: morning, progress: () => undefined });
      await drafted(store, "two");
    });
  });
  afterEach(() => home.remove());

  const restore = (source = file) => restoreSqlite({ file: source, database: home.file, at });
  const restored = async (source = file): Promise<Restored> => {
    const done = await restore(source);
    if (!done.ok) throw new Error(done.problems.map(({ message }) => message).join(" "));
    return done.value;
  };
  const refusal = async (source = file) => {
    const done = await restore(source);
    return done.ok ? "restored" : `${done.problems[0]?.code}: ${done.problems[0]?.message}`;
  };
  const ids = (one = home) => one.using(async (store) => (await store.posts()).map(({ id }) => id).sort());
  const meddle = (target: string, work: (database: DatabaseSync) => void) => {
    const database = new DatabaseSync(target);
    work(database);
    database.close();
  };

  test("puts the backup in the database's place, paused, and keeps the one that was there beside it", async () => {
    const { before, madeAt } = await restored();
    expect(madeAt).toBe(morning);
    expect(before).toBe(`${home.file}.before-restore-20260302T041000123Z`);
    meddle(before ?? "", (database) => expect(database.prepare("select count(*) as n from posts").get()).toEqual({ n: 2 }));
    expect(await ids()).toEqual(["one"]);
    expect(home.copies).toEqual([{ kind: "copy", why: "backup", at: morning }]);
    expect(await home.using((store) => store.posts({ state: "held" }))).toHaveLength(1);
  });

  test("leaves the backup itself as it was, and nothing beside it", async () => {
    const bytes = readFileSync(file);
    await restored();
    expect(readFileSync(file)).toEqual(bytes);
    expect(readdirSync(join(home.folder, "backups"))).toEqual(["monday.db"]);
  });

  test("gives the new file the rights of the old one", async () => {
    chmodSync(home.file, 0o640);
    await restored();
    expect(statSync(home.file).mode & 0o777).toBe(0o640);
  });

  test("needs no database to be there, and sets aside what a lost one has left", async () => {
    const other = await laySqliteHome();
    writeFileSync(`${other.file}-wal`, "the log of a lost database");
    const done = await restoreSqlite({ file, database: other.file, at });
    expect(done).toMatchObject({ ok: true, value: { before: null } });
    expect(await ids(other)).toEqual(["one"]);
    expect(readdirSync(other.folder).filter((name) => name.includes("before-restore"))).toEqual([
      "herald.db.before-restore-20260302T041000123Z-wal",
    ]);
    await other.remove();
  });

  test("is refused while any program has the database open, working or not, and changes nothing", async () => {
    const store = await openSqlite({ file: home.file, now: () => morning });
    expect(await refusal()).toBe("state-in-use: Another program works on the database.");
    await drafted(store, "three");
    await store.close();
    expect(await ids()).toEqual(["one", "three", "two"]);
    expect(readdirSync(home.folder).filter((name) => name.includes("before-restore") || name.endsWith(".part"))).toEqual([]);
    expect(await refusal()).toBe("restored");
  });

  test("takes a plain copy too, with what stands in its log, and says when it last changed", async () => {
    const store = await home.open();
    await drafted(store, "three");
    const plain = join(home.folder, "backups", "plain.db");
    for (const end of ["", "-wal"]) writeFileSync(plain + end, readFileSync(home.file + end));
    await store.close();
    expect((await restored(plain)).madeAt).toBe(morning);
    expect(await ids()).toEqual(["one", "three", "two"]);
    expect(home.copies.map(({ why }) => why)).toEqual(["backup"]);
  });

  test("of an older Herald's database brings its tables up to date", async () => {
    const older = join(home.folder, "backups", "older.db");
    await openOlder(older, (database) => {
      database.exec("insert into installation (id, made_at) values ('an id', 5)");
      database.exec("insert into summaries values ('s', 'f', '{}', 0, 0)");
      const values = "('p', 's', 'x', 'x', 'draft', 1, '{}', 0, 0, 0, 0, 0)";
      const columns = "id, summary_id, account, platform, state, revision, content, edited, created_at, ordinal, moved_at, lease_counter";
      database.exec(`insert into posts (${columns}) values ${values}`);
      database.prepare("insert into journal values ('p', 1, ?, 'w', '{}')").run(morning - 5);
    });
    expect((await restored(older)).madeAt).toBe(morning - 5);
    expect(home.rows("select id from posts")).toEqual([{ id: "p" }]);
    expect(home.rows("select copied_at from installation")).toEqual([{ copied_at: morning - 5 }]);
  });

  test("of a backup that a newer Herald made is refused in one sentence", async () => {
    meddle(file, (database) => database.exec("insert into kysely_migration values ('9999-from-the-future', '2030-01-01T00:00:00.000Z')"));
    expect(await refusal()).toMatch(/^input-restore: Nothing was restored: The database was written by a newer Herald \(it has 9999-from-/);
    expect(await ids()).toEqual(["one", "two"]);
  });

  const wrong: readonly [string, string, (file: string) => void][] = [
    [
      "no database",
      "This is no database of Herald's, or no longer a whole one.",
      (target) => writeFileSync(target, "my notes ".repeat(200)),
    ],
    ["empty", "This is no database of Herald's, or no longer a whole one.", (target) => writeFileSync(target, "")],
    [
      "another program's database",
      "This is no database of Herald's, or no longer a whole one.",
      (target) => {
        writeFileSync(target, "");
        meddle(target, (database) => database.exec("create table posts (id text)"));
      },
    ],
    [
      "cut short",
      "This is no database of Herald's, or no longer a whole one.",
      (target) => writeFileSync(target, readFileSync(target).subarray(0, 9_000)),
    ],
    [
      "damaged within",
      "The backup is damaged: 1 rows refer to something that is not there.",
      (target) =>
        meddle(target, (database) => database.exec("pragma foreign_keys = off; insert into journal values ('gone', 1, 0, 'w', '{}')")),
    ],
  ];
  test.each(wrong)("of a file that is %s is refused: %s", async (_, sentence, spoil) => {
    spoil(file);
    expect(await refusal()).toBe(`input-restore: ${sentence}`);
    expect(await ids()).toEqual(["one", "two"]);
    expect(home.copies).toEqual([]);
  });

  test("of a file that is not there, of a folder, or of the database itself, is refused", async () => {
    expect(await refusal(join(home.folder, "nothing.db"))).toBe("input-restore: There is no such file.");
    expect(await refusal(join(home.folder, "backups"))).toBe("input-restore: There is no such file.");
    expect(await refusal(home.file)).toBe("input-restore: This is the current database itself.");
  });

  test("over a current file that is damaged asks for it to be moved away: nobody can see who works on it", async () => {
    writeFileSync(home.file, "no longer a database ".repeat(500));
    expect(await refusal()).toBe("input-damaged: The current file is damaged, so that it can't be seen whether a program works on it.");
    expect(existsSync(home.file)).toBe(true);
  });

  test("while another program is just opening the file lets that one find the new database", async () => {
    const rival = new DatabaseSync(home.file);
    rival.prepare("pragma journal_mode = delete").get();
    rival.exec("begin exclusive");
    let waited = 0;
    const opening = openSqlite({
      file: home.file,
      now: () => morning,
      busyTimeoutMs: 0,
      sleep: async () => {
        waited += 1;
        if (waited !== 1) return;
        rival.exec("rollback");
        rival.close();
        // What a restore does in the moment in which this process waits.
        const other = await laySqliteHome();
        await other.using((store) => drafted(store, "new"));
        writeFileSync(`${home.file}.new`, readFileSync(other.file));
        renameSync(`${home.file}.new`, home.file);
        await other.remove();
      },
    });
    const store = await opening;
    expect((await store.posts()).map(({ id }) => id)).toEqual(["new"]);
    await store.close();
  });
});
