import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type NodeSqlite, openNodeSqlite } from "../../src/storage/node-sqlite.ts";
import { openSqlite } from "../../src/storage/sqlite.ts";
import { type Idleness, whenIdle } from "../../src/storage/sqlite-idle.ts";
import { morning } from "../support/store-fixtures.ts";

describe("SQLite's log is carried over into the file", () => {
  let folder: string;
  let native: NodeSqlite;
  let idleness: Idleness;
  /** The moment that is waited for; it passes when a test says so. */
  let pass: (() => void) | null;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "herald-idle-"));
    native = openNodeSqlite(join(folder, "herald.db"), 0);
    run("pragma journal_mode = wal");
    run("pragma wal_autocheckpoint = 0");
    run("create table notes (id integer primary key)");
    pass = null;
    idleness = whenIdle(
      native,
      () =>
        new Promise((resolve) => {
          pass = resolve;
        }),
    );
  });
  afterEach(() => {
    native.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const run = (statement: string) => native.prepare(statement).run([]);
  function change(times: number): void {
    for (let time = 0; time < times; time += 1) {
      idleness.began();
      run("insert into notes default values");
      idleness.changed();
    }
  }
  async function momentPasses(): Promise<void> {
    pass?.();
    await new Promise(setImmediate);
  }
  /** Pages of the log that are in the file; looking changes nothing. */
  function carried(): number {
    const [row] = native.prepare("pragma wal_checkpoint(noop)").all([]) as { readonly checkpointed: number }[];
    return row?.checkpointed ?? Number.NaN;
  }

  test("after enough changes, as soon as nobody wanted the connection for a moment", async () => {
    change(40);
    expect(carried()).toBe(0);
    await momentPasses();
    expect(carried()).toBeGreaterThanOrEqual(40);
  });

  test("not after few changes", async () => {
    change(10);
    expect(pass).toBeNull();
    await momentPasses();
    expect(carried()).toBe(0);
  });

  test("not while the connection is wanted, and once it rests", async () => {
    change(40);
    change(1);
    await momentPasses();
    expect(carried()).toBe(0);
    await momentPasses();
    expect(carried()).toBeGreaterThanOrEqual(40);
  });

  test("not in the middle of a transaction, and after the next changes", async () => {
    change(40);
    run("begin immediate");
    run("insert into notes default values");
    await momentPasses();
    run("commit");
    expect(carried()).toBe(0);
    change(40);
    await momentPasses();
    expect(carried()).toBeGreaterThanOrEqual(80);
  });

  test("not once the connection is to be closed", async () => {
    change(40);
    idleness.ended();
    await momentPasses();
    expect(carried()).toBe(0);
  });

  test("while another reads an older state: as far as that lets it, and without waiting", async () => {
    const reader = openNodeSqlite(join(folder, "herald.db"), 10_000);
    reader.prepare("begin").run([]);
    reader.prepare("select count(*) from notes").all([]);
    change(40);
    await momentPasses();
    expect(carried()).toBeLessThan(40);
    reader.prepare("commit").run([]);
    reader.close();
    change(40);
    await momentPasses();
    expect(carried()).toBeGreaterThanOrEqual(80);
  });

  test("of a queue that rests", async () => {
    const file = join(folder, "queue.db");
    const store = await openSqlite({ file, now: () => morning });
    const other = openNodeSqlite(file, 0);
    const [before] = other.prepare("pragma wal_checkpoint(noop)").all([]);
    expect(before).toMatchObject({ checkpointed: 0 });
    for (let time = 0; time < 40; time += 1) await store.chores.take(`chore ${time}`, 1, morning);
    await expect
      .poll(() => other.prepare("pragma wal_checkpoint(noop)").all([])[0], { timeout: 10_000 })
      .toMatchObject({ checkpointed: expect.toSatisfy((pages) => pages > 40) });
    other.close();
    await store.close();
  });
});
