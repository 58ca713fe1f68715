import type { Desk } from "../../desk/desk.ts";
import {
  type ComparedResults,
  compareResults,
  type PostResult,
  postResults,
  type Span,
  type TypedCounts,
  typeCounts,
  usualSinceMs,
} from "../../desk/results.ts";
import { type ReadingCost, readingCosts } from "../../desk/results-cost.ts";
import { comparisonFile } from "../../desk/results-table.ts";
import { toIso } from "../../domain/instant.ts";
import { block, ok, type Result, refuse } from "../../domain/problem.ts";
import { type Count, type Mark, marks, type Outcomes } from "../../domain/result.ts";
import { type Aspect, aspects, isMark, type Measure, measures, type Question } from "../../pipeline/results.ts";
import { choiceOf, flag, type Run, type Typed, textOption, wantsJson, word } from "./command.ts";
import { print } from "./output.ts";
import { sayComparison, sayCost, sayCount, sayPost } from "./say-results.ts";
import { readTime } from "./time.ts";
import { kindToWrite, writeTableFile } from "./write-table.ts";

type Told =
  | { readonly kind: "posts"; readonly posts: readonly PostResult[]; readonly costs: readonly ReadingCost[] }
  | ({ readonly kind: "compared" } & ComparedResults)
  | { readonly kind: "typed"; readonly outcomes: Outcomes }
  | { readonly kind: "written"; readonly file: string };

function oneOf<T extends string>(typed: Typed, name: string, allowed: readonly T[], usual: T): Result<T> {
  const said = textOption(typed, name);
  const found = said === undefined ? usual : allowed.find((each) => each === said);
  if (found !== undefined) return ok(found);
  return refuse(block("usage-results", `--${name}`, `"${said}" is none of them.`, `Give one of: ${allowed.join(", ")}.`));
}

function questionOf(typed: Typed): Result<Question> {
  const aspect = oneOf<Aspect>(typed, "by", aspects, "kind");
  const mark = oneOf<Mark>(typed, "mark", marks, "24h");
  const measure = oneOf<Measure>(typed, "measure", measures, "likes");
  if (!aspect.ok) return aspect;
  if (!mark.ok) return mark;
  return measure.ok ? ok({ aspect: aspect.value, mark: mark.value, measure: measure.value }) : measure;
}

function spanOf(desk: Desk, typed: Typed): Result<Span> {
  const [since, account] = [textOption(typed, "since"), textOption(typed, "account")];
  const from = since === undefined ? ok(desk.clock.now() - usualSinceMs) : readTime(desk, since, desk.settings.timezone, "--since");
  return from.ok ? ok({ since: from.value, ...(account === undefined ? {} : { account }) }) : from;
}

function numberOf(typed: Typed, name: string): number | null {
  const said = textOption(typed, name);
  return said === undefined ? null : Number(said);
}

function countsIn(typed: Typed): Result<TypedCounts> {
  const mark = textOption(typed, "mark");
  if (isMark(mark)) return ok({ mark, likes: numberOf(typed, "likes"), comments: numberOf(typed, "comments") });
  return refuse(block("usage-results", "--mark", "It isn't said which count this is.", `Give --mark ${marks.join(", ")}.`));
}

async function written(desk: Desk, typed: Typed, span: Span, question: Question, file: string): Promise<Result<Told>> {
  const kind = kindToWrite(file, flag(typed, "overwrite"));
  if (!kind.ok) return kind;
  const { comparisons } = await compareResults(desk, span, question);
  const done = writeTableFile(file, await comparisonFile(comparisons, kind.value));
  return done.ok ? ok({ kind: "written", file }) : done;
}

async function told(desk: Desk, typed: Typed): Promise<Result<Told>> {
  const [post, file] = [word(typed, 0), textOption(typed, "table")];
  if (post !== "") {
    const counts = countsIn(typed);
    const kept = counts.ok ? await typeCounts(desk, post, counts.value) : counts;
    return kept.ok ? ok({ kind: "typed", outcomes: kept.value }) : kept;
  }
  const [span, question] = [spanOf(desk, typed), questionOf(typed)];
  if (!span.ok) return span;
  if (!question.ok) return question;
  if (file !== undefined) return written(desk, typed, span.value, question.value, file);
  if (textOption(typed, "by") !== undefined) return ok({ kind: "compared", ...(await compareResults(desk, span.value, question.value)) });
  return ok({ kind: "posts", posts: await postResults(desk, span.value), costs: await readingCosts(desk) });
}

function countJson({ at, ...count }: Count) {
  return { ...count, at: at === null ? null : toIso(at) };
}

function outcomesJson({ post, account, platform, outAt, traits, counts }: Outcomes) {
  return { post, account, platform, outAt: toIso(outAt), traits, counts: counts.map(countJson) };
}

function answerOf(told: Told) {
  switch (told.kind) {
    case "typed":
      return { json: outcomesJson(told.outcomes), text: told.outcomes.counts.map((count) => sayCount(count, told.outcomes)).join("\n") };
    case "written":
      return { json: { file: told.file }, text: `Wrote ${told.file}.` };
    case "compared": {
      const { comparisons, costs } = told;
      const none = "No post is out whose readers were counted.";
      return {
        json: { comparisons, costs },
        text: [...(comparisons.length === 0 ? [none] : comparisons.map(sayComparison)), ...costs.map(sayCost)].join("\n"),
      };
    }
    case "posts": {
      const posts = told.posts.map((post) => ({ ...outcomesJson(post), url: post.url, words: post.words }));
      const said = told.posts.length === 0 ? ["No post came out in this time."] : told.posts.map(sayPost);
      return { json: { posts, costs: told.costs }, text: [...said, ...told.costs.map(sayCost)].join("\n") };
    }
  }
}

/** `herald results`: what readers made of posts, and which did well. */
export const run: Run = async (wiring, typed) =>
  print(await wiring.withDesk(choiceOf(typed), (desk) => told(desk, typed)), wantsJson(typed), answerOf);
