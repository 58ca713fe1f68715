import { DatabaseSync } from "node:sqlite";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openPostgres, serverMigrations } from "../../src/storage/postgres.ts";
import { openSqlite } from "../../src/storage/sqlite.ts";
import { ask, dropDatabase, makeDatabase } from "../support/postgres-databases.ts";
import { emptyOut } from "../support/postgres-ground.ts";
import { makeOlder } from "../support/postgres-older.ts";
import { laySqlite } from "../support/sqlite-ground.ts";
import { approved, morning } from "../support/store-fixtures.ts";

const now = () => morning;
const names = Object.keys(serverMigrations);

/** A house of the first Herald, in PostgreSQL's words. */
const house = [
  "delete from installation",
  "insert into installation (id, made_at) values ('6f1c0b0e-2d5a-4f0e-9b43-5a0c8b1d7e11', 5)",
  `insert into summaries values ('s', 'f', '{"tags":[]}', 0, 0)`,
  `insert into posts (id, summary_id, account, platform, state, revision, content, edited, due_at, created_at, ordinal, moved_at, lease_counter)
   values ('old', 's', 'x', 'x', 'approved', 1, '{}', 0, 1772424000123, 0, 0, 0, 0)`,
  `insert into journal values ('old', 1, 7, 'w', '{"kind":"moved","transition":"add","to":"draft"}')`,
];

/** All that tells one set of tables from another. */
const shape = `
  select table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable || ' ' || coalesce(column_default, '') ||
    ' ' || coalesce(generation_expression, '') as line
  from information_schema.columns where table_schema = 'public'
  union all select indexdef from pg_indexes where schemaname = 'public'
  union all select conrelid::regclass || ' ' || pg_get_constraintdef(oid) from pg_constraint where connamespace = 'public'::regnamespace
  union all select pg_get_triggerdef(oid) from pg_trigger where not tgisinternal
  order by 1`;

describe("an upgrade of the tables in PostgreSQL", () => {
  let url: string;
  let fresh: readonly unknown[];
  beforeAll(async () => {
    url = await makeDatabase();
    await (await openPostgres({ url, now })).close();
    fresh = await ask(url, shape);
  });
  afterAll(() => dropDatabase(url));

  const upgraded = async (steps: number, fill: readonly string[]) => {
    await emptyOut(url);
    await makeOlder(url, fill, steps);
    return await openPostgres({ url, now });
  };

  // The statements are those of every dialect, and on SQLite each step is begun from.
  const begun = names.map((name, place) => [name, place + 1] as const).filter(([name], place) => place % 6 === 0 || name >= "0023");
  test.each(begun)("from %s on ends where a new database begins", async (_, steps) => {
    await (await upgraded(steps, [])).close();
    expect(await ask(url, shape)).toEqual(fresh);
  });

  test("from the first one on keeps what stands there", async () => {
    const store = await upgraded(1, house);
    expect(await store.posts()).toMatchObject([{ id: "old", state: "approved", dueAt: morning }]);
    expect(await store.stories.versions("s")).toEqual([{ version: 1, summary: { tags: [] }, at: 0, by: "w" }]);
    expect((await store.due(morning)).map(({ post }) => post.id)).toEqual(["old"]);
    expect((await store.audit.rows({ after: 0, limit: 10 })).map(({ kind, subject }) => [kind, subject])).toEqual([["begin", "post old"]]);
    await approved(store, "new");
    await store.close();
    expect(await ask(url, "select id from installation")).toEqual([{ id: "6f1c0b0e-2d5a-4f0e-9b43-5a0c8b1d7e11" }]);
  });

  test("by several at once is made once", async () => {
    await emptyOut(url);
    await makeOlder(url, house);
    const stores = await Promise.all([1, 2, 3].map(() => openPostgres({ url, now })));
    await Promise.all(stores.map((store) => store.close()));
    expect(await ask(url, "select count(*) from kysely_migration")).toEqual([{ count: String(names.length) }]);
  });

  test("by a newer Herald is not worked on by an older one", async () => {
    await ask(url, "insert into kysely_migration values ('9999-later', 'now')");
    await expect(openPostgres({ url, now })).rejects.toThrow(/was written by a newer Herald \(it has 9999-later/);
    await ask(url, "delete from kysely_migration where name = '9999-later'");
  });

  test("has the tables and columns that a file has, beside what tells one life of its server from the next", async () => {
    const ground = await laySqlite();
    await (await openSqlite({ file: ground.file, now })).close();
    const database = new DatabaseSync(ground.file, { readOnly: true });
    const columns = database
      .prepare(
        "select t.name || '.' || c.name as name from sqlite_master t, pragma_table_xinfo(t.name) c where t.type = 'table' order by 1",
      )
      .all();
    database.close();
    await ground.remove();
    const inServer = `select table_name || '.' || column_name collate "C" as name from information_schema.columns
      where table_schema = 'public' and table_name <> 'server_life' order by 1`;
    expect(await ask(url, inServer)).toEqual(columns.map((row) => ({ ...row })));
  });
});
