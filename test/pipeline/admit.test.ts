import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Budget, SlotRule } from "../../src/domain/account.ts";
import type { Instant } from "../../src/domain/instant.ts";
import type { Happening } from "../../src/domain/journal.ts";
import type { Post } from "../../src/domain/post.ts";
import type { Ledger, Spending } from "../../src/domain/spending.ts";
import type { PostView } from "../../src/domain/view.ts";
import { type Asking, admit } from "../../src/pipeline/admit.ts";
import { handoffPlan, journalOf, threadPlan } from "../support/plans.ts";
import { summaryOf } from "../support/store-fixtures.ts";

const nine: Instant = Date.UTC(2026, 2, 2, 4);
const [minuteMs, hourMs, dayMs] = [60_000, 3_600_000, 86_400_000];
const timetable = { timezone: "Asia/Karachi", slots: [], quiet: [], minGapMs: 20 * minuteMs, lateAfterMs: 3 * hourMs };
const nothing: Ledger = { booked: [], own: null, shown: false, lastShownAt: null, pauseEndedAt: null };

function askedAt(now: Instant, change: Partial<Asking> & { readonly budget?: Budget } = {}): Asking {
  const { budget = {}, ...rest } = change;
  return { account: { id: "x", timetable, budget }, now, microCents: 1_500_000, capacity: null, ...rest };
}

function viewOf(post: Partial<Post> = {}, summary: Partial<PostView["summary"]["summary"]> = {}, atOnce = false): PostView {
  const base: Post = {
    id: "one",
    summaryId: "sum-one",
    account: "x",
    platform: "x",
    state: "approved",
    revision: 2,
    content: {},
    edited: false,
    plan: threadPlan,
    digest: "d",
    scheduledAt: nine,
    dueAt: nine,
    createdAt: nine,
  };
  const approve: Happening = {
    kind: "moved",
    transition: "approve",
    to: "approved",
    scheduledAt: nine,
    ...(atOnce ? { atOnce: true } : {}),
  };
  return {
    post: { ...base, ...post },
    summary: { summary: summaryOf("one", summary), addedAt: nine, withdrawn: false },
    journal: journalOf(approve),
    lease: null,
    account: { id: "x", pause: null, remoteId: null, name: null, url: null },
    house: { pause: null },
    taken: [],
  };
}

describe("words that speak of a day", () => {
  const texts = [{ where: "part 1", text: "The board meets today." }];
  const midnight = Date.UTC(2026, 2, 2, 19);
  const night = { scheduledAt: midnight - hourMs, dueAt: midnight - hourMs };
  const today = { date: "2026-03-02", paragraphs: ["The board meets today."] };

  it("are let out while they are true", () => {
    expect(admit(viewOf(night, today), nothing, askedAt(midnight - minuteMs, { texts })).kind).toBe("go");
  });

  it("are not let out after midnight, and an editor is told why", () => {
    const admission = admit(viewOf(night, today), nothing, askedAt(midnight + minuteMs, { texts }));
    expect(admission).toMatchObject({
      kind: "miss",
      problem: { code: "time-word", message: expect.stringContaining("It is late, and by now:") },
    });
  });

  it("are let out where an editor stood by them", () => {
    const view = viewOf(night, today);
    const late = admit(view, nothing, askedAt(midnight + minuteMs, { texts }));
    const finding = late.kind === "miss" ? late.problem.message.replace("It is late, and by now: ", "") : "";
    const stood = { ...view, overrides: [{ code: "time-word", finding, reason: "Meant so.", by: "ayesha", at: nine }] };
    expect(admit(stood, nothing, askedAt(midnight + minuteMs, { texts })).kind).toBe("go");
  });
});

describe("whether a post may begin", () => {
  it("says yes where nothing speaks against it, and what it counts as", () => {
    expect(admit(viewOf(), nothing, askedAt(nine))).toEqual({
      kind: "go",
      booking: { day: "2026-03-02", posts: 1, microCents: 1_500_000 },
    });
  });

  it("lets a correction go out however late, and with no distance to the last post; its budget holds", () => {
    const correction = { corrects: "zero", way: "reply", mistakes: [{ was: "a", now: "b" }], of: { id: "7" } } as const;
    const ledger = { ...nothing, lastShownAt: nine + 9 * hourMs };
    const [late, full] = [askedAt(nine + 9 * hourMs), askedAt(nine + 9 * hourMs, { budget: { postsPerDay: 1 } })];
    expect(admit(viewOf(), ledger, late)).toMatchObject({ kind: "miss" });
    expect(admit(viewOf({ correction }), ledger, late)).toMatchObject({ kind: "go" });
    const booked = [{ day: "2026-03-02", posts: 1, microCents: 0 }];
    expect(admit(viewOf({ correction }), { ...ledger, booked }, full)).not.toMatchObject({ kind: "go" });
  });

  it("lets a deletion go on whatever the time and the budget", () => {
    const deletes = { key: "delete-1", repeat: "harmless", method: "DELETE", path: "/2/tweets/7", body: {} } as const;
    const plan = { ...threadPlan, steps: [...threadPlan.steps, deletes] };
    expect(admit(viewOf({ plan }), nothing, askedAt(nine + 9 * dayMs, { budget: { postsPerDay: 0 } }))).toMatchObject({ kind: "go" });
  });

  it("counts a post anew that was to go out yesterday", () => {
    const own = { day: "2026-03-01", posts: 1, microCents: 1_500_000 };
    expect(admit(viewOf(), { ...nothing, own }, askedAt(nine))).toMatchObject({ kind: "go", booking: { day: "2026-03-02" } });
  });

  it("lets a thread that is half out go on, whatever the time, and counts it where it was counted", () => {
    const own = { day: "2026-01-15", posts: 1, microCents: 7 };
    const ledger = { ...nothing, own, shown: true, lastShownAt: nine, pauseEndedAt: nine + hourMs };
    const asking = askedAt(nine + 9 * hourMs, { budget: { postsPerDay: 1 }, capacity: { left: 0, resetsAt: nine + dayMs } });
    const booked = [{ day: "2026-03-02", posts: 1, microCents: 0 }];
    expect(admit(viewOf(), { ...ledger, booked }, asking)).toEqual({ kind: "go", booking: own });
  });

  it("leaves to a person what was paused at its time, and nothing else", () => {
    const codeAfter = (pauseEndedAt: Instant, post: Partial<Post> = {}) => {
      const admission = admit(viewOf(post), { ...nothing, pauseEndedAt }, askedAt(nine + hourMs));
      return admission.kind === "miss" ? admission.problem.code : admission.kind;
    };
    expect(codeAfter(nine - 1)).toBe("go");
    expect(codeAfter(nine)).toBe("go");
    expect(codeAfter(nine + 1)).toBe("time-paused");
    expect(codeAfter(nine + hourMs)).toBe("time-paused");
    // It had been put off until after the pause.
    expect(codeAfter(nine + 10 * minuteMs, { dueAt: nine + 20 * minuteMs })).toBe("go");
    // The clock went back: such a pause hasn't ended yet.
    expect(codeAfter(nine + dayMs)).toBe("go");
  });

  it("misses what is late to the millisecond, counted from its embargo where that is later, and no hand-off", () => {
    const kindAt = (now: Instant, view = viewOf()) => admit(view, nothing, askedAt(now)).kind;
    expect([kindAt(nine + 3 * hourMs), kindAt(nine + 3 * hourMs + 1)]).toEqual(["go", "miss"]);
    const embargoed = viewOf({}, { embargo: nine + 5 * hourMs });
    expect(admit(embargoed, nothing, askedAt(nine + 4 * hourMs))).toMatchObject({ kind: "wait", until: nine + 5 * hourMs });
    expect([kindAt(nine + 8 * hourMs, embargoed), kindAt(nine + 8 * hourMs + 1, embargoed)]).toEqual(["go", "miss"]);
    expect(kindAt(nine + 9 * dayMs, viewOf({ plan: handoffPlan }))).toBe("go");
  });

  it("keeps distance, unless the editor said now", () => {
    const ledger = { ...nothing, lastShownAt: nine - 5 * minuteMs };
    expect(admit(viewOf(), ledger, askedAt(nine))).toMatchObject({ kind: "wait", until: nine + 15 * minuteMs });
    expect(admit(viewOf({}, {}, true), ledger, askedAt(nine)).kind).toBe("go");
  });

  it("moves a post to the next day with room and keeps its approval", () => {
    const booked = [{ day: "2026-03-02", posts: 2, microCents: 0 }];
    const admission = admit(viewOf({}, {}, true), { ...nothing, booked }, askedAt(nine, { budget: { postsPerDay: 2 } }));
    const at = nine + dayMs;
    const reason = "The account's budget of 2 posts a day is used up. It waits until 2026-03-03T04:00:00.000Z.";
    expect(admission).toEqual({
      kind: "postpone",
      change: { transition: "schedule", set: { scheduledAt: at, dueAt: at }, note: { scheduledAt: at, reason } },
      booking: { day: "2026-03-03", posts: 1, microCents: 1_500_000 },
      until: at,
      reason,
    });
  });

  it("leaves to a person what no budget ever holds, or has no room before it expires", () => {
    const code = (view: PostView, ledger: Ledger, budget: Budget) => {
      const admission = admit(view, ledger, askedAt(nine, { budget }));
      return admission.kind === "miss" ? admission.problem.code : admission.kind;
    };
    expect(code(viewOf(), nothing, { usdPerDay: 0.01 })).toBe("account-budget");
    const booked = [{ day: "2026-03-02", posts: 1, microCents: 0 }];
    expect(code(viewOf({}, { expires: nine + 12 * hourMs }), { ...nothing, booked }, { postsPerDay: 1 })).toBe("account-budget");
    expect(code(viewOf({}, { expires: nine + 2 * dayMs }), { ...nothing, booked }, { postsPerDay: 1 })).toBe("postpone");
  });

  it("waits for a platform that takes no more until that resets, or for the next day with room after it", () => {
    const capacity = { left: 0, resetsAt: nine + 10 * hourMs };
    expect(admit(viewOf(), nothing, askedAt(nine, { capacity }))).toMatchObject({ kind: "postpone", until: nine + 10 * hourMs });
    expect(admit(viewOf(), nothing, askedAt(nine, { capacity: { ...capacity, left: 1 } })).kind).toBe("go");
    const tomorrow = { left: 0, resetsAt: nine + dayMs };
    const booked = [{ day: "2026-03-03", posts: 1, microCents: 0 }];
    const full = admit(viewOf(), { ...nothing, booked }, askedAt(nine, { capacity: tomorrow, budget: { postsPerDay: 1 } }));
    expect(full).toMatchObject({ kind: "postpone", until: nine + 2 * dayMs, booking: { day: "2026-03-04" } });
  });
});

/** An account's posts as the store would keep them, told in memory. */
interface Kept {
  readonly atOnce: boolean;
  readonly microCents: number;
  scheduledAt: Instant;
  dueAt: Instant;
  state: "approved" | "out" | "missed";
  booking: Spending | null;
  outAt: Instant;
}

const slots: readonly SlotRule[] = [{ days: ["mon", "wed", "fri"], times: ["09:00", "13:00", "18:30"] }];
const dollars = fc.integer({ min: 2, max: 60 }).map((cents) => cents / 100);
const budgets = fc.record<Budget>(
  {
    usdPerDay: dollars,
    usdPerMonth: dollars.map((usd) => usd * 4),
    postsPerDay: fc.integer({ min: 1, max: 3 }),
    postsPerMonth: fc.integer({ min: 1, max: 8 }),
  },
  { requiredKeys: [] },
);
const wish = fc.record({
  atMs: fc.integer({ min: 0, max: 10 * dayMs }),
  microCents: fc.constantFrom(1_500_000, 2_000_000, 20_000_000),
  atOnce: fc.boolean(),
});
const wishes = fc.array(wish, { minLength: 10, maxLength: 25, size: "max" });
/** How long until the next look, and which of the due posts is asked about first. */
const look = fc.record({ passMs: fc.oneof(fc.nat(30 * minuteMs), fc.nat(dayMs)), pick: fc.nat(24) });
const looks = fc.array(look, { minLength: 60, maxLength: 150, size: "max" });

function play(budget: Budget, hasSlots: boolean, wanted: readonly { atMs: number; microCents: number; atOnce: boolean }[]) {
  const kept: Kept[] = wanted.map(({ atMs, microCents, atOnce }) => {
    const at = nine + atMs;
    return { atOnce, microCents, scheduledAt: at, dueAt: at, state: "approved", booking: null, outAt: 0 };
  });
  const account = { id: "x", timetable: { ...timetable, slots: hasSlots ? slots : [], lateAfterMs: 400 * dayMs }, budget };
  const ask = (post: Kept, now: Instant) => {
    const others = kept.filter((other) => other !== post);
    const shownAt = others.filter(({ state }) => state === "out").map(({ outAt }) => outAt);
    const ledger: Ledger = {
      ...nothing,
      booked: others.flatMap(({ booking }) => booking ?? []),
      own: post.booking,
      lastShownAt: shownAt.length > 0 ? Math.max(...shownAt) : null,
    };
    const { microCents } = post;
    const view = viewOf({ scheduledAt: post.scheduledAt, dueAt: post.dueAt }, {}, post.atOnce);
    const admission = admit(view, ledger, { account, now, microCents, capacity: null });
    if (admission.kind === "go") Object.assign(post, { state: "out", booking: admission.booking, outAt: now });
    if (admission.kind === "wait") post.dueAt = admission.until;
    if (admission.kind === "postpone")
      Object.assign(post, { booking: admission.booking, scheduledAt: admission.until, dueAt: admission.until });
    if (admission.kind === "miss") Object.assign(post, { state: "missed", booking: null });
    return { admission, lastShownAt: ledger.lastShownAt };
  };
  return { kept, ask };
}

describe("budgets and distance, whatever the order in which posts are claimed", () => {
  it("never carry more than their limits in any day or month, and whatever is put off has a time to come", () => {
    fc.assert(
      fc.property(budgets, fc.boolean(), wishes, looks, (budget, hasSlots, wanted, times) => {
        const { kept, ask } = play(budget, hasSlots, wanted);
        let now = nine;
        for (const { passMs, pick } of times) {
          now += passMs;
          const due = kept.filter(({ state, dueAt }) => state === "approved" && dueAt <= now);
          const post = due[pick % Math.max(due.length, 1)];
          if (!post) continue;
          const { admission, lastShownAt } = ask(post, now);
          if (admission.kind === "go" && !post.atOnce && lastShownAt !== null)
            expect(now - lastShownAt).toBeGreaterThanOrEqual(timetable.minGapMs);
          if (admission.kind === "wait" || admission.kind === "postpone") expect(post.dueAt).toBeGreaterThan(now);
        }
        const bookings = kept.flatMap(({ booking }) => booking ?? []);
        const most = (length: number, unit: "posts" | "microCents") => {
          const sums = new Map<string, number>();
          for (const booking of bookings) {
            const span = booking.day.slice(0, length);
            sums.set(span, (sums.get(span) ?? 0) + booking[unit]);
          }
          return Math.max(0, ...sums.values());
        };
        expect(most(10, "posts")).toBeLessThanOrEqual(budget.postsPerDay ?? Number.POSITIVE_INFINITY);
        expect(most(7, "posts")).toBeLessThanOrEqual(budget.postsPerMonth ?? Number.POSITIVE_INFINITY);
        expect(most(10, "microCents")).toBeLessThanOrEqual(Math.round((budget.usdPerDay ?? 1e6) * 1e8));
        expect(most(7, "microCents")).toBeLessThanOrEqual(Math.round((budget.usdPerMonth ?? 1e6) * 1e8));
      }),
      { numRuns: 200 },
    );
  });
});
