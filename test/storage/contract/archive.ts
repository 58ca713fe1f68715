import { describe, expect, test } from "vitest";
import { type RecordRow, sha256Of } from "../../../src/storage/chain.ts";
import { always, approved, claimed, drafted, editor, hourMs, morning, plain, way } from "../../support/store-fixtures.ts";
import type { Stage } from "./ground.ts";

const about = { step: "post-1", stepDigest: "d1" } as const;
const later = morning + 100 * 24 * hourMs;

export function archiveContract(stage: Stage): void {
  /** A post that went out, and whose id on the platform is known. */
  const published = async (id: string, account = "x", output = "900") => {
    const { lease } = await claimed(stage.store, id, account);
    await stage.store.intend(id, lease.token, 4, { kind: "intent", ...about }, () => null, morning, "w");
    await stage.store.record(id, 5, { kind: "outcome", ...about, outcome: { kind: "done", output: { id: output } } }, morning, "w");
    await stage.store.move(id, lease.token, plain("publish"), morning, "w");
  };
  const pack = (before = later, most = 10) => stage.store.archive.pack(before, most, later);
  const archivedRows = async (id: string): Promise<readonly RecordRow[]> =>
    (await stage.store.audit.rows({ after: 0, limit: 100, subject: `post ${id}` })).filter(({ kind }) => kind === "archive");

  describe("old journals", () => {
    test("are packed away and read as before, alone and among others, and what platforms gave stays known", async () => {
      await published("one");
      await published("two", "instagram", "901");
      const before = await stage.store.view("one");
      expect(await pack(later, 1)).toBe(1);
      expect(await pack()).toBe(1);
      expect(await pack()).toBe(0);
      expect(await stage.store.view("one")).toEqual(before);
      expect((await stage.store.views(["two", "one"])).map(way)).toEqual([way(before), way(before)]);
      expect((await stage.store.audit.posts("", 5)).map(({ journal }) => journal.length)).toEqual([6, 6]);
      expect(await stage.store.outputs("x", ["900", "901"], "three")).toEqual(["900"]);
    });

    test("are named in the record by the hash of what was packed", async () => {
      await published("one");
      await pack();
      const [row, ...more] = await archivedRows("one");
      expect(more).toEqual([]);
      expect(row).toMatchObject({ at: later, by: "herald" });
      const journal = (await stage.store.view("one"))?.journal ?? [];
      expect(JSON.parse(row?.body ?? "")).toEqual({ archived: { length: 5, sha256: sha256Of(journal.slice(0, 5)) } });
    });

    test("stay while a post may still go out or waits for somebody, and while its end is not long ago", async () => {
      await drafted(stage.store, "draft", "a");
      await approved(stage.store, "approved", "b");
      const { lease } = await claimed(stage.store, "held", "c");
      await stage.store.move("held", lease.token, plain("hold"), morning, "w");
      const failed = await claimed(stage.store, "failed", "d");
      await stage.store.move("failed", failed.lease.token, plain("fail"), morning, "w");
      await published("young", "e");
      expect(await pack(morning)).toBe(0);
      expect(await pack(morning + 1)).toBe(1);
      expect(await archivedRows("young")).toHaveLength(1);
      for (const id of ["draft", "approved", "held", "failed"]) expect(await archivedRows(id)).toEqual([]);
    });

    test("go on where they stopped, and are packed again in one", async () => {
      await published("one");
      await pack();
      const change = { ...plain("retract"), note: { reason: "A number was wrong." } };
      await stage.store.decide(["one"], always(change), morning + 1, editor);
      await stage.store.decide(["one"], always(plain("keep")), morning + 2, editor);
      const before = await stage.store.view("one");
      expect(before?.journal.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
      expect(await pack()).toBe(1);
      expect(await stage.store.view("one")).toEqual(before);
      expect((await archivedRows("one")).map(({ body }) => JSON.parse(body).archived.length)).toEqual([5, 7]);
    });
  });

  describe("a chore of one worker", () => {
    const take = (at: number) => stage.store.chores.take("archive", 1_000, at);

    test("is taken by one, and by another when that one is gone for a lease", async () => {
      const first = await take(morning);
      expect(first).not.toBeNull();
      expect(await take(morning + 999)).toBeNull();
      expect(await stage.store.chores.keep("archive", first ?? "", 1_000, morning + 900)).toBe(true);
      expect(await take(morning + 1_899)).toBeNull();
      const second = await take(morning + 1_900);
      expect(second).not.toBeNull();
      expect(await stage.store.chores.keep("archive", first ?? "", 1_000, morning + 1_901)).toBe(false);
      await stage.store.chores.done("archive", first ?? "", morning);
      expect(await take(morning + 1_902)).toBeNull();
    });

    test("is due again when it says so", async () => {
      await stage.store.chores.done("archive", (await take(morning)) ?? "", morning + hourMs);
      expect(await take(morning + hourMs - 1)).toBeNull();
      const rival = await stage.ground.open(() => stage.clock.now);
      const both = await Promise.all([take(morning + hourMs), rival.chores.take("archive", 1_000, morning + hourMs)]);
      await rival.close();
      expect(both.filter((token) => token !== null)).toHaveLength(1);
    });
  });
}
