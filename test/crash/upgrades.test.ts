/** An upgrade of the tables is whole or it is not, whenever the program is killed and however many begin it at once. */
import { spawn } from "node:child_process";
import { copyFileSync, readdirSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterAll, beforeAll, expect, test } from "vitest";
import { migrations } from "../../src/storage/migrations/index.ts";
import { openSqlite } from "../../src/storage/sqlite.ts";
import { compiled } from "../support/herald.ts";
import { openOlder } from "../support/older-database.ts";
import { morning } from "../support/store-fixtures.ts";
import { node } from "./child.ts";

const opener = join(import.meta.dirname, "..", "support", "store-child.ts");
const killer = join(import.meta.dirname, "at-statement.ts");
const stander = join(import.meta.dirname, "stand-still.ts");
const all = Object.keys(migrations("blob")).sort();

let folder: string;
let older: string;
let runs = 0;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "herald-upgrades-"));
  older = join(folder, "older.db");
  await openOlder(older, (database) => {
    database.exec("insert into installation (id, made_at) values ('6f1c0b0e-2d5a-4f0e-9b43-5a0c8b1d7e11', 5)");
    const insert = database.prepare("insert into summaries values (?, ?, '{}', 0, 0)");
    for (let number = 0; number < 50; number += 1) insert.run(`s${number}`, `f${number}`);
  });
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
  process.stdout.write(`\ntest/crash: ${runs} upgrades killed at every statement: each whole or not begun\n`);
});

interface Ended {
  readonly code: number | null;
  readonly said: string;
}

function runNode(words: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ended> {
  const child = spawn(node, words, { env: { PATH: process.env.PATH, ...compiled, ...env }, stdio: ["ignore", "pipe", "inherit"] });
  let said = "";
  child.stdout.on("data", (chunk: Buffer) => {
    said += chunk.toString();
  });
  return new Promise((resolve) => child.once("close", (code) => resolve({ code, said })));
}

/** Opens the file in a process of its own. @param killAt before which of its statements it is killed; 0: never */
function open(file: string, killAt: number): Promise<Ended> {
  return runNode([`--import=${killer}`, opener, "open", `file:${file}`, "w"], { KILL_AT_STATEMENT: String(killAt) });
}

function look(file: string): {
  readonly done: readonly unknown[];
  readonly tables: number;
  readonly summaries: unknown;
  readonly damage: unknown;
} {
  const database = new DatabaseSync(file);
  const done = database.prepare("select name from kysely_migration order by name").all();
  const tables = database.prepare("select name from sqlite_schema where type = 'table'").all();
  const summaries = database.prepare("select count(*) as n from summaries").get()?.n;
  const damage = database.prepare("pragma integrity_check").get()?.integrity_check;
  database.close();
  return { done: done.map(({ name }) => name), tables: tables.length, summaries, damage };
}

async function fresh(name: string): Promise<string> {
  const file = join(await mkdtemp(join(folder, "run-")), name);
  copyFileSync(older, file);
  return file;
}

/** Copies of the old database, the first killed before its first statement, the second before its second … */
async function killedBeforeEach(count: number): Promise<readonly string[]> {
  const numbers = Array.from({ length: count }, (_, index) => index + 1);
  const run = await mkdtemp(join(folder, "killed-"));
  for (const number of numbers) copyFileSync(older, join(run, `${number}.db`));
  const stood = await runNode([stander, run, String(count)]);
  expect(stood.code).toBeNull();
  const through = /^through: (.*)$/m.exec(stood.said)?.[1]?.split(" ").map(Number) ?? numbers;
  // Most of them; what is left is done by a process each.
  expect(through.length).toBeLessThan(10);
  const alone = await Promise.all(
    through.map(async (number) => {
      const file = await fresh("killed.db");
      expect((await open(file, number)).code).toBeNull();
      return [number, file] as const;
    }),
  );
  const own = new Map(alone);
  return numbers.map((number) => own.get(number) ?? join(run, `${number}.db`));
}

test("killed before any of its statements, it leaves the old tables or the new ones, and the next start finishes it", {
  timeout: 240_000,
}, async () => {
  const before = look(older);
  const whole = await open(await fresh("whole.db"), 0);
  const count = Number(/statements: (\d+)/.exec(whole.said)?.[1]);
  expect(whole.code).toBe(0);
  expect(count).toBeGreaterThan(20);
  for (const [index, file] of (await killedBeforeEach(count)).entries()) {
    const after = look(file);
    const killAt = index + 1;
    expect(after.damage).toBe("ok");
    if (after.done.length === before.done.length) expect({ ...after, killAt }).toEqual({ ...before, killAt });
    else expect(after.done).toEqual(all);
    const store = await openSqlite({ file, now: () => morning });
    expect(await store.origin()).toEqual({ kind: "new" });
    await store.close();
    expect(look(file)).toMatchObject({ done: all, summaries: 50, damage: "ok" });
    runs += 1;
  }
});

test("begun by four processes at once, it happens once, after one backup of what was there", { timeout: 60_000 }, async () => {
  const file = await fresh("herald.db");
  const ended = await Promise.all([1, 2, 3, 4].map(() => open(file, 0)));
  expect(ended.map(({ code }) => code)).toEqual([0, 0, 0, 0]);
  expect(look(file)).toMatchObject({ done: all, summaries: 50, damage: "ok" });
  expect(readdirSync(join(file, "..")).sort()).toEqual(["herald.db", "herald.db.before-0002"]);
  expect(look(`${file}.before-0002`)).toMatchObject({ done: ["0001-tables"], summaries: 50, damage: "ok" });
});
