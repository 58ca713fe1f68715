// https://docs.x.com/x-api/posts/create-post, https://docs.x.com/x-api/posts/delete-post
import { z } from "zod";
import type { Account } from "../../domain/account.ts";
import type { Outcome } from "../../domain/journal.ts";
import type { FilledStep } from "../../domain/plan.ts";
import type { Edge } from "../../edge/edge.ts";
import type { Deadline, Secret, Session } from "../platform.ts";
import { countPosts } from "./counts.ts";
import { outcomeOf, refusalOf, silenceOutcome } from "./errors.ts";
import { remoteId } from "./login.ts";
import { until } from "./oauth.ts";
import { paths } from "./plan.ts";
import { postUrl } from "./read-back.ts";
import { reconcilePost } from "./reconcile.ts";
import { type Ask, asker, type Question, type Reply } from "./request.ts";
import { uploadPicture } from "./upload.ts";
import { verify } from "./verify.ts";

type SentStep = Extract<FilledStep, { readonly method: string }>;

interface Context {
  readonly account: Account;
  readonly edge: Edge;
  readonly ask: Ask;
  readonly userId: string;
}

const id = z.string().regex(/^[0-9]{1,19}$/);
const made = z.object({ data: z.object({ id }) });
const deleted = z.object({ data: z.object({ deleted: z.literal(true) }) });
const object = z.record(z.string(), z.unknown());
const uploadBody = z.object({ media: z.object({ media: z.string() }), media_category: z.string(), media_type: z.string() });

/** `post-2` for people: `part 2`. */
function placeOf(step: FilledStep): string {
  const [kind, number = ""] = step.key.split("-");
  return kind === "post" ? `part ${number}` : kind === "media" || kind === "alt" ? `picture ${number}` : `step ${step.key}`;
}

function meaning(context: Context, step: FilledStep, reply: Reply): Outcome {
  if (reply.kind === "silence") return silenceOutcome(reply);
  return outcomeOf(reply, context.account.id, placeOf(step), context.edge.clock.now());
}

function unnamed(status: number): Outcome {
  return { kind: "doubt", reason: `X answered ${status} without the id of what it made.` };
}

function questionOf(step: SentStep): Question {
  return { method: step.method, path: step.path, body: object.parse(step.body) };
}

async function create(context: Context, step: SentStep, deadline: Deadline): Promise<Outcome> {
  const reply = await context.ask(questionOf(step), deadline);
  if (reply.kind === "silence" || reply.status >= 300) return meaning(context, step, reply);
  const read = made.safeParse(reply.body);
  if (!read.success) return unnamed(reply.status);
  const { id } = read.data.data;
  return { kind: "done", output: step.path === paths.posts ? { id, url: postUrl(id) } : { id } };
}

function isGone(reply: Reply): boolean {
  if (reply.kind === "silence") return false;
  return reply.status === 404 || (reply.status === 403 && /resource-not-found/.test(refusalOf(reply.status, reply.body).type));
}

async function remove(context: Context, step: SentStep, deadline: Deadline): Promise<Outcome> {
  const reply = await context.ask(questionOf(step), deadline);
  const done: Outcome = { kind: "done", output: { id: step.path.slice(step.path.lastIndexOf("/") + 1) } };
  if (isGone(reply)) return done;
  if (reply.kind === "silence" || reply.status >= 300) return meaning(context, step, reply);
  return deleted.safeParse(reply.body).success ? done : { kind: "doubt", reason: "X did not say that the post is deleted." };
}

async function upload(context: Context, step: SentStep, deadline: Deadline): Promise<Outcome> {
  const { media, media_category: category, media_type: mediaType } = uploadBody.parse(step.body);
  const bytes = await context.edge.bytes(media.media);
  const outcome = (reply: Reply) => meaning(context, step, reply);
  const { ask, edge } = context;
  return uploadPicture({ ask, clock: edge.clock, deadline, bytes, mediaType, category, where: placeOf(step), outcome });
}

function perform(context: Context, step: FilledStep, deadline: Deadline): Promise<Outcome> {
  if (!("method" in step)) throw new Error(`X has no hand-offs, but step ${step.key} is one.`);
  if (step.method === "DELETE") return remove(context, step, deadline);
  return step.path === paths.upload ? upload(context, step, deadline) : create(context, step, deadline);
}

/** Remembers by how much X's clock differs from ours, from the `Date` of its answers. */
function timed(ask: Ask, edge: Edge): { readonly ask: Ask; platformNow(): number } {
  let aheadMs = 0;
  return {
    ask: async (question, deadline) => {
      const reply = await ask(question, deadline);
      const date = reply.kind === "answer" ? Date.parse(reply.headers.date ?? "") : Number.NaN;
      if (!Number.isNaN(date)) aheadMs = date - edge.clock.now();
      return reply;
    },
    platformNow: () => edge.clock.now() + aheadMs,
  };
}

/** Opens a session with X. Throws if the access token does not name an account: such settings are refused before. */
export async function open(account: Account, secret: Secret, edge: Edge): Promise<Session> {
  const userId = remoteId(secret);
  if (userId === null)
    throw new Error(`X_ACCESS_TOKEN of account ${account.id} is not an access token of X: it begins with the account's number and "-".`);
  const { ask, platformNow } = timed(asker(await import("twitter-api-v2"), secret, edge), edge);
  const context: Context = { account, edge, ask, userId };
  return {
    perform: (step, deadline) => perform(context, step, deadline),
    reconcile: (doubt, deadline) => reconcilePost(doubt, { ask, account: account.id, userId, platformNow }, deadline),
    counts: (posts, deadline) => countPosts(posts, { ask, account: account.id, platformNow }, deadline),
    verify: (deadline) => verify({ account, clock: edge.clock, ask, userId, userTokenUntil: until(secret) }, deadline),
  };
}
