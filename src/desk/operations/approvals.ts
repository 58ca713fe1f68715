/** Approving by a program: always what was seen, by its digest. */
import { z } from "zod";
import { block, ok, type Problem, type Result, refuse } from "../../domain/problem.ts";
import type { Stand } from "../../pipeline/overrides.ts";
import { type ApproveOptions, approve, unapprove } from "../approve.ts";
import { lookAgain } from "../decide.ts";
import type { Desk } from "../desk.ts";
import * as fields from "./fields.ts";
import { type Operation, operation } from "./operation.ts";
import { onPost, told } from "./posts.ts";
import * as shapes from "./shapes.ts";
import { whenGiven } from "./when.ts";

/** How it is approved, beside what. */
const manner = {
  at: fields.time.optional(),
  now: z.boolean().optional().describe("at once, whatever the slots: takes the right `break`"),
  override: z
    .array(z.strictObject({ code: z.string().regex(/^[a-z]+(-[a-z]+)+$/), words: z.string().min(1).max(2_000).optional() }))
    .min(1)
    .max(50)
    .optional()
    .describe("findings that the approver stands by; with `reason`"),
  alone: z.boolean().optional().describe("with `now` and `reason`: although more people should agree; everybody is told"),
  reason: fields.reason.optional(),
} as const;

type Manner = z.output<z.ZodObject<typeof manner>>;

const noReason = block("input-reason", "reason", "An override, and sending alone, need a reason, which is kept.", "Say why.");
const noUse = block(
  "input-reason",
  "reason",
  "A reason is kept only with an override, or with `alone`.",
  "Leave it out, or name the findings.",
);

function standOf({ override, reason }: Manner): Stand | null {
  if (!override || reason === undefined) return null;
  return { reason, wishes: override.map(({ code, words }) => (words === undefined ? { code } : { code, words })) };
}

async function optionsOf(desk: Desk, given: Manner, post: string | undefined): Promise<Result<Omit<ApproveOptions, "digest">>> {
  const { override, alone = false, reason } = given;
  const wantsReason = override !== undefined || alone;
  if (wantsReason && reason === undefined) return refuse(noReason);
  if (!wantsReason && reason !== undefined) return refuse(noUse);
  const when = await whenGiven(desk, given, post);
  if (!when.ok) return when;
  const stand = standOf(given);
  return ok({ when: when.value, ...(stand ? { stand } : {}), ...(alone && reason !== undefined ? { alone: reason } : {}) });
}

/** Of two digests of one post only one was seen last, and nobody could tell which. */
function twiceIn(posts: readonly { readonly id: string }[]): readonly Problem[] {
  const repeated = new Set(posts.map(({ id }) => id).filter((id, at, ids) => ids.indexOf(id) !== at));
  return [...repeated].map((id) =>
    block("input-twice", `post ${id}`, "The list names it twice.", "Name each post once, with the digest that was seen."),
  );
}

const approveMany = operation({
  name: "approve-posts",
  method: "POST",
  path: "/approvals",
  right: "approve",
  summary: "Approves several posts, all or none, each as it was seen.",
  input: z.strictObject({
    posts: z
      .array(z.strictObject({ id: fields.name, digest: fields.digest }))
      .min(1)
      .max(50),
    ...manner,
  }),
  output: shapes.posts,
  run: async (desk, { posts, ...given }) => {
    const twice = twiceIn(posts);
    if (twice.length > 0) return refuse(...twice);
    const options = await optionsOf(desk, given, posts[0]?.id);
    if (!options.ok) return options;
    const digests = new Map(posts.map(({ id, digest }) => [id, digest]));
    return told(desk, approve(desk, [...digests.keys()], { ...options.value, digests }));
  },
});

export const approvals: readonly Operation[] = [
  onPost({
    name: "approve-post",
    act: "approve",
    right: "approve",
    summary: "Freezes a post as it was seen and gives it its time: the next free slot, `at`, or `now`.",
    fields: { digest: fields.digest, ...manner },
    decide: async (desk, id, { digest, ...given }) => {
      const options = await optionsOf(desk, given, id);
      return options.ok ? approve(desk, [id], { ...options.value, digest }) : options;
    },
  }),
  approveMany,
  onPost({
    name: "unapprove-post",
    act: "unapprove",
    right: "approve",
    summary: "Takes an approval back.",
    fields: {},
    decide: (desk, id) => unapprove(desk, [id]),
  }),
  onPost({
    name: "look-post",
    act: "look",
    right: "approve",
    summary: "Says that somebody has looked at what another person sent alone.",
    fields: {},
    decide: (desk, id) => lookAgain(desk, [id]),
  }),
];
