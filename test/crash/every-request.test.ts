/**
 * The real worker, killed and wronged at every request, at every commit and while it starts: a three-part thread with a picture, an
 * Instagram card, a carousel and a hand-off, each exactly once, in order.
 */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { RequestFault, RequestPhase } from "../../src/sandbox/index.ts";
import { type Cast, openCast, roles } from "./cast.ts";
import { judge } from "./judge.ts";
import { play } from "./play.ts";
import { type Case, faultsOf, nameOf, type Outcome, runAll, sumUp } from "./run-all.ts";
import type { Ending, Trouble } from "./script.ts";

const boundMs = 600_000;
const hosts = [roles.x.host, roles.card.host, roles.carousel.host] as const;
const phases: readonly RequestPhase[] = ["arrived", "effect", "answered"];

/**
 * What a platform or the way to it can do to one request. A 429 is an answer before any effect: after one it would be a lie. `empty`
 * is a success without an id. The torture draws from a longer list.
 */
const faults: readonly RequestFault[] = [
  { before: "cut" },
  { after: "cut" },
  { before: "hang" },
  { after: "hang" },
  { before: 500 },
  { after: 500 },
  { before: 429 },
  { after: "malformed" },
  { after: "empty" },
];

let cast: Cast;
let clean: Ending;
const all: Outcome[] = [];

function count(host: string): number {
  return clean.requests.filter((request) => request.host === host).length;
}

function numbers(from: number, to: number): readonly number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}

function commits(): number {
  return Number(/^commits: (\d+)$/m.exec(clean.said)?.[1] ?? 0);
}

function cases(lists: readonly (readonly Trouble[])[], rules: Case["rules"] = {}): readonly Case[] {
  return lists.map((troubles) => ({ name: nameOf(troubles), cast, troubles, rules }));
}

async function expectWhole(list: readonly Case[]): Promise<void> {
  const outcomes = await runAll(list);
  all.push(...outcomes);
  expect(faultsOf(outcomes)).toEqual([]);
  expect(outcomes).toHaveLength(list.length);
}

/** The same fault for the nth request of every host: they work side by side and don't know of each other. */
function faultAt(nth: number, fault: RequestFault): readonly Trouble[] {
  return hosts.filter((host) => nth <= count(host)).map((host) => ({ kind: "fault", host, nth, fault }));
}

beforeAll(async () => {
  cast = await openCast();
  clean = await play({ cast, troubles: [{ kind: "commit", start: 1, nth: 0, side: "before" }] });
});

afterAll(() => {
  process.stdout.write(`\ntest/crash: ${sumUp(all)}\n`);
});

describe("the worker process", { timeout: boundMs }, () => {
  it("publishes each post once when nothing is amiss", () => {
    expect(judge(clean)).toEqual([]);
    expect(hosts.map(count)).toEqual([7, 6, 9]);
    expect(commits()).toBeGreaterThan(40);
  });

  it.each(hosts)("survives SIGKILL at every request to %s: on arrival, after the effect, after the answer", async (host) => {
    const spots = numbers(1, count(host)).flatMap((nth) => phases.map((phase) => [{ kind: "kill", host, nth, phase } as const]));
    await expectWhole(cases(spots));
    // After its very last answer a worker may be through before the signal reaches it.
    const kills = all.slice(-spots.length, -1).map(({ kills }) => kills);
    expect(kills).toEqual(kills.map(() => 1));
  });

  it.each(faults)("survives %j at every request", async (fault) => {
    const most = Math.max(...hosts.map(count));
    await expectWhole(cases(numbers(1, most).map((nth) => faultAt(nth, fault))));
  });

  it("survives SIGKILL at every commit of the database", async () => {
    const lists = numbers(1, commits()).map((nth) => [{ kind: "commit", start: 1, nth, side: nth % 2 ? "before" : "after" } as const]);
    await expectWhole(cases(lists));
  });

  it("survives SIGKILL while it starts", async () => {
    const lists = numbers(1, 8).map((step) => [{ kind: "start", start: 1, afterMs: step * 80 } as const]);
    await expectWhole(cases(lists));
  });

  it("needs no help from X, and is not led astray by it, where X refuses repeated texts", async () => {
    const posts = [5, 6, 7];
    const kills = posts.map((nth) => [{ kind: "kill", host: roles.x.host, nth, phase: "effect" } as const]);
    const after = faults.filter((fault) => "after" in fault);
    const wrongs = after.map((fault, index) => [{ kind: "fault", host: roles.x.host, nth: 5 + (index % 3), fault } as const]);
    await expectWhole(cases([...kills, ...wrongs], { duplicateProof: true }));
  });
});
