/** Fields that several operations take. */
import { z } from "zod";
import { longestText } from "../../pipeline/intake.ts";
import { platformIds } from "./shapes.ts";

/** Names of posts, stories, incidents and accounts. */
export const name = z.string().min(1).max(200);
/** Why somebody decided something: kept. */
export const reason = z.string().trim().min(1).max(2_000);
export const address = z.string().trim().min(1).max(2_000);
/** A moment as people type it. */
export const time = z.string().min(1).max(100).describe("ISO 8601 with offset, or local (`2026-12-01 09:00`) in the account's zone");
export const digest = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .describe("the digest that was seen with the post: another post is refused with 409");
export const revision = z.int().min(1).describe("the revision that was seen with the post: another is refused with 409");
export const words = z.string().max(longestText);
/** More than any platform takes, captions and descriptions of pictures included. */
const longestContent = 100_000;

/** A post's content, which its platform reads. */
export const content = z
  .unknown()
  .refine((json) => (JSON.stringify(json) ?? "").length <= longestContent, `It has more than ${longestContent} characters as JSON`);

export const post = z.strictObject({ id: name });
export const story = z.strictObject({ id: name });

/** A summary: its whole text with front matter, or its fields. */
export const summaryFields = {
  markdown: words.optional().describe("the whole summary, front matter and all; then none of the other fields but `name`"),
  name: z.string().max(200).optional().describe("what to call the text where it came from, such as its file's name"),
  text: words.optional().describe("the body, paragraphs with an empty line between them"),
  title: z.string().max(2_000).optional(),
  link: address.optional(),
  tags: z.array(z.string().max(100)).max(50).optional(),
  language: z.enum(["en", "ur"]).optional(),
  kind: z.enum(["news", "opinion"]).optional(),
  author: z.string().max(200).optional(),
  date: z.string().max(100).optional(),
  embargo: time.optional(),
  expires: time.optional(),
  story: z.string().max(200).optional().describe("ties the languages of one story together"),
  accounts: z.array(name).max(50).optional(),
  image: z.string().max(2_000).optional().describe("an https address, or `kept:…` as `keep-picture` answered"),
  imageAlt: z.string().max(2_000).optional(),
  imageCredit: z.string().max(200).optional(),
  pictures: z.literal("ours").optional().describe("the picture is the outlet's own to publish anywhere"),
} as const;

export const platform = z.enum(platformIds);

/** How a list is read page by page. */
export const paging = {
  limit: z.int().min(1).max(200).optional().describe("at most so many (50)"),
  cursor: z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,400}$/)
    .optional()
    .describe("`next` of the page before"),
} as const;
