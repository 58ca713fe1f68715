/** What answers look like: the JSON that commands print with `--json`. Instants are ISO 8601 in milliseconds. */
import { z } from "zod";
import { ways } from "../../domain/correction.ts";
import { incidentKinds } from "../../domain/incident.ts";
import { cardKinds, themes } from "../../domain/look.ts";
import { states } from "../../domain/post.ts";

export const platformIds = ["x", "instagram", "youtube-community"] as const;
export const language = z.enum(["en", "ur"]);
export const instant = z.string().describe("ISO 8601, UTC, milliseconds");
const orNull = instant.nullable();

export const problem = z
  .looseObject({
    code: z.string(),
    where: z.string(),
    message: z.string(),
    remedy: z.string(),
    severity: z.enum(["block", "warn"]),
  })
  .meta({ id: "Problem", description: "What stands in the way: what, where, and what to do. Codes begin with their family." });

export const problems = z.array(problem);

const counts = z.object({
  parts: z.array(z.object({ weightedLength: z.number(), max: z.number() })).optional(),
  characters: z.number().optional(),
  max: z.number().optional(),
  hashtags: z.number().optional(),
});

const step = z
  .looseObject({ key: z.string(), repeat: z.enum(["harmless", "never"]) })
  .describe("a request as it would be sent (method, path, body), or a hand-off (text, media, openUrl)");

const agreed = z.object({ by: z.string(), at: instant });

const agreement = z.object({
  needed: z.int(),
  wanted: z.int().nullable(),
  agreed: z.array(agreed),
  open: z.array(z.string()),
  asked: z.object({ by: z.string(), at: instant, note: z.string() }).nullable(),
  auto: orNull,
  secondLook: z.object({ by: z.string(), at: instant, reason: z.string() }).nullable(),
});

const override = z.object({ code: z.string(), finding: z.string(), reason: z.string(), by: z.string(), at: instant });

const entry = z.looseObject({ seq: z.int(), at: instant, by: z.string(), kind: z.string() });

/** A post as `herald show --json` prints it. */
const reportFields = {
  id: z.string().nullable().describe("in a preview: the id that it would get"),
  summaryId: z.string(),
  account: z.string(),
  platform: z.enum(platformIds),
  state: z.enum(states),
  revision: z.int(),
  digest: z.string().describe("what an approval names; empty where nothing could be approved"),
  content: z
    .unknown()
    .describe("as the platform's posts are written: X `parts`, Instagram `caption` and `images`, YouTube `text` and `images`"),
  wordedBy: z.enum(["herald", "model", "editor"]),
  composedBy: z.enum(["herald", "model"]),
  counts,
  steps: z.array(step),
  problems,
  overrides: z.array(override).optional(),
  cost: z.object({ usd: z.number() }).nullable(),
  corrects: z.string().optional(),
  correction: z.object({ way: z.enum(ways), mistakes: z.array(z.object({ was: z.string(), now: z.string() })) }).optional(),
  correctedBy: z.array(z.string()).optional(),
  look: z.object({ card: z.enum(cardKinds).optional(), theme: z.enum(themes).optional() }).optional(),
  deletes: z.literal(true).optional(),
  scheduledAt: orNull,
  url: z.string().nullable(),
  visible: z.array(z.object({ step: z.string(), id: z.string(), url: z.string().nullable() })),
  journal: z.array(entry),
} as const;

export const draftReport = z.object(reportFields).meta({ id: "PostPreview", description: "A post as it would be." });
export const postReport = z.object({ ...reportFields, agreement }).meta({ id: "Post", description: "A post in the queue." });
export const fatedPost = z.object({
  ...reportFields,
  agreement,
  fate: z.enum(["stop", "halt", "delete", "hand", "doubt", "leave"]).describe("what the withdrawal does to it"),
});

/** What every decision on posts answers. */
export const posts = z.object({ posts: z.array(postReport) });

export const summary = z
  .object({
    id: z.string(),
    fingerprint: z.string(),
    language,
    kind: z.enum(["news", "opinion"]),
    title: z.string().optional(),
    paragraphs: z.array(z.string()),
    link: z.string().optional(),
    tags: z.array(z.string()),
    date: z.string().optional(),
    embargo: instant.optional(),
    expires: instant.optional(),
    author: z.string().optional(),
    image: z
      .object({ src: z.string(), alt: z.string().optional(), credit: z.string().optional(), ours: z.literal(true).optional() })
      .optional(),
    accounts: z.array(z.string()).optional(),
    story: z.string().optional(),
    source: z.string(),
  })
  .meta({ id: "Summary", description: "A summary as intake leaves it." });

export const storedSummary = z
  .object({
    summary,
    version: z.int(),
    addedAt: instant,
    withdrawal: z.object({ reason: z.string(), by: z.string(), at: instant }).nullable(),
  })
  .meta({ id: "StoredSummary" });

export const incident = z
  .object({
    id: z.string(),
    kind: z.enum(incidentKinds),
    at: instant,
    subject: z.string(),
    text: z.string(),
    happened: z.string(),
    paste: z.string().nullable(),
    todo: z.array(z.unknown()),
    account: z.string().nullable(),
    platform: z.string().nullable(),
    post: z.object({ id: z.string(), state: z.enum(states), words: z.string(), visible: z.array(z.string()) }).nullable(),
    tellings: z.array(z.object({ channel: z.string(), toldAt: orNull, tries: z.int(), problem: z.string().nullable() })),
  })
  .meta({ id: "Incident" });

export const pause = z.object({ account: z.string(), reason: z.string(), since: instant, until: orNull });

export const decision = z
  .object({
    seq: z.int(),
    at: instant,
    by: z.string(),
    kind: z.string(),
    subject: z.string(),
    body: z.unknown(),
    previous: z.string(),
    hash: z.string(),
  })
  .meta({ id: "Decision", description: "One row of the record." });

export const nextPage = z.string().nullable().describe("the cursor of the next page; null: this is the last");
