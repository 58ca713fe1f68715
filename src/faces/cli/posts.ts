import type { Desk } from "../../desk/desk.ts";
import { type PostReport, reportOf, shownPost } from "../../desk/report.ts";
import { ok, type Result } from "../../domain/problem.ts";
import type { PostView } from "../../domain/view.ts";
import { choiceOf, type Typed, wantsJson } from "./command.ts";
import { type ExitCode, print } from "./output.ts";
import { sayRow } from "./say-post.ts";
import type { Wiring } from "./wiring.ts";

/** A post with its report and first words, made while the desk is open. */
export interface Listed {
  readonly report: PostReport;
  readonly words: string;
}

export function listed(desk: Desk, views: readonly PostView[]): readonly Listed[] {
  return views.map((view) => ({
    report: reportOf(desk, view),
    words: (shownPost(desk, view)?.reading.parts[0]?.text ?? "").replaceAll(/\s+/g, " ").slice(0, 60),
  }));
}

/** Runs a decision and prints the posts as they stand after it: the shape that every command on posts shares. */
export async function onPosts(
  wiring: Wiring,
  typed: Typed,
  decide: (desk: Desk) => Promise<Result<readonly PostView[]>>,
): Promise<ExitCode> {
  const result = await wiring.withDesk(choiceOf(typed), async (desk) => {
    const views = await decide(desk);
    return views.ok ? ok(listed(desk, views.value)) : views;
  });
  return print(result, wantsJson(typed), (posts) => ({
    json: { posts: posts.map(({ report }) => report) },
    text: posts.map(({ report, words }) => sayRow(report, words)).join("\n"),
  }));
}
