/** What X lets an account post. https://docs.x.com/x-api/posts/create-post, and the developer guidelines of 2026. */
import twitterText from "twitter-text";
import type { Answer } from "../wire.ts";
import { affordable, priceOf } from "./credits.ts";
import * as problems from "./problems.ts";
import type { Turn } from "./turn.ts";
import { attachable } from "./uploads.ts";

export interface Draft {
  readonly text: string;
  readonly mediaIds: readonly string[];
  readonly replyTo: string | null;
  /** The exclusive kinds of attachment that the body names. */
  readonly attached: readonly string[];
}

type Rule = (draft: Draft, turn: Turn) => Answer | null;

const dayMs = 24 * 3_600_000;

const oneKindOfAttachment: Rule = ({ attached }) =>
  attached.length > 1 ? problems.invalid(`You can only provide one of ${attached.join(", ")}.`) : null;

const noQuotes: Rule = ({ attached }) => (attached.includes("quote_tweet_id") ? problems.quoteNeedsEnterprise : null);

const something: Rule = ({ text, attached }) =>
  text.trim() === "" && attached.length === 0 ? problems.invalid("$.text: a text is required unless media is provided") : null;

const readableLength: Rule = ({ text }) => {
  if (text === "") return null;
  const parsed = twitterText.parseTweet(text);
  return parsed.valid && parsed.weightedLength <= 280 ? null : problems.notPermitted;
};

const oneCashtag: Rule = ({ text }) => (twitterText.extractCashtags(text).length > 1 ? problems.tooManyCashtags : null);

const readyMedia: Rule = ({ mediaIds }, turn) => {
  const different = new Set(mediaIds).size === mediaIds.length;
  return different && mediaIds.every((id) => attachable(id, turn)) ? null : problems.badMedia;
};

const ownParent: Rule = ({ replyTo }, { stage, person }) => {
  if (replyTo === null) return null;
  const parent = stage.keep.world().x.posts.find((post) => post.id === replyTo && !post.deleted);
  if (!parent) return problems.invisibleParent;
  const author = stage.people.x.find((one) => one.id === parent.authorId);
  const mentioned = twitterText.extractMentions(parent.text).some((name) => name.toLowerCase() === person.handle.toLowerCase());
  return author?.id === person.id || mentioned ? null : problems.strangersPost;
};

const newText: Rule = ({ text }, { stage, person }) => {
  if (!stage.rules.duplicateProof || text === "") return null;
  const since = stage.clock.now() - dayMs;
  const same = stage.keep
    .world()
    .x.posts.some((post) => post.authorId === person.id && !post.deleted && post.createdAt > since && fold(post.text) === fold(text));
  return same ? problems.duplicate : null;
};

const paid: Rule = ({ text }, { stage, person }) => (affordable(stage, priceOf(text)) ? null : problems.creditsDepleted(person.id));

const rules = [oneKindOfAttachment, noQuotes, something, readableLength, oneCashtag, readyMedia, ownParent, newText, paid];

/** The first rule that a draft breaks, in X's words; null where X takes it. */
export function refusalOf(draft: Draft, turn: Turn): Answer | null {
  for (const rule of rules) {
    const refusal = rule(draft, turn);
    if (refusal) return refusal;
  }
  return null;
}

function fold(text: string): string {
  return text.normalize("NFC").replace(/\s+/g, " ").trim();
}
