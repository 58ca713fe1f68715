import { exportPages, exportPieces } from "../../desk/export.ts";
import {
  type ComparedResults,
  compareResults,
  type PostResult,
  postResults,
  type Span,
  typeCounts,
  usualSinceMs,
} from "../../desk/results.ts";
import { comparisonFile } from "../../desk/results-table.ts";
import type { Problem } from "../../domain/problem.ts";
import { type Count, marks } from "../../domain/result.ts";
import {
  aspects,
  type Comparison,
  type Group,
  isMark,
  isOnTime,
  markNames,
  measures,
  type Question,
  type Spread,
  sayAge,
} from "../../pipeline/results.ts";
import { may } from "../../pipeline/rights.ts";
import { type Form, readForm } from "./form.ts";
import { onTo } from "./on-to.ts";
import { page, problemPage } from "./page.ts";
import type { Routes } from "./routes.ts";
import { dayAndTime, zoneFor, zoneOf } from "./times.ts";
import type { Visit } from "./visit.ts";

/** Posts on one page; all of them are in the table to take away. */
const rowsAtOnce = 50;

const numbers = new Intl.NumberFormat("en-GB");

function questionOf({ context }: Visit): Question {
  const asked = (name: string) => context.req.query(name);
  return {
    aspect: aspects.find((each) => each === asked("by")) ?? "kind",
    mark: marks.find((each) => each === asked("mark")) ?? "24h",
    measure: measures.find((each) => each === asked("measure")) ?? "likes",
  };
}

function spanOf({ context, desk }: Visit): Span {
  const account = desk.settings.accounts.find(({ id }) => id === context.req.query("account"))?.id;
  const since = desk.clock.now() - usualSinceMs;
  return account === undefined ? { since } : { since, account };
}

const told = ["likes", "reposts", "quotes", "replies", "comments", "views"] as const;

function cell(count: Count, outAt: number, zone: string) {
  const { fate, at, tally, by, mark } = count;
  const isLate = at !== null && !isOnTime(count, outAt);
  return {
    mark,
    fate,
    by,
    at: at === null ? null : dayAndTime(at, zone),
    late: isLate ? sayAge(at - outAt) : null,
    counts: told.flatMap((name) => {
      const number = tally?.[name] ?? null;
      return number === null ? [] : [{ name, number: numbers.format(number) }];
    }),
  };
}

function row(visit: Visit, post: PostResult, canType: boolean) {
  const { view, traits, url, words, outAt, counts } = post;
  const account = visit.desk.settings.accounts.find(({ id }) => id === post.account);
  const zone = account ? zoneFor(visit, account) : zoneOf(visit);
  const open = canType
    ? counts.filter(({ fate, by }) => fate === "by-hand" || by !== null).map(({ mark }) => ({ mark, name: markNames[mark] }))
    : [];
  return {
    id: post.post,
    account: post.account,
    url,
    words,
    lang: view.summary.summary.language,
    kind: traits.kind,
    card: traits.card,
    photo: traits.photo,
    when: dayAndTime(outAt, zone),
    zone,
    cells: counts.map((count) => cell(count, outAt, zone)),
    notes: [...new Set(counts.flatMap(({ note }) => note ?? []))],
    open,
  };
}

function said({ median, middle, n }: Spread) {
  const [low, high] = middle ?? [null, null];
  const number = (count: number | null) => (count === null ? null : numbers.format(count));
  return { median: number(median), low: number(low), high: number(high), n };
}

function group({ name, posts, measured, verdict }: Group, { measure }: Comparison, highest: number) {
  const { median } = measured[measure];
  return {
    name,
    posts,
    verdict,
    cells: measures.map((each) => said(measured[each])),
    // A bar is a claim too: none for what is too few to say.
    bar: verdict === "few" || median === null ? null : { value: median, highest },
  };
}

function comparison(one: Comparison) {
  const { account, all, groups, late, measure } = one;
  const highest = Math.max(1, ...groups.map(({ measured }) => measured[measure].median ?? 0));
  return {
    account,
    late,
    all: { posts: all.posts, cells: measures.map((each) => said(all.measured[each])) },
    groups: groups.map((each) => group(each, one, highest)),
  };
}

function cost({ account, isOn, month, spentUsd, mostUsd, eachUsd }: ComparedResults["costs"][number]) {
  return { account, isOn, month, spent: spentUsd.toFixed(3), most: mostUsd.toFixed(2), each: String(eachUsd) };
}

async function show(visit: Visit, problems: readonly Problem[] = []): Promise<Response> {
  const { desk } = visit;
  const [span, question] = [spanOf(visit), questionOf(visit)];
  const [posts, compared] = [await postResults(desk, span, rowsAtOnce), await compareResults(desk, span, question)];
  const query = new URLSearchParams({ by: question.aspect, mark: question.mark, measure: question.measure });
  if (span.account !== undefined) query.set("account", span.account);
  const canType = may(desk.actor, "hand-off");
  return page(visit, {
    view: "results",
    place: "results",
    problems,
    values: {
      accounts: desk.settings.accounts.map(({ id }) => id),
      account: span.account ?? null,
      asked: question,
      aspects,
      measures,
      marks: marks.map((mark) => ({ mark, name: markNames[mark] })),
      after: markNames[question.mark],
      comparisons: compared.comparisons.map(comparison),
      costs: compared.costs.map(cost),
      posts: posts.map((post) => row(visit, post, canType)),
      query: query.toString(),
    },
  });
}

function headersOf(name: string) {
  const headers = { "Content-Type": "text/csv; charset=utf-8", "Content-Disposition": `attachment; filename="${name}"` };
  return { ...headers, "Cache-Control": "no-store" };
}

function table({ context }: Visit, name: string, bytes: Uint8Array): Response {
  return context.body(Uint8Array.from(bytes), 200, headersOf(name));
}

async function comparisonTable(visit: Visit): Promise<Response> {
  const { comparisons } = await compareResults(visit.desk, spanOf(visit), questionOf(visit));
  return table(visit, "comparison.csv", await comparisonFile(comparisons, "csv"));
}

/** Sent as it is made: of years of posts no more than some are in memory, and whoever goes away ends it. */
async function postsTable(visit: Visit): Promise<Response> {
  const made = exportPages(visit.desk, "results");
  if (!made.ok) return problemPage(visit, made.problems, 403);
  return visit.context.body(ReadableStream.from(exportPieces(made.value)), 200, headersOf("results.csv"));
}

function numberIn(form: Form, name: string): number | null {
  const word = form.word(name);
  return word === null ? null : /^\d{1,12}$/.test(word) ? Number(word) : Number.NaN;
}

async function keep(visit: Visit): Promise<Response> {
  const form = await readForm(visit.context);
  const mark = form.word("mark") ?? undefined;
  const counts = { likes: numberIn(form, "likes"), comments: numberIn(form, "comments") };
  const kept = await typeCounts(visit.desk, visit.id, { mark: isMark(mark) ? mark : "24h", ...counts });
  return kept.ok ? onTo(visit, "/results", "counted") : show(visit, kept.problems);
}

/** `/results`: what readers made of posts, which did well, and both as tables; and what a person saw where no API tells. */
export function results(routes: Routes): void {
  routes.get("/results", "read", (visit) => show(visit));
  routes.get("/results.csv", "read", postsTable);
  routes.get("/results/comparison.csv", "read", comparisonTable);
  routes.post("/results/:id", "hand-off", keep);
}
