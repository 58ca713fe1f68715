import { z } from "zod";
import { toIso } from "../../domain/instant.ts";
import { block, ok, type Result, refuse } from "../../domain/problem.ts";
import type { PostView } from "../../domain/view.ts";
import { add } from "../add.ts";
import type { Desk } from "../desk.ts";
import { postsReport } from "../posts-report.ts";
import { revise } from "../revise.ts";
import { storedStory, story } from "../story.ts";
import { storedReport, summaryReport } from "../summary-report.ts";
import { type Fated, withdraw, withdrawal } from "../withdraw.ts";
import { cursorOf, placeIn } from "./cursor.ts";
import * as fields from "./fields.ts";
import { givenSummary, placeOf, plainly } from "./given-summary.ts";
import { operation } from "./operation.ts";
import * as shapes from "./shapes.ts";

const addSummary = operation({
  name: "add-summary",
  method: "POST",
  path: "/summaries",
  right: "write",
  summary: "Takes a summary into the queue, a draft for each account that takes it. The same text twice is one summary.",
  takes: "summary",
  input: z.strictObject(fields.summaryFields),
  output: z.object({
    summary: shapes.summary,
    added: z.boolean().describe("false: it was there already"),
    posts: z.array(shapes.postReport),
  }),
  run: async (desk, given) => {
    const place = placeOf(desk.actor);
    const input = givenSummary(desk, given, place);
    if (!input.ok) return input;
    const added = await add(desk, [input.value]);
    if (!added.ok) return refuse(...added.problems.map((problem) => plainly(problem, place)));
    const [one] = added.value;
    if (!one) throw new Error("One summary was added, and none came back.");
    return ok({ summary: summaryReport(one.summary), added: one.added, posts: await postsReport(desk, one.posts) });
  },
});

const listSummaries = operation({
  name: "list-summaries",
  method: "GET",
  path: "/summaries",
  right: "read",
  summary: "Every summary, oldest first, page by page.",
  input: z.strictObject(fields.paging),
  output: z.object({ summaries: z.array(shapes.storedSummary), next: shapes.nextPage }),
  run: async ({ store }, { cursor, limit = 50 }) => {
    const after = placeIn(cursor);
    if (!after.ok) return after;
    const { rows, next } = await store.pages.summaries(after.value, limit);
    return ok({ summaries: rows.map(storedReport), next: cursorOf(next) });
  },
});

const showSummary = operation({
  name: "show-summary",
  method: "GET",
  path: "/summaries/{id}",
  right: "read",
  summary: "One summary with its versions and all of its posts.",
  input: fields.story,
  output: shapes.storedSummary.extend({
    versions: z.array(z.object({ version: z.int(), at: shapes.instant, by: z.string() })),
    posts: z.array(shapes.postReport),
  }),
  run: async (desk, { id }) => {
    const found = await story(desk, id);
    if (!found.ok) return found;
    const { summary, versions, posts } = found.value;
    const past = versions.map(({ version, at, by }) => ({ version, at: toIso(at), by }));
    return ok({ ...storedReport(summary), versions: past, posts: await postsReport(desk, posts) });
  },
});

const reviseSummary = operation({
  name: "revise-summary",
  method: "POST",
  path: "/summaries/{id}/revise",
  right: "write",
  summary: "Changes a summary once: what readers have not seen is composed anew and needs a new approval; every version is kept.",
  takes: "summary",
  input: z.strictObject({
    id: fields.name,
    version: z.int().min(1).describe("the version that was seen: if another stands by now, 409"),
    ...fields.summaryFields,
  }),
  output: z.object({
    summary: shapes.summary,
    version: z.int(),
    posts: z.array(shapes.postReport).describe("drafts now"),
    out: z.array(shapes.postReport).describe("what readers see as it was: each may need a correction"),
  }),
  run: async (desk, { id, version, ...given }) => {
    const stored = await storedStory(desk, id);
    if (!stored.ok) return stored;
    const place = placeOf(desk.actor);
    const input = givenSummary(desk, given, place, stored.value.summary.image?.src);
    if (!input.ok) return input;
    const revised = await revise(desk, id, input.value, version);
    if (!revised.ok) return refuse(...revised.problems.map((problem) => plainly(problem, place)));
    const { summary, version: now, posts, out } = revised.value;
    const reports = (views: readonly PostView[]) => postsReport(desk, views);
    return ok({ summary: summaryReport(summary), version: now, posts: await reports(posts), out: await reports(out) });
  },
});

const noReason = block("input-reason", "reason", "A withdrawal needs a reason, which is kept.", "Say why the story is taken back.");

async function fated(desk: Desk, result: Result<readonly Fated[]>): Promise<Result<object>> {
  if (!result.ok) return result;
  const reports = await postsReport(
    desk,
    result.value.map(({ view }) => view),
  );
  return ok({ posts: reports.map((report, at) => ({ ...report, fate: result.value[at]?.fate ?? "leave" })) });
}

const withdrawSummary = operation({
  name: "withdraw-summary",
  method: "POST",
  path: "/summaries/{id}/withdraw",
  right: "correct",
  summary: "Stops everything of a summary that is not out, and proposes to delete the rest. With `dryRun`, only says what would happen.",
  input: z.strictObject({ id: fields.name, reason: fields.reason.optional(), dryRun: z.boolean().optional() }),
  output: z.object({ posts: z.array(shapes.fatedPost) }),
  run: async (desk, { id, reason, dryRun }) => {
    if (dryRun) return fated(desk, await withdrawal(desk, id));
    return reason === undefined ? refuse(noReason) : fated(desk, await withdraw(desk, id, reason));
  },
});

export const summaries = [addSummary, listSummaries, showSummary, reviseSummary, withdrawSummary];
