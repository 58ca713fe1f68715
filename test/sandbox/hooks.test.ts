import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type StandIns, startStandIns } from "../../src/sandbox/index.ts";
import { ask, signedHeader, xClient } from "../support/stand-ins.ts";

let standIns: StandIns;

beforeEach(async () => {
  standIns = await startStandIns();
});
afterEach(() => standIns.close());

function post(): Promise<unknown> {
  return xClient(standIns).v2.post("tweets", { text: "Once" });
}

describe("a hook on requests", () => {
  it("is told each phase, with what readers see at that moment", async () => {
    const told: unknown[] = [];
    const answered = Promise.withResolvers<void>();
    const takeBack = standIns.onRequest((phase, { seq, method, path, effect }) => {
      told.push([phase, seq, method, path, effect, standIns.readers().length]);
      if (phase === "answered") answered.resolve();
    });
    await post();
    await answered.promise;
    expect(told).toEqual([
      ["arrived", 1, "POST", "/2/tweets", false, 0],
      ["effect", 1, "POST", "/2/tweets", true, 1],
      ["answered", 1, "POST", "/2/tweets", true, 1],
    ]);
    takeBack();
    await xClient(standIns).v2.get("users/me");
    expect(told).toHaveLength(3);
  });

  it("holds the request up until it is done", async () => {
    const gate = Promise.withResolvers<void>();
    const arrived = Promise.withResolvers<void>();
    standIns.onRequest(async (phase) => {
      if (phase !== "arrived") return;
      arrived.resolve();
      await gate.promise;
    });
    const posting = post();
    await arrived.promise;
    expect(standIns.readers()).toEqual([]);
    gate.resolve();
    await posting;
    expect(standIns.readers()).toHaveLength(1);
  });

  it("may let a request vanish on arrival", async () => {
    standIns.onRequest((phase) => (phase === "arrived" ? "drop" : undefined));
    await expect(post()).rejects.toThrow();
    expect(standIns.readers()).toEqual([]);
    expect(standIns.requests).toMatchObject([{ effect: false, status: null }]);
  });

  it("sees the effect of a request whose client is gone by then", async () => {
    const aborter = new AbortController();
    const effect = Promise.withResolvers<void>();
    standIns.onRequest((phase) => {
      if (phase === "arrived") aborter.abort();
      if (phase === "effect") effect.resolve();
    });
    const authorization = await signedHeader(standIns.logins.x, "users/me");
    const asking = ask(standIns, { host: "api.x.com", path: "/2/users/me", headers: { authorization }, signal: aborter.signal });
    await expect(asking).rejects.toThrow(/abort/i);
    await effect.promise;
    expect(standIns.requests).toMatchObject([{ effect: true, status: 200 }]);
  });

  it("is not told of an answer that a fault cut", async () => {
    const told: string[] = [];
    standIns.onRequest((phase) => void told.push(phase));
    standIns.faults.add({ after: "cut" });
    await expect(post()).rejects.toThrow();
    expect(told).toEqual(["arrived", "effect"]);
  });
});

describe("a hook on connections", () => {
  it("may hold up the TLS handshake, and let it go on", async () => {
    const gate = Promise.withResolvers<void>();
    const reached = Promise.withResolvers<void>();
    const told: string[] = [];
    standIns.onConnection(async (phase, host) => {
      told.push(`${phase} ${host}`);
      if (phase !== "handshake") return;
      reached.resolve();
      await gate.promise;
    });
    const posting = post();
    await reached.promise;
    expect(standIns.requests).toEqual([]);
    gate.resolve();
    await posting;
    expect(told).toEqual(["connect api.x.com", "handshake api.x.com"]);
  });
});

describe("the platforms' clock", () => {
  it("stands in every Date header and can be moved", async () => {
    const dateOf = async () => Date.parse((await ask(standIns, { host: "api.x.com", path: "/2/users/me" })).headers.date ?? "");
    expect(Math.abs((await dateOf()) - Date.now())).toBeLessThan(60_000);
    standIns.shiftClock(3_600_000);
    expect(Math.abs((await dateOf()) - Date.now() - 3_600_000)).toBeLessThan(60_000);
  });
});
