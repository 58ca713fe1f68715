import { describe, expect, test } from "vitest";
import {
  always,
  approval,
  approved,
  claimed,
  drafted,
  editor,
  hourMs,
  minuteMs,
  morning,
  owner,
  plain,
  way,
} from "../../support/store-fixtures.ts";
import type { Stage } from "./ground.ts";

export function leasesContract(stage: Stage): void {
  const dueIds = async (at: number) => (await stage.store.due(at)).map(({ post }) => post.id);

  describe("what is due", () => {
    test("approved posts come due to the millisecond, by time and then by id", async () => {
      await approved(stage.store, "later", "a", morning + 1);
      await approved(stage.store, "bravo", "b", morning);
      await approved(stage.store, "alpha", "c", morning);
      await drafted(stage.store, "draft", "d");
      expect(await dueIds(morning - 1)).toEqual([]);
      expect(await dueIds(morning)).toEqual(["alpha", "bravo"]);
      expect(await dueIds(morning + 1)).toEqual(["alpha", "bravo", "later"]);
    });

    test("whoever has nothing to do knows when the next post comes due", async () => {
      expect(await stage.store.nextDue(morning)).toBeNull();
      await approved(stage.store, "second", "b", morning + 2);
      await approved(stage.store, "first", "a", morning + 1);
      await approved(stage.store, "asleep", "c", morning + 1);
      await stage.store.decide(["asleep"], always(plain("schedule", { dueAt: null })), morning, editor);
      expect(await stage.store.nextDue(morning)).toBe(morning + 1);
      expect(await stage.store.nextDue(morning + 1)).toBe(morning + 2);
      expect(await stage.store.nextDue(morning + 2)).toBeNull();
    });

    test("a post without a time to look again, and one that nobody may act on, are not due", async () => {
      await approved(stage.store, "asleep");
      await stage.store.decide(["asleep"], always(plain("schedule", { dueAt: null })), morning, editor);
      const { lease } = await claimed(stage.store, "stuck", "b");
      await stage.store.move("stuck", lease.token, plain("hold"), morning, "w");
      await approved(stage.store, "gone", "c");
      await stage.store.decide(["gone"], always(plain("cancel")), morning, editor);
      expect(await dueIds(morning + hourMs)).toEqual([]);
    });

    test("a watcher sees a post under way with its lease, due or not", async () => {
      const { lease } = await claimed(stage.store, "busy");
      expect(await stage.store.due(morning - hourMs)).toMatchObject([{ post: { id: "busy", state: "publishing" }, lease }]);
    });

    test("of very many, each account's first in turn is seen, what is under way, and corrections", async () => {
      const many = 230;
      for (let index = 0; index < many; index += 1) await approved(stage.store, `a-${index}`, "a", morning + many - index);
      await approved(stage.store, "b-late", "b", morning + hourMs + 1);
      await approved(stage.store, "b-first", "b", morning + hourMs);
      await approved(stage.store, "c-later", "c", morning + 3 * hourMs);
      const { lease } = await claimed(stage.store, "d-begun", "d");
      await stage.store.release("d-begun", lease.token, morning + 2 * hourMs);
      await approved(stage.store, "d-next", "d", morning + hourMs);
      const ids = await dueIds(morning + 2 * hourMs);
      expect(ids).toContain(`a-${many - 1}`);
      expect(ids.filter((id) => !id.startsWith("a-"))).toEqual(["b-first", "d-next", "d-begun"]);
      expect(ids.length).toBeLessThan(many);
    });

    test("a post given back is due at its time, without a lease", async () => {
      const { lease } = await claimed(stage.store, "again");
      await stage.store.release("again", lease.token, morning + minuteMs);
      expect(await dueIds(morning + minuteMs - 1)).toEqual([]);
      expect(await stage.store.due(morning + minuteMs)).toMatchObject([{ post: { state: "publishing" }, lease: null }]);
    });
  });

  describe("claiming", () => {
    test("a thread that stopped keeps nobody from posting, and goes on when the other is given back", async () => {
      const { lease } = await claimed(stage.store, "thread");
      await approved(stage.store, "next");
      expect(await stage.store.claim("next", null, owner, morning)).toBeNull();
      await stage.store.release("thread", lease.token, null);
      const next = await stage.store.claim("next", null, owner, morning);
      expect(next?.view.post.state).toBe("publishing");
      await stage.store.decide(["thread"], always(plain("resume-post", { dueAt: morning })), morning, editor);
      expect(await stage.store.claim("thread", null, owner, morning)).toBeNull();
      await stage.store.release("next", next?.lease.token ?? "", morning + hourMs);
      expect((await stage.store.claim("thread", null, owner, morning))?.lease.counter).toBe(1);
    });

    test("an approved post moves to publishing and is leased", async () => {
      const { view, lease } = await claimed(stage.store, "one");
      expect(view.post).toMatchObject({ state: "publishing", revision: 3 });
      expect(view.lease).toEqual(lease);
      expect(lease).toMatchObject({ counter: 1, owner });
      expect(view.journal.at(-1)).toEqual({
        kind: "moved",
        transition: "claim",
        to: "publishing",
        seq: 3,
        at: morning,
        by: "worker desk-1:4242",
      });
      expect(view).toEqual(await stage.store.view("one"));
    });

    test("what is unknown, not approved, or taken already cannot be claimed", async () => {
      await drafted(stage.store, "draft");
      await claimed(stage.store, "busy");
      for (const id of ["nowhere", "draft", "busy"]) expect(await stage.store.claim(id, null, owner, morning)).toBeNull();
      expect(way(await stage.store.view("busy"))).toBe("add approve claim");
    });

    test("an approved post that was never leased is not the one a watcher of a lease saw", async () => {
      await approved(stage.store, "one");
      expect(await stage.store.claim("one", { token: "t", counter: 1, owner }, owner, morning)).toBeNull();
      expect((await stage.store.view("one"))?.post.state).toBe("approved");
    });

    test("an account publishes one post at a time; accounts do not wait for each other", async () => {
      const first = await claimed(stage.store, "first");
      await approved(stage.store, "second");
      await approved(stage.store, "elsewhere", "instagram");
      expect(await stage.store.claim("second", null, owner, morning)).toBeNull();
      expect(await stage.store.claim("elsewhere", null, owner, morning)).not.toBeNull();
      await stage.store.move("first", first.lease.token, plain("hold"), morning, "w");
      expect(await stage.store.claim("second", null, owner, morning)).not.toBeNull();
    });

    test.each([
      ["account", "x"],
      ["house", null],
    ] as const)("nothing is claimed while the %s is paused, until the pause is over", async (_what, subject) => {
      await approved(stage.store, "one");
      await stage.store.pause(subject, { reason: "flood", since: morning, until: morning + 10, by: editor });
      expect(await stage.store.claim("one", null, owner, morning + 9)).toBeNull();
      expect((await stage.store.view("one"))?.post.revision).toBe(2);
      expect(await stage.store.claim("one", null, owner, morning + 10)).not.toBeNull();
    });

    test("another account's pause stops nothing", async () => {
      await approved(stage.store, "one");
      await stage.store.pause("instagram", { reason: "token", since: morning, until: null, by: editor });
      expect(await stage.store.claim("one", null, owner, morning)).not.toBeNull();
    });

    test("a post under way is taken over only with the lease as it was seen", async () => {
      const { lease } = await claimed(stage.store, "one");
      await stage.store.renew("one", lease.token);
      const current = { ...lease, counter: 2 };
      for (const stale of [null, lease, { ...current, token: "other" }]) {
        expect(await stage.store.claim("one", stale, "w2/2/2", morning)).toBeNull();
      }
      const taken = await stage.store.claim("one", current, "w2/2/2", morning);
      expect(taken?.lease).toMatchObject({ counter: 1, owner: "w2/2/2" });
      expect(taken?.lease.token).not.toBe(lease.token);
      expect(taken?.view.lease).toEqual(taken?.lease);
      expect(taken?.view.post.revision).toBe(3);
      expect(await stage.store.claim("one", current, "w3/3/3", morning)).toBeNull();
    });

    test("a post given back is claimed again without a lease, by one", async () => {
      const { lease } = await claimed(stage.store, "one");
      await stage.store.release("one", lease.token, morning);
      expect(await stage.store.claim("one", lease, "w2/2/2", morning)).toBeNull();
      expect(await stage.store.claim("one", null, "w2/2/2", morning)).not.toBeNull();
      expect(await stage.store.claim("one", null, "w3/3/3", morning)).toBeNull();
    });

    test("a claim reads only the calendar around its time", async () => {
      await approved(stage.store, "near", "x", morning + hourMs);
      await approved(stage.store, "far", "x", morning + 48 * hourMs);
      const { view } = await claimed(stage.store, "one");
      expect(view.taken).toEqual([morning + hourMs]);
      expect((await stage.store.view("one"))?.taken).toEqual([morning + hourMs, morning + 48 * hourMs]);
    });
  });

  describe("holding a lease", () => {
    test("renewing counts up for its holder and does nothing for others", async () => {
      const { lease } = await claimed(stage.store, "one");
      expect(await stage.store.renew("one", "other")).toBe(false);
      expect(await stage.store.renew("one", lease.token)).toBe(true);
      expect(await stage.store.renew("one", lease.token)).toBe(true);
      expect((await stage.store.view("one"))?.lease).toEqual({ ...lease, counter: 3 });
    });

    test("only its holder gives a post back", async () => {
      const { lease } = await claimed(stage.store, "one");
      await stage.store.release("one", "other", null);
      expect((await stage.store.view("one"))?.lease).toEqual(lease);
      await stage.store.release("one", lease.token, null);
      const view = await stage.store.view("one");
      expect(view?.lease).toBeNull();
      expect(view?.post).toMatchObject({ state: "publishing", dueAt: null, revision: 3 });
      expect(await stage.store.renew("one", lease.token)).toBe(false);
    });

    test("an approval taken away before the claim leaves nothing to claim", async () => {
      await approved(stage.store, "one");
      await stage.store.decide(["one"], always(plain("unapprove")), morning, editor);
      expect(await stage.store.claim("one", null, owner, morning)).toBeNull();
      await stage.store.decide(["one"], always(approval("x", morning)), morning, editor);
      expect(await stage.store.claim("one", null, owner, morning)).not.toBeNull();
    });
  });
}
