// https://docs.x.com/x-api/users/get-my-user
import { z } from "zod";
import type { Account } from "../../domain/account.ts";
import { type Instant, toIso } from "../../domain/instant.ts";
import { block } from "../../domain/problem.ts";
import type { Clock } from "../../edge/clock.ts";
import type { Deadline, Standing } from "../platform.ts";
import { outcomeOf, silenceOutcome } from "./errors.ts";
import { prices as published } from "./limits.ts";
import type { Ask, Reply } from "./request.ts";

export interface Verification {
  readonly account: Account;
  readonly clock: Clock;
  readonly ask: Ask;
  /** The account that the access token names. */
  readonly userId: string;
  /** Until when its OAuth 2.0 token holds; null: it signs by OAuth 1.0a. */
  readonly userTokenUntil: Instant | null;
}

const me = z.object({ data: z.object({ id: z.string(), username: z.string() }) });

function refusedStanding(account: Account, code: string, message: string, remedy: string): Standing {
  return { ok: false, problem: block(code, `account ${account.id}`, message, remedy) };
}

function life({ userTokenUntil: until }: Verification): string {
  if (until === null) return "It may post and upload pictures (OAuth 1.0a); its tokens do not expire unless they are revoked.";
  return `It may post and upload pictures (OAuth 2.0); its token holds until ${toIso(until)} and is renewed by itself while Herald runs.`;
}

function standing(verification: Verification, user: z.infer<typeof me>["data"], access: string | undefined): Standing {
  const { account, userId } = verification;
  if (user.id !== userId)
    return refusedStanding(
      account,
      "account-other",
      `The tokens belong to @${user.username}, not to ${userId}.`,
      "Connect it anew, or set all four X variables from one app and one account.",
    );
  if (access === "read")
    return refusedStanding(
      account,
      "account-rights",
      `The tokens of @${user.username} may only read.`,
      'Give the app "Read and write" permission in X\'s developer console and make the access tokens anew.',
    );
  const prices = { ...published, ...account.prices };
  const notes = [
    life(verification),
    `A post costs $${prices.post}, with a link $${prices.postWithLink.toFixed(2)}, an alt text $${prices.altText}, a deletion $${prices.delete.toFixed(2)}.`,
  ];
  return { ok: true, remoteId: userId, name: `@${user.username}`, url: `https://x.com/${user.username}`, notes };
}

function unverified(verification: Verification, reply: Reply): Standing {
  const { account, clock } = verification;
  const outcome = reply.kind === "silence" ? silenceOutcome(reply) : outcomeOf(reply, account.id, `account ${account.id}`, clock.now());
  if ("problem" in outcome) return { ok: false, problem: outcome.problem };
  const reason = "reason" in outcome ? outcome.reason : "X gave no clear answer.";
  return refusedStanding(account, "account-unreachable", reason, "Try again in a while; where X is blocked, set a proxy.");
}

/** Who the tokens belong to, compared with the account that they name, and what they may do. */
export async function verify(verification: Verification, deadline: Deadline): Promise<Standing> {
  const reply = await verification.ask({ method: "GET", path: "/2/users/me", body: {} }, deadline);
  const read = reply.kind === "answer" && reply.status === 200 ? me.safeParse(reply.body) : null;
  if (!read?.success || reply.kind === "silence") return unverified(verification, reply);
  const access = reply.headers["x-access-level"];
  return standing(verification, read.data.data, typeof access === "string" ? access : undefined);
}
