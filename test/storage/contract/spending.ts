import { describe, expect, test } from "vitest";
import type { Happening } from "../../../src/domain/journal.ts";
import type { Transition } from "../../../src/domain/post.ts";
import { block } from "../../../src/domain/problem.ts";
import type { Admission, Ledger, Spending } from "../../../src/domain/spending.ts";
import type { PostView } from "../../../src/domain/view.ts";
import { always, approved, drafted, editor, hourMs, minuteMs, morning, owner, plain, way } from "../../support/store-fixtures.ts";
import type { Stage } from "./ground.ts";

const today = { day: "2026-03-02", posts: 1, microCents: 1_500_000 } as const;
const tomorrow = { ...today, day: "2026-03-03" } as const;
const go: Admission = { kind: "go", booking: today };
const about = { step: "post-1", stepDigest: "d1" } as const;
const intent: Happening = { kind: "intent", ...about };
const none: Ledger = { booked: [], own: null, shown: false, lastShownAt: null, pauseEndedAt: null };

export function spendingContract(stage: Stage): void {
  const begin = (id: string, admission: Admission = go, at = morning) => stage.store.begin(id, owner, at, () => admission);
  /** What a decision on this post would be given; nothing changes. */
  const ledgerFor = async (id: string, at = morning) => {
    let seen: Ledger | undefined;
    const wait = { kind: "wait", until: at, reason: "only looking" } as const;
    await stage.store.begin(id, owner, at, (_view, ledger) => {
      seen = ledger;
      return wait;
    });
    return seen;
  };
  const begun = async (id: string, booking: Spending = today, at = morning) => {
    const result = await begin(id, { kind: "go", booking }, at);
    if (result?.kind !== "go") throw new Error(`${id} did not begin`);
    return result.lease.token;
  };
  const move = (id: string, token: string, transition: Transition) => stage.store.move(id, token, plain(transition), morning, "w");

  describe("beginning a post", () => {
    test("does not overtake another of the account that is due by then, whoever read the queue before that was", async () => {
      await approved(stage.store, "second", "a", morning - 1000);
      await approved(stage.store, "first", "a", morning - 2000);
      await approved(stage.store, "elsewhere", "b", morning - 3000);
      await begin("first", { kind: "wait", until: morning + 5000, reason: "minGap" });
      expect((await begin("second", { kind: "wait", until: morning, reason: "minGap" }))?.kind).toBe("wait");
      expect(await begin("second", go, morning + 5000)).toBeNull();
      expect((await begin("first", go, morning + 5000))?.kind).toBe("go");
    });

    test("of two with the same time takes them by id, and lets neither wait for one that may not begin yet", async () => {
      await approved(stage.store, "beta", "a", morning - 1000);
      await approved(stage.store, "alpha", "a", morning - 1000);
      expect(await begin("beta")).toBeNull();
      await begin("alpha", { kind: "wait", until: morning + 1, reason: "embargo" });
      expect((await begin("beta"))?.kind).toBe("go");
    });

    test("the intent of the first step is written with the claim, given the post as it is by then", async () => {
      await approved(stage.store, "one");
      let seen: PostView | undefined;
      const result = await stage.store.begin(
        "one",
        owner,
        morning,
        () => go,
        (view) => {
          seen = view;
          return intent;
        },
      );
      if (result?.kind !== "go") throw new Error("it did not begin");
      expect(result).toMatchObject({ first: intent, view: seen });
      expect(seen).toMatchObject({ post: { state: "publishing" }, lease: result.lease });
      expect(seen?.journal.at(-1)).toMatchObject({ kind: "moved", transition: "claim", seq: 3 });
      const view = await stage.store.view("one");
      expect(view?.journal.slice(0, -1)).toEqual(seen?.journal);
      expect(view?.journal.at(-1)).toEqual({ ...intent, seq: 4, at: morning, by: "worker desk-1:4242" });
      expect({ post: view?.post, lease: view?.lease }).toEqual({ post: seen?.post, lease: seen?.lease });
    });

    test("no intent is written where none is wanted, or where the post doesn't go", async () => {
      await approved(stage.store, "one");
      const wait: Admission = { kind: "wait", until: morning, reason: "minGap" };
      expect(
        (
          await stage.store.begin(
            "one",
            owner,
            morning,
            () => wait,
            () => intent,
          )
        )?.kind,
      ).toBe("wait");
      expect(way(await stage.store.view("one"))).toBe("add approve");
      expect(
        await stage.store.begin(
          "one",
          owner,
          morning,
          () => go,
          () => null,
        ),
      ).toMatchObject({ kind: "go", first: null });
      expect(way(await stage.store.view("one"))).toBe("add approve claim");
    });

    test("the decision sees the post and its account's ledger, and a post that goes is claimed and booked", async () => {
      await approved(stage.store, "one");
      let view: PostView | undefined;
      const result = await stage.store.begin("one", owner, morning, (seen, ledger) => {
        view = seen;
        expect(ledger).toEqual(none);
        return go;
      });
      expect(view).toMatchObject({ post: { id: "one", state: "approved" }, lease: null });
      expect(result).toMatchObject({ kind: "go", view: { post: { state: "publishing" } }, lease: { counter: 1, owner } });
      expect(way(await stage.store.view("one"))).toBe("add approve claim");
      await approved(stage.store, "two");
      await move("one", result?.kind === "go" ? result.lease.token : "", "hold");
      expect((await ledgerFor("two"))?.booked).toEqual([today]);
    });

    test("nothing is asked of a post that is not approved, whose account is busy, or that a pause holds", async () => {
      await drafted(stage.store, "draft");
      await approved(stage.store, "one");
      await approved(stage.store, "two");
      await begun("one");
      const never = () => {
        throw new Error("asked");
      };
      for (const id of ["nowhere", "draft", "one", "two"]) expect(await stage.store.begin(id, owner, morning, never)).toBeNull();
      await approved(stage.store, "other", "instagram");
      await stage.store.pause(null, { reason: "flood", since: morning, until: null, by: editor });
      expect(await stage.store.begin("other", owner, morning, never)).toBeNull();
    });

    test("a post that waits is due then, approved as before", async () => {
      const before = await approved(stage.store, "one");
      const wait = { kind: "wait", until: morning + minuteMs, reason: "too soon" } as const;
      expect(await begin("one", wait)).toEqual(wait);
      expect((await stage.store.view("one"))?.post).toEqual({ ...before, dueAt: morning + minuteMs });
      expect(await stage.store.due(morning + minuteMs - 1)).toEqual([]);
    });

    test("a postponed post has its new time, its reason and its place on that day", async () => {
      await approved(stage.store, "one");
      await approved(stage.store, "two");
      const at = morning + 24 * hourMs;
      const change = { ...plain("schedule", { scheduledAt: at, dueAt: at }), note: { scheduledAt: at, reason: "no room" } };
      await begin("one", { kind: "postpone", change, booking: tomorrow, until: at, reason: "no room" });
      const [postponed, ...others] = await stage.store.postponed();
      expect(others).toEqual([]);
      expect(postponed?.post).toMatchObject({ id: "one", state: "approved", scheduledAt: at, dueAt: at });
      expect(postponed?.journal.at(-1)).toMatchObject({ transition: "schedule", reason: "no room", by: "worker desk-1:4242" });
      expect((await ledgerFor("two"))?.booked).toEqual([tomorrow]);
      await stage.store.decide(["two"], always(plain("cancel")), morning, editor);
      expect(await ledgerFor("one", at)).toMatchObject({ booked: [], own: tomorrow });
      expect(await begin("one")).toBeNull();
      await begun("one", tomorrow, at);
      expect(await stage.store.postponed()).toEqual([]);
    });

    test("a post that an editor moves or takes back gives its place up", async () => {
      for (const [id, change] of [
        ["moved", plain("schedule", { scheduledAt: morning + hourMs })],
        ["taken-back", plain("unapprove")],
        ["cancelled", plain("cancel")],
      ] as const) {
        await approved(stage.store, id, id);
        await approved(stage.store, `${id}-other`, id);
        const postpone = { ...plain("schedule", { dueAt: morning + hourMs }), note: { reason: "no room" } };
        await begin(id, { kind: "postpone", change: postpone, booking: tomorrow, until: morning, reason: "no room" });
        expect((await ledgerFor(`${id}-other`))?.booked).toEqual([tomorrow]);
        await stage.store.decide([id], always(change), morning, editor);
        expect((await ledgerFor(`${id}-other`))?.booked).toEqual([]);
      }
    });

    test("a missed post says why", async () => {
      await approved(stage.store, "one");
      const problem = block("time-late", "scheduledAt", "Too late.", "Retry it.");
      await begin("one", { kind: "miss", change: { ...plain("miss", { dueAt: null }), note: { reason: "Too late." } }, problem });
      const view = await stage.store.view("one");
      expect(view?.post).toMatchObject({ state: "missed", dueAt: null });
      expect(view?.journal.at(-1)).toMatchObject({ transition: "miss", reason: "Too late." });
    });

    test("of many who begin the last post that a budget holds, one does", async () => {
      const ids = ["a", "b", "c", "d"];
      for (const id of ids) await approved(stage.store, id);
      const admit = (_view: PostView, { booked }: Ledger): Admission =>
        booked.length === 0 ? go : { kind: "wait", until: morning + hourMs, reason: "full" };
      const results = await Promise.all(ids.map((id) => stage.store.begin(id, owner, morning, admit)));
      expect(results.filter((result) => result?.kind === "go")).toHaveLength(1);
    });
  });

  describe("what a post takes of its budgets", () => {
    const outcome = (outcome: Extract<Happening, { kind: "outcome" }>["outcome"]): Happening => ({ kind: "outcome", ...about, outcome });
    const problem = block("x", "post", "No.", "Mend it.");
    const certain = [
      ["refused", outcome({ kind: "refused", problem })],
      ["denied", outcome({ kind: "denied", problem })],
      ["put off", outcome({ kind: "later", afterMs: 1, reason: "429" })],
      ["found absent", { kind: "verdict", ...about, verdict: { kind: "absent" } }],
    ] as const satisfies readonly (readonly [string, Happening])[];
    const perhaps = [
      ["without an answer", null],
      ["in doubt", outcome({ kind: "doubt", reason: "cut" })],
      ["done", outcome({ kind: "done", output: { id: "9" } })],
      ["found", { kind: "verdict", ...about, verdict: { kind: "took", output: { id: "9" } } }],
      ["not to be told", { kind: "verdict", ...about, verdict: { kind: "unknown", reason: "?" } }],
    ] as const satisfies readonly (readonly [string, Happening | null])[];

    /** A post of which one step was tried, with this answer, and that failed; and what another post then sees. */
    const seenAfter = async (answer: Happening | null) => {
      await approved(stage.store, "one");
      await approved(stage.store, "two");
      const token = await begun("one");
      await stage.store.intend("one", token, 4, intent, () => null, morning + 1, "w");
      if (answer) await stage.store.record("one", 5, answer, morning + 2, "w");
      await move("one", token, "fail");
      return await ledgerFor("two");
    };

    test.each(certain)("is given back when its only step was %s", async (_what, answer) => {
      expect(await seenAfter(answer)).toEqual(none);
    });

    test.each(perhaps)("is kept when a step that shows is %s, and tells when the account last showed something", async (_what, answer) => {
      const tells = answer !== null && !(answer.kind === "verdict" && answer.verdict.kind === "unknown");
      expect(await seenAfter(answer)).toEqual({ ...none, booked: [today], lastShownAt: tells ? morning + 2 : morning + 1 });
    });

    test("is kept while a post is held, handed off or out, and given back when it is cancelled before", async () => {
      for (const [id, transition] of [
        ["held", "hold"],
        ["handed", "hand-off"],
        ["out", "publish"],
      ] as const) {
        await approved(stage.store, id);
        await move(id, await begun(id), transition);
      }
      await approved(stage.store, "looks");
      expect((await ledgerFor("looks"))?.booked).toEqual([{ ...today, posts: 3, microCents: 4_500_000 }]);
      await stage.store.decide(["handed"], always(plain("cancel")), morning, editor);
      expect((await ledgerFor("looks"))?.booked).toEqual([{ ...today, posts: 2, microCents: 3_000_000 }]);
    });

    test("is counted once, however often it is claimed, and known to itself", async () => {
      await approved(stage.store, "one");
      const token = await begun("one");
      await stage.store.intend("one", token, 4, intent, () => null, morning + 1, "w");
      await stage.store.record("one", 5, outcome({ kind: "done", output: { id: "9" } }), morning + 2, "w");
      await move("one", token, "fail");
      await stage.store.decide(["one"], always(plain("retry", { dueAt: morning })), morning, editor);
      expect(await ledgerFor("one")).toEqual({ ...none, own: today, shown: true });
      await begun("one");
      await approved(stage.store, "two", "instagram");
      expect(await ledgerFor("two")).toEqual(none);
    });

    test("a step that readers don't see is no showing", async () => {
      await approved(stage.store, "one");
      await approved(stage.store, "two");
      const token = await begun("one");
      const harmless = { step: "media-1", stepDigest: "d0" } as const;
      await stage.store.intend("one", token, 4, { kind: "intent", ...harmless }, () => null, morning + 1, "w");
      await move("one", token, "fail");
      expect(await ledgerFor("two")).toEqual(none);
    });

    test("a hand-off that a person reports is a showing", async () => {
      await approved(stage.store, "one");
      await approved(stage.store, "two");
      await move("one", await begun("one"), "hand-off");
      const before = outcome({ kind: "done", output: { id: "9" } });
      await stage.store.decide(["one"], always({ ...plain("publish"), before }), morning + hourMs, editor);
      expect((await ledgerFor("two"))?.lastShownAt).toBe(morning + hourMs);
    });

    test("bookings of two months ago are of no interest, those of days to come are", async () => {
      await approved(stage.store, "looks");
      for (const day of ["2026-01-15", "2026-02-01", "2026-03-31"]) {
        await approved(stage.store, day);
        await move(day, await begun(day, { ...today, day }), "publish");
      }
      expect((await ledgerFor("looks"))?.booked.map(({ day }) => day)).toEqual(["2026-02-01", "2026-03-31"]);
    });
  });

  describe("when a pause was last over", () => {
    const pause = (account: string | null, until: number | null, by = editor) =>
      stage.store.pause(account, { reason: "flood", since: stage.clock.now, until, by });
    const endedAt = (at = stage.clock.now) => stage.store.pauseEndedAt("x", at);

    test("is unknown where there was none, or it holds still", async () => {
      expect(await endedAt()).toBeNull();
      await pause("x", null);
      await pause("instagram", morning);
      expect(await endedAt(morning + hourMs)).toBeNull();
    });

    test.each([
      ["the account's", "x"],
      ["the house's", null],
    ] as const)("is when %s was resumed, or ended by itself; the latest counts", async (_whose, account) => {
      await pause(account, morning + 10);
      expect(await endedAt(morning + 9)).toBeNull();
      expect(await endedAt(morning + 10)).toBe(morning + 10);
      stage.clock.now = morning + 20;
      await pause(account, null);
      expect(await endedAt()).toBe(morning + 10);
      stage.clock.now = morning + 30;
      await stage.store.resume(account);
      expect(await endedAt()).toBe(morning + 30);
      stage.clock.now = morning + 40;
      await stage.store.resume(account);
      expect(await endedAt()).toBe(morning + 30);
    });

    test("is remembered though the engine has paused since", async () => {
      await pause("x", morning + 5);
      stage.clock.now = morning + hourMs;
      await pause("x", null, "worker desk-1/1/1");
      stage.clock.now = morning + 2 * hourMs;
      await stage.store.resume("x");
      expect(await endedAt()).toBe(morning + 5);
    });

    test("the engine's own pauses are none of these", async () => {
      await pause("x", null, "worker desk-1/1/1");
      stage.clock.now = morning + 5;
      await stage.store.resume("x");
      expect(await endedAt()).toBeNull();
    });
  });
}
