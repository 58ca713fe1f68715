import { type Agreement, agreementOn, sayAgreement } from "../../desk/agreement.ts";
import type { Desk } from "../../desk/desk.ts";
import { type PostReport, reportOf, shownPost } from "../../desk/report.ts";
import { staffOf } from "../../desk/staff.ts";
import { ok, type Result } from "../../domain/problem.ts";
import type { PostView } from "../../domain/view.ts";
import { isStopped } from "../../pipeline/half-sent.ts";
import { mustNotPost, type Offer, offersOn } from "../../pipeline/review.ts";
import { choiceOf, type Typed, wantsJson } from "./command.ts";
import { type ExitCode, print } from "./output.ts";
import { sayRow } from "./say-post.ts";
import type { Wiring } from "./wiring.ts";

/** A post with its report and first words, made while the desk is open. */
export interface Listed {
  readonly report: PostReport;
  readonly words: string;
  /** What must be seen before anything else: a hand-off that must not be posted, a thread that stands still; else empty. */
  readonly warning: string;
  /** The commands that settle it, where it waits for a person. */
  readonly offers: readonly Offer[];
}

function warningOn(desk: Desk, view: PostView): string {
  if (mustNotPost(view, desk.clock.now())) return "DO NOT POST: paused.";
  return isStopped(view) ? "Stopped half-way by a pause." : "";
}

function firstWords(desk: Desk, view: PostView): string {
  return (shownPost(desk, view)?.reading.parts[0]?.text ?? "").replaceAll(/\s+/g, " ").slice(0, 60);
}

export function listed(desk: Desk, views: readonly PostView[]): readonly Listed[] {
  return views.map((view) => {
    const warning = warningOn(desk, view);
    const words = `${warning}${warning === "" ? "" : " "}${firstWords(desk, view)}`;
    const offers = offersOn(view, desk.registry[view.post.platform].retract !== undefined);
    return { report: reportOf(desk, view), words, warning, offers };
  });
}

/** The same with how people agree on it: for programs in the report, for people a sentence each. */
export interface Judged extends Listed {
  readonly report: PostReport & { readonly agreement: Agreement };
  readonly agreement: readonly string[];
}

export async function judged(desk: Desk, views: readonly PostView[]): Promise<readonly Judged[]> {
  const { people } = await staffOf(desk);
  return listed(desk, views).flatMap((listing, index) => {
    const view = views[index];
    if (!view) return [];
    const agreement = agreementOn(desk, view, listing.report, people);
    return [{ ...listing, report: { ...listing.report, agreement }, agreement: sayAgreement(view.post.id, agreement) }];
  });
}

/** A post's line, and under it how people agree on it. */
export function sayJudged({ report, words, agreement }: Judged): readonly string[] {
  return [sayRow(report, words), ...agreement.map((line) => `    ${line}`)];
}

/** Runs a decision and prints the posts as they stand after it: the shape that every command on posts shares. */
export async function onPosts(
  wiring: Wiring,
  typed: Typed,
  decide: (desk: Desk) => Promise<Result<readonly PostView[]>>,
): Promise<ExitCode> {
  const result = await wiring.withDesk(choiceOf(typed), async (desk) => {
    const views = await decide(desk);
    return views.ok ? ok(await judged(desk, views.value)) : views;
  });
  return print(result, wantsJson(typed), (posts) => ({
    json: { posts: posts.map(({ report }) => report) },
    text: posts.flatMap(sayJudged).join("\n"),
  }));
}
