import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Incident } from "../../../src/domain/incident.ts";
import type { Happening, Outcome } from "../../../src/domain/journal.ts";
import type { Plan } from "../../../src/domain/plan.ts";
import { incident } from "../../../src/notify/incident.ts";
import { watchOver } from "../../../src/notify/watch.ts";
import { stepDigest } from "../../../src/pipeline/digest.ts";
import type { Messenger, Store } from "../../../src/storage/store.ts";
import { accountOn } from "../../support/platform-fixtures.ts";
import { spawnChild } from "../../support/store-children.ts";
import { always, approved, claimed, drafted, editor, hourMs, minuteMs, morning, plain, planOf } from "../../support/store-fixtures.ts";
import type { Stage } from "./ground.ts";

const me: Messenger = { owner: "desk-1/1/1", leaseMs: minuteMs, graceMs: 0, isGone: () => false };
const dayMs = 24 * hourMs;

function about(id: string, topic = id, more: Partial<Incident> = {}): Incident {
  return incident({ id, topic, kind: "clock", reason: "گھڑی غلط ہے۔", ...more });
}

export function incidentsContract(stage: Stage): void {
  describe("incidents", () => {
    let store: Store;
    beforeEach(async () => {
      store = await stage.ground.open(() => stage.clock.now, watchOver([accountOn("x")]));
    });
    afterEach(() => store.close());

    const ids = async () => (await store.openIncidents()).map(({ id }) => id);
    const open = (id: string, topic = id, at = morning) => store.attend(topic, () => about(id, topic), at);
    const claim = async (at = morning, messenger = me, channel = "webhook") => {
      const untold = await store.claimTelling(channel, messenger, at);
      return untold && { id: untold.incident.id, token: untold.token, tries: untold.tries };
    };

    describe("what is open", () => {
      test("is kept as it was judged, until it is judged to be over", async () => {
        expect(await open("clock:1", "clock")).toBe(true);
        expect(await store.openIncidents()).toEqual([{ ...about("clock:1", "clock"), openedAt: morning, closedAt: null, tellings: [] }]);
        expect(await store.attend("clock", (now) => now, morning + 1)).toBe(false);
        expect(await store.attend("clock", () => null, morning + 2)).toBe(true);
        expect(await store.attend("clock", () => null, morning + 3)).toBe(false);
        expect(await ids()).toEqual([]);
      });

      test("is one of a topic: the next takes its place, and what was over is not begun again", async () => {
        await open("clock:1", "clock");
        await open("clock:2", "clock", morning + 1);
        expect(await ids()).toEqual(["clock:2"]);
        await open("clock:1", "clock", morning + 2);
        expect(await ids()).toEqual([]);
      });

      test("is told once, even when two processes notice it a hundred times each", { timeout: 60_000 }, async () => {
        const children = ["a", "b"].map((name) => spawnChild("tell", stage.ground.location, name));
        await Promise.all(children.map((child) => child.said(1)));
        for (const child of children) child.go();
        expect(await Promise.all(children.map(({ ended }) => ended))).toEqual([0, 0]);
        const told = children.flatMap(({ lines }) => lines.filter((line) => line.startsWith("told")));
        expect(told).toHaveLength(1);
        expect(told[0]).toBe(`told ${(await ids()).join()}`);
      });
    });

    describe("opened by what happens, in its own transaction", () => {
      test("a post that stops opens one, and a decision on it closes it", async () => {
        const { lease } = await claimed(store, "one");
        expect(await ids()).toEqual([]);
        await store.move("one", lease.token, { ...plain("hold"), note: { reason: "Nobody knows." } }, morning, "w");
        expect(await store.openIncidents()).toMatchObject([
          { id: "held:one:4", kind: "held", post: "one", account: "x", reason: "Nobody knows." },
        ]);
        await store.decide(["one"], always(plain("settle")), morning, editor);
        expect(await ids()).toEqual([]);
      });

      test("a decision that is refused opens and closes nothing", async () => {
        const { lease } = await claimed(store, "one");
        await store.move("one", lease.token, plain("hold"), morning, "w");
        await store.decide(["one"], always(plain("retry")), morning, editor);
        expect(await ids()).toEqual(["held:one:4"]);
        expect(await store.move("one", lease.token, plain("fail"), morning, "w")).toBe(false);
        expect(await ids()).toEqual(["held:one:4"]);
      });

      test("the engine's pause opens one, however often it pauses; resuming closes it", async () => {
        const pause = { reason: "402", since: morning, until: null, by: "worker desk-1/1/1" };
        for (let time = 0; time < 100; time += 1) await store.pause("x", { ...pause, since: morning + time });
        expect(await ids()).toEqual([`paused:x:${morning}`]);
        await store.resume("x");
        expect(await ids()).toEqual([]);
        await store.pause(null, { ...pause, by: editor });
        expect(await ids()).toEqual([]);
      });

      test("a platform that is away is one, whichever post finds it so, and whichever finds it back", async () => {
        const plan = planOf("x");
        const said = (outcome: Outcome): Happening => ({ kind: "outcome", step: "post-1", stepDigest: digestOf(plan), outcome });
        const away = said({ kind: "later", afterMs: 0, reason: "ENOTFOUND", unreachable: true });
        await claimed(store, "one");
        await approved(store, "two", "x2");
        await store.record("one", 4, away, morning, "w");
        await store.record("two", 3, away, morning + 9, "w");
        expect(await ids()).toEqual([`unreachable:x:${morning}`]);
        await store.record("two", 4, said({ kind: "done", output: { id: "1" } }), morning + 10, "w");
        expect(await ids()).toEqual([]);
      });

      test("two ids for one step are one, and stay until a person has seen to it", async () => {
        const { view } = await claimed(store, "one");
        const digest = digestOf(view.post.plan as Plan);
        const done = (id: string): Happening => ({
          kind: "outcome",
          step: "post-1",
          stepDigest: digest,
          outcome: { kind: "done", output: { id } },
        });
        await store.record("one", 4, done("900"), morning, "w");
        expect(await ids()).toEqual([]);
        await store.record("one", 4, done("901"), morning, "w");
        expect(await ids()).toEqual(["duplicate:one:900+901"]);
        await store.decide(["one"], always(plain("cancel")), morning, editor);
        await store.attendAll(morning);
        expect(await ids()).toEqual(["duplicate:one:900+901"]);
        expect(await store.dismiss("duplicate:one:900+901", morning, editor)).toBe(true);
        await store.record("one", 9, done("901"), morning, "w");
        expect(await ids()).toEqual([]);
      });

      test("is over once when two people have seen to it, and the record says who was first", async () => {
        await drafted(store, "one");
        const twice = about("duplicate:one:1+2", "duplicate:one", { kind: "duplicate", post: "one", ids: ["1", "2"] });
        await store.attend(twice.topic, () => twice, morning);
        await open("clock:1", "clock");
        const before = (await store.audit.head())?.seq ?? 0;
        const rows = () => store.audit.rows({ after: before, limit: 10 });
        expect(await store.dismiss("nothing", morning, editor)).toBe(false);
        const both = await Promise.all(["hina", "bilal"].map((who) => store.dismiss(twice.id, morning + 1, who)));
        expect(both.filter((done) => done)).toHaveLength(1);
        expect(await rows()).toMatchObject([{ at: morning + 1, by: both[0] ? "hina" : "bilal", kind: "dismiss", subject: "post one" }]);
        expect(JSON.parse((await rows())[0]?.body ?? "")).toEqual({ incident: twice.id, reason: twice.reason, ids: ["1", "2"] });
        expect(await store.dismiss("clock:1", morning + 2, "hina")).toBe(true);
        expect((await rows())[1]).toMatchObject({ subject: "incident clock:1" });
        expect(await ids()).toEqual([]);
      });
    });

    describe("posts that wait for a hand", () => {
      const waiting = async (id: string, account = "x") => {
        const { lease } = await claimed(store, id, account);
        await store.move(id, lease.token, plain("hand-off", { dueAt: null }), morning, "w");
      };
      const kinds = async () => (await store.openIncidents()).map(({ kind, post }) => `${kind} ${post}`);

      test("are not to be posted from the moment of a pause, and may be again from its end", async () => {
        await waiting("one");
        await waiting("other", "y");
        expect(await kinds()).toEqual(["hand-off one", "hand-off other"]);
        await store.pause("x", { reason: "flood", since: morning, until: null, by: editor });
        expect(await kinds()).toEqual(["do-not-post one", "hand-off other"]);
        await store.pause(null, { reason: "all", since: morning, until: null, by: editor });
        expect(await kinds()).toEqual(["do-not-post one", "do-not-post other"]);
        await store.resume("x");
        expect(await kinds()).toEqual(["do-not-post one", "do-not-post other"]);
        stage.clock.now = morning + 1;
        await store.resume(null);
        expect(await kinds()).toEqual(["hand-off one", "hand-off other"]);
      });

      test("become overdue, and free again of a pause that ended by itself, when they are looked at", async () => {
        await waiting("one");
        await store.pause("x", { reason: "prayers", since: morning, until: morning + minuteMs, by: editor });
        await store.attendAll(morning + minuteMs - 1);
        expect(await kinds()).toEqual(["do-not-post one"]);
        await store.attendAll(morning + minuteMs);
        await store.attendAll(morning + minuteMs + 1);
        expect(await ids()).toEqual([`hand-off:one:4:${morning + minuteMs}`]);
        await store.attendAll(morning + hourMs + 1);
        expect(await ids()).toEqual(["overdue:one:4:1"]);
        await store.decide(["one"], always(plain("publish")), morning, editor);
        expect(await ids()).toEqual([]);
      });
    });

    test("what no change told of is found by looking: nothing ends silently", async () => {
      const { lease } = await claimed(stage.store, "one");
      await stage.store.move("one", lease.token, { ...plain("fail"), note: { reason: "Refused." } }, morning, "w");
      await stage.store.pause("y", { reason: "402", since: morning, until: null, by: "worker desk-1/1/1" });
      expect(await ids()).toEqual([]);
      await store.attendAll(morning + 5);
      expect((await ids()).sort()).toEqual(["failed:one:4", `paused:y:${morning}`]);
      await stage.store.resume("y");
      await store.attendAll(morning + 6);
      expect(await ids()).toEqual(["failed:one:4"]);
    });

    describe("telling", () => {
      test("goes by age, on each channel by itself, and once", async () => {
        await open("b", "b", morning);
        await open("a", "a", morning + 1);
        expect(await claim()).toMatchObject({ id: "b", tries: 1 });
        expect(await claim()).toMatchObject({ id: "a" });
        expect(await claim()).toBeNull();
        await store.told("b", "webhook", morning + 2);
        await store.told("a", "webhook", morning + 3);
        expect(await claim(morning + dayMs)).toBeNull();
        expect(await claim(morning, me, "email")).toMatchObject({ id: "b", tries: 1 });
        expect((await store.openIncidents())[0]?.tellings).toEqual([
          { channel: "email", toldAt: null, tries: 1, problem: null },
          { channel: "webhook", toldAt: morning + 2, tries: 1, problem: null },
        ]);
      });

      test("that failed is due again at its time, with its tries counted and its problem kept", async () => {
        await open("a");
        const first = await claim();
        await store.notTold("a", "webhook", first?.token ?? "", "it answered 500", morning + minuteMs);
        expect(await claim(morning + minuteMs - 1)).toBeNull();
        expect((await store.openIncidents())[0]?.tellings).toEqual([
          { channel: "webhook", toldAt: null, tries: 1, problem: "it answered 500" },
        ]);
        expect(await claim(morning + minuteMs)).toMatchObject({ id: "a", tries: 2 });
      });

      test("that failed is due at once when another arrives: the channel works again", async () => {
        await open("a");
        await open("b");
        const first = await claim();
        await store.notTold("a", "webhook", first?.token ?? "", "it took too long", morning + hourMs);
        await claim();
        await store.told("b", "webhook", morning + 1);
        expect(await claim(morning + 1)).toMatchObject({ id: "a", tries: 2 });
      });

      test("in hand is nobody else's until its lease is over, or its holder is gone for certain", async () => {
        await open("a");
        await claim();
        const other = { ...me, owner: "desk-2/2/2" };
        expect(await claim(morning + minuteMs - 1, other)).toBeNull();
        expect(await claim(morning, { ...other, isGone: (owner) => owner === "desk-9/1/1" })).toBeNull();
        expect(await claim(morning, { ...other, isGone: (owner) => owner === me.owner })).toMatchObject({ id: "a", tries: 2 });
        expect(await claim(morning + minuteMs, me)).toMatchObject({ id: "a", tries: 3 });
      });

      test("a holder who lost it changes nothing by failing, and still counts by succeeding", async () => {
        await open("a");
        const first = await claim();
        const second = await claim(morning + minuteMs, { ...me, owner: "desk-2/2/2" });
        await store.notTold("a", "webhook", first?.token ?? "", "it took too long", morning + dayMs);
        expect((await store.openIncidents())[0]?.tellings[0]?.problem).toBeNull();
        await store.told("a", "webhook", morning + minuteMs + 1);
        await store.notTold("a", "webhook", second?.token ?? "", "it took too long", morning);
        expect(await claim(morning + dayMs)).toBeNull();
      });

      test("does not wait for a time that only a clock which has jumped since could have set", async () => {
        await open("a");
        const first = await claim(morning + 30 * dayMs);
        await store.notTold("a", "webhook", first?.token ?? "", "it took too long", morning + 31 * dayMs);
        expect(await claim(morning)).toMatchObject({ id: "a", tries: 2 });
      });

      test("leaves out what is over, what is too young, and what another tells of as long as that is open", async () => {
        await open("over");
        await store.attend("over", () => null, morning);
        const patient = { ...me, graceMs: 10 };
        await open("pause:x", "pause:x");
        expect(await claim(morning + 9, patient)).toBeNull();
        await store.attend("post:one", () => about("held", "post:one", { covers: "pause:x" }), morning + 5);
        expect(await claim(morning + 10, patient)).toBeNull();
        expect(await claim(morning + 15, patient)).toMatchObject({ id: "held" });
        expect(await claim(morning + 15, patient)).toBeNull();
        expect(await ids()).toEqual(["pause:x", "held"]);
        await store.attend("post:one", () => null, morning + 20);
        expect(await claim(morning + 20, patient)).toMatchObject({ id: "pause:x" });
      });
    });
  });
}

function digestOf(plan: Plan): string {
  const [step] = plan.steps;
  if (!step) throw new Error("a plan without steps");
  return stepDigest(step);
}
