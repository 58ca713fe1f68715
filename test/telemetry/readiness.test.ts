import { describe, expect, it } from "vitest";
import type { Clock } from "../../src/edge/clock.ts";
import { type ReadinessParts, watchman } from "../../src/telemetry/readiness.ts";

/** A clock whose naps end when the test lets time pass. */
function steppedClock(): Clock & { pass(ms: number): Promise<void> } {
  let now = 0;
  let naps: { readonly at: number; readonly over: () => void }[] = [];
  return {
    now: () => now,
    mono: () => now,
    timeout: () => new AbortController().signal,
    sleep: (ms, signal) =>
      new Promise((resolve) => {
        naps.push({ at: now + ms, over: resolve });
        signal?.addEventListener("abort", () => resolve());
      }),
    pass: async (ms) => {
      now += ms;
      const over = naps.filter(({ at }) => at <= now);
      naps = naps.filter((nap) => !over.includes(nap));
      for (const nap of over) nap.over();
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
}

function open(change: Partial<ReadinessParts> = {}) {
  const clock = steppedClock();
  const stop = new AbortController();
  const watch = watchman({ clock, answer: async () => undefined, tickMs: () => 1_000, stop: stop.signal, ...change });
  return { clock, stop, ...watch };
}

describe("a process", () => {
  it("is ready once its worker has looked at the queue, and as long as it does", async () => {
    const { readiness, observer, clock } = open();
    expect(await readiness()).toBe("worker");
    observer.looked();
    expect(await readiness()).toBe("ready");
    await clock.pass(13_000);
    expect(await readiness()).toBe("ready");
    await clock.pass(1);
    expect(await readiness()).toBe("worker");
    observer.looked();
    expect(await readiness()).toBe("ready");
  });

  it("without a worker is ready where the database answers", async () => {
    expect(await open({ tickMs: () => null }).readiness()).toBe("ready");
  });

  it("is not ready from the moment that it is asked to stop, without asking the database", async () => {
    let asked = 0;
    const { readiness, observer, stop } = open({
      answer: async () => {
        asked += 1;
      },
    });
    observer.looked();
    stop.abort();
    expect(await readiness()).toBe("stopping");
    expect(asked).toBe(0);
  });

  it("is not ready where the database fails, or takes longer than two seconds", async () => {
    expect(await open({ answer: () => Promise.reject(new Error("gone")) }).readiness()).toBe("database");
    const { readiness, observer, clock } = open({ answer: () => new Promise(() => undefined) });
    observer.looked();
    const asked = readiness();
    await clock.pass(1_999);
    expect(await Promise.race([asked, "still asking"])).toBe("still asking");
    await clock.pass(1);
    expect(await asked).toBe("database");
  });

  it("that was ready is not any more when the database stops answering, and is again when it does", async () => {
    let answer = async (): Promise<void> => undefined;
    const { readiness, observer, clock } = open({ answer: () => answer() });
    observer.looked();
    expect(await readiness()).toBe("ready");
    const hung = Promise.withResolvers<void>();
    answer = () => hung.promise;
    await clock.pass(1_001);
    const asked = readiness();
    await clock.pass(2_000);
    expect(await asked).toBe("database");
    hung.resolve();
    await clock.pass(0);
    expect(await readiness()).toBe("ready");
  });

  it("asks the database once a second, however many strangers ask", async () => {
    let asked = 0;
    const { readiness, observer, clock } = open({
      answer: async () => {
        asked += 1;
      },
    });
    observer.looked();
    await Promise.all(Array.from({ length: 50 }, () => readiness()));
    await readiness();
    expect(asked).toBe(1);
    await clock.pass(1_000);
    await readiness();
    expect(asked).toBe(2);
  });
});
