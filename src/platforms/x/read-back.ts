// https://docs.x.com/x-api/users/get-posts, https://docs.x.com/fundamentals/counting-characters (links become t.co)
import { z } from "zod";
import type { Verdict } from "../../domain/journal.ts";
import type { FilledStep } from "../../domain/plan.ts";
import { paths } from "./plan.ts";

const url = z.object({
  url: z.string().nullish(),
  expanded_url: z.string().nullish(),
  media_key: z.string().nullish(),
});
const reference = z.object({ type: z.string(), id: z.string() });
const found = z.object({
  id: z.string(),
  text: z.string(),
  attachments: z.object({ media_keys: z.array(z.string()).nullish() }).nullish(),
  entities: z.object({ urls: z.array(url).nullish() }).nullish(),
  // The description of July 2026 calls them posts; the servers have long called them tweets.
  referenced_tweets: z.array(reference).nullish(),
  referenced_posts: z.array(reference).nullish(),
});

/** A page of `GET /2/users/:id/tweets`. An empty one has no `data` but says so in `meta`. */
export const timelinePage = z.object({
  data: z.array(found).optional(),
  meta: z.object({ result_count: z.number(), next_token: z.string().optional() }),
  errors: z.array(z.unknown()).optional(),
});

export type Found = z.infer<typeof found>;

/** What makes a post recognisable: whom it answers, how many pictures it has, what it says. */
export interface Likeness {
  /** The post it replies to; null: none. */
  readonly parent: string | null;
  readonly pictures: number;
  readonly text: string;
}

const postBody = z.object({
  text: z.string(),
  media: z.object({ media_ids: z.array(z.string()) }).optional(),
  reply: z.object({ in_reply_to_tweet_id: z.string() }).optional(),
});

const entities: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'" };

/** X escapes &, < and > in what it returns; decoded once, never twice. */
function decoded(text: string): string {
  return text.replace(/&(amp|lt|gt|quot|#39);/g, (whole, name: string) => entities[name] ?? whole);
}

/** NFC, links without what X adds to a bare domain (scheme and closing slash), white space folded. */
function folded(text: string): string {
  return text
    .normalize("NFC")
    .replace(/https?:\/\//giu, "")
    .replace(/\/(?=\s|$)/gu, "")
    .replace(/\s+/gu, " ")
    .trim();
}

function isMediaLink(link: z.infer<typeof url>): boolean {
  return Boolean(link.media_key) || /^https?:\/\/(x|twitter)\.com\/\S+\/(photo|video)\/\d+$/i.test(link.expanded_url ?? "");
}

/** The words as they were sent: links expanded again, the pictures' own link removed. */
function wordsOf(post: Found): string {
  const links = post.entities?.urls ?? [];
  return links.reduce(
    (text, link) => (link.url ? text.replaceAll(link.url, isMediaLink(link) ? "" : (link.expanded_url ?? link.url)) : text),
    decoded(post.text),
  );
}

export function likenessOfFound(post: Found): Likeness {
  const references = [...(post.referenced_tweets ?? []), ...(post.referenced_posts ?? [])];
  const parent = references.find(({ type }) => type === "replied_to")?.id ?? null;
  return { parent, pictures: post.attachments?.media_keys?.length ?? 0, text: folded(wordsOf(post)) };
}

/** What a step would look like once posted; null: the step creates no post. */
export function likenessOfStep(step: FilledStep): Likeness | null {
  if (!("method" in step) || step.method !== "POST" || step.path !== paths.posts) return null;
  const read = postBody.safeParse(step.body);
  if (!read.success) return null;
  const { text, media, reply } = read.data;
  return { parent: reply?.in_reply_to_tweet_id ?? null, pictures: media?.media_ids.length ?? 0, text: folded(text) };
}

function isSame(one: Likeness, other: Likeness): boolean {
  return one.parent === other.parent && one.pictures === other.pictures && one.text === other.text;
}

function wordSet(text: string): ReadonlySet<string> {
  return new Set(text.toLowerCase().match(/[\p{L}\p{N}\p{M}]+/gu) ?? []);
}

/** Half of the words of both are shared (Dice's coefficient): a shortened or reworded post is, another story isn't. */
function isSimilar(one: string, other: string): boolean {
  const [a, b] = [wordSet(one), wordSet(other)];
  if (a.size + b.size === 0) return one === other;
  const shared = [...a].filter((word) => b.has(word)).length;
  return (2 * shared) / (a.size + b.size) >= 0.5;
}

/**
 * Whether a post is among the account's own. `took` only for one exact match that no other open doubt could claim; `absent` only if
 * nothing with the same parent resembles it; everything in between is for a person.
 * @param candidates the account's posts of the time in question, without those that any journal knows
 */
export function judge(sought: Likeness, candidates: readonly Found[], rivals: readonly Likeness[]): Verdict {
  const seen = candidates.map((post) => ({ id: post.id, likeness: likenessOfFound(post) }));
  const same = seen.filter(({ likeness }) => isSame(likeness, sought));
  const [only, ...others] = same;
  if (only && others.length === 0 && !rivals.some((rival) => isSame(rival, only.likeness)))
    return { kind: "took", output: { id: only.id, url: postUrl(only.id) } };
  if (only) return { kind: "unknown", reason: `Several sends could have made these posts: ${list(same)}.` };
  const similar = seen.filter(({ likeness }) => likeness.parent === sought.parent && isSimilar(likeness.text, sought.text));
  if (similar.length === 0) return { kind: "absent" };
  return { kind: "unknown", reason: `The account has a similar post, but not this one: ${list(similar)}.` };
}

function list(posts: readonly { readonly id: string }[]): string {
  return posts.map(({ id }) => postUrl(id)).join(", ");
}

/** The address of a post; X finds the name by itself. */
export function postUrl(id: string): string {
  return `https://x.com/i/status/${id}`;
}
