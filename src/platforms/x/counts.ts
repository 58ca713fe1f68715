// https://docs.x.com/x-api/posts/get-posts-by-ids, https://docs.x.com/x-api/fundamentals/metrics,
// https://docs.x.com/x-api/getting-started/pricing
import { z } from "zod";
import type { Instant } from "../../domain/instant.ts";
import type { Tally } from "../../domain/result.ts";
import type { Counted, Counting, Deadline, OutPost } from "../platform.ts";
import { outcomeOf, refusalOf, waitMs } from "./errors.ts";
import { paths } from "./plan.ts";
import type { Ask, Reply } from "./request.ts";

/*
 * By number, not from the account's timeline: that costs a fifth, but only where the posting account also owns the app, which no answer
 * tells, and it bills every post between the wanted ones, each part of a thread among them. By number the price is known beforehand.
 */

const count = z.int().min(0);
/** X's description says `repost_count`; its servers have long said `retweet_count`. */
const metrics = z.object({
  like_count: count,
  reply_count: count,
  quote_count: count,
  retweet_count: count.optional(),
  repost_count: count.optional(),
  impression_count: count.optional(),
});
const post = z.object({ id: z.string(), public_metrics: metrics.optional() });
const problem = z.object({
  type: z.string().default(""),
  detail: z.string().default(""),
  resource_id: z.string().optional(),
  value: z.string().optional(),
});
const answered = z.object({ data: z.array(post).default([]), errors: z.array(problem).default([]) });
type Answered = z.infer<typeof answered>;

interface Context {
  readonly ask: Ask;
  /** As settings call it, for people. */
  readonly account: string;
  readonly platformNow: () => Instant;
}

const number = /^[0-9]{1,19}$/;

function tallyOf(read: z.infer<typeof metrics>): Tally {
  const { like_count: likes, reply_count: replies, quote_count: quotes, impression_count: views = null } = read;
  return { likes, reposts: read.repost_count ?? read.retweet_count ?? null, replies, quotes, views, comments: null };
}

function countedOf({ id }: OutPost, { data, errors }: Answered): Counted {
  if (!number.test(id)) return { kind: "unknown", reason: "Nobody told Herald the number of this post on X." };
  const found = data.find((each) => each.id === id);
  if (found?.public_metrics) return { kind: "counted", tally: tallyOf(found.public_metrics) };
  const said = errors.find((each) => each.resource_id === id || each.value === id);
  if (said?.type.endsWith("/resource-not-found")) return { kind: "gone", reason: "X has no such post any more." };
  return { kind: "later", afterMs: 0, reason: said ? `X told nothing of this post: ${said.detail}` : "X's answer leaves this post out." };
}

/** Why there is no answer. Nothing is billed where nothing was sent, and where X refused. */
function unanswered(reply: Reply, { account, platformNow }: Context): { readonly answer: Counted; readonly isBilled: boolean } {
  if (reply.kind === "silence")
    return { answer: { kind: "later", afterMs: 0, reason: `X could not be asked (${reply.reason}).` }, isBilled: reply.sent };
  const { words } = refusalOf(reply.status, reply.body);
  const means = outcomeOf(reply, account, "results", platformNow());
  const remedy = means.kind === "denied" ? ` ${means.problem.remedy}` : "";
  const reason = `X answered ${reply.status}${words ? `: ${words.replace(/\.$/, "")}` : ""}.${remedy}`;
  const isRefusal = reply.status >= 400 && reply.status < 500;
  return { answer: { kind: "later", afterMs: waitMs(reply.headers, platformNow()), reason }, isBilled: !isRefusal };
}

/** What readers made of posts, in one request. A thread counts as its first part. */
export async function countPosts(posts: readonly OutPost[], context: Context, deadline: Deadline): Promise<Counting> {
  const ids = posts.map(({ id }) => id).filter((id) => number.test(id));
  if (ids.length === 0) return { answers: posts.map((each) => countedOf(each, { data: [], errors: [] })), billed: 0 };
  const body = { ids: ids.join(","), "tweet.fields": "public_metrics" };
  const reply = await context.ask({ method: "GET", path: paths.posts, body }, deadline);
  const read = reply.kind === "answer" && reply.status === 200 ? answered.safeParse(reply.body) : null;
  if (read?.success) return { answers: posts.map((each) => countedOf(each, read.data)), billed: read.data.data.length };
  const { answer, isBilled } = unanswered(reply, context);
  const answers = posts.map((each) => (number.test(each.id) ? answer : countedOf(each, { data: [], errors: [] })));
  return { answers, billed: isBilled ? ids.length : 0 };
}
