import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { backUpBefore } from "../../src/storage/backup.ts";
import { migrations } from "../../src/storage/migrations/index.ts";
import { openSqlite } from "../../src/storage/sqlite.ts";
import { openOlder } from "../support/older-database.ts";
import { laySqliteHome, type SqliteHome } from "../support/sqlite-home.ts";
import { drafted, morning, summaryOf } from "../support/store-fixtures.ts";

/** A house of the first Herald: one draft, and no sign of a place. */
function furnish(database: DatabaseSync): void {
  database.exec("insert into installation (id, made_at) values ('6f1c0b0e-2d5a-4f0e-9b43-5a0c8b1d7e11', 5)");
  database.exec("insert into summaries values ('s', 'f', '{\"tags\":[]}', 0, 0)");
  const columns = "id, summary_id, account, platform, state, revision, content, edited, created_at, ordinal, moved_at, lease_counter";
  database.exec(`insert into posts (${columns}) values ('old', 's', 'x', 'x', 'draft', 1, '{}', 0, 0, 0, 0, 0)`);
  database.exec(`insert into journal values ('old', 1, 7, 'w', '{"kind":"moved","transition":"add","to":"draft"}')`);
}

describe("an upgrade of the tables", () => {
  let home: SqliteHome;
  beforeEach(async () => {
    home = await laySqliteHome();
  });
  afterEach(() => home.remove());

  const read = (file: string, query: string) => {
    const database = new DatabaseSync(file, { readOnly: true });
    const rows = database.prepare(query).all();
    database.close();
    return rows.map((row) => ({ ...row }));
  };
  const backups = () => readdirSync(home.folder).filter((name) => name.includes(".before-"));

  test("keeps what stood there in a file beside it, whole, for its owner alone, which starts paused", async () => {
    await openOlder(home.file, furnish);
    expect(await home.using((store) => store.posts())).toHaveLength(1);
    expect(backups()).toEqual(["herald.db.before-0002"]);
    const before = `${home.file}.before-0002`;
    expect(statSync(before).mode & 0o777).toBe(0o600);
    expect(read(before, "select name from kysely_migration")).toEqual([{ name: "0001-tables" }]);
    expect(read(before, "select id, state from posts")).toEqual([{ id: "old", state: "draft" }]);
    expect(read(before, "select subject, until, by from pauses")).toEqual([
      { subject: "house", until: null, by: "herald (copied database)" },
    ]);
    expect(home.rows("select * from pauses")).toEqual([]);
    expect(home.copies).toEqual([]);
  });

  test("keeps every story as its own first version, by whoever brought it in", async () => {
    const file = join(home.folder, "herald.db");
    await openOlder(file, furnish);
    const store = await openSqlite({ file, now: () => morning });
    expect(await store.stories.versions("s")).toEqual([{ version: 1, summary: { tags: [] }, at: 0, by: "w" }]);
    expect(await store.add({ ...summaryOf("again"), fingerprint: "f" }, [], morning, "w")).toMatchObject({ added: false });
    await store.close();
  });

  const names = Object.keys(migrations("blob"));

  test("has a file for each of its steps, in the order of their numbers", () => {
    const folder = join(import.meta.dirname, "../../src/storage/migrations");
    const files = readdirSync(folder).filter((name) => name !== "index.ts");
    expect(names.map((name) => `${name}.ts`)).toEqual(files.sort());
    expect(new Set(names.map((name) => name.slice(0, 4))).size).toBe(names.length);
  });

  test.each(names.map((name, place) => [name, place + 1] as const))("from %s on ends where a new database begins", async (_, steps) => {
    const [older, newer] = [join(home.folder, "older.db"), join(home.folder, "newer.db")];
    await openOlder(older, () => undefined, steps);
    for (const file of [older, newer]) await (await openSqlite({ file, now: () => morning })).close();
    const schema = "select name, sql from sqlite_master order by name";
    expect(read(older, schema)).toEqual(read(newer, schema));
  });

  test("of a new, empty database needs no backup, and the second opening none either", async () => {
    await home.using((store) => drafted(store, "one"));
    await home.using((store) => drafted(store, "two"));
    expect(backups()).toEqual([]);
  });

  test("keeps the newest three of these backups, and no other file is touched", async () => {
    await home.using((store) => drafted(store, "one"));
    const others = ["herald.db.before-restore-20260302T041000123Z", "herald.db.before-0001.txt", "other.db.before-0001"];
    for (const name of others) writeFileSync(join(home.folder, name), "kept");
    for (const number of ["0005", "0009", "0007", "0011", "0012"]) await backUpBefore(home.file, `${number}-tables`, morning);
    expect(backups().sort()).toEqual(["herald.db.before-0009", "herald.db.before-0011", "herald.db.before-0012", ...others].sort());
    expect(read(`${home.file}.before-0012`, "select copied_at from installation")).toEqual([{ copied_at: morning }]);
  });

  test("does not happen where its backup can't be made", async () => {
    await openOlder(home.file, furnish);
    mkdirSync(`${home.file}.before-0002/in the way`, { recursive: true });
    await expect(openSqlite({ file: home.file, now: () => morning })).rejects.toThrow(
      /^The database must be upgraded, and the backup before that could not be made/,
    );
    expect(read(home.file, "select name from kysely_migration")).toEqual([{ name: "0001-tables" }]);
    expect(readdirSync(home.folder).filter((name) => name.endsWith(".part"))).toEqual([]);
    expect(existsSync(join(home.folder, "installation"))).toBe(false);
  });
});
