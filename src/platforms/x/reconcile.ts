// https://docs.x.com/x-api/users/get-posts
import type { Instant } from "../../domain/instant.ts";
import { toIso } from "../../domain/instant.ts";
import type { Doubt, Verdict } from "../../domain/journal.ts";
import type { Deadline } from "../platform.ts";
import { outcomeOf, refusalOf, waitMs } from "./errors.ts";
import { type Found, judge, likenessOfStep, timelinePage } from "./read-back.ts";
import type { Ask, Reply } from "./request.ts";

const dayMs = 24 * 60 * 60 * 1000;
/** More posts in a day than this cannot be an outlet's; then a person answers. */
const mostPages = 10;

export interface ReadBack {
  readonly ask: Ask;
  /** As settings call it, for people. */
  readonly account: string;
  readonly userId: string;
  /** X's time, as nearly as its answers told it. */
  readonly platformNow: () => Instant;
}

type Posts = { readonly ok: true; readonly posts: readonly Found[] } | { readonly ok: false; readonly verdict: Verdict };

function unknown(reason: string): Verdict {
  return { kind: "unknown", reason };
}

/** Why the question got no answer: put off where it can be asked again, for a person where asking again can't help. */
function unanswered(reply: Reply, { account, platformNow }: ReadBack): Verdict {
  if (reply.kind === "silence")
    return { kind: "later", afterMs: 0, reason: `X could not be asked (${reply.reason}).`, ...(reply.sent ? {} : { unreachable: true }) };
  const { words } = refusalOf(reply.status, reply.body);
  const reason = `X could not be asked, it answered ${reply.status}${words ? `: ${words.replace(/\.$/, "")}` : ""}.`;
  const means = outcomeOf(reply, account, "the account's posts", platformNow());
  if (means.kind === "denied") return { kind: "unknown", reason, problem: means.problem };
  if (reply.status === 429 || reply.status >= 500 || reply.status < 400)
    return { kind: "later", afterMs: waitMs(reply.headers, platformNow()), reason };
  return unknown(reason);
}

function query(start: Instant, next: string | undefined): Readonly<Record<string, unknown>> {
  const fields = "created_at,referenced_tweets,attachments,entities";
  const page = next === undefined ? {} : { pagination_token: next };
  return { max_results: 100, start_time: toIso(start), exclude: "retweets", "tweet.fields": fields, ...page };
}

async function ownPosts(readBack: ReadBack, start: Instant, deadline: Deadline): Promise<Posts> {
  const posts: Found[] = [];
  let next: string | undefined;
  for (let page = 0; page < mostPages; page += 1) {
    const path = `/2/users/${readBack.userId}/tweets`;
    const reply = await readBack.ask({ method: "GET", path, body: query(start, next) }, deadline);
    const read = reply.kind === "answer" && reply.status === 200 ? timelinePage.safeParse(reply.body) : null;
    if (!read?.success) return { ok: false, verdict: unanswered(reply, readBack) };
    const { data = [], meta, errors = [] } = read.data;
    if (errors.length > 0 || data.length !== meta.result_count) return { ok: false, verdict: unknown("X showed only some of the posts.") };
    posts.push(...data);
    next = meta.next_token;
    if (next === undefined) return { ok: true, posts };
  }
  return { ok: false, verdict: unknown("The account has too many posts of that day to read them all.") };
}

/** A day before the intent by X's time; where our clock was ahead when the intent was written, a day before now. */
function startOf(readBack: ReadBack, intendedAt: Instant): Instant {
  return Math.min(intendedAt, readBack.platformNow()) - dayMs;
}

/**
 * Asks X for the account's own posts since the day before the intent and looks for the step among them. The first answer tells X's
 * time; if that shows that the question began too late, it is put once more.
 */
export async function reconcilePost(doubt: Doubt, readBack: ReadBack, deadline: Deadline): Promise<Verdict> {
  const sought = likenessOfStep(doubt.step);
  if (!sought) return unknown("Only posts can be read back on X; look at the account.");
  const start = startOf(readBack, doubt.intendedAt);
  let read = await ownPosts(readBack, start, deadline);
  const better = startOf(readBack, doubt.intendedAt);
  if (better < start - 60_000) read = await ownPosts(readBack, better, deadline);
  if (!read.ok) return read.verdict;
  const known = await doubt.known(read.posts.map(({ id }) => id));
  const candidates = read.posts.filter(({ id }) => !known.has(id));
  const rivals = doubt.rivals.flatMap((rival) => likenessOfStep(rival) ?? []);
  return judge(sought, candidates, rivals);
}
