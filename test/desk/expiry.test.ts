import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { loginIncident } from "../../src/desk/expiry.ts";
import type { Incident } from "../../src/domain/incident.ts";
import { wordsFor } from "../../src/notify/words.ts";
import { accountOn } from "../support/platform-fixtures.ts";
import { morning } from "../support/store-fixtures.ts";

const dayMs = 86_400_000;
const account = accountOn("instagram");
const until = morning + 60 * dayMs;
const at = (now: number, open: Incident | null, end: number | null = until) =>
  loginIncident(account, "Instagram", { until: end, dead: null }, now)(open);

describe("a login that runs out", () => {
  it("is told ten days ahead, then at three and at one, and when it is over, each once", () => {
    let open: Incident | null = null;
    const told: string[] = [];
    for (let now = morning; now < until + 2 * dayMs; now += dayMs / 24) {
      const next = at(now, open);
      if (next && next.id !== open?.id) told.push(`${Math.ceil((until - now) / dayMs)} ${wordsFor(next).subject}`);
      open = next;
    }
    expect(told).toEqual([
      "10 The login of account instagram runs out",
      "3 The login of account instagram runs out",
      "1 The login of account instagram runs out",
      "0 Account instagram must be connected again",
    ]);
  });

  it("says when, and what to do", () => {
    const open = at(until - 3 * dayMs, null);
    expect(open && wordsFor(open)).toMatchObject({
      happened: "Account instagram: Its login at Instagram runs out in 3 days, at 2026-05-01T04:00:00.123Z.",
      todo: [{ command: "connect instagram" }],
    });
  });

  it("is over when the login holds longer, or nobody knows", () => {
    const open = at(until - dayMs, null);
    expect(open).not.toBeNull();
    expect(at(until - dayMs, open, until + 60 * dayMs)).toBeNull();
    expect(at(until - dayMs, open, null)).toBeNull();
  });

  it("is told no more often for a clock that goes to and fro", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -20 * 24, max: 5 * 24 }), { maxLength: 60 }), (hours) => {
        const ids: string[] = [];
        let open: Incident | null = null;
        for (const hour of hours) {
          const next = at(until + hour * 3_600_000, open);
          if (next && next.id !== open?.id && open) ids.push(next.id);
          open = next ?? open;
        }
        expect(new Set(ids).size).toBe(ids.length);
      }),
    );
  });

  it("that is dead is one incident for each login", () => {
    const judge = (generation: number) =>
      loginIncident(
        account,
        "Google",
        { until: null, dead: { reason: "Google doesn't know this login any more.", generation } },
        morning,
      )(null);
    expect(judge(1)?.id).toBe(judge(1)?.id);
    expect(judge(1)?.id).not.toBe(judge(2)?.id);
  });
});
