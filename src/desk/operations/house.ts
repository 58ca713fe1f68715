/** How the house stands: accounts, the brake, the calendar, sources and the record. */
import { z } from "zod";
import { toIso } from "../../domain/instant.ts";
import { ok, refuse } from "../../domain/problem.ts";
import { isPaused } from "../../pipeline/guard.ts";
import { type Decision, readRecord, stretchOf } from "../audit.ts";
import { viewOf } from "../desk.ts";
import { pause, resume } from "../pause.ts";
import { slots } from "../slots.ts";
import { sources } from "../sources.ts";
import { statusReport } from "../status.ts";
import * as fields from "./fields.ts";
import { type Operation, operation } from "./operation.ts";
import * as shapes from "./shapes.ts";
import { readTime } from "./when.ts";

const orNull = shapes.instant.nullable();

const showStatus = operation({
  name: "show-status",
  method: "GET",
  path: "/status",
  right: "read",
  summary: "What waits for a person, the most pressing first; what is paused; what went wrong.",
  input: z.strictObject({}),
  output: z.object({
    posts: z.array(shapes.postReport),
    more: z.int().min(1).optional().describe("how many posts wait beside these; `list-posts` has them all, page by page"),
    paused: z.array(shapes.pause),
    postponed: z.array(z.object({ post: z.string(), account: z.string(), until: shapes.instant, reason: z.string() })),
    incidents: z.array(shapes.incident),
    sources: z.array(z.string()).optional().describe("what people should know of sources"),
    webhooks: z.array(z.string()).optional().describe("what is wrong with webhooks, for whoever has the right `house`"),
  }),
  run: async (desk) => ok(await statusReport(desk)),
});

const listSlots = operation({
  name: "list-slots",
  method: "GET",
  path: "/slots",
  right: "read",
  summary: "Every account's calendar as computed: free, taken by a post, or skipped and why.",
  input: z.strictObject({ from: fields.time.optional(), days: z.int().min(1).max(366).optional() }),
  output: z.object({
    slots: z.array(
      z.object({
        account: z.string(),
        at: shapes.instant,
        local: z.string().describe("in the account's zone"),
        post: z.string().nullable(),
        skipped: z.string().nullable(),
      }),
    ),
  }),
  run: async (desk, { from, days = 7 }) => {
    const start = from === undefined ? undefined : await readTime(desk, from, "from");
    if (start && !start.ok) return start;
    return ok({ slots: await slots(desk, start ? { from: start.value, days } : { days }) });
  },
});

const listAccounts = operation({
  name: "list-accounts",
  method: "GET",
  path: "/accounts",
  right: "read",
  summary: "Where posts go: every account, whether it is connected, and whether it stands still.",
  input: z.strictObject({}),
  output: z.object({
    accounts: z.array(
      z.object({
        id: z.string(),
        platform: fields.platform,
        languages: z.array(shapes.language),
        tags: z.array(z.string()),
        timezone: z.string(),
        connected: z.boolean(),
        name: z.string().nullable(),
        url: z.string().nullable(),
        paused: z.object({ reason: z.string(), by: z.string(), since: shapes.instant, until: orNull }).nullable(),
      }),
    ),
  }),
  run: async (desk) => {
    const now = desk.clock.now();
    const accounts = desk.settings.accounts.map(async ({ id, platform, languages, tags, timetable, remoteId }) => {
      const { name, url, pause: found } = await desk.store.account(id);
      const paused =
        found && isPaused(found, now)
          ? { ...found, since: toIso(found.since), until: found.until === null ? null : toIso(found.until) }
          : null;
      const known = { name: name || null, url: url || null, paused };
      return { id, platform, languages, tags, timezone: timetable.timezone, connected: remoteId !== null, ...known };
    });
    return ok({ accounts: await Promise.all(accounts) });
  },
});

const pauseSending = operation({
  name: "pause",
  method: "POST",
  path: "/pause",
  right: "pause",
  summary: "The brake: nothing of an account is sent until it is released; without `account`, nothing at all.",
  input: z.strictObject({ account: fields.name.optional(), reason: fields.reason, until: fields.time.optional() }),
  output: z.object({ paused: z.object({ account: z.string(), reason: z.string(), stopped: z.array(z.string()) }) }),
  run: async (desk, { account = null, reason, until }) => {
    const end = until === undefined ? ok(null) : await readTime(desk, until, "until");
    if (!end.ok) return end;
    const paused = await pause(desk, account, reason, end.value);
    return paused.ok ? ok({ paused: paused.value }) : paused;
  },
});

const resumeSending = operation({
  name: "resume",
  method: "POST",
  path: "/resume",
  right: "resume",
  summary: "Releases the brake of an account; without `account`, the house's.",
  input: z.strictObject({ account: fields.name.optional() }),
  output: z.object({ resumed: z.object({ account: z.string(), was: z.boolean(), stopped: z.array(z.string()) }) }),
  run: async (desk, { account = null }) => {
    const resumed = await resume(desk, account);
    return resumed.ok ? ok({ resumed: resumed.value }) : resumed;
  },
});

const listSources = operation({
  name: "list-sources",
  method: "GET",
  path: "/sources",
  right: "read",
  summary: "Feeds and sites that summaries come from, with what came last.",
  input: z.strictObject({}),
  output: z.object({
    sources: z.array(
      z.object({
        name: z.string(),
        url: z.string(),
        kind: z.enum(["feed", "wordpress"]),
        poll: z.string(),
        triedAt: orNull,
        came: z.string().nullable(),
        problem: z.string().nullable(),
        nextAt: orNull,
        stories: z.int(),
        waiting: z.int(),
        notes: z.array(z.string()),
      }),
    ),
  }),
  run: async (desk) => ok({ sources: await sources(desk) }),
});

const readAll = operation({
  name: "read-record",
  method: "GET",
  path: "/record",
  right: "house",
  summary: "The record of decisions, newest first, page by page.",
  input: z.strictObject({ before: z.int().min(1).optional().describe("`before` of the page before"), limit: fields.paging.limit }),
  output: z.object({ record: z.array(shapes.decision), before: z.int().nullable() }),
  run: async (desk, { before, limit = 50 }) => {
    const stretch = await stretchOf(desk, limit, before);
    return stretch.ok ? ok({ record: stretch.value.decisions, before: stretch.value.before }) : refuse(...stretch.problems);
  },
});

const readOfPost = operation({
  name: "read-post-record",
  method: "GET",
  path: "/posts/{id}/record",
  right: "read",
  summary: "Who decided what on a post, oldest first.",
  input: fields.post,
  output: z.object({ record: z.array(shapes.decision) }),
  run: async (desk, { id }) => {
    const view = await viewOf(desk, id);
    if (!view.ok) return view;
    const record: Decision[] = [];
    const read = await readRecord(desk, { post: id }, (decision) => void record.push(decision));
    return read.ok ? ok({ record }) : read;
  },
});

export const house: readonly Operation[] = [
  showStatus,
  listSlots,
  listAccounts,
  pauseSending,
  resumeSending,
  listSources,
  readAll,
  readOfPost,
];
