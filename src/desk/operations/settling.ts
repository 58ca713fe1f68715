/** What people decide where something went wrong, and what they post by hand. */
import { z } from "zod";
import { toIso } from "../../domain/instant.ts";
import { block, ok, type Result, refuse } from "../../domain/problem.ts";
import { leave, resumePost, takeDown } from "../broken.ts";
import type { Desk } from "../desk.ts";
import { done, type Report } from "../done.ts";
import { giveBack, type HandOff, handOffs, take } from "../hand-off.ts";
import { dismiss } from "../incidents.ts";
import { resolve, type Seen } from "../resolve.ts";
import * as fields from "./fields.ts";
import { type Operation, operation } from "./operation.ts";
import { onPost } from "./posts.ts";
import * as shapes from "./shapes.ts";
import { readTime } from "./when.ts";

const seen = {
  took: fields.address.optional().describe("readers see the part in doubt, at this address"),
  absent: z.boolean().optional().describe("they don't"),
} as const;

interface SeenFields {
  readonly took?: string | undefined;
  readonly absent?: boolean | undefined;
}

const twice = block("input-seen", "took", "`took` and `absent` say two different things.", "Give one of them.");
const unsaid = block(
  "input-seen",
  "took",
  "Say whether readers see the part in doubt.",
  "Give `took` with its address if they do, else `absent`.",
);

function seenIn({ took, absent = false }: SeenFields): Result<Seen | null> {
  if (took === undefined) return ok(absent ? { kind: "absent" } : null);
  return absent ? refuse(twice) : ok({ kind: "took", url: took });
}

async function reportIn(
  desk: Desk,
  id: string,
  given: { readonly url?: string | undefined; readonly scheduled?: string | undefined; readonly unverified?: boolean | undefined },
): Promise<Result<Report>> {
  const { url, scheduled, unverified = false } = given;
  const ways = [url !== undefined, scheduled !== undefined, unverified].filter(Boolean).length;
  if (ways > 1) return refuse(block("input-done", "url", "Say how it was posted, once.", "Give `url`, `scheduled` or `unverified`."));
  if (url !== undefined) return ok({ kind: "url", url });
  if (unverified) return ok({ kind: "unverified" });
  if (scheduled === undefined) return ok({ kind: "done" });
  const at = await readTime(desk, scheduled, "scheduled", id);
  return at.ok ? ok({ kind: "scheduled", at: at.value }) : at;
}

function handOffReport({ view, platformName, text, pictures, openUrl, act, taken, problem, lateAt }: HandOff) {
  const { id, account, state } = view.post;
  const whose = taken && { by: taken.by, until: taken.until === null ? null : toIso(taken.until) };
  return {
    id,
    account,
    state,
    platformName,
    text,
    pictures,
    openUrl,
    act,
    taken: whose,
    problem,
    lateAt: lateAt === null ? null : toIso(lateAt),
  };
}

const handOff = z.object({
  id: z.string(),
  account: z.string(),
  state: z.string(),
  platformName: z.string(),
  text: z.string().describe("to be posted to the letter"),
  pictures: z.array(z.string()).describe("digests, in order"),
  openUrl: z.string(),
  act: z.enum(["post", "edit", "delete"]),
  taken: z.object({ by: z.string(), until: shapes.instant.nullable() }).nullable(),
  problem: shapes.problem.nullable().describe("why it must not be posted now"),
  lateAt: shapes.instant.nullable(),
});

const listHandOffs = operation({
  name: "list-hand-offs",
  method: "GET",
  path: "/hand-offs",
  right: "hand-off",
  summary: "What people post by hand: what is due, what can be done early, and what lacks its address.",
  input: z.strictObject({}),
  output: z.object({
    due: z.array(handOff),
    more: z.int().min(1).optional().describe("how many more are open; `list-posts` has them all, page by page"),
    early: z.array(handOff),
    unaddressed: z.array(z.object({ id: z.string(), words: z.string() })),
  }),
  run: async (desk) => {
    const { due, early, unaddressed, more } = await handOffs(desk);
    const bare = unaddressed.map(({ view, words }) => ({ id: view.post.id, words }));
    const left = more > 0 ? { more } : {};
    return ok({ due: due.map(handOffReport), ...left, early: early.map(handOffReport), unaddressed: bare });
  },
});

const dismissIncident = operation({
  name: "dismiss-incident",
  method: "POST",
  path: "/incidents/{id}/dismiss",
  right: "settle",
  summary: "Says that somebody has seen to a post that may have stood twice.",
  input: fields.post,
  output: z.object({ dismissed: z.string() }),
  run: (desk, { id }) => dismiss(desk, id),
});

export const settling: readonly Operation[] = [
  listHandOffs,
  onPost({
    name: "take-post",
    act: "take",
    right: "hand-off",
    summary: "Says that the key's owner is posting a hand-off: it is theirs for 15 minutes. With `back`, that they did not after all.",
    fields: { back: z.boolean().optional() },
    decide: (desk, id, { back = false }) => (back ? giveBack : take)(desk, id),
  }),
  onPost({
    name: "done-post",
    act: "done",
    right: "hand-off",
    summary: "Says that a post is up: a hand-off, its address afterwards, or one that somebody made by hand.",
    fields: { url: fields.address.optional(), scheduled: fields.time.optional(), unverified: z.boolean().optional() },
    decide: async (desk, id, given) => {
      const report = await reportIn(desk, id, given);
      return report.ok ? done(desk, id, report.value) : report;
    },
  }),
  onPost({
    name: "resolve-post",
    act: "resolve",
    right: "settle",
    summary: "Says whether readers see the part in doubt of a held post; then it goes on.",
    fields: seen,
    decide: async (desk, id, given) => {
      const what = seenIn(given);
      if (!what.ok) return what;
      return what.value ? resolve(desk, id, what.value) : refuse(unsaid);
    },
  }),
  onPost({
    name: "resume-post",
    act: "resume",
    right: "settle",
    summary: "Lets a broken, stopped or held post go on, as approved.",
    fields: {},
    decide: (desk, id) => resumePost(desk, id),
  }),
  onPost({
    name: "take-down-post",
    act: "take-down",
    right: "correct",
    summary: "Deletes what is out of a broken, stopped or held post.",
    fields: seen,
    decide: async (desk, id, given) => {
      const what = seenIn(given);
      return what.ok ? takeDown(desk, id, what.value) : what;
    },
  }),
  onPost({
    name: "leave-post",
    act: "leave",
    right: "settle",
    summary: "Leaves what is out of a broken, stopped or held post; nothing more follows.",
    fields: seen,
    decide: async (desk, id, given) => {
      const what = seenIn(given);
      return what.ok ? leave(desk, id, what.value) : what;
    },
  }),
  dismissIncident,
];
