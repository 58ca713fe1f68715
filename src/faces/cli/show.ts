import { viewOf } from "../../desk/desk.ts";
import { postReport } from "../../desk/posts-report.ts";
import { recentOf } from "../../desk/recent.ts";
import { type PostReport, shownPost } from "../../desk/report.ts";
import type { Entry } from "../../domain/journal.ts";
import { ok } from "../../domain/problem.ts";
import type { PostView } from "../../domain/view.ts";
import { halfSent, sayStanding } from "../../pipeline/half-sent.ts";
import { choiceOf, type Run, wantsJson, word } from "./command.ts";
import { print } from "./output.ts";
import { type Judged, judged } from "./posts.ts";
import { sayOffers } from "./say-offers.ts";
import { sayShown, saySteps } from "./say-post.ts";

function sayEntry(entry: Entry): string {
  const when = new Date(entry.at).toISOString();
  if (entry.kind === "moved") return `  ${when} ${entry.transition} → ${entry.to} by ${entry.by}${entry.reason ? `: ${entry.reason}` : ""}`;
  const said = "outcome" in entry ? `: ${entry.outcome.kind}` : "verdict" in entry ? `: ${entry.verdict.kind}` : "";
  return `  ${when} ${entry.kind} ${entry.step}${said}`;
}

/** Who stands by what a finding would stop. */
function sayOverrides({ overrides = [] }: PostReport): readonly string[] {
  if (overrides.length === 0) return [];
  const rows = overrides.map(({ at, by, code, finding, reason }) => `  ${at} ${by} stands by ${code}: ${finding} Why: ${reason}`);
  return [["Overridden", ...rows].join("\n")];
}

/** What Herald knows of it and what can be done, where it waits for a person. */
function sayNow(view: PostView, listing: Judged | undefined): readonly string[] {
  const moved = view.journal.findLast((entry) => entry.kind === "moved");
  const reason = moved?.kind === "moved" ? moved.reason : undefined;
  const isNew = moved?.kind === "moved" && moved.transition === "add";
  const why = reason === undefined || isNew ? [] : [`Why it is ${view.post.state}: ${reason}`];
  const out = halfSent(view) ? [`Readers see: ${sayStanding(view) || "nothing any more"}`] : [];
  const warning = listing?.warning ? [listing.warning] : [];
  const offers = listing && listing.offers.length > 0 ? [["What you can do:", ...sayOffers(listing.offers)].join("\n")] : [];
  return [...why, ...out, ...warning, ...(listing?.agreement ?? []), ...offers];
}

export const run: Run = async (wiring, typed) => {
  const result = await wiring.withDesk(choiceOf(typed), async (desk) => {
    const view = await viewOf(desk, word(typed, 0));
    if (!view.ok) return view;
    const [listing] = await judged(desk, [view.value]);
    const recent = await recentOf(desk, view.value.post);
    const report = await postReport(desk, view.value.post.id);
    if (!report.ok) return report;
    return ok({ report: report.value, shown: shownPost(desk, view.value, recent), view: view.value, listing });
  });
  return print(result, wantsJson(typed), ({ report, shown, view, listing }) => ({
    json: { posts: [report] },
    text: [
      shown ? sayShown(shown) : report.id,
      `Digest ${report.digest}`,
      `Steps\n${saySteps(report)}`,
      ...sayOverrides(report),
      `Journal\n${view.journal.map(sayEntry).join("\n")}`,
      ...sayNow(view, listing),
    ].join("\n\n"),
  }));
};
