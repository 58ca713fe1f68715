import { linkSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { damageOf } from "../../src/storage/copy-file.ts";
import type { BackupOrder, Store } from "../../src/storage/store.ts";
import { laySqliteHome, type SqliteHome } from "../support/sqlite-home.ts";
import { spawnChild } from "../support/store-children.ts";
import { approved, claimed, drafted, morning, sha256 } from "../support/store-fixtures.ts";

describe("a backup", () => {
  let home: SqliteHome;
  let target: string;

  beforeEach(async () => {
    home = await laySqliteHome();
    mkdirSync(join(home.folder, "backups"));
    target = join(home.folder, "backups", "monday.db");
  });
  afterEach(() => home.remove());

  const order = (more: Partial<BackupOrder> = {}): BackupOrder => ({
    file: target,
    overwrite: false,
    at: morning,
    progress: () => undefined,
    ...more,
  });
  const messageOf = async (store: Store, more: Partial<BackupOrder> = {}) => {
    const made = await store.backUp(order(more));
    return made.ok ? "made" : `${made.problems[0]?.code}: ${made.problems[0]?.message}`;
  };
  const read = (file: string, query: string) => {
    const database = new DatabaseSync(file, { readOnly: true });
    const rows = database.prepare(query).all();
    database.close();
    return rows.map((row) => ({ ...row }));
  };

  const committed = (lines: readonly string[]) => lines.filter((line) => line !== "ready");

  test("holds everything as it stood, in one file that its owner alone may read, and says that it is a copy", async () => {
    await home.using(async (store) => {
      await claimed(store, "one");
      const made = await store.backUp(order());
      expect(made).toEqual({ ok: true, value: { file: target, bytes: statSync(target).size, at: morning } });
    });
    expect(statSync(target).mode & 0o777).toBe(0o600);
    expect(readdirSync(join(home.folder, "backups"))).toEqual(["monday.db"]);
    const journal = "select post_id, seq, happening from journal order by post_id, seq";
    expect(read(target, journal)).toEqual(home.rows(journal));
    expect(read(target, "select copied_at from installation")).toEqual([{ copied_at: morning }]);
    expect(home.rows("select copied_at from installation")).toEqual([{ copied_at: null }]);
    expect(read(target, "pragma journal_mode")).toEqual([{ journal_mode: "delete" }]);
    expect(damageOf(target)).toEqual([]);
  });

  test("taken while another process writes is of one moment: whole posts, and all that was committed before it began", async () => {
    await home.using((store) => drafted(store, "before"));
    const child = spawnChild("toil", `file:${home.file}`, "t");
    await child.said(1);
    child.go();
    const store = await home.open();
    for (const count of [20, 60, 100]) {
      await child.said(count);
      const known = committed(child.lines);
      const file = join(home.folder, "backups", `${count}.db`);
      expect(await messageOf(store, { file })).toBe("made");
      const entries = read(file, "select post_id || ' ' || (case when seq = 4 then 'intent' else 'other' end) as line from journal");
      const kept = new Set(entries.map(({ line }) => line));
      expect(known.filter((line) => line.endsWith(" intent") && !kept.has(line))).toEqual([]);
      expect(read(file, "select id from posts where revision > (select count(*) from journal where post_id = id)")).toEqual([]);
      expect(damageOf(file)).toEqual([]);
    }
    child.kill();
    await child.ended;
    await store.close();
  });

  test("of a large file tells how far it is, never backwards", async () => {
    const parts: number[] = [];
    await home.using(async (store) => {
      for (let number = 0; number < 30; number += 1) {
        const bytes = new Uint8Array(1_000_000).fill(number);
        await store.keepMedia(sha256(bytes), { mime: "image/png", bytes });
      }
      expect(await messageOf(store, { progress: (part) => parts.push(part) })).toBe("made");
    });
    expect(parts.length).toBeGreaterThan(2);
    expect(parts).toEqual([...parts].sort((a, b) => a - b));
    expect(parts.every((part) => part > 0 && part < 1)).toBe(true);
  });

  test("takes no other file's place unless it is told to, and then as a whole", async () => {
    writeFileSync(target, "my notes");
    await home.using(async (store) => {
      expect(await messageOf(store)).toBe("input-backup: There is a file of this name already.");
      expect(readFileSync(target, "utf8")).toBe("my notes");
      expect(await messageOf(store, { overwrite: true })).toBe("made");
    });
    expect(damageOf(target)).toEqual([]);
  });

  test("never takes the place of the database, nor of what belongs to it, under any name", async () => {
    await home.using(async (store) => {
      await drafted(store, "one");
      symlinkSync(home.file, join(home.folder, "symbolic"));
      linkSync(home.file, join(home.folder, "hard"));
      const names = [
        "herald.db",
        "herald.db-wal",
        "herald.db-shm",
        "herald.db-journal",
        "herald.db.mark",
        "installation",
        "symbolic",
        "hard",
      ];
      const said = await Promise.all(names.map((name) => messageOf(store, { file: join(home.folder, name), overwrite: true })));
      expect(new Set(said)).toEqual(new Set(["input-backup: This is the database itself, or a part of it."]));
      expect(await store.posts()).toHaveLength(1);
    });
  });

  test("into a folder that is not there, or onto a folder, is refused in one sentence", async () => {
    await home.using(async (store) => {
      expect(await messageOf(store, { file: join(home.folder, "nowhere", "b.db") })).toMatch(
        /^input-backup: There is no folder .*nowhere\.$/,
      );
      expect(await messageOf(store, { file: join(home.folder, "backups"), overwrite: true })).toBe("input-backup: This is a folder.");
    });
  });

  test("of a damaged database is not made, and says so", async () => {
    await home.using((store) => approved(store, "one"));
    const database = new DatabaseSync(home.file);
    database.exec("pragma foreign_keys = off; insert into journal values ('gone', 1, 0, 'nobody', '{}')");
    database.close();
    await home.using(async (store) => {
      expect(await messageOf(store)).toBe("input-damaged: The database is damaged: 1 rows refer to something that is not there.");
    });
    expect(readdirSync(join(home.folder, "backups"))).toEqual([]);
  });

  test("opened in a place of its own starts paused, with what was due held", async () => {
    await home.using(async (store) => {
      await approved(store, "one");
      expect(await messageOf(store)).toBe("made");
    });
    const other = await laySqliteHome();
    writeFileSync(other.file, readFileSync(target));
    expect(await other.using((store) => store.housePause())).toMatchObject({ reason: "a copy: backup" });
    expect(await other.using((store) => store.posts({ state: "held" }))).toHaveLength(1);
    await other.remove();
  });
});
