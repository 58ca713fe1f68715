import { describe, expect, test } from "vitest";
import type { Correction } from "../../../src/domain/correction.ts";
import { type EventType, eventOf } from "../../../src/domain/event.ts";
import { type State, type Transition, transitions } from "../../../src/domain/post.ts";
import { ok } from "../../../src/domain/problem.ts";
import type { NewEndpoint } from "../../../src/storage/endpoints.ts";
import type { Messenger } from "../../../src/storage/store.ts";
import {
  always,
  approval,
  approved,
  drafted,
  draftOf,
  editor,
  hourMs,
  minuteMs,
  morning,
  owner,
  plain,
  summaryOf,
} from "../../support/store-fixtures.ts";
import type { Stage } from "./ground.ts";

const hand: Pick<Messenger, "owner" | "leaseMs" | "isGone"> = { owner, leaseMs: minuteMs, isGone: () => false };

const notTaken = { problem: "it answered 500", nextAt: morning, restsUntil: morning, overdue: 0 };

export function endpointOf(id: string, more: Partial<NewEndpoint> = {}): NewEndpoint {
  return { id, shown: "https://hooks.example/…", form: "plain", types: null, whole: false, sealed: `sealed ${id}`, keyId: "k1", ...more };
}

/** The shortest way of a draft to a state from which the transition starts. */
function wayTo(wanted: Transition): readonly Transition[] {
  const from: readonly State[] = transitions[wanted].from;
  const ways: { readonly state: State; readonly way: readonly Transition[] }[] = [{ state: "draft", way: [] }];
  const seen = new Set<State>(["draft"]);
  for (const { state, way } of ways) {
    if (from.includes(state)) return way;
    for (const transition of Object.keys(transitions) as Transition[]) {
      const { from: starts, to }: { readonly from: readonly State[]; readonly to: State | null } = transitions[transition];
      if (to === null || seen.has(to) || !starts.includes(state)) continue;
      seen.add(to);
      ways.push({ state: to, way: [...way, transition] });
    }
  }
  throw new Error(`No way leads to ${wanted}.`);
}

export function eventsContract(stage: Stage): void {
  const listen = (more: Partial<NewEndpoint> = {}) => stage.store.endpoints.add(endpointOf("wh-1", more), morning, editor);
  const sent = async (endpoint = "wh-1") => (await stage.store.deliveries.recent(endpoint, 500)).toReversed();
  const types = async () => (await sent()).map(({ type }) => type);
  const take = (at = morning, more: Partial<typeof hand> = {}) => stage.store.deliveries.claim("wh-1", { ...hand, ...more }, at);

  async function go(id: string, transition: Transition): Promise<void> {
    if (transition === "claim") {
      expect(await stage.store.claim(id, null, owner, morning)).not.toBeNull();
      return;
    }
    const change = transition === "approve" ? approval("x", morning) : plain(transition);
    expect(await stage.store.decide([id], always(change), morning, editor)).toMatchObject({ ok: true });
  }

  describe("events", () => {
    test.each(Object.keys(transitions).filter((name) => name !== "add") as Transition[])(
      "a post can't %s without one, nor on the way there",
      async (transition) => {
        await listen();
        await drafted(stage.store, "one");
        for (const step of [...wayTo(transition), transition]) await go("one", step);
        const view = await stage.store.view("one");
        const moves = view?.journal.filter((entry) => entry.kind === "moved") ?? [];
        const events = (await sent()).filter(({ subject }) => subject === "post one");
        expect(moves.at(-1)?.transition).toBe(transition);
        expect(events.map(({ type }) => type).toSorted()).toEqual(moves.map((move) => eventOf[move.transition]).toSorted());
        expect(new Set(events.map(({ event }) => event)).size).toBe(moves.length);
      },
    );

    test("tell each step of the engine's own: begun, missed, moved and settled", async () => {
      await listen({ types: ["post.publishing", "post.missed", "post.held", "post.scheduled"] });
      for (const id of ["one", "two", "three"]) await approved(stage.store, id, `account-${id}`);
      const miss = {
        kind: "miss",
        change: plain("miss"),
        problem: { code: "t", where: "", message: "", remedy: "", severity: "block" },
      } as const;
      await stage.store.begin("one", owner, morning, () => miss);
      const claimed = await stage.store.begin("two", owner, morning, () => ({
        kind: "go",
        booking: { day: "2026-03-02", posts: 1, microCents: 0 },
      }));
      if (claimed?.kind !== "go") throw new Error("It did not begin.");
      expect(await stage.store.move("two", claimed.lease.token, plain("hold"), morning + 1, "worker")).toBe(true);
      expect(await types()).toEqual(expect.arrayContaining(["post.missed", "post.publishing", "post.held"] satisfies EventType[]));
      expect(await types()).toHaveLength(3);
    });

    test("are not there where the change was refused, or undone half-way", async () => {
      await listen();
      await drafted(stage.store, "one");
      await drafted(stage.store, "two");
      const before = await types();
      const refused = await stage.store.decide(["one", "nowhere"], always(plain("cancel")), morning, editor);
      expect(refused.ok).toBe(false);
      await expect(
        stage.store.decide(
          ["one", "two"],
          ({ post }) => {
            if (post.id === "two") throw new Error("a defect");
            return ok(plain("cancel"));
          },
          morning,
          editor,
        ),
      ).rejects.toThrow("a defect");
      expect(await types()).toEqual(before);
    });

    test("tell of stories: added, revised, withdrawn, and corrected where readers see it", async () => {
      await listen({ types: ["story.added", "story.revised", "story.withdrawn", "story.corrected"] });
      await drafted(stage.store, "one");
      await stage.store.stories.revise(
        "sum-one",
        { seen: 1, summary: summaryOf("one", { fingerprint: "anew" }) },
        () => null,
        morning + 1,
        editor,
      );
      const correction: Correction = { corrects: "one", way: "reply", mistakes: [{ was: "1", now: "2" }], of: { id: "7" } };
      await stage.store.stories.correct({ ...draftOf("right"), correction }, () => null, morning + 2, editor);
      expect(await types()).toEqual(["story.added", "story.revised"]);
      for (const step of ["approve", "claim"] as const) await go("right", step);
      await stage.store.decide(["right"], always(plain("publish")), morning + 3, editor);
      await stage.store.stories.withdraw("sum-one", "It was wrong.", () => null, morning + 4, editor);
      expect(await types()).toEqual(["story.added", "story.revised", "story.corrected", "story.withdrawn"]);
      const published = (await sent()).find(({ type }) => type === "story.corrected");
      expect(published?.subject).toBe("summary sum-one");
    });

    test("tell of the brake, of an account and of the house", async () => {
      await listen();
      const pause = { reason: "floods", since: morning, until: null, by: editor };
      await stage.store.pause("x", pause);
      await stage.store.pause(null, pause);
      expect(await stage.store.pause(null, { ...pause, reason: "again" })).toBe(false);
      await stage.store.resume(null, undefined, editor);
      await stage.store.resume("x", undefined, editor);
      await stage.store.resume("x", undefined, editor);
      expect((await types()).toSorted()).toEqual(["account.paused", "account.resumed", "house.paused", "house.resumed"]);
    });

    test("are written for nobody where nobody listens, or takes their type, and for all that do", async () => {
      await drafted(stage.store, "before");
      await listen({ types: ["post.approved"] });
      await stage.store.endpoints.add(endpointOf("wh-2"), morning + 1, editor);
      await stage.store.endpoints.add(endpointOf("wh-3"), morning + 2, editor);
      await stage.store.endpoints.turn("wh-3", "off", "it answered 410", morning + 2, "herald");
      await approved(stage.store, "one");
      expect(await types()).toEqual(["post.approved"]);
      expect((await sent("wh-2")).map(({ type }) => type).toSorted()).toEqual(["post.approved", "post.drafted", "story.added"]);
      expect(await sent("wh-3")).toEqual([]);
    });

    test("hold text and ids apart, and know an embargo that came with the story or after it", async () => {
      await listen();
      await stage.store.add(summaryOf("one", { title: "The secret", embargo: morning + hourMs }), [draftOf("one")], morning, editor);
      const [first, second] = [await take(), null];
      expect(second).toBeNull();
      expect(first).toMatchObject({ type: "story.added", isHidden: true, bare: { id: "sum-one", withdrawn: false } });
      expect(JSON.stringify(first?.bare)).not.toContain("secret");
      await stage.store.deliveries.told({ endpoint: "wh-1", event: first?.event ?? "" }, morning);
      const post = await take();
      expect(post).toMatchObject({
        type: "post.drafted",
        isHidden: true,
        bare: { id: "one", state: "draft" },
        data: { title: "The secret" },
      });
      expect(post?.bare.content).toBeUndefined();
      await stage.store.deliveries.told({ endpoint: "wh-1", event: post?.event ?? "" }, morning);
      await drafted(stage.store, "two");
      const later = summaryOf("two", { fingerprint: "later", embargo: morning + hourMs });
      await stage.store.stories.revise("sum-two", { seen: 1, summary: later }, () => null, morning, editor);
      expect(await take()).toMatchObject({ type: "story.added", isHidden: true });
      expect(await take(morning + 2 * hourMs)).toMatchObject({ type: "story.added", isHidden: false });
    });
  });

  describe("deliveries", () => {
    test("are in one hand at a time for an endpoint, in order, and in another's where the first is dead", async () => {
      await listen({ types: ["post.drafted"] });
      for (const [index, id] of ["one", "two"].entries()) await drafted(stage.store, id, "x", morning + index);
      const hands = await Promise.all([take(morning + 9), take(morning + 9)]);
      expect(hands.filter((one) => one !== null).map(({ data }) => data.id)).toEqual(["one"]);
      expect(await take(morning + minuteMs)).toBeNull();
      const second = await take(morning + 10, { isGone: (who) => who === owner });
      expect([second?.event, second?.tries]).toEqual([hands.find((one) => one !== null)?.event, 2]);
      expect((await take(morning + 2 * minuteMs))?.data.id).toBe("one");
    });

    test("that failed wait, and their endpoint rests as a whole; the first that arrives makes the others due", async () => {
      await listen({ types: ["post.drafted"] });
      for (const [index, id] of ["one", "two"].entries()) await drafted(stage.store, id, "x", morning + index);
      const one = await take(morning + 5);
      if (!one) throw new Error("Nothing was due.");
      const missed = { ...notTaken, nextAt: morning + hourMs, restsUntil: morning + 20 };
      await stage.store.deliveries.notTold(one, missed, morning + 5);
      const standing = { failingSince: morning + 5, problem: "it answered 500", restsUntil: morning + 20 };
      expect((await stage.store.endpoints.list())[0]).toMatchObject(standing);
      expect(await take(morning + 19)).toBeNull();
      const two = await take(morning + 20);
      expect([two?.data.id, two?.failures]).toEqual(["two", 1]);
      if (!two) return;
      await stage.store.deliveries.notTold(two, { ...missed, restsUntil: morning + 50 }, morning + 20);
      const oldest = await take(morning + 50);
      expect([oldest?.data.id, oldest?.tries, oldest?.failures]).toEqual(["one", 2, 2]);
      if (!oldest) return;
      await stage.store.deliveries.told(oldest, morning + 51);
      expect((await stage.store.endpoints.list())[0]).toMatchObject({ failingSince: null, problem: null, restsUntil: null });
      const again = await take(morning + 52);
      expect([again?.data.id, again?.tries, again?.failures]).toEqual(["two", 2, 0]);
    });

    test("that failed go before what came after them where somebody ends the rest, and wait anew if they fail again", async () => {
      await listen({ types: ["post.drafted"] });
      await drafted(stage.store, "one", "x", morning);
      for (const failure of [1, 2]) {
        const one = await take(morning + failure * minuteMs);
        expect([one?.data.id, one?.tries, one?.failures]).toEqual(["one", failure, failure - 1]);
        const again = morning + failure * minuteMs + minuteMs;
        if (one) await stage.store.deliveries.notTold(one, { ...notTaken, nextAt: again, restsUntil: again }, morning + failure);
      }
      await drafted(stage.store, "two", "x", morning + 2 * minuteMs);
      const woken = morning + 2 * minuteMs + 10;
      expect(await take(woken)).toBeNull();
      await stage.store.deliveries.wake("wh-1", woken);
      const one = await take(woken);
      expect([one?.data.id, one?.tries, one?.failures]).toEqual(["one", 3, 0]);
      if (!one) return;
      const rest = { ...notTaken, nextAt: morning + hourMs, restsUntil: woken + minuteMs };
      await stage.store.deliveries.notTold(one, rest, woken);
      expect(await take(woken)).toBeNull();
      expect((await take(woken + minuteMs))?.data.id).toBe("two");
    });

    test("that failed between others that arrived keep their own time, though the endpoint is said to work", async () => {
      await listen({ types: ["post.drafted"] });
      for (const [index, id] of ["one", "two"].entries()) await drafted(stage.store, id, "x", morning + index);
      const one = await take(morning + 5);
      if (!one) throw new Error("Nothing was due.");
      await stage.store.deliveries.notTold(one, { ...notTaken, nextAt: morning + hourMs, restsUntil: morning + 20 }, morning + 5);
      const two = await take(morning + 20);
      if (!two) throw new Error("Nothing was due.");
      await stage.store.deliveries.told(two, morning + 21);
      await stage.store.deliveries.wake("wh-1", morning + 22);
      expect(await take(morning + 22)).toBeNull();
      expect((await take(morning + hourMs))?.data.id).toBe("one");
    });

    test("count as told whoever tells it, and as failed only by whoever has them in hand", async () => {
      await listen({ types: ["post.drafted"] });
      await drafted(stage.store, "one");
      const first = await take();
      const second = await take(morning + minuteMs);
      if (!first || !second) throw new Error("Nothing was due.");
      await stage.store.deliveries.notTold(first, { ...notTaken, nextAt: null }, morning);
      expect((await sent())[0]).toMatchObject({ failedAt: null });
      await stage.store.deliveries.told(first, morning + minuteMs);
      await stage.store.deliveries.notTold(second, { ...notTaken, nextAt: null }, morning + minuteMs);
      expect((await sent())[0]).toMatchObject({ toldAt: morning + minuteMs, failedAt: null });
    });

    test("that were given up, or told, are due again when they are replayed, and those from before the endpoint too", async () => {
      await stage.store.endpoints.add(endpointOf("wh-0"), morning, editor);
      await drafted(stage.store, "old");
      await listen({ types: ["post.drafted"] });
      await drafted(stage.store, "new", "x", morning + hourMs);
      const first = await take(morning + hourMs);
      if (!first) throw new Error("Nothing was due.");
      await stage.store.deliveries.notTold(first, { ...notTaken, nextAt: null, restsUntil: morning + 9 * hourMs }, morning + hourMs);
      expect(await stage.store.deliveries.counts(morning)).toEqual(
        new Map([
          ["wh-0", { waiting: 4, failed: 0 }],
          ["wh-1", { waiting: 0, failed: 1 }],
        ]),
      );
      expect(await stage.store.deliveries.replay("wh-1", { since: morning + 1 }, morning + 2 * hourMs)).toBe(1);
      expect(await take(morning + 2 * hourMs)).toMatchObject({ event: first.event, tries: 1 });
      expect(await stage.store.deliveries.replay("wh-1", { since: morning }, morning + 2 * hourMs)).toBe(2);
      expect((await sent()).map(({ subject }) => subject)).toEqual(["post old", "post new"]);
      const story = (await sent("wh-0")).find(({ type }) => type === "story.added");
      expect(await stage.store.deliveries.replay("wh-1", { event: story?.event ?? "" }, morning)).toBe(1);
      expect(await stage.store.deliveries.replay("wh-1", { event: "msg_nothing" }, morning)).toBe(0);
      expect(await stage.store.deliveries.replay("wh-9", { since: 0 }, morning)).toBe(0);
    });

    test("are in one hand at a time with everybody reaching for them, and none is lost or told out of turn", async () => {
      await listen({ types: ["post.drafted"] });
      for (let index = 0; index < 12; index += 1) await drafted(stage.store, `post-${index}`, "x", morning + index);
      const told: string[] = [];
      let inHand = 0;
      const reach = async () => {
        while (told.length < 12) {
          const delivery = await take(morning + hourMs);
          if (!delivery) continue;
          inHand += 1;
          expect(inHand).toBe(1);
          told.push(delivery.event);
          inHand -= 1;
          await stage.store.deliveries.told(delivery, morning + hourMs);
        }
      };
      await Promise.all([reach(), reach(), reach()]);
      expect(told).toEqual((await sent()).map(({ event }) => event));
    });

    test("of many events are replayed a slice at a time, each of them once", async () => {
      await stage.store.endpoints.add(endpointOf("wh-0"), morning, editor);
      const posts = Array.from({ length: 520 }, (_, index) => draftOf(`post-${index}`));
      await stage.store.add(summaryOf("many"), posts, morning, editor);
      await listen({ types: ["post.drafted"] });
      expect(await stage.store.deliveries.replay("wh-1", { since: morning }, morning + hourMs)).toBe(520);
      expect(await stage.store.deliveries.counts(morning)).toEqual(
        new Map([
          ["wh-0", { waiting: 521, failed: 0 }],
          ["wh-1", { waiting: 520, failed: 0 }],
        ]),
      );
    });

    test("of an endpoint that is switched off are given up; of one that is removed nothing is left", async () => {
      await listen();
      await drafted(stage.store, "one");
      expect(await stage.store.deliveries.waiting()).toEqual(["wh-1"]);
      expect(await stage.store.endpoints.turn("wh-1", "off", "it answered 410", morning, "herald")).toBe(true);
      expect([await stage.store.deliveries.waiting(), await take()]).toEqual([[], null]);
      expect((await sent()).every(({ failedAt }) => failedAt !== null)).toBe(true);
      expect([await stage.store.endpoints.remove("wh-1", morning, editor), await sent()]).toEqual([true, []]);
      expect(await stage.store.endpoints.remove("wh-1", morning, editor)).toBe(false);
      expect(await stage.store.endpoints.turn("wh-1", "on", null, morning, editor)).toBe(false);
    });

    test("are forgotten with their events after their time, and nothing younger is", async () => {
      await listen({ types: ["post.drafted"] });
      await drafted(stage.store, "old");
      await drafted(stage.store, "new", "x", morning + hourMs);
      expect(await stage.store.deliveries.forget(morning)).toBe(0);
      expect(await stage.store.deliveries.forget(morning + 1)).toBeGreaterThan(0);
      expect((await sent()).map(({ subject }) => subject)).toEqual(["post new"]);
    });

    test("are sealed anew without a trace of what is sealed in the record", async () => {
      await listen();
      await stage.store.endpoints.reseal([{ id: "wh-1", sealed: "sealed anew", keyId: "k2" }], "rotate", morning, editor);
      expect(await stage.store.endpoints.list()).toMatchObject([
        { id: "wh-1", sealed: "sealed anew", keyId: "k2", isOn: true, types: null },
      ]);
      const rows = await stage.store.audit.rows({ after: 0, limit: 100 });
      expect(rows.map(({ kind }) => kind)).toEqual(["webhook-add", "rotate"]);
      expect(JSON.stringify(rows)).not.toContain("sealed");
    });
  });
}
