import { z } from "zod";
import { cardKinds, themes } from "../../domain/look.ts";
import { states } from "../../domain/post.ts";
import { block, ok, type Result, refuse } from "../../domain/problem.ts";
import type { PostView } from "../../domain/view.ts";
import { correct } from "../correct.ts";
import { ask, cancel, reject, retry, schedule, stopAuto } from "../decide.ts";
import type { Desk } from "../desk.ts";
import { applyStyle, edit, recompose } from "../edit.ts";
import { postReport, postsReport } from "../posts-report.ts";
import { cursorOf, placeIn } from "./cursor.ts";
import * as fields from "./fields.ts";
import { type Operation, operation } from "./operation.ts";
import * as shapes from "./shapes.ts";
import { whenGiven } from "./when.ts";

/** What decisions on posts answer: the posts as they stand after it. */
export async function told(desk: Desk, decided: Promise<Result<readonly PostView[]>>): Promise<Result<object>> {
  const views = await decided;
  return views.ok ? ok({ posts: await postsReport(desk, views.value) }) : views;
}

/** A decision on one post, at its address. */
export function onPost<Shape extends z.ZodRawShape>(
  described: Pick<Operation, "name" | "right" | "summary"> & {
    readonly act: string;
    readonly fields: Shape;
    readonly decide: (desk: Desk, id: string, given: z.output<z.ZodObject<Shape, z.core.$strict>>) => Promise<Result<readonly PostView[]>>;
  },
): Operation {
  const { act, fields: given, decide, ...rest } = described;
  const read = z.strictObject(given);
  return {
    ...rest,
    method: "POST",
    path: `/posts/{id}/${act}`,
    input: z.strictObject({ id: fields.name, ...given }),
    output: shapes.posts,
    run: (desk, whole) => {
      const { id, ...more } = z.looseObject({ id: fields.name }).parse(whole);
      return told(desk, decide(desk, id, read.parse(more, { jitless: true })));
    },
  };
}

const listPosts = operation({
  name: "list-posts",
  method: "GET",
  path: "/posts",
  right: "read",
  summary: "Posts, oldest first, page by page.",
  input: z.strictObject({
    state: z.enum(states).optional(),
    account: fields.name.optional(),
    summary: fields.name.optional(),
    ...fields.paging,
  }),
  output: z.object({ posts: z.array(shapes.postReport), next: shapes.nextPage }),
  run: async (desk, { state, account, summary, cursor, limit = 50 }) => {
    const after = placeIn(cursor);
    if (!after.ok) return after;
    const question = {
      ...(state === undefined ? {} : { state }),
      ...(account === undefined ? {} : { account }),
      ...(summary === undefined ? {} : { summaryId: summary }),
    };
    const { rows, next } = await desk.store.pages.posts(question, after.value, limit);
    return ok({ posts: await postsReport(desk, await desk.store.views(rows)), next: cursorOf(next) });
  },
});

const showPost = operation({
  name: "show-post",
  method: "GET",
  path: "/posts/{id}",
  right: "read",
  summary: "One post: words, the very steps that would be sent, findings, agreement and journal.",
  input: fields.post,
  output: shapes.posts,
  run: async (desk, { id }) => {
    const report = await postReport(desk, id);
    return report.ok ? ok({ posts: [report.value] }) : report;
  },
});

const unsaid = block("input-time", "at", "Say when, once.", "Give `at`, or `next: true`.");

export const posts: readonly Operation[] = [
  listPosts,
  showPost,
  onPost({
    name: "edit-post",
    act: "edit",
    right: "write",
    summary: "Puts other words in the place of a post's; any approval is taken back.",
    fields: { content: fields.content.describe("the whole content, as `show-post` has it"), revision: fields.revision.optional() },
    decide: (desk, id, { content, revision }) => edit(desk, id, content, revision),
  }),
  onPost({
    name: "style-post",
    act: "style",
    right: "write",
    summary: "Puts the house's spellings into a post, as an edit.",
    fields: {},
    decide: (desk, id) => applyStyle(desk, id),
  }),
  onPost({
    name: "recompose-post",
    act: "recompose",
    right: "write",
    summary: "Composes a post anew from its summary; an editor's words stay, unless `afresh`.",
    fields: {
      afresh: z.boolean().optional(),
      card: z.enum(["auto", ...cardKinds]).optional(),
      theme: z.enum(["auto", ...themes]).optional(),
    },
    decide: (desk, id, { afresh = false, card, theme }) =>
      recompose(desk, id, afresh, { ...(card === undefined ? {} : { card }), ...(theme === undefined ? {} : { theme }) }),
  }),
  onPost({
    name: "ask-post",
    act: "ask",
    right: "review",
    summary: "Asks the writer for changes; any approval is taken back.",
    fields: { note: fields.reason },
    decide: (desk, id, { note }) => ask(desk, [id], note),
  }),
  onPost({
    name: "reject-post",
    act: "reject",
    right: "review",
    summary: "Says no, with a reason.",
    fields: { reason: fields.reason },
    decide: (desk, id, { reason }) => reject(desk, [id], reason),
  }),
  onPost({
    name: "cancel-post",
    act: "cancel",
    right: "review",
    summary: "Stops a post of which nothing is out.",
    fields: {},
    decide: (desk, id) => cancel(desk, [id]),
  }),
  onPost({
    name: "stop-auto-post",
    act: "stop-auto",
    right: "pause",
    summary: "Keeps the house from approving a draft by itself.",
    fields: {},
    decide: (desk, id) => stopAuto(desk, [id]),
  }),
  onPost({
    name: "schedule-post",
    act: "schedule",
    right: "review",
    summary: "Moves an approved post; its approval stays.",
    fields: { at: fields.time.optional(), next: z.boolean().optional() },
    decide: async (desk, id, { at, next = false }) => {
      if ((at === undefined) !== next) return refuse(unsaid);
      const when = await whenGiven(desk, { at }, id);
      return when.ok ? schedule(desk, id, when.value) : when;
    },
  }),
  onPost({
    name: "retry-post",
    act: "retry",
    right: "settle",
    summary: "Opens a failed or missed post again of which nothing is out; it goes on at the step that was not done.",
    fields: {},
    decide: (desk, id) => retry(desk, [id]),
  }),
  onPost({
    name: "correct-post",
    act: "correct",
    right: "correct",
    summary: "Drafts what puts a published post right; without `was` and `now`, what its summary says otherwise since.",
    fields: {
      was: fields.reason.optional(),
      now: fields.reason.optional(),
      text: fields.words.optional(),
      repost: z.boolean().optional(),
    },
    decide: (desk, id, { was, now, text, repost = false }) =>
      correct(desk, id, {
        repost,
        ...(was === undefined ? {} : { was }),
        ...(now === undefined ? {} : { now }),
        ...(text === undefined ? {} : { text }),
      }),
  }),
];
