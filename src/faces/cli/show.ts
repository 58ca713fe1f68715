import { viewOf } from "../../desk/desk.ts";
import { reportOf, shownPost } from "../../desk/report.ts";
import type { Entry } from "../../domain/journal.ts";
import { ok } from "../../domain/problem.ts";
import { choiceOf, type Run, wantsJson, word } from "./command.ts";
import { print } from "./output.ts";
import { sayShown, saySteps } from "./say-post.ts";

function sayEntry(entry: Entry): string {
  const when = new Date(entry.at).toISOString();
  if (entry.kind === "moved") return `  ${when} ${entry.transition} → ${entry.to} by ${entry.by}${entry.reason ? `: ${entry.reason}` : ""}`;
  const said = "outcome" in entry ? `: ${entry.outcome.kind}` : "verdict" in entry ? `: ${entry.verdict.kind}` : "";
  return `  ${when} ${entry.kind} ${entry.step}${said}`;
}

export const run: Run = async (wiring, typed) => {
  const result = await wiring.withDesk(choiceOf(typed), async (desk) => {
    const view = await viewOf(desk, word(typed, 0));
    if (!view.ok) return view;
    return ok({ report: reportOf(desk, view.value), shown: shownPost(desk, view.value), journal: view.value.journal });
  });
  return print(result, wantsJson(typed), ({ report, shown, journal }) => ({
    json: { posts: [report] },
    text: [
      shown ? sayShown(shown) : report.id,
      `Digest ${report.digest}`,
      `Steps\n${saySteps(report)}`,
      `Journal\n${journal.map(sayEntry).join("\n")}`,
    ].join("\n\n"),
  }));
};
