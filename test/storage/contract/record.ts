import { describe, expect, test } from "vitest";
import { breakAt, genesis, type RecordRow } from "../../../src/storage/chain.ts";
import {
  always,
  approval,
  approved,
  claimed,
  drafted,
  draftOf,
  editor,
  hourMs,
  minuteMs,
  morning,
  plain,
  summaryOf,
} from "../../support/store-fixtures.ts";
import type { Stage } from "./ground.ts";

export function recordContract(stage: Stage): void {
  const rows = (more: object = {}) => stage.store.audit.rows({ after: 0, limit: 1_000, ...more });
  const told = async (more: object = {}) => (await rows(more)).map(({ by, kind, subject }) => `${by} ${kind} ${subject}`);
  const bodyOf = (row: RecordRow | undefined) => JSON.parse(row?.body ?? "null");

  describe("the record", () => {
    test("is empty at first", async () => {
      expect(await rows()).toEqual([]);
      expect(await stage.store.audit.head()).toBeNull();
    });

    test("keeps who decided what, with the change, in one unbroken chain", async () => {
      await stage.store.add(summaryOf("budget"), [draftOf("one"), draftOf("two", "instagram")], morning, editor);
      const content = { parts: [{ text: "Anew", media: [] }] };
      await stage.store.decide(["one"], always(plain("edit", { content, edited: true })), morning + 1, "bilal");
      await stage.store.decide(["one", "two"], always(approval("x", morning + hourMs)), morning + 2, editor);
      await stage.store.pause("x", { reason: "Wait.", since: morning + 3, until: null, by: "hina" });
      await stage.store.resume("x", undefined, "omar");
      expect(await told()).toEqual([
        "Ayesha add summary sum-budget",
        "Ayesha add post one",
        "Ayesha add post two",
        "bilal edit post one",
        "Ayesha approve post one",
        "Ayesha approve post two",
        "hina pause account x",
        "omar resume account x",
      ]);
      const all = await rows();
      expect(all.map((row, index) => breakAt(row, all[index - 1] ?? null))).toEqual(all.map(() => null));
      expect(all[0]?.previous).toBe(genesis);
      expect(bodyOf(all[3])).toMatchObject({ content, revision: 2, from: "draft", entries: [{ seq: 2, transition: "edit", to: "draft" }] });
      expect(bodyOf(all[4])).toMatchObject({
        digest: expect.stringMatching(/^[0-9a-f]{64}$/),
        entries: [{ seq: 3, scheduledAt: morning + hourMs }],
      });
      expect(await stage.store.audit.head()).toEqual({ seq: 8, hash: all[7]?.hash });
    });

    test("holds what somebody stood by, and a thread that a pause stopped", async () => {
      const override = { code: "claim-number", finding: 'The number "54".', reason: "The table says it." };
      await drafted(stage.store, "one");
      await stage.store.decide(["one"], always({ ...approval("x", morning), overrides: [override] }), morning, editor);
      expect(bodyOf((await rows()).at(-1))).toMatchObject({ overrides: [override] });
      await claimed(stage.store, "two", "instagram");
      const stop = () => ({ ...plain("stop"), note: { reason: "Paused" } });
      await stage.store.pause(null, { reason: "Wait.", since: morning, until: null, by: "hina" }, stop);
      expect((await told()).slice(-2)).toEqual(["hina pause house", "hina stop post two"]);
    });

    test("holds nothing of a decision that fails, nor of what the engine does", async () => {
      const claim = await claimed(stage.store, "one");
      const before = await rows();
      await stage.store.decide(["one", "nobody"], always(plain("cancel")), morning, editor);
      await stage.store.decide(["one"], always(plain("unapprove")), morning, editor);
      await stage.store.move("one", claim.lease.token, plain("publish"), morning, "worker w/1/1");
      await stage.store.add(summaryOf("one"), [draftOf("again")], morning, editor);
      expect(await rows()).toEqual(before);
    });

    test("is asked by subject, by time, by hash, and a page at a time", async () => {
      await drafted(stage.store, "one");
      await stage.store.decide(["one"], always(plain("cancel")), morning + minuteMs, editor);
      await drafted(stage.store, "two", "x", morning + hourMs);
      expect(await told({ subject: "post one" })).toEqual(["Ayesha add post one", "Ayesha cancel post one"]);
      expect(await told({ since: morning + hourMs })).toEqual(["Ayesha add summary sum-two", "Ayesha add post two"]);
      expect((await rows({ after: 1, limit: 2 })).map(({ seq }) => seq)).toEqual([2, 3]);
      const third = (await rows())[2];
      expect(await stage.store.audit.find(third?.hash ?? "")).toMatchObject({ seq: 3 });
      expect(await stage.store.audit.find("nothing")).toBeNull();
      expect(await stage.store.audit.last("add", "post one")).toMatchObject({ seq: 2 });
    });

    test("tells a post's story beside its journal, and which posts are gone", async () => {
      await approved(stage.store, "one");
      await drafted(stage.store, "two");
      const [one, two] = await stage.store.audit.posts("", 10);
      expect([one?.post.id, one?.journal.length, one?.rows.length]).toEqual(["one", 2, 2]);
      expect([two?.post.id, two?.journal.length, two?.rows.length]).toEqual(["two", 1, 1]);
      expect((await stage.store.audit.posts("one", 10)).map(({ post }) => post.id)).toEqual(["two"]);
      expect(await stage.store.audit.lost()).toEqual([]);
      await stage.store.audit.add({ at: morning, by: editor, kind: "cancel", subject: "post three", body: {} });
      expect(await stage.store.audit.lost()).toEqual(["post three"]);
    });

    test("of two writers at once is one chain", async () => {
      const other = await stage.ground.open(() => stage.clock.now);
      const stores = [stage.store, other];
      const names = Array.from({ length: 20 }, (_, index) => `p${index}`);
      await Promise.all(names.map((name, index) => stores[index % 2] && drafted(stores[index % 2] ?? other, name)));
      await other.close();
      const all = await rows();
      expect(all).toHaveLength(40);
      expect(all.map((row, index) => breakAt(row, all[index - 1] ?? null)).filter((broken) => broken !== null)).toEqual([]);
    });

    test("writes half a surrogate pair as what a file can hold", async () => {
      await stage.store.audit.add({ at: morning, by: "a\ud800", kind: "note", subject: "house", body: { text: "b\udc00", "k\ud800": 1 } });
      const [row] = await rows();
      expect(row && breakAt(row, null)).toBeNull();
      expect(row?.by).toBe("a\ufffd");
    });
  });
}
