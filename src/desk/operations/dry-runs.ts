/** What keeps and sends nothing. */
import { z } from "zod";
import { block, ok, type Result, refuse } from "../../domain/problem.ts";
import { check, type Words } from "../check.ts";
import { keepPicture } from "../kept-picture.ts";
import { previewFile } from "../preview.ts";
import { summaryReport } from "../summary-report.ts";
import * as fields from "./fields.ts";
import { givenSummary, placeOf, plainly } from "./given-summary.ts";
import { type Operation, operation } from "./operation.ts";
import * as shapes from "./shapes.ts";

const preview = operation({
  name: "preview",
  method: "POST",
  path: "/preview",
  right: "read",
  summary: "A dry run: the posts that would become of a summary, with the very steps and what is found on them. Keeps and sends nothing.",
  takes: "summary",
  input: z.strictObject({ ...fields.summaryFields, platform: fields.platform.optional() }),
  output: z.object({ summary: shapes.summary, posts: z.array(shapes.draftReport), note: z.string().optional() }),
  run: async (desk, { platform, ...given }) => {
    const place = placeOf(desk.actor);
    const input = givenSummary(desk, given, place);
    if (!input.ok) return input;
    const previewed = await previewFile(desk, input.value, { draw: true, ...(platform === undefined ? {} : { platform }) });
    if (!previewed.ok) return refuse(...previewed.problems.map((problem) => plainly(problem, place)));
    const { summary, posts, note } = previewed.value;
    return ok({ summary: summaryReport(summary), posts: posts.map(({ report }) => report), ...(note === undefined ? {} : { note }) });
  },
});

function wordsIn({ text, content }: { readonly text?: string | undefined; readonly content?: unknown }): Result<Words> {
  const twice = block("input-both", "text", "Give the words to check, once.", "`text` for plain words, or `content` for a whole post.");
  if ((text === undefined) === (content === undefined)) return refuse(twice);
  return ok(text === undefined ? { kind: "post", json: content } : { kind: "text", text });
}

const checkWords = operation({
  name: "check",
  method: "POST",
  path: "/check",
  right: "read",
  summary: "Holds words against a summary, a platform's rules and the house's. Keeps and sends nothing.",
  input: z.strictObject({
    source: fields.words.describe("the summary, front matter and all"),
    platform: fields.platform,
    text: fields.words.optional().describe("the words of one part, caption or post"),
    content: fields.content.optional().describe("or a whole content, as `show-post` has it"),
  }),
  output: z.object({ problems: shapes.problems }),
  run: async (desk, { source, platform, ...given }) => {
    const place = placeOf(desk.actor);
    const [input, words] = [givenSummary(desk, { markdown: source, name: "source.md" }, place), wordsIn(given)];
    if (!input.ok || !words.ok) return refuse(...(input.ok ? [] : input.problems), ...(words.ok ? [] : words.problems));
    const found = check(desk, { source: input.value, platform, words: words.value });
    return found.ok ? ok({ problems: found.value }) : refuse(...found.problems.map((problem) => plainly(problem, place)));
  },
});

const picture = operation({
  name: "keep-picture",
  method: "POST",
  path: "/pictures",
  right: "write",
  summary: "Keeps a picture (JPEG, PNG or WebP, at most 10 MB); a summary names it as its `image`.",
  takes: "picture",
  input: z.strictObject({ bytes: z.base64().describe("the picture; over HTTP the body itself") }),
  output: z.object({ image: z.string().describe("`kept:` and its digest") }),
  run: async (desk, { bytes }) => {
    const kept = await keepPicture(desk, "picture", Buffer.from(bytes, "base64"));
    return kept.ok ? ok({ image: kept.value }) : kept;
  },
});

export const dryRuns: readonly Operation[] = [preview, checkWords, picture];
