// https://developers.facebook.com/docs/instagram-platform/reference/instagram-media,
// https://developers.facebook.com/docs/instagram-platform/reference/instagram-media/insights
import { z } from "zod";
import type { Counted, Counting, Deadline, OutPost } from "../platform.ts";
import { refusalOf, said, waitMs } from "./errors.ts";
import { version } from "./limits.ts";
import type { Ask, Reply } from "./request.ts";

const count = z.int().min(0);
/** Likes are left out where the account hides them. */
const media = z.object({ like_count: count.optional(), comments_count: count.optional() });
/** Without data while Meta has none: it may be two days late. */
const insights = z.object({ data: z.array(z.object({ name: z.string(), values: z.array(z.object({ value: count })).min(1) })) });

interface Context {
  readonly ask: Ask;
}

/** One look at several posts, and what it learnt on the way. */
interface Course {
  readonly context: Context;
  readonly deadline: Deadline;
  /** Meta refused to tell views: it is not asked again for the others. */
  noViews: string | null;
  /** Meta refused the login or wants to be left alone: nothing more is asked. */
  stopped: Extract<Counted, { kind: "later" }> | null;
}

const noRight = "Views are not given: the token lacks the right to read insights.";
const noneYet = "Views are not given: Instagram has none yet.";

function later(reply: Reply): Extract<Counted, { kind: "later" }> {
  if (reply.kind === "silence") return { kind: "later", afterMs: 0, reason: `Instagram could not be asked (${reply.reason}).` };
  return { kind: "later", afterMs: waitMs(reply.headers), reason: said(refusalOf(reply.status, reply.body)) };
}

/** 100/33 is also said in passing: it is asked again, and whoever keeps hearing it sees why. */
function isMissing(reply: Reply): boolean {
  if (reply.kind === "silence") return false;
  const { code, subcode } = refusalOf(reply.status, reply.body);
  return code === 100 && subcode === 33;
}

/** How often it was shown (with instagram_business_manage_insights, by Facebook Login instagram_manage_insights), or why that isn't known. The right for it is nobody's duty to give. */
async function viewsOf(id: string, course: Course): Promise<{ readonly views: number | null; readonly note?: string }> {
  if (course.noViews !== null) return { views: null, note: course.noViews };
  const question = { method: "GET", path: `/${version}/${id}/insights`, body: { metric: "views" } } as const;
  const reply = await course.context.ask(question, course.deadline);
  const read = reply.kind === "answer" && reply.status < 300 ? insights.safeParse(reply.body) : null;
  if (read?.success) {
    const views = read.data.data.find(({ name }) => name === "views")?.values[0]?.value ?? null;
    return views === null ? { views, note: noneYet } : { views };
  }
  const code = reply.kind === "answer" ? refusalOf(reply.status, reply.body).code : 0;
  if (code === 10 || (code >= 200 && code <= 299)) course.noViews = noRight;
  return { views: null, note: course.noViews ?? `Views are not given: ${later(reply).reason}` };
}

async function countOne({ id }: OutPost, course: Course): Promise<Counted> {
  if (!/^\d+$/.test(id)) return { kind: "unknown", reason: "Nobody told Herald the number of this post on Instagram, only its address." };
  if (course.stopped) return course.stopped;
  if (course.deadline.leftMs() <= 0) return { kind: "later", afterMs: 0, reason: "There was no time left to ask." };
  const question = { method: "GET", path: `/${version}/${id}`, body: { fields: "like_count,comments_count,permalink" } } as const;
  const reply = await course.context.ask(question, course.deadline);
  const read = reply.kind === "answer" && reply.status < 300 ? media.safeParse(reply.body) : null;
  if (!read?.success) {
    const answer = later(reply);
    if (isMissing(reply)) return { ...answer, reason: `${answer.reason} It may be deleted.` };
    course.stopped = answer;
    return answer;
  }
  const { like_count: likes = null, comments_count: comments = null } = read.data;
  const { views, note } = await viewsOf(id, course);
  const notes = [...(likes === null ? ["Likes are not given: the account hides them."] : []), ...(note === undefined ? [] : [note])];
  const tally = { likes, reposts: null, replies: null, quotes: null, views, comments };
  return { kind: "counted", tally, ...(notes.length > 0 ? { note: notes.join(" ") } : {}) };
}

/** What readers made of posts, one after the other; Meta bills nothing. */
export async function countPosts(posts: readonly OutPost[], context: Context, deadline: Deadline): Promise<Counting> {
  const course: Course = { context, deadline, noViews: null, stopped: null };
  const answers: Counted[] = [];
  for (const post of posts) answers.push(await countOne(post, course));
  return { answers, billed: 0 };
}
