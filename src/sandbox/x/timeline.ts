/** GET /2/users/:id/tweets, newest first. https://docs.x.com/x-api/users/get-posts */
import { z } from "zod";
import type { Answer, Asked } from "../wire.ts";
import { answer } from "../wire.ts";
import { prices } from "./credits.ts";
import { postAsRead } from "./post-as-read.ts";
import { includes, paidFor, takeFieldNames, visible } from "./posts-read.ts";
import { invalid, notFound } from "./problems.ts";
import type { Turn } from "./turn.ts";
import type { XPost } from "./world.ts";

const id = z.string().regex(/^[0-9]{1,19}$/);
const time = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text));

const queryShape = z.object({
  max_results: z.coerce.number().int().min(5).max(100).default(10),
  start_time: time.optional(),
  end_time: time.optional(),
  since_id: id.optional(),
  until_id: id.optional(),
  pagination_token: z.string().min(1).optional(),
  exclude: z
    .string()
    .regex(/^(replies|retweets)(,(replies|retweets))?$/)
    .optional(),
});
type Query = z.infer<typeof queryShape>;

export function readTimeline(asked: Asked, userId: string, turn: Turn): Answer {
  const names = takeFieldNames(asked, Object.keys(queryShape.shape));
  if ("status" in names) return names;
  const query = queryShape.safeParse(Object.fromEntries(asked.query));
  if (!query.success)
    return invalid(query.error.issues.map((issue) => `The query parameter [${issue.path.join(".")}]: ${issue.message}`).join("; "));
  if (!turn.stage.people.x.some((person) => person.id === userId)) return answer(200, { errors: [notFound("user", "id", userId)] });
  const price = userId === turn.person.id ? prices.ownedRead : prices.read;
  const page = select(query.data, userId, turn);
  return paidFor(page.posts.length, price, turn, () => ({
    ...(page.posts.length > 0 && {
      data: page.posts.map((post) => postAsRead(post, names, turn.stage)),
      ...includes(page.posts, names, turn),
    }),
    meta: metaOf(page),
  }));
}

interface Page {
  readonly posts: readonly XPost[];
  readonly next: string | null;
}

function select(query: Query, userId: string, turn: Turn): Page {
  const { clock, rules } = turn.stage;
  const lags = (post: XPost): boolean => rules.timelineLagMs > 0 && post.createdAt > clock.now() - rules.timelineLagMs;
  const fitting = visible(turn)
    .filter((post) => post.authorId === userId && !lags(post) && fits(post, query))
    .toSorted((a, b) => (BigInt(a.id) < BigInt(b.id) ? 1 : -1));
  const before = query.pagination_token;
  const rest = before === undefined ? fitting : fitting.filter((post) => BigInt(post.id) < BigInt(before.replace(/\D/g, "") || 0));
  const posts = rest.slice(0, query.max_results);
  const last = posts.at(-1);
  return { posts, next: rest.length > posts.length && last ? `page${last.id}` : null };
}

function fits(post: XPost, query: Query): boolean {
  return (
    (query.start_time === undefined || post.createdAt >= query.start_time) &&
    (query.end_time === undefined || post.createdAt < query.end_time) &&
    (query.since_id === undefined || BigInt(post.id) > BigInt(query.since_id)) &&
    (query.until_id === undefined || BigInt(post.id) < BigInt(query.until_id)) &&
    (post.replyTo === null || !(query.exclude ?? "").includes("replies"))
  );
}

function metaOf({ posts, next }: Page) {
  const [newest, oldest] = [posts[0], posts.at(-1)];
  return {
    result_count: posts.length,
    ...(newest && oldest && { newest_id: newest.id, oldest_id: oldest.id }),
    ...(next !== null && { next_token: next }),
  };
}
