import { copyFileSync, renameSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openSqlite } from "../../src/storage/sqlite.ts";
import { digestOf, joined, opening } from "../support/people-fixtures.ts";
import { careFor, laySqliteHome, type SqliteHome, why } from "../support/sqlite-home.ts";
import { approved, claimed, drafted, minuteMs, morning, plain, way } from "../support/store-fixtures.ts";

describe("where a database belongs", () => {
  let home: SqliteHome;
  const others: SqliteHome[] = [];

  beforeEach(async () => {
    home = await laySqliteHome();
  });
  afterEach(async () => {
    await Promise.all([home, ...others.splice(0)].map((one) => one.remove()));
  });

  const copyOfAll = async () => {
    const copy = await home.copied();
    others.push(copy);
    return copy;
  };
  const housePause = (one: SqliteHome) => one.using((store) => store.housePause());
  /** As the file was before Herald knew of installations. */
  const asOlderHeralds = (file: string) => {
    const database = new DatabaseSync(file);
    database.exec("update installation set seat = null, era = null, copied_at = null");
    database.close();
  };

  test("a new one is at home where it is made: its id stands in a file that its owner alone may read, written once", async () => {
    await home.using((store) => drafted(store, "one"));
    const made = statSync(join(home.folder, "installation"), { bigint: true });
    expect(Number(made.mode & 0o777n)).toBe(0o600);
    expect(home.rows("select id from installation")).toEqual([{ id: home.text("installation").trim() }]);
    for (const id of ["two", "three"]) await home.using((store) => drafted(store, id));
    expect(statSync(join(home.folder, "installation"), { bigint: true })).toMatchObject({ mtimeNs: made.mtimeNs, ino: made.ino });
    expect(home.copies).toEqual([]);
  });

  test("one of an older Herald is taken over as it is, with the id it has", async () => {
    await home.using((store) => approved(store, "one"));
    const [made] = home.rows("select id from installation");
    asOlderHeralds(home.file);
    for (const name of ["installation", "herald.db.mark"]) rmSync(join(home.folder, name));
    expect(await housePause(home)).toBeNull();
    expect(home.text("installation").trim()).toBe(made?.id);
  });

  test("a copy knows everybody's password, and lets in nobody who was signed in, sent a link, known by a device or had a key", async () => {
    await home.using(async (store) => {
      await joined(store, "ayesha", "admin");
      await store.people.keepPassword("ayesha", "hash", morning, "w");
      await store.signIns.open(opening("t", "ayesha", morning), morning);
      const link = { digest: digestOf("link"), personId: "ayesha", purpose: "reset", expiresAt: morning + minuteMs } as const;
      await store.people.invite(link, morning, "w");
      await store.keys.add({ name: "cms", owner: "ayesha", rights: ["read"], expiresAt: null }, digestOf("key"), morning, "ayesha");
    });
    const ways = (one: SqliteHome) =>
      one.using(async (store) => [
        (await store.people.proofOf("ayesha@example.org"))?.password,
        (await store.signIns.session(digestOf("t"), morning))?.person.id,
        (await store.people.invitation(digestOf("link"), morning))?.personId,
        await store.signIns.knowsDevice(digestOf("device-t"), "ayesha", morning),
        (await store.keys.find(digestOf("key")))?.revokedAt === null,
      ]);
    expect(await ways(home)).toEqual(["hash", "ayesha", "ayesha", true, true]);
    expect(await ways(await copyOfAll())).toEqual(["hash", undefined, undefined, false, false]);
  });

  test("two databases of one folder share its id", async () => {
    await home.using((store) => drafted(store, "one"));
    const second = await openSqlite({ file: join(home.folder, "second.db"), now: () => morning });
    expect(await second.settleIn((copy) => careFor(copy, morning), morning, "w")).toBeNull();
    await drafted(second, "two");
    expect(await second.origin()).toEqual({ kind: "home" });
    await second.close();
    expect(await home.using((store) => store.origin())).toEqual({ kind: "home" });
  });

  test("it is the same one through a symbolic link, and where its folder is renamed", async () => {
    await home.using((store) => drafted(store, "one"));
    symlinkSync(home.file, join(home.folder, "link.db"));
    const linked = await openSqlite({ file: join(home.folder, "link.db"), now: () => morning });
    expect(await linked.origin()).toEqual({ kind: "home" });
    await linked.close();
    const moved = `${home.folder}-moved`;
    renameSync(home.folder, moved);
    const store = await openSqlite({ file: join(moved, "herald.db"), now: () => morning });
    expect(await store.origin()).toEqual({ kind: "home" });
    await store.close();
    renameSync(moved, home.folder);
  });

  const elsewhere: readonly [string, string, (home: SqliteHome) => Promise<SqliteHome>][] = [
    [
      "copied into a folder of its own",
      "no-place",
      async (original) => {
        const copy = await laySqliteHome();
        copyFileSync(original.file, copy.file);
        return copy;
      },
    ],
    ["copied with its whole folder, times and all", "other-place", (original) => original.copied()],
    [
      "copied to where another Herald works",
      "other-place",
      async (original) => {
        const copy = await laySqliteHome();
        await copy.using((store) => drafted(store, "another"));
        copyFileSync(original.file, copy.file);
        rmSync(`${copy.file}.mark`);
        return copy;
      },
    ],
    [
      "whose file installation is gone",
      "no-place",
      async (original) => {
        rmSync(join(original.folder, "installation"));
        return original;
      },
    ],
    [
      "whose file installation names another",
      "other-place",
      async (original) => {
        writeFileSync(join(original.folder, "installation"), "00000000-0000-4000-8000-000000000000\n");
        return original;
      },
    ],
    [
      "whose file installation is not one",
      "no-place",
      async (original) => {
        writeFileSync(join(original.folder, "installation"), "");
        return original;
      },
    ],
    [
      "copied beside itself, under another name",
      "older",
      async (original) => {
        renameSync(original.file, `${original.file}.kept`);
        renameSync(`${original.file}.mark`, `${original.file}.kept.mark`);
        copyFileSync(`${original.file}.kept`, original.file);
        return original;
      },
    ],
  ];
  test.each(elsewhere)("one %s is a copy (%s), paused once, and at home from then on", async (_, expected, copyIt) => {
    await home.using((store) => approved(store, "one"));
    const copy = await copyIt(home);
    if (copy !== home) others.push(copy);
    expect(await housePause(copy)).toMatchObject({ reason: `a copy: ${expected}`, until: null });
    expect(await copy.using((store) => store.resume(null))).toBe(true);
    expect(await housePause(copy)).toBeNull();
    expect(copy.copies).toEqual([{ kind: "copy", why: expected, at: morning }]);
  });

  test("an older state of it, copied over it, is a copy as soon as one entry is missing from it, and not before", async () => {
    await home.using((store) => approved(store, "one"));
    copyFileSync(home.file, join(home.folder, "nightly"));
    copyFileSync(join(home.folder, "nightly"), home.file);
    expect(await housePause(home)).toBeNull();
    await home.using((store) => drafted(store, "two"));
    copyFileSync(join(home.folder, "nightly"), home.file);
    expect(await housePause(home)).toMatchObject({ reason: "a copy: older" });
  });

  test("what another has taken the place of is a copy when it comes back", async () => {
    await home.using((store) => approved(store, "one"));
    const copy = await copyOfAll();
    renameSync(home.file, `${home.file}.before`);
    copyFileSync(copy.file, home.file);
    const database = new DatabaseSync(home.file);
    database.prepare("update installation set copied_at = ?").run(morning);
    database.close();
    await housePause(home);
    renameSync(`${home.file}.before`, home.file);
    await housePause(home);
    expect(home.copies.map((found) => found.why)).toEqual(["backup", "older"]);
  });

  test("the backup that an older Herald's upgrade left is a copy when it is put back by hand after some work", async () => {
    await home.using((store) => approved(store, "one"));
    copyFileSync(home.file, join(home.folder, "before"));
    asOlderHeralds(join(home.folder, "before"));
    await home.using((store) => drafted(store, "two"));
    copyFileSync(join(home.folder, "before"), home.file);
    expect(await housePause(home)).toMatchObject({ reason: "a copy: older" });
  });

  describe("a copy", () => {
    /** Posts in every state that matters, copied with their folder. */
    async function copyWithPosts(): Promise<SqliteHome> {
      await home.using(async (store) => {
        await drafted(store, "draft");
        await approved(store, "due", "x", morning - minuteMs);
        await approved(store, "later", "x", morning + 60 * minuteMs);
        await approved(store, "soon", "x", morning + minuteMs);
        await claimed(store, "sending", "y");
        const held = await claimed(store, "held", "z");
        await store.move("held", held.lease.token, plain("hold", { dueAt: null }), morning, "w");
        const out = await claimed(store, "out", "z");
        await store.move("out", out.lease.token, plain("publish", { dueAt: null }), morning, "w");
      });
      return copyOfAll();
    }

    test("holds what is due, doubts what is under way, and leaves the rest", async () => {
      const copy = await copyWithPosts();
      const at = morning + 5 * minuteMs;
      const views = await copy.using(async (store) => {
        const posts = await store.posts();
        return Promise.all(posts.map(({ id }) => store.view(id)));
      }, at);
      expect(Object.fromEntries(views.map((view) => [view?.post.id, `${view?.post.state}: ${way(view)}`]))).toEqual({
        draft: "draft: add",
        due: "held: add approve claim intent verdict hold",
        later: "approved: add approve",
        soon: "held: add approve claim intent verdict hold",
        sending: "publishing: add approve claim intent verdict",
        held: "held: add approve claim hold intent verdict",
        out: "published: add approve claim publish",
      });
      const due = views.find((view) => view?.post.id === "due");
      expect(due?.journal.map(({ at: when }) => when).slice(2)).toEqual([at, morning, at, at]);
      expect(due?.journal.at(-1)).toMatchObject({ by: "herald (copied database)", reason: why });
      expect(views.find((view) => view?.post.id === "sending")?.lease).toBeNull();
    });

    test("is settled in one transaction, and by one of several that open it at once", async () => {
      const copy = await copyWithPosts();
      const stores = await Promise.all([1, 2, 3, 4].map(() => copy.open()));
      expect(copy.copies).toHaveLength(1);
      expect(way(await stores[0]?.view("due"))).toBe("add approve claim intent verdict hold");
      await Promise.all(stores.map((store) => store.close()));
    });

    test("stays one where it could not be settled", async () => {
      const copy = await copyWithPosts();
      const store = await openSqlite({ file: copy.file, now: () => morning });
      const broken = () => {
        throw new Error("killed");
      };
      await expect(store.settleIn((found) => ({ ...careFor(found, morning), suspect: broken }), morning, "w")).rejects.toThrow("killed");
      expect(await store.origin()).toMatchObject({ kind: "copy", why: "other-place" });
      expect(await store.housePause()).toBeNull();
      await store.close();
    });

    test("that was paused by a person until some time is paused without end", async () => {
      const pause = { reason: "Eid", since: morning, until: morning + minuteMs, by: "Ayesha" };
      await home.using(async (store) => {
        await approved(store, "one");
        await store.pause(null, pause);
      });
      expect(await housePause(await copyOfAll())).toMatchObject({ reason: "a copy: other-place", until: null });
    });
  });
});
