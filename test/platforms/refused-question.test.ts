/** A question that is refused for credentials, credits or rights names the account's problem; others don't. */
import { afterAll, beforeAll, expect, it } from "vitest";
import type { PlatformId } from "../../src/domain/account.ts";
import type { Doubt } from "../../src/domain/journal.ts";
import type { Trouble } from "../../src/sandbox/index.ts";
import { deadlineIn, sent } from "../support/platform-fixtures.ts";
import { openPlay, type Play } from "../support/platform-play.ts";

let play: Play;

beforeAll(async () => {
  play = await openPlay();
});
afterAll(() => play.close());

const steps = {
  x: sent("post-1", "POST", "/2/tweets", { text: "A text that nobody has posted so far" }),
  instagram: sent("publish", "POST", "/v26.0/17841400000000001/media_publish", { creation_id: "17900000000000001" }),
} as const;

async function ask(platform: keyof typeof steps, before: Trouble) {
  const session = await play.open(platform satisfies PlatformId);
  play.standIns.faults.add({ method: "GET", before });
  const doubt: Doubt = { step: steps[platform], intendedAt: Date.now(), reason: "", known: async () => new Set(), rivals: [] };
  const verdict = await session.reconcile(doubt, deadlineIn(30_000));
  play.standIns.faults.clear();
  return verdict;
}

const suspended = { status: 403, body: { title: "Forbidden", type: "https://api.x.com/2/problems/user-suspended", status: 403 } };

it.each([
  ["x", 401, "account-credential"],
  ["x", 402, "account-credits"],
  ["x", suspended, "account-blocked"],
  ["instagram", 401, "account-credential"],
  ["instagram", 403, "account-rights"],
] as const)("on %s, %j is the account's problem", async (platform, before, code) => {
  const verdict = await ask(platform, before);
  expect(verdict).toMatchObject({ kind: "unknown", problem: { code, where: `account ${platform}` } });
  expect(verdict).toMatchObject({ reason: expect.stringContaining("could not be asked") });
});

it.each([
  ["x", 400],
  ["x", 404],
  ["instagram", 400],
] as const)("on %s, %j is nobody's problem but the post's", async (platform, before) => {
  const verdict = await ask(platform, before);
  expect(verdict.kind).toBe("unknown");
  expect(verdict).not.toHaveProperty("problem");
});
