/** X shows a new post in the account's list only after the doubt was judged: the picture that went with it gives it away. */
import { expect, it } from "vitest";
import { openCast, people, roles } from "./cast.ts";
import { timing } from "./child.ts";
import { judge } from "./judge.ts";
import { play } from "./play.ts";

it("is not posted twice with its picture, though X lists it late", { timeout: 60_000 }, async () => {
  const { parts, pictures } = await openCast();
  const cast = { people, roles: [roles.x], pictures, parts: parts.filter(({ id }) => id === "thread-1") };
  const ending = await play({
    cast,
    troubles: [{ kind: "kill", account: roles.x.account, nth: 5, phase: "effect" }],
    rules: { timelineLagMs: timing.settleMs * 2 },
  });
  expect(judge(ending), ending.said).toEqual([]);
  const asked = ending.views.flatMap(({ journal }) => journal.flatMap((entry) => (entry.kind === "verdict" ? [entry.verdict.kind] : [])));
  expect(asked.at(-1), ending.said).toBe("took");
});
