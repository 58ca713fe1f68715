/**
 * A post as X gives it back: every link a t.co one, the picture's own link at the end, `&`, `<` and `>` encoded.
 * https://docs.x.com/fundamentals/counting-characters, https://docs.x.com/x-api/fundamentals/data-dictionary
 */
import { createHash } from "node:crypto";
import twitterText from "twitter-text";
import type { Json } from "../../domain/json.ts";
import { reception } from "../reception.ts";
import type { Stage } from "../stage.ts";
import type { Fields } from "./schema.ts";
import type { XPost } from "./world.ts";

export interface ReadText {
  readonly text: string;
  /** `entities.urls`; positions count code points of `text`. */
  readonly urls: readonly Fields[];
}

export function textAsRead(post: XPost, stage: Stage): ReadText {
  const links = twitterText.extractUrlsWithIndices(post.text);
  const urls: Fields[] = [];
  let text = "";
  let from = 0;
  for (const [at, link] of links.entries()) {
    text += encode(post.text.slice(from, link.indices[0]));
    const start = length(text);
    text += shortLink(`${post.id} ${at}`);
    urls.push({ start, end: length(text), ...described(link.url, shortLink(`${post.id} ${at}`)) });
    from = link.indices[1];
  }
  text += encode(post.text.slice(from));
  return withPictures(post, { text, urls }, stage);
}

function withPictures(post: XPost, read: ReadText, stage: Stage): ReadText {
  if (post.mediaIds.length === 0) return read;
  const handle = stage.people.x.find((person) => person.id === post.authorId)?.handle ?? "i";
  const url = shortLink(`${post.id} picture`);
  const text = read.text === "" ? url : `${read.text} ${url}`;
  const place = { start: length(text) - length(url), end: length(text) };
  const shared = {
    ...place,
    url,
    expanded_url: `https://x.com/${handle}/status/${post.id}/photo/1`,
    display_url: url.replace("https://t.co", "pic.x.com"),
  };
  return { text, urls: [...read.urls, ...post.mediaIds.map((id) => ({ ...shared, media_key: mediaKey(id) }))] };
}

/** The post with the fields asked for; `id`, `text` and the edit history always. */
export function postAsRead(post: XPost, names: ReadonlySet<string>, stage: Stage): Fields {
  const read = textAsRead(post, stage);
  const parent = stage.keep.world().x.posts.find((one) => one.id === post.replyTo);
  const referenced: Json = post.replyTo === null ? null : [{ type: "replied_to", id: post.replyTo }];
  const optional: Record<string, Json> = {
    author_id: post.authorId,
    created_at: new Date(post.createdAt).toISOString(),
    conversation_id: post.conversationId,
    in_reply_to_user_id: parent?.authorId ?? null,
    referenced_tweets: referenced,
    referenced_posts: referenced,
    entities: read.urls.length === 0 ? null : { urls: read.urls },
    public_metrics: metricsOf(post, stage),
    attachments: post.mediaIds.length === 0 ? null : { media_keys: post.mediaIds.map(mediaKey) },
  };
  const asked = Object.entries(optional).filter(([name, value]) => names.has(name) && value !== null);
  return { id: post.id, text: read.text, edit_history_tweet_ids: [post.id], ...Object.fromEntries(asked) };
}

/** By the names of X's servers and of its description. https://docs.x.com/x-api/fundamentals/metrics */
function metricsOf(post: XPost, stage: Stage): Fields {
  const { views, likes, reposts, answers, quotes, bookmarks } = reception(post.id, stage.clock.now() - post.createdAt);
  // The author's own answers, parts of a thread, are counted too.
  const own = stage.keep.world().x.posts.filter(({ replyTo, deleted }) => replyTo === post.id && !deleted).length;
  return {
    like_count: likes,
    retweet_count: reposts,
    repost_count: reposts,
    reply_count: answers + own,
    quote_count: quotes,
    bookmark_count: bookmarks,
    impression_count: views,
  };
}

export function mediaKey(mediaId: string): string {
  return `3_${mediaId}`;
}

function described(url: string, short: string): Fields {
  const expanded = /^https?:\/\//i.test(url) ? url : `http://${url}`;
  const bare = expanded.replace(/^https?:\/\/(www\.)?/i, "");
  return { url: short, expanded_url: expanded, display_url: bare.length > 27 ? `${bare.slice(0, 26)}…` : bare };
}

/** Ten letters and digits, the same every time. */
function shortLink(seed: string): string {
  const letters = createHash("sha256")
    .update(seed)
    .digest("base64")
    .replace(/[^A-Za-z0-9]/g, "");
  return `https://t.co/${letters.slice(0, 10)}`;
}

function encode(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

function length(text: string): number {
  return [...text].length;
}
