// https://developers.facebook.com/docs/instagram-platform/instagram-api-with-instagram-login/get-started,
// https://developers.facebook.com/docs/instagram-platform/instagram-graph-api/reference/ig-user
import { z } from "zod";
import { type Instant, toIso } from "../../domain/instant.ts";
import { block } from "../../domain/problem.ts";
import type { Deadline, Secret, Standing } from "../platform.ts";
import { outcomeOf, refusalOf, silenceOutcome, waitMs } from "./errors.ts";
import { version } from "./limits.ts";
import { loginOf } from "./login.ts";
import { until } from "./oauth.ts";
import type { Ask, Question, Reply } from "./request.ts";

export interface Verification {
  readonly account: string;
  readonly userId: string;
  readonly secret: Secret;
  readonly ask: Ask;
}

/** With Instagram Login `user_id` is the number that publishes, and `id` another one. */
const owner = z.object({ id: z.string(), user_id: z.coerce.string().optional(), username: z.string() });

/** A Facebook token belongs to a person or page, so there the account itself is asked for. */
function question(login: "instagram" | "facebook", userId: string): Question {
  const instagram = login === "instagram";
  return {
    method: "GET",
    path: `/${version}/${instagram ? "me" : userId}`,
    body: { fields: instagram ? "user_id,username" : "id,username" },
  };
}

function refusal(account: string, code: string, message: string, remedy: string): Standing {
  return { ok: false, problem: block(code, `account ${account}`, message, remedy) };
}

function unverified({ account }: Verification, reply: Reply): Standing {
  const place = { account, where: `account ${account}`, isVisible: false };
  const outcome =
    reply.kind === "silence" ? silenceOutcome(reply) : outcomeOf(refusalOf(reply.status, reply.body), place, waitMs(reply.headers));
  if (outcome.kind === "denied") return { ok: false, problem: outcome.problem };
  if (outcome.kind === "refused" || (reply.kind === "answer" && reply.status === 400)) {
    const message = "problem" in outcome ? outcome.problem.message : "reason" in outcome ? outcome.reason : "";
    return refusal(account, "account-other", message, "See that INSTAGRAM_USER_ID is the account that the token was made for.");
  }
  const reason = "reason" in outcome ? outcome.reason : "Instagram gave no clear answer.";
  return refusal(account, "account-unreachable", reason, "Try again in a while; where Instagram is blocked, set a proxy.");
}

function notes(login: "instagram" | "facebook", end: Instant | null): readonly string[] {
  if (end !== null) return ["It may publish pictures and carousels; that costs nothing.", `Its token holds until ${toIso(end)}.`];
  const life = "Its token lives 60 days from its last refresh.";
  const page = "Its token lasts as long as the Facebook login behind it: about 60 days, or without end for a system user.";
  return ["It may publish pictures and carousels; that costs nothing.", login === "instagram" ? life : page];
}

/** Who the token belongs to, compared with the account that is set. */
export async function verify(verification: Verification, deadline: Deadline): Promise<Standing> {
  const { account, userId, secret, ask } = verification;
  const login = loginOf(secret);
  const reply = await ask(question(login, userId), deadline);
  const read = reply.kind === "answer" && reply.status < 300 ? owner.safeParse(reply.body) : null;
  if (!read?.success) return unverified(verification, reply);
  const { id, user_id: publisher = id, username } = read.data;
  if (publisher !== userId)
    return refusal(
      account,
      "account-other",
      `The token belongs to @${username} (${publisher}), not to ${userId}.`,
      "Set INSTAGRAM_USER_ID and INSTAGRAM_ACCESS_TOKEN of the same account.",
    );
  return {
    ok: true,
    remoteId: userId,
    name: `@${username}`,
    url: `https://www.instagram.com/${username}/`,
    notes: notes(login, until(secret)),
  };
}
