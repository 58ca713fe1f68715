import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type NodeSqlite, openNodeSqlite } from "../../src/storage/node-sqlite.ts";

describe("SQLite as Kysely asks for it", () => {
  let folder: string;
  let native: NodeSqlite;
  const run = (text: string, ...parameters: unknown[]) => native.prepare(text).run(parameters);
  const all = (text: string, ...parameters: unknown[]) => native.prepare(text).all(parameters);

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "herald-native-"));
    native = openNodeSqlite(join(folder, "a.db"), 0);
    run("create table notes (id integer primary key, body text)");
  });
  afterEach(() => {
    native.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test("a statement knows whether it returns rows", () => {
    expect(native.prepare("select 1").reader).toBe(true);
    expect(native.prepare("insert into notes (body) values ('a') returning id").reader).toBe(true);
    expect(native.prepare("insert into notes (body) values ('a')").reader).toBe(false);
  });

  test("a change says how many rows it touched", () => {
    run("insert into notes (body) values (?), (?)", "a", "b");
    expect(run("update notes set body = ?", "c").changes).toBe(2);
    expect(run("update notes set body = ? where id = ?", "d", 99).changes).toBe(0);
  });

  test("rows can be read one by one", () => {
    run("insert into notes (body) values (?), (?)", "a", "b");
    const bodies = [...native.prepare("select body from notes order by id").iterate([])];
    expect(bodies).toEqual([{ body: "a" }, { body: "b" }]);
  });

  test.each([
    ["an object", { body: "a" }],
    ["a list", ["a"]],
    ["a boolean", true],
    ["nothing", undefined],
    ["a date", new Date(0)],
  ])("%s for a parameter is refused, in any place", (_what, value) => {
    expect(() => run("insert into notes (body) values (?)", value)).toThrow("Parameter 1 of a query");
    expect(() => run("insert into notes (id, body) values (?, ?)", 1, value)).toThrow("Parameter 2 of a query");
    expect(all("select * from notes")).toEqual([]);
  });

  test("bytes may stand first", () => {
    expect(all("select length(?) as size", new Uint8Array(3))).toEqual([{ size: 3 }]);
  });

  test("a statement kept from before sees a column that another program added", () => {
    const text = "select * from notes";
    run("insert into notes (body) values ('a')");
    expect(all(text)).toEqual([{ id: 1, body: "a" }]);
    const other = openNodeSqlite(join(folder, "a.db"), 0);
    other.prepare("alter table notes add column colour text default 'red'").run([]);
    other.close();
    expect(all(text)).toEqual([{ id: 1, body: "a", colour: "red" }]);
  });

  test("more statements than are kept do no harm", () => {
    for (let number = 0; number < 500; number += 1) expect(all(`select ${number} as n`)).toEqual([{ n: number }]);
    expect(all("select 0 as n")).toEqual([{ n: 0 }]);
  });

  test("it knows whether a transaction is open", () => {
    expect(native.inTransaction()).toBe(false);
    run("begin");
    expect(native.inTransaction()).toBe(true);
    run("rollback");
    expect(native.inTransaction()).toBe(false);
  });
});
