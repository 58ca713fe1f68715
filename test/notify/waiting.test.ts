import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Incident } from "../../src/domain/incident.ts";
import type { PostView } from "../../src/domain/view.ts";
import { timesOverdue } from "../../src/notify/waiting.ts";
import { watchOver } from "../../src/notify/watch.ts";
import { handoffPlan, intent } from "../support/plans.ts";
import { accountOn } from "../support/platform-fixtures.ts";
import { hourMs, minuteMs, morning } from "../support/store-fixtures.ts";
import { pauseBy, waitingView } from "./views.ts";

/** Overdue an hour after its time, as the account says. */
const watch = watchOver([{ ...accountOn("youtube-community"), id: "youtube" }]);
const judge = (view: PostView, at: number, open: Incident | null) => watch.ofPost(view, at)(open);

describe("how often a hand-off was called overdue", () => {
  it("grows when it becomes so, and after 1, 2, 4, 8, 16 and 24 hours, then daily", () => {
    const grows = [1, hourMs, 2 * hourMs, 4 * hourMs, 8 * hourMs, 16 * hourMs, 24 * hourMs, 48 * hourMs, 72 * hourMs];
    expect(timesOverdue(0)).toBe(0);
    grows.forEach((ms, index) => {
      expect([timesOverdue(ms - 1), timesOverdue(ms)]).toEqual([index, index + 1]);
    });
  });

  it("is never more than once an hour, and never less than before", () => {
    fc.assert(
      fc.property(fc.nat(400 * hourMs), fc.nat(hourMs - 1), (ms, more) => {
        const growth = timesOverdue(ms + more) - timesOverdue(ms);
        return growth === 0 || growth === 1 || (ms === 0 && growth === 1);
      }),
    );
  });
});

describe("a post that waits for a hand", () => {
  const view = waitingView();
  const due = judge(view, morning, null);

  it("is told when it is due, and no more until it will soon be late", () => {
    expect(due).toMatchObject({ id: "hand-off:lusab-42:7", kind: "hand-off", post: "lusab-42", account: "youtube" });
    expect(judge(view, morning + hourMs / 2 - 1, due)).toBe(due);
  });

  it("is told once more before it is late", () => {
    const soon = judge(view, morning + hourMs / 2, due);
    expect(soon).toMatchObject({ id: "reminder:lusab-42:7", kind: "reminder", topic: due?.topic, count: 0 });
    expect(judge(view, morning + hourMs, soon)).toBe(soon);
    expect(judge(view, morning, soon)).toBe(soon);
    expect(judge(view, morning + hourMs + 1, soon)?.id).toBe("overdue:lusab-42:7:1");
  });

  it("is not told of again while somebody is at it", () => {
    const taken = waitingView({ happenings: [intent(handoffPlan, "hand-off")] });
    const at = morning + hourMs + 1;
    const fresh = { ...taken, journal: taken.journal.map((entry) => ({ ...entry, at: at - 10 * minuteMs })) };
    expect(judge(fresh, at, due)).toBe(due);
    expect(judge(fresh, at + 5 * minuteMs, due)?.kind).toBe("overdue");
  });

  it("that was taken before its time is told of when its time comes", () => {
    const early = waitingView({ post: { scheduledAt: morning + hourMs } });
    expect(judge(early, morning, null)).toBeNull();
    expect(judge(early, morning + hourMs, null)?.kind).toBe("hand-off");
    expect(judge(early, morning, due)).toBe(due);
  });

  it("is told again when it is overdue, under a new id each time", () => {
    const late = judge(view, morning + hourMs + 1, due);
    expect(late).toMatchObject({ id: "overdue:lusab-42:7:1", kind: "overdue", topic: due?.topic });
    expect(judge(view, morning + 2 * hourMs - 1, late)).toBe(late);
    expect(judge(view, morning + 2 * hourMs, late)?.id).toBe("overdue:lusab-42:7:2");
  });

  it("is not unsaid by a clock that went back", () => {
    const late = judge(view, morning + 6 * hourMs, due);
    expect(judge(view, morning, late)).toBe(late);
  });

  it("must not be posted any more once it has expired, and is told so once", () => {
    const mortal = waitingView({ expires: morning + hourMs });
    expect(judge(mortal, morning, null)?.kind).toBe("hand-off");
    const expired = judge(mortal, morning + hourMs, due);
    expect(expired).toMatchObject({ id: "expired:lusab-42:7", kind: "expired" });
    expect(judge(mortal, morning + 30 * hourMs, expired)?.id).toBe(expired?.id);
  });

  it.each([
    ["its account", { accountPause: pauseBy("Ayesha") }],
    ["everything", { housePause: pauseBy("Ayesha") }],
    ["its account, by the engine,", { accountPause: pauseBy("worker a/1/1") }],
  ])("must not be posted while %s is paused", (_what, given) => {
    const stop = judge(waitingView(given), morning + minuteMs, due);
    expect(stop).toMatchObject({ kind: "do-not-post", id: `do-not-post:lusab-42:7:${morning}`, reason: "The token has expired." });
    expect(judge(waitingView(given), morning + 9 * hourMs, stop)).toBe(stop);
  });

  it("may be posted again after the pause, and is told so under an id of its own", () => {
    const stop = judge(waitingView({ accountPause: pauseBy("Ayesha") }), morning, due);
    const again = judge(view, morning + 5 * minuteMs, stop);
    expect(again).toMatchObject({ kind: "hand-off", id: `hand-off:lusab-42:7:${morning + 5 * minuteMs}` });
    expect(judge(view, morning + 6 * minuteMs, again)).toBe(again);
    expect(judge(view, morning + 3 * hourMs, stop)).toMatchObject({ kind: "overdue", id: `overdue:lusab-42:7:3:${morning + 3 * hourMs}` });
  });

  it("is over when it is done", () => {
    expect(watch.ofPost({ ...view, post: { ...view.post, state: "published" } }, morning)(due)).toBeNull();
  });

  it("has one word standing at any time, whatever comes in whatever order", () => {
    const paused = waitingView({ accountPause: pauseBy("Ayesha") });
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(100 * hourMs), fc.boolean()), { maxLength: 30 }), (turns) => {
        let open: Incident | null = null;
        let at = morning;
        for (const [ms, isPaused] of turns) {
          at += ms;
          open = judge(isPaused ? paused : view, at, open);
          if ((open?.kind === "do-not-post") !== isPaused) return false;
        }
        return true;
      }),
    );
  });
});
