import { describe, expect, test } from "vitest";
import { incident } from "../../../src/notify/incident.ts";
import { approved, claimed, drafted, editor, hourMs, minuteMs, morning, owner, plain } from "../../support/store-fixtures.ts";
import type { Stage } from "./ground.ts";

const dayMs = 24 * hourMs;

export function figuresContract(stage: Stage): void {
  const figures = () => stage.store.figures;

  describe("figures about the queue", () => {
    test("count what is not finished, and tell since when the oldest is there", async () => {
      await drafted(stage.store, "old", "x", morning - hourMs);
      await drafted(stage.store, "new");
      const { lease } = await claimed(stage.store, "out");
      await stage.store.move("out", lease.token, plain("publish"), morning, "w");
      const standings = await figures().standings();
      expect(standings.get("draft")).toEqual({ posts: 2, oldestAt: morning - hourMs });
      expect(standings.get("approved")).toEqual({ posts: 0, oldestAt: null });
      expect([...standings.keys()]).toEqual(["draft", "approved", "publishing", "waiting", "held", "failed", "missed"]);
      await expect(figures().answer()).resolves.toBeUndefined();
    });

    test("tell what is due and not begun, and each account's first", async () => {
      await approved(stage.store, "first", "x", morning - hourMs);
      await approved(stage.store, "second", "x", morning - minuteMs);
      await approved(stage.store, "other", "instagram", morning - 2 * minuteMs);
      await approved(stage.store, "later", "instagram", morning + minuteMs);
      expect(await figures().overdue(morning)).toEqual({
        posts: 3,
        oldest: new Map([
          ["x", morning - hourMs],
          ["instagram", morning - 2 * minuteMs],
        ]),
      });
      await stage.store.claim("first", null, owner, morning);
      const left = await figures().overdue(morning);
      expect(left.posts).toBe(2);
      expect(left.oldest.get("x")).toBe(morning - minuteMs);
      expect(await figures().inHand()).toEqual(new Map([["x", 1]]));
    });

    test("name pauses in force, the house's too, and none that is over", async () => {
      await stage.store.pause(null, { reason: "Elections.", since: morning, until: null, by: editor });
      await stage.store.pause("x", { reason: "A login.", since: morning, until: morning + minuteMs, by: "worker a:1" });
      const pauses = await figures().pauses(morning);
      expect(pauses.map(({ account, by }) => [account, by])).toEqual([
        ["x", "worker a:1"],
        [null, editor],
      ]);
      expect((await figures().pauses(morning + minuteMs)).map(({ account }) => account)).toEqual([null]);
    });

    test("sum what accounts spent between two days", async () => {
      const book = async (id: string, day: string, microCents: number) => {
        await approved(stage.store, id, id.startsWith("i") ? "instagram" : "x");
        const begun = await stage.store.begin(id, owner, morning, () => ({ kind: "go", booking: { day, posts: 1, microCents } }));
        if (begun?.kind !== "go") throw new Error(`${id} did not begin`);
        await stage.store.move(id, begun.lease.token, plain("publish"), morning, "w");
      };
      await book("a", "2026-03-02", 20_000_000);
      await book("b", "2026-03-31", 1_500_000);
      await book("c", "2026-04-01", 7);
      await book("i", "2026-03-02", 0);
      const spent = await figures().spent(["x", "instagram", "nobody"], "2026-03-01", "2026-03-31");
      expect(spent.toSorted((one, other) => (one.account < other.account ? -1 : 1))).toEqual([
        { account: "instagram", posts: 1, microCents: 0 },
        { account: "x", posts: 2, microCents: 21_500_000 },
      ]);
      expect(await figures().spent([], "2026-03-01", "2026-03-31")).toEqual([]);
    });

    test("count what people must hear of by its kind, and what could not be told them", async () => {
      await stage.store.attend("clock", () => incident({ id: "clock:1", topic: "clock", kind: "clock" }), morning - hourMs);
      await stage.store.attend("gone", () => incident({ id: "clock:2", topic: "gone", kind: "clock" }), morning);
      await stage.store.attend("gone", () => null, morning);
      expect(await figures().incidents()).toEqual(new Map([["clock", 1]]));
      expect(await figures().stuck()).toEqual([]);
      const messenger = { owner, leaseMs: 1, graceMs: 0, isGone: () => false };
      const untold = await stage.store.claimTelling("webhook", messenger, morning);
      await stage.store.notTold("clock:1", "webhook", untold?.token ?? "", "it answered 500", morning + minuteMs);
      expect(await figures().stuck()).toEqual([{ what: "incident", way: "webhook", messages: 1, oldestAt: morning - hourMs }]);
      await stage.store.told("clock:1", "webhook", morning);
      expect(await figures().stuck()).toEqual([]);
    });

    test("tell when kept logins end, and how renewing them goes", async () => {
      const about = { variables: [], verified: true };
      await stage.store.secrets.keep({ account: "x", sealed: "s", keyId: "k" }, { ...about, expiresAt: morning + dayMs }, morning, editor);
      await stage.store.secrets.keep({ account: "instagram", sealed: "s", keyId: "k" }, about, morning, editor);
      expect(await figures().logins()).toEqual([
        { account: "instagram", expiresAt: null, failures: 0, dead: false },
        { account: "x", expiresAt: morning + dayMs, failures: 0, dead: false },
      ]);
      const { generation } = (await stage.store.renewals.of("x")) ?? { generation: -1 };
      const token = (await stage.store.renewals.take("x", generation, null, owner, morning)) ?? "";
      await stage.store.renewals.giveBack("x", token, { problem: "It is gone.", nextAt: null, dead: true });
      expect((await figures().logins())[1]).toEqual({ account: "x", expiresAt: morning + dayMs, failures: 1, dead: true });
    });
  });
}
