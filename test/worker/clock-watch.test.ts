import fc from "fast-check";
import { beforeEach, describe, expect, it } from "vitest";
import { type ClockWatch, watchClock } from "../../src/worker/clock-watch.ts";
import { type FakeClock, fakeClock } from "../support/fake-clock.ts";

const noon = Date.UTC(2026, 2, 2, 12);
const [minuteMs, dayMs] = [60_000, 86_400_000];

let clock: FakeClock;
let watch: ClockWatch;
const date = (offMs = 0) => new Date(clock.truth() + offMs).toUTCString();

beforeEach(() => {
  clock = fakeClock(noon);
  watch = watchClock(clock);
});

describe("a watch over the wall clock", () => {
  it("believes a clock that runs on evenly, however long", () => {
    clock.pass(100 * dayMs);
    expect(watch.trouble()).toBeNull();
    expect([watch.earliest(), watch.latest()]).toEqual([clock.now(), clock.now()]);
  });

  it.each([
    ["forward", 2 * minuteMs],
    ["back", -2 * minuteMs],
    ["forward", dayMs],
    ["back", -dayMs],
  ])("sees a jump %s by %d ms, and that it is taken back", (way, byMs) => {
    clock.jump(byMs);
    clock.pass(minuteMs);
    expect(watch.trouble()).toMatchObject({ code: "time-clock", message: expect.stringContaining(way) });
    clock.jump(-byMs);
    expect(watch.trouble()).toBeNull();
  });

  it.each([2 * minuteMs - 1, 1 - 2 * minuteMs])("takes %d ms for a matter of course", (byMs) => {
    clock.jump(byMs);
    expect(watch.trouble()).toBeNull();
  });

  it("believes the database's server, and says by whose clock this one is wrong", () => {
    watch.heard(clock.truth() + 2 * minuteMs);
    expect(watch.trouble()).toMatchObject({ message: expect.stringContaining("by the database's it is") });
    watch.heard(clock.truth() + 2 * minuteMs - 1);
    expect(watch.trouble()).toBeNull();
  });

  it("does not take a server's word for a jump that its own clock made too", () => {
    watch.heard(clock.truth());
    clock.jump(dayMs);
    clock.pass(minuteMs);
    watch.heard(clock.now());
    expect(watch.trouble()).toMatchObject({ message: expect.stringContaining("by the database's it is") });
    clock.pass(minuteMs);
    watch.heard(clock.now());
    expect(watch.trouble()).not.toBeNull();
    watch.saw(date(dayMs));
    expect(watch.trouble()).toBeNull();
  });

  it("takes a platform's word before the database's, for an hour", () => {
    watch.saw(date());
    clock.pass(60 * minuteMs - 1);
    watch.heard(clock.truth() + dayMs);
    expect(watch.trouble()).toBeNull();
    clock.pass(1);
    watch.heard(clock.truth() + dayMs);
    expect(watch.trouble()).not.toBeNull();
  });

  it("believes a jump that a platform confirms, as after a sleep", () => {
    clock.jump(3 * dayMs);
    expect(watch.trouble()).not.toBeNull();
    watch.saw(date(3 * dayMs));
    expect(watch.trouble()).toBeNull();
    clock.jump(-3 * dayMs);
    expect(watch.trouble()).not.toBeNull();
  });

  it("sees that a platform's clock is two minutes off, and not that it is less", () => {
    watch.saw(date(-2 * minuteMs + 1000));
    expect(watch.trouble()).toBeNull();
    watch.saw(date(-2 * minuteMs));
    expect(watch.trouble()).toMatchObject({ code: "time-clock", message: expect.stringContaining("2026-03-02T12:00:00.000Z") });
    watch.saw(date());
    expect(watch.trouble()).toBeNull();
  });

  it("sees by itself when a clock that was wrong from the start is set right", () => {
    clock.jump(dayMs);
    watch = watchClock(clock);
    expect(watch.trouble()).toBeNull();
    watch.saw(date());
    expect(watch.trouble()).not.toBeNull();
    clock.pass(10 * minuteMs);
    expect(watch.trouble()).not.toBeNull();
    clock.jump(-dayMs);
    expect(watch.trouble()).toBeNull();
    clock.pass(dayMs);
    expect(watch.trouble()).toBeNull();
  });

  it("takes nothing from an answer without a readable date", () => {
    for (const header of [null, "", "yesterday"]) watch.saw(header);
    expect([watch.seen(), watch.trouble()]).toEqual([0, null]);
    watch.saw(date());
    expect(watch.seen()).toBe(1);
  });

  it("knows between which instants it must be while clocks disagree", () => {
    clock.jump(dayMs);
    expect([watch.earliest(), watch.latest()]).toEqual([noon, noon + dayMs]);
    clock.jump(-2 * dayMs);
    expect([watch.earliest(), watch.latest()]).toEqual([noon - dayMs, noon]);
    clock.jump(dayMs);
    watch.saw(date(-3 * dayMs));
    expect([watch.earliest(), watch.latest()]).toEqual([noon - 3 * dayMs, noon]);
  });

  it("believes exactly what is less than two minutes off, whatever it went through", () => {
    const seconds = (most: number, least = -most) => fc.integer({ min: least, max: most }).map((count) => count * 1000);
    const event = fc.oneof(
      fc.record({ pass: seconds(86_400, 0) }),
      fc.record({ jump: fc.oneof(seconds(130), seconds(86_400)) }),
      fc.constant({ look: true } as const),
    );
    fc.assert(
      fc.property(fc.array(event, { maxLength: 30 }), (events) => {
        clock = fakeClock(noon);
        watch = watchClock(clock);
        let offMs = 0;
        for (const one of events) {
          if ("pass" in one) clock.pass(one.pass);
          if ("look" in one) watch.saw(date());
          if ("jump" in one) {
            clock.jump(one.jump);
            offMs += one.jump;
          }
          expect(watch.trouble() === null).toBe(Math.abs(offMs) < 2 * minuteMs);
        }
      }),
      { numRuns: 300 },
    );
  });
});
