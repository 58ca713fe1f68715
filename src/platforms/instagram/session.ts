// https://developers.facebook.com/docs/instagram-platform/content-publishing
import { z } from "zod";
import type { Account } from "../../domain/account.ts";
import type { Instant } from "../../domain/instant.ts";
import type { Doubt, Outcome, Verdict } from "../../domain/journal.ts";
import type { FilledStep } from "../../domain/plan.ts";
import type { Edge } from "../../edge/edge.ts";
import type { Deadline, Secret, Session } from "../platform.ts";
import { containerOf, readiness, unanswered, verdictOf } from "./container.ts";
import { countPosts } from "./counts.ts";
import { outcomeOf, type Place, refusalOf, silenceOutcome, waitMs } from "./errors.ts";
import { assumedDailyPosts, version } from "./limits.ts";
import { locate } from "./locate.ts";
import { showPictures } from "./pictures.ts";
import { type Ask, asker, type Question, type Reply } from "./request.ts";
import { verify } from "./verify.ts";

type SentStep = Extract<FilledStep, { readonly method: string }>;

interface Context {
  readonly account: Account;
  readonly edge: Edge;
  readonly ask: Ask;
  readonly userId: string;
}

const id = z.string().regex(/^\d+$/);
const made = z.object({ id });
const link = z.object({ id, permalink: z.url({ protocol: /^https$/ }) });
const quota = z.object({
  data: z.tuple([
    z.object({
      quota_usage: z.number(),
      config: z.object({ quota_total: z.number().optional(), quota_duration: z.number().optional() }).optional(),
    }),
  ]),
});
const fields = z.record(z.string(), z.json());
const publication = z.object({ creation_id: id });

/** `container-2` for people: `picture 2`. */
function placeOf(context: Context, step: FilledStep): Place {
  const number = /^container-(\d+)$/.exec(step.key)?.[1];
  return { account: context.account.id, where: number ? `picture ${number}` : "post", isVisible: step.repeat === "never" };
}

function meaning(reply: Reply, place: Place): Outcome {
  if (reply.kind === "silence") return silenceOutcome(reply);
  return outcomeOf(refusalOf(reply.status, reply.body), place, waitMs(reply.headers));
}

function unclear(status: number): Outcome {
  return { kind: "doubt", reason: `Instagram answered ${status} without the id of what it made.` };
}

function questionOf(step: SentStep): Question {
  if (step.method === "DELETE") throw new Error(`Instagram takes nothing back, but step ${step.key} deletes.`);
  return { method: step.method, path: step.path, body: fields.parse(step.body) };
}

function lastOf(path: string): string {
  return decodeURIComponent(path.slice(path.lastIndexOf("/") + 1));
}

async function create(context: Context, step: SentStep, deadline: Deadline): Promise<Outcome> {
  const shown = await showPictures(questionOf(step), context.edge, deadline);
  if (!shown.ok) return shown.outcome;
  const reply = await context.ask(shown.question, deadline);
  if (reply.kind === "silence" || reply.status >= 300) return meaning(reply, placeOf(context, step));
  const read = made.safeParse(reply.body);
  return read.success ? { kind: "done", output: { id: read.data.id } } : unclear(reply.status);
}

async function poll(context: Context, step: SentStep, deadline: Deadline): Promise<Outcome> {
  const reply = await context.ask(questionOf(step), deadline);
  const container = containerOf(reply);
  const place = placeOf(context, step);
  if (container) return readiness(lastOf(step.path), container, place);
  if (reply.kind === "silence" || reply.status >= 300) return meaning(reply, place);
  return { kind: "doubt", reason: "Instagram's answer about the container could not be read." };
}

/** A post that was found by its container, or named by a person, has no number to ask by; what is known of it is kept. */
function withoutNumber(id: string): Outcome {
  const url = id.startsWith("container:") ? {} : { url: permalinkOf(id) };
  return { kind: "done", output: { id, ...url } };
}

async function permalink(context: Context, step: SentStep, deadline: Deadline): Promise<Outcome> {
  const media = lastOf(step.path);
  if (!/^\d+$/.test(media)) return withoutNumber(media);
  const reply = await context.ask(questionOf(step), deadline);
  if (reply.kind === "silence" || reply.status >= 300) return meaning(reply, placeOf(context, step));
  const read = link.safeParse(reply.body);
  if (!read.success) return { kind: "doubt", reason: "Instagram's answer about the post's address could not be read." };
  return { kind: "done", output: { id: read.data.id, url: read.data.permalink } };
}

function perform(context: Context, step: FilledStep, deadline: Deadline): Promise<Outcome> {
  if (!("method" in step)) throw new Error(`Instagram has no hand-offs, but step ${step.key} is one.`);
  if (step.method === "POST") return create(context, step, deadline);
  return step.key === "permalink" ? permalink(context, step, deadline) : poll(context, step, deadline);
}

async function reconcile(context: Context, doubt: Doubt, deadline: Deadline): Promise<Verdict> {
  if (doubt.step.key === "permalink") return locate(doubt, { ...context, account: context.account.id }, deadline);
  const read = publication.safeParse("body" in doubt.step ? doubt.step.body : null);
  if (!read.success) return { kind: "unknown", reason: "Only a publication can be read back on Instagram; look at the account." };
  const container = read.data.creation_id;
  const body = { fields: "status_code,status" };
  const reply = await context.ask({ method: "GET", path: `/${version}/${container}`, body }, deadline);
  const found = containerOf(reply);
  return found ? verdictOf(container, found) : unanswered(reply, context.account.id);
}

/** The day's posts are counted over a rolling window, so that the last of them is free again after a whole one. */
async function capacity(context: Context, deadline: Deadline): Promise<{ readonly left: number; readonly resetsAt: Instant } | null> {
  const path = `/${version}/${context.userId}/content_publishing_limit`;
  const reply = await context.ask({ method: "GET", path, body: { fields: "quota_usage,config" } }, deadline);
  const read = reply.kind === "answer" && reply.status < 300 ? quota.safeParse(reply.body) : null;
  if (!read?.success) return null;
  const [{ quota_usage: used, config }] = read.data.data;
  const { quota_total: total = assumedDailyPosts, quota_duration: seconds = 24 * 60 * 60 } = config ?? {};
  return { left: Math.max(0, total - used), resetsAt: context.edge.clock.now() + seconds * 1000 };
}

/** The address of a post by the short code in it. */
function permalinkOf(shortcode: string): string {
  return `https://www.instagram.com/p/${shortcode}/`;
}

/** Opens a session with Instagram. Throws if the settings lack the account's number: such settings are refused before. */
export async function open(account: Account, secret: Secret, edge: Edge): Promise<Session> {
  const userId = secret.INSTAGRAM_USER_ID;
  if (!userId) throw new Error(`Account ${account.id} has no INSTAGRAM_USER_ID.`);
  const context: Context = { account, edge, ask: asker(secret, edge), userId };
  return {
    perform: (step, deadline) => perform(context, step, deadline),
    reconcile: (doubt, deadline) => reconcile(context, doubt, deadline),
    capacity: (deadline) => capacity(context, deadline),
    counts: (posts, deadline) => countPosts(posts, context, deadline),
    verify: (deadline) => verify({ account: account.id, userId, secret, ask: context.ask }, deadline),
  };
}
