// https://docs.x.com/x-api/posts/create-post, https://docs.x.com/x-api/media/quickstart/media-upload-chunked
import twitterText from "twitter-text";
import type { Account, Prices } from "../../domain/account.ts";
import type { Correction } from "../../domain/correction.ts";
import type { Hole, Money, Output, Send, Step } from "../../domain/plan.ts";
import type { PlainPicture } from "../picture.ts";
import type { XContent } from "./content.ts";
import { prices as published } from "./limits.ts";

export const paths = { upload: "/2/media/upload", metadata: "/2/media/metadata", posts: "/2/tweets" } as const;

/** The first picture's step: where a post whose uploads have expired starts over. */
export const firstUpload = "media-1";

type SendStep = Step & Send;

function idOf(step: string): Hole {
  return { hole: step, field: "id" };
}

function send(key: string, repeat: Step["repeat"], path: string, body: Send["body"]): SendStep {
  return { key, repeat, method: "POST", path, body };
}

/**
 * `media-n` stands for the whole upload of one picture: the session carries it out as initialize, append, finalize and, where X
 * asks for patience, STATUS; it ends with a media id or with nothing that anyone sees. `alt-n` describes it.
 */
function pictureSteps(picture: PlainPicture, number: number): readonly SendStep[] {
  const media = `media-${number}`;
  const upload = send(media, "harmless", paths.upload, {
    media: { media: picture.digest },
    media_category: "tweet_image",
    media_type: picture.mime,
  });
  if (picture.alt === "") return [upload];
  return [upload, send(`alt-${number}`, "harmless", paths.metadata, { id: idOf(media), metadata: { alt_text: { text: picture.alt } } })];
}

/** @param parent the post that it answers; null: none */
function postStep(text: string, number: number, mediaNumbers: readonly number[], parent: Hole | string | null): SendStep {
  const media = mediaNumbers.length > 0 ? { media: { media_ids: mediaNumbers.map((media) => idOf(`media-${media}`)) } } : {};
  const reply = parent === null ? {} : { reply: { in_reply_to_tweet_id: parent } };
  return send(`post-${number}`, "never", paths.posts, { text, ...media, ...reply });
}

/**
 * Uploads and alt texts first, numbered across the thread, then post by post, each replying to the one before. A correction answers
 * the very post that it corrects: its number stands in the plan, so that the approval binds it.
 */
export function plan(content: XContent, _account?: unknown, correction?: Correction): readonly Step[] {
  const first = correction?.way === "reply" ? correction.of.id : null;
  let uploaded = 0;
  const numbers = content.parts.map(({ media }) => media.map(() => ++uploaded));
  const pictures = content.parts.flatMap(({ media }) => media).flatMap((picture, index) => pictureSteps(picture, index + 1));
  const posts = content.parts.map(({ text }, index) =>
    postStep(text, index + 1, numbers[index] ?? [], index === 0 ? first : idOf(`post-${index}`)),
  );
  return [...pictures, ...posts];
}

/** Deletes posts, the last first so that no reader meets a thread without its end; deleting twice does no harm. */
export function retract(outputs: readonly Output[]): readonly Step[] {
  return outputs
    .toReversed()
    .map(({ id }, index) => ({ key: `delete-${index + 1}`, repeat: "harmless", method: "DELETE", path: `${paths.posts}/${id}`, body: {} }));
}

function hasLink(body: Send["body"]): boolean {
  const text = typeof body === "object" && body !== null && "text" in body ? body.text : "";
  return typeof text === "string" && twitterText.extractUrls(text).length > 0;
}

function priceOf(step: Step, prices: Prices): number {
  if (!("method" in step)) return 0;
  if (step.method === "DELETE") return prices.delete;
  if (step.path === paths.metadata) return prices.altText;
  if (step.path !== paths.posts) return 0;
  return hasLink(step.body) ? prices.postWithLink : prices.post;
}

/** What reading so many posts costs by their numbers, in US dollars. */
export function readCost(posts: number, account: Pick<Account, "prices">): Money {
  return { usd: Math.round(posts * (account.prices?.read ?? published.read) * 10_000) / 10_000 };
}

/** The steps' price in US dollars, to a hundredth of a cent, as X published it but for the prices that the account names; uploads are free. */
export function cost(steps: readonly Step[], account: Pick<Account, "prices">): Money {
  const prices = { ...published, ...account.prices };
  const usd = steps.reduce((sum, step) => sum + priceOf(step, prices), 0);
  return { usd: Math.round(usd * 10_000) / 10_000 };
}
