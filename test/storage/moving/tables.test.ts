import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterAll, afterEach, beforeEach, describe, expect, test } from "vitest";
import { tablesOfTheirOwn, tablesToMove } from "../../../src/storage/moving/tables.ts";
import { clearServer, layPlaces, type Places, serversDatabase } from "../../support/moving-places.ts";
import { ask } from "../../support/postgres-databases.ts";

let places: Places;

beforeEach(async () => {
  places = await layPlaces();
});
afterEach(() => places.remove());
afterAll(clearServer);

describe("every table", () => {
  test("is moved, or each database's own: on both dialects, with its key", async () => {
    const [file, url] = [await places.at("a"), await places.at("server")];
    await Promise.all([file.house(), url.house()]);
    const database = new DatabaseSync(join(places.folder, "a.db"), { readOnly: true });
    const inFile = database
      .prepare(
        "select t.name as name, c.name as part from sqlite_master t, pragma_table_xinfo(t.name) c where t.type = 'table' and c.pk > 0 order by t.name, c.pk",
      )
      .all();
    const made = database
      .prepare(
        "select t.name || '.' || c.name as name from sqlite_master t, pragma_table_xinfo(t.name) c where t.type = 'table' and c.hidden > 1 order by 1",
      )
      .all();
    database.close();
    const inServer = await ask(
      await serversDatabase(),
      `select c.relname as name, a.attname as part from pg_index i join pg_class c on c.oid = i.indrelid join pg_attribute a on a.attrelid = c.oid and a.attnum = any(i.indkey)
       where i.indisprimary and c.relnamespace = 'public'::regnamespace order by c.relname collate "C", array_position(i.indkey::int2[], a.attnum)`,
    );
    const keys = (rows: readonly Record<string, unknown>[]) =>
      Object.fromEntries([...Map.groupBy(rows, ({ name }) => String(name))].map(([name, parts]) => [name, parts.map(({ part }) => part)]));
    const known = { ...Object.fromEntries(tablesToMove.map(({ name, key }) => [name, key])) };
    for (const [dialect, rows] of [
      ["file", inFile],
      ["server", inServer],
    ] as const) {
      const found = Object.entries(keys(rows)).filter(([name]) => !tablesOfTheirOwn.includes(name));
      expect(Object.fromEntries(found), dialect).toEqual(known);
    }
    expect(made.map(({ name }) => name)).toEqual(
      tablesToMove.flatMap(({ name, generated = [] }) => generated.map((column) => `${name}.${column}`)),
    );
  });

  test("comes after those that it refers to", async () => {
    await (await places.at("server")).house();
    const pairs = await ask(
      await serversDatabase(),
      "select conrelid::regclass::text as one, confrelid::regclass::text as other from pg_constraint where contype = 'f'",
    );
    const place = (name: unknown) => tablesToMove.findIndex((table) => table.name === name);
    expect(pairs.length).toBeGreaterThan(10);
    for (const { one, other } of pairs) expect([one, other, place(one) > place(other)]).toEqual([one, other, true]);
  });
});
