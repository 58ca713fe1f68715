/** A platform that refuses even the question: the post is held at once, its account paused, and a person told once. */
import { expect, it } from "vitest";
import { openCast, people, roles } from "./cast.ts";
import { judge } from "./judge.ts";
import { play } from "./play.ts";
import type { Trouble } from "./script.ts";

const cases = [
  { name: "X without credits", id: "thread-1", role: roles.x, nth: 6, refusal: 402 },
  { name: "X with a revoked token", id: "thread-1", role: roles.x, nth: 5, refusal: 401 },
  { name: "Instagram with an expired token", id: "card-1", role: roles.card, nth: 5, refusal: 401 },
] as const;

it.concurrent.each(cases)("$name", { timeout: 60_000 }, async ({ id, role, nth, refusal }) => {
  const { parts, pictures } = await openCast();
  const cast = { people, roles: [role], pictures, parts: parts.filter((part) => part.id === id) };
  const troubles: readonly Trouble[] = [
    { kind: "kill", account: role.account, nth, phase: "effect" },
    { kind: "fault", account: role.account, nth: nth + 1, fault: { before: refusal } },
  ];
  const ending = await play({ cast, troubles, keepPaused: true });
  expect(judge(ending, { mayHold: true }), ending.said).toEqual([]);
  expect(ending.views.map(({ post }) => post.state)).toEqual(["held"]);
  const [view] = ending.views;
  expect(view?.account.pause?.reason).toContain(`answered ${refusal}`);
  const told = ending.said.split("\n").filter((line) => line.includes("paused"));
  expect(told).toHaveLength(1);
  expect(told[0]).toMatch(new RegExp(`^${id} on ${role.account} is held: .*could not be asked.* Account ${role.account} is paused: `));
  // The question was put once: asking again can't help, and costs money.
  expect(ending.requests.filter(({ method }) => method === "GET").at(-1)?.seq).toBe(ending.requests.length);
  expect(view?.journal.filter(({ kind }) => kind === "verdict")).toHaveLength(1);
});
