/** A platform that refuses even the question: the post is held at once, its account paused, and a person told once. */
import { beforeAll, describe, expect, it } from "vitest";
import { type Cast, openCast, roles } from "./cast.ts";
import { crowdTiming } from "./child.ts";
import { judge } from "./judge.ts";
import { play } from "./play.ts";
import type { Ending, Trouble } from "./script.ts";
import { troupeOf } from "./troupe.ts";

const cases = [
  { name: "X without credits", id: "thread-1", role: roles.x, nth: 6, refusal: 402 },
  { name: "X with a revoked token", id: "thread-1", role: roles.x, nth: 5, refusal: 401 },
  { name: "Instagram with an expired token", id: "card-1", role: roles.card, nth: 5, refusal: 401 },
] as const;

let cast: Cast;
let ending: Ending;

/** One worker is killed when the request of each has taken effect; the next one's question is refused. */
beforeAll(async () => {
  const usual = await openCast();
  cast = troupeOf(
    usual,
    cases.flatMap((one) => usual.parts.find(({ id }) => id === one.id) ?? []),
  );
  const troubles = cases.flatMap(({ nth, refusal }, index): readonly Trouble[] => {
    const account = cast.roles[index]?.account ?? "";
    return [
      { kind: "kill", account, nth, phase: "effect" },
      { kind: "fault", account, nth: nth + 1, fault: { before: refusal } },
    ];
  });
  ending = await play({ cast, troubles, together: true, timing: crowdTiming, keepPaused: true });
});

describe("a question that is refused", () => {
  it("loses nothing, and sends nothing twice", () => {
    expect(judge(ending, { mayHold: true }), ending.said).toEqual([]);
    expect([ending.starts, ending.kills]).toEqual([2, 1]);
    expect(ending.said.split("\n").filter((line) => line.includes("paused"))).toHaveLength(cases.length);
  });

  it.each(cases.map((one, index) => ({ ...one, index })))("holds the post and pauses its account: $name", ({ index, refusal }) => {
    const { id, role } = cast.parts[index] ?? { id: "", role: roles.x };
    const view = ending.views.find(({ post }) => post.id === id);
    expect(view?.post.state).toBe("held");
    expect(view?.account.pause?.reason).toContain(`answered ${refusal}`);
    const told = ending.said.split("\n").filter((line) => line.startsWith(`${id} on `) && line.includes("paused"));
    expect(told).toHaveLength(1);
    expect(told[0]).toMatch(new RegExp(`^${id} on ${role.account} is held: .*could not be asked.* Account ${role.account} is paused: `));
    // The question was put once: asking again can't help, and costs money.
    const mine = ending.requests.filter(({ by }) => by === role.remoteId);
    expect(mine.at(-1)?.method).toBe("GET");
    expect(mine.filter(({ method, status, effect }) => method === "GET" && status === null && !effect)).toHaveLength(1);
    expect(view?.journal.filter(({ kind }) => kind === "verdict")).toHaveLength(1);
  });
});
