import { type Instant, toIso } from "../domain/instant.ts";
import type { Summary } from "../domain/summary.ts";
import type { Templates } from "../edge/templates.ts";
import { localTime } from "./page/local-time.ts";
import { pageStyle } from "./page/page-style.ts";
import { postSheet } from "./page/post-sheet.ts";
import type { Preview, ShownPost } from "./report.ts";

/**
 * One HTML file that shows every post as its readers will see it, with counts, cost, findings and digest beside it
 * (`templates/web/preview.liquid`). Style and pictures are inside: it needs no network and no script.
 * @param outlet the name above the posts; without it the handle stands in.
 */
export function previewPage(previews: readonly Preview[], templates: Templates, outlet?: string): string {
  const names = previews.map((preview) => ({ preview, title: titleOf(preview.summary) }));
  const [first] = names;
  return templates.html("web/preview", {
    ...pageStyle(templates),
    title: first !== undefined && names.length === 1 ? first.title : `${names.length} summaries`,
    entries: names.map(({ preview, title }, place) => entry(preview, title, place + 1)),
    sections: names.map(({ preview, title }, place) => section(preview, title, place + 1, templates, outlet)),
  });
}

/** A line of the contents at the top. */
function entry(preview: Preview, title: string, place: number): object {
  return {
    anchor: `summary-${place}`,
    title,
    lang: preview.summary.language,
    posts: preview.posts.map((post, index) => ({ anchor: anchorOf(place, index), platformName: post.platformName, ...verdict(post) })),
  };
}

function verdict({ report }: ShownPost): object {
  const stops = report.problems.filter((problem) => problem.severity === "block").length;
  const warns = report.problems.length - stops;
  if (stops > 0) return { mark: "stop", verdict: `${stops} to mend` };
  if (warns > 0) return { mark: "care", verdict: `${warns} to look at` };
  return { mark: "good", verdict: "clear" };
}

function section(preview: Preview, title: string, place: number, templates: Templates, outlet: string | undefined): string {
  const { summary } = preview;
  const zone = preview.posts[0]?.account.timetable.timezone ?? "UTC";
  return templates.html("web/summary", {
    anchor: `summary-${place}`,
    title,
    lang: summary.language,
    facts: [...factsOf(summary, zone), ...(preview.note === undefined ? [] : [{ term: "Note", value: preview.note }])],
    paragraphs: summary.paragraphs,
    sheets: preview.posts.map((post, index) => {
      const context = {
        name: outlet ?? nameFrom(post),
        language: summary.language,
        pictures: preview.pictures,
        anchor: anchorOf(place, index),
      };
      return postSheet(post, context, templates);
    }),
  });
}

function anchorOf(place: number, index: number): string {
  return `post-${place}-${index + 1}`;
}

/** What is known of the summary, as `term: value`. */
function factsOf(summary: Summary, zone: string): readonly { readonly term: string; readonly value: string }[] {
  const at = (instant: Instant | undefined) => (instant === undefined ? undefined : localTime(toIso(instant), zone));
  const rows: readonly (readonly [string, string | undefined])[] = [
    ["From", summary.source],
    ["Language", summary.language === "ur" ? "Urdu" : "English"],
    ["Kind", summary.kind === "opinion" ? "Opinion" : undefined],
    ["Author", summary.author],
    ["Date", summary.date],
    ["Link", summary.link],
    ["Tags", summary.tags.length > 0 ? summary.tags.join(", ") : undefined],
    ["Not before", at(summary.embargo)],
    ["Not after", at(summary.expires)],
  ];
  return rows.flatMap(([term, value]) => (value === undefined ? [] : [{ term, value }]));
}

/** The summary's title, or the beginning of its lead. */
function titleOf(summary: Summary): string {
  if (summary.title !== undefined) return summary.title;
  const lead = summary.paragraphs[0] ?? "";
  if (lead.length <= 90) return lead;
  return `${lead.slice(0, 90).replace(/\s+\S*$/u, "")}…`;
}

/** A name to go by until one is given: the handle without its sign, or the account. */
function nameFrom(post: ShownPost): string {
  return post.handle.replace(/^@/, "") || post.account.id;
}
