import { describe, expect, test } from "vitest";
import type { Happening, Outcome, Verdict } from "../../../src/domain/journal.ts";
import { block, type Problem } from "../../../src/domain/problem.ts";
import type { PostView } from "../../../src/domain/view.ts";
import { always, approved, claimed, drafted, editor, minuteMs, morning, owner, plain, theOnly, way } from "../../support/store-fixtures.ts";
import type { Stage } from "./ground.ts";

const about = { step: "post-1", stepDigest: "d1" } as const;
const intent: Happening = { kind: "intent", ...about };
const outcome = (outcome: Outcome): Happening => ({ kind: "outcome", ...about, outcome });
const done = (id: string) => outcome({ kind: "done", output: { id } });
const took = (id: string): Happening => ({ kind: "verdict", ...about, verdict: { kind: "took", output: { id } } });
const noObjection = () => null;

export function stepsContract(stage: Stage): void {
  const intend = (token: string, seq: number, guard: (view: PostView) => Problem | null = noObjection) =>
    stage.store.intend("one", token, seq, intent, guard, morning + 1, "worker desk-1:4242");
  /** Of every id that these tests give, those that the account's journals hold. */
  const known = (account: string, but = "nobody") => stage.store.outputs(account, ["900", "901", "other", "shared"], but);
  const record = (seq: number, happening: Happening) => stage.store.record("one", seq, happening, morning + 2, "worker desk-1:4242");

  describe("intending", () => {
    test("an intent is the next entry and renews the lease", async () => {
      const { lease } = await claimed(stage.store, "one");
      expect(await intend(lease.token, 4)).toEqual({ ok: true });
      const view = await stage.store.view("one");
      expect(view?.journal.at(-1)).toEqual({ ...intent, seq: 4, at: morning + 1, by: "worker desk-1:4242" });
      expect(view?.lease).toEqual({ ...lease, counter: 2 });
    });

    test("nothing is written when the journal, the lease or the state is another", async () => {
      const { lease } = await claimed(stage.store, "one");
      const lost = { ok: false, problem: null };
      for (const seq of [1, 3, 5]) expect(await intend(lease.token, seq)).toEqual(lost);
      expect(await intend("other", 4)).toEqual(lost);
      expect(await stage.store.intend("nowhere", lease.token, 1, intent, noObjection, morning, "w")).toEqual(lost);
      await stage.store.move("one", lease.token, plain("hold"), morning, "w");
      expect(await intend(lease.token, 5)).toEqual(lost);
      expect(way(await stage.store.view("one"))).toBe("add approve claim hold");
    });

    test("nothing is written after another worker took the post over", async () => {
      const { lease } = await claimed(stage.store, "one");
      await stage.store.claim("one", lease, "w2/2/2", morning);
      expect(await intend(lease.token, 4)).toEqual({ ok: false, problem: null });
      expect((await stage.store.view("one"))?.lease?.counter).toBe(1);
    });

    test("the guard sees what is stored at that moment, and its objection writes nothing", async () => {
      const { lease } = await claimed(stage.store, "one");
      await stage.store.pause(null, { reason: "flood", since: morning, until: null, by: editor });
      const problem = block("account-paused", "house", "Everything is paused.", "Resume it.");
      const guard = (view: PostView) => (view.house.pause ? problem : null);
      expect(await intend(lease.token, 4, guard)).toEqual({ ok: false, problem });
      expect((await stage.store.view("one"))?.lease).toEqual(lease);
      await stage.store.resume(null);
      expect(await intend(lease.token, 4, guard)).toEqual({ ok: true });
    });

    test("a pause that is over is none to the guard", async () => {
      const { lease } = await claimed(stage.store, "one");
      await stage.store.pause("x", { reason: "flood", since: morning, until: morning + 1, by: editor });
      const problem = block("account-paused", "account x", "It is paused.", "Resume it.");
      expect(await intend(lease.token, 4, (view) => (view.account.pause ? problem : null))).toEqual({ ok: true });
    });

    test("of two intents at once one is written", async () => {
      const { lease } = await claimed(stage.store, "one");
      const other = await stage.ground.open(() => stage.clock.now);
      const rival = other.intend("one", lease.token, 4, intent, noObjection, morning, "w");
      const results = await Promise.all([intend(lease.token, 4), intend(lease.token, 4), rival]);
      await other.close();
      expect(results.filter(({ ok }) => ok)).toHaveLength(1);
      expect(way(await stage.store.view("one"))).toBe("add approve claim intent");
    });
  });

  describe("recording what a move follows from", () => {
    const publish = (token: string, ask: (view: PostView) => void = () => undefined) =>
      stage.store.record("one", 5, done("900"), morning + 2, "worker desk-1:4242", {
        token,
        change: (view) => {
          ask(view);
          return plain("publish");
        },
      });

    test("the move is made with it, given the outcome, and the lease ends", async () => {
      const { lease } = await claimed(stage.store, "one");
      await intend(lease.token, 4);
      let last: unknown;
      const recorded = await publish(lease.token, ({ journal }) => {
        last = journal.at(-1);
      });
      expect(recorded).toMatchObject({ late: false, moved: true });
      expect(last).toEqual({ ...done("900"), seq: 5, at: morning + 2, by: "worker desk-1:4242" });
      const view = await stage.store.view("one");
      expect(view).toMatchObject({ post: { state: "published" }, lease: null });
      expect(way(view)).toBe("add approve claim intent outcome publish");
    });

    test("the outcome stands and nothing follows where another has the post by now, or nothing should", async () => {
      const { lease } = await claimed(stage.store, "one");
      await intend(lease.token, 4);
      expect(await stage.store.claim("one", { ...lease, counter: 2 }, "w2/2/2", morning)).not.toBeNull();
      expect(await publish(lease.token)).toMatchObject({ late: false, moved: false });
      expect(await stage.store.record("one", 6, took("901"), morning + 3, "w", { token: lease.token, change: () => null })).toMatchObject({
        moved: false,
      });
      expect((await stage.store.view("one"))?.post.state).toBe("publishing");
    });

    test("nothing follows from an outcome that comes too late, and nobody asks", async () => {
      const { lease } = await claimed(stage.store, "one");
      await intend(lease.token, 4);
      await record(5, outcome({ kind: "doubt", reason: "cut off" }));
      const asked = publish(lease.token, () => {
        throw new Error("asked");
      });
      expect(await asked).toMatchObject({ late: true, moved: false });
      expect(way(await stage.store.view("one"))).toBe("add approve claim intent outcome late");
    });
  });

  describe("recording", () => {
    test("an outcome takes the place after its intent, and its id is known", async () => {
      const { lease } = await claimed(stage.store, "one");
      await intend(lease.token, 4);
      expect(await record(5, done("900"))).toMatchObject({ late: false });
      expect((await stage.store.view("one"))?.journal.at(-1)).toEqual({
        ...done("900"),
        seq: 5,
        at: morning + 2,
        by: "worker desk-1:4242",
      });
      expect(await known("x")).toEqual(["900"]);
    });

    test("an outcome is written after the lease is lost, and after the post moved on", async () => {
      const { lease } = await claimed(stage.store, "one");
      await intend(lease.token, 4);
      await stage.store.claim("one", { ...lease, counter: 2 }, "w2/2/2", morning);
      expect(await record(5, outcome({ kind: "doubt", reason: "cut" }))).toMatchObject({ late: false });
      expect(await record(5, done("900"))).toMatchObject({ late: true });
      expect((await stage.store.view("one"))?.journal.at(-1)).toMatchObject({ kind: "late", seq: 6, ...about, outcome: { kind: "done" } });
      expect(await known("x")).toEqual(["900"]);
    });

    test("an outcome is not late for what a person decided while the step was in hand", async () => {
      const { lease } = await claimed(stage.store, "one");
      await intend(lease.token, 4);
      await stage.store.pause("x", { reason: "flood", since: morning, until: null, by: editor }, () => plain("stop"));
      theOnly(await stage.store.decide(["one"], always(plain("resume-post")), morning, editor));
      expect(await record(5, done("900"))).toMatchObject({ late: false });
      expect(way(await stage.store.view("one"))).toBe("add approve claim intent stop resume-post outcome");
      expect((await stage.store.view("one"))?.lease).toEqual({ ...lease, counter: 2 });
    });

    test("a second, different id for one step is kept too", async () => {
      await claimed(stage.store, "one");
      await record(4, done("900"));
      expect(await record(4, done("901"))).toMatchObject({ late: true });
      expect(await record(4, done("901"))).toMatchObject({ late: true });
      expect(await known("x")).toEqual(["900", "901"]);
      expect(way(await stage.store.view("one"))).toBe("add approve claim outcome late late");
    });

    test("an outcome ahead of the journal is late as well: what should stand before it is missing", async () => {
      await claimed(stage.store, "one");
      expect(await record(9, done("900"))).toMatchObject({ late: true });
      expect((await stage.store.view("one"))?.journal.at(-1)?.seq).toBe(4);
    });

    test("a verdict that comes late keeps its id and proves nothing else", async () => {
      await claimed(stage.store, "one");
      const verdicts: readonly Verdict[] = [
        { kind: "absent" },
        { kind: "unknown", reason: "?" },
        { kind: "later", afterMs: 5, reason: "429" },
      ];
      expect(await record(1, took("900"))).toMatchObject({ late: true });
      for (const verdict of verdicts) await record(1, { kind: "verdict", ...about, verdict });
      const late = (await stage.store.view("one"))?.journal.slice(3).map((entry) => (entry.kind === "late" ? entry.outcome : entry));
      expect(late).toMatchObject([
        { kind: "done", output: { id: "900" } },
        { kind: "doubt" },
        { kind: "doubt", reason: "?" },
        { kind: "later", afterMs: 5, reason: "429" },
      ]);
      expect(await known("x")).toEqual(["900"]);
    });

    test("every kind of outcome and verdict comes back as it was", async () => {
      await claimed(stage.store, "one");
      const problem = block("length-text", "part 1", "یہ بہت لمبا ہے", "Shorten it.");
      const happenings: readonly Happening[] = [
        outcome({ kind: "done", output: { id: "1", url: "https://x.example/1" } }),
        outcome({ kind: "later", afterMs: 0.5, reason: "limit" }),
        outcome({ kind: "refused", problem }),
        outcome({ kind: "denied", problem }),
        outcome({ kind: "doubt", reason: "socket hang up" }),
        outcome({ kind: "restart", from: "container-1", reason: "expired" }),
        took("2"),
      ];
      for (const [index, happening] of happenings.entries()) expect(await record(4 + index, happening)).toMatchObject({ late: false });
      const stored = (await stage.store.view("one"))?.journal.slice(3);
      expect(stored).toEqual(
        happenings.map((happening, index) => ({ ...happening, seq: 4 + index, at: morning + 2, by: "worker desk-1:4242" })),
      );
    });

    test("recording for a post that is not there is a bug", async () => {
      await expect(stage.store.record("nowhere", 1, done("1"), morning, "w")).rejects.toThrow("no post nowhere");
    });

    test("outputs are an account's own", async () => {
      await claimed(stage.store, "one");
      await claimed(stage.store, "two", "instagram");
      await record(4, done("shared"));
      await stage.store.record("two", 4, done("shared"), morning, "w");
      await stage.store.record("two", 5, done("other"), morning, "w");
      expect(await known("x")).toEqual(["shared"]);
      expect(await known("instagram")).toEqual(["other", "shared"]);
      expect(await known("nobody")).toEqual([]);
    });

    test("ids that another post holds are known among very many, and a post's own only to others", async () => {
      await claimed(stage.store, "one");
      await record(4, done("900"));
      const shown = Array.from({ length: 1_200 }, (_, index) => String(index));
      expect(await stage.store.outputs("x", shown, "two")).toEqual(["900"]);
      expect(await stage.store.outputs("x", shown, "one")).toEqual([]);
      await drafted(stage.store, "two");
      await stage.store.record("two", 2, done("900"), morning, "w");
      expect(await stage.store.outputs("x", shown, "one")).toEqual(["900"]);
      expect(await stage.store.outputs("x", [], "one")).toEqual([]);
    });
  });

  describe("moving", () => {
    test("the holder of the lease moves the post, and the lease ends", async () => {
      const { lease } = await claimed(stage.store, "one");
      const change = {
        ...plain("fail", { dueAt: null }),
        note: { reason: "Too long." },
        before: outcome({ kind: "doubt", reason: "cut" }),
      };
      expect(await stage.store.move("one", lease.token, change, morning + 3, "w")).toBe(true);
      const view = await stage.store.view("one");
      expect(view).toMatchObject({ lease: null, post: { state: "failed", revision: 4, dueAt: null } });
      expect(way(view)).toBe("add approve claim outcome fail");
      expect(view?.journal.at(-1)).toMatchObject({ to: "failed", reason: "Too long.", seq: 5, at: morning + 3 });
      expect(await stage.store.renew("one", lease.token)).toBe(false);
    });

    test("without the lease, or from another state, nothing moves", async () => {
      const { lease } = await claimed(stage.store, "one");
      expect(await stage.store.move("one", "other", plain("publish"), morning, "w")).toBe(false);
      expect(await stage.store.move("one", lease.token, plain("approve"), morning, "w")).toBe(false);
      expect(await stage.store.move("nowhere", lease.token, plain("publish"), morning, "w")).toBe(false);
      await stage.store.release("one", lease.token, morning);
      expect(await stage.store.move("one", lease.token, plain("publish"), morning, "w")).toBe(false);
      expect(way(await stage.store.view("one"))).toBe("add approve claim");
    });

    test("a settled doubt is due again at its time", async () => {
      const { lease } = await claimed(stage.store, "one");
      await stage.store.move("one", lease.token, plain("hold", { dueAt: null }), morning, "w");
      await stage.store.decide(["one"], always(plain("settle", { dueAt: morning + minuteMs })), morning, editor);
      expect(await stage.store.due(morning + minuteMs)).toMatchObject([{ post: { id: "one", state: "publishing" }, lease: null }]);
      expect(await stage.store.claim("one", null, owner, morning)).not.toBeNull();
    });

    test("open doubts are looked for in posts under way and held, of one account", async () => {
      const held = await claimed(stage.store, "held");
      await stage.store.move("held", held.lease.token, plain("hold"), morning, "w");
      await claimed(stage.store, "busy");
      await claimed(stage.store, "elsewhere", "instagram");
      await approved(stage.store, "waiting");
      const views = await stage.store.unsettled("x");
      expect(views.map(({ post }) => post.id)).toEqual(["busy", "held"]);
      expect(views.map(way)).toEqual(["add approve claim", "add approve claim hold"]);
    });
  });
}
