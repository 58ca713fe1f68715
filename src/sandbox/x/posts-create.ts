/** POST /2/tweets. https://docs.x.com/x-api/posts/create-post */
import { z } from "zod";
import { type Answer, type Asked, answer } from "../wire.ts";
import { charge, priceOf } from "./credits.ts";
import { textAsRead } from "./post-as-read.ts";
import { type Draft, refusalOf } from "./post-rules.ts";
import { type Fields, takeJson } from "./schema.ts";
import { nextId } from "./snowflake.ts";
import type { Turn } from "./turn.ts";
import type { XPost } from "./world.ts";

/** The parts of the body that matter here; X's own schema has passed it before. */
const bodyShape = z.object({
  text: z.string().default(""),
  media: z.object({ media_ids: z.array(z.string()) }).optional(),
  reply: z.object({ in_reply_to_tweet_id: z.string() }).optional(),
});

const exclusive = ["media", "poll", "quote_tweet_id", "card_uri", "direct_message_deep_link"];

export function createPost(asked: Asked, turn: Turn): Answer {
  const body = takeJson(asked, "CreatePostsRequest");
  if (!body.ok) return body.answer;
  const draft = readDraft(body.value);
  const refusal = refusalOf(draft, turn);
  if (refusal) return refusal;
  charge(turn.stage, priceOf(draft.text));
  const post = publish(draft, turn);
  return answer(201, { data: { edit_history_tweet_ids: [post.id], id: post.id, text: textAsRead(post, turn.stage).text } });
}

function readDraft(body: Fields): Draft {
  const read = bodyShape.parse(body);
  return {
    text: read.text,
    mediaIds: read.media?.media_ids ?? [],
    replyTo: read.reply?.in_reply_to_tweet_id ?? null,
    attached: exclusive.filter((name) => name in body),
  };
}

function publish(draft: Draft, { stage, person }: Turn): XPost {
  const id = nextId(stage);
  const world = stage.keep.world().x;
  const parent = world.posts.find((post) => post.id === draft.replyTo);
  const post: XPost = {
    id,
    authorId: person.id,
    text: draft.text,
    createdAt: stage.clock.now(),
    replyTo: draft.replyTo,
    conversationId: parent?.conversationId ?? id,
    mediaIds: draft.mediaIds,
    deleted: false,
  };
  world.posts.push(post);
  for (const upload of world.uploads) if (draft.mediaIds.includes(upload.id)) upload.usedBy = id;
  return post;
}
