import { sayAgreement } from "../../desk/agreement.ts";
import type { Desk } from "../../desk/desk.ts";
import { type AgreedReport, withAgreement } from "../../desk/posts-report.ts";
import { type PostReport, reportOf, shownPost } from "../../desk/report.ts";
import { ok, type Result } from "../../domain/problem.ts";
import type { PostView } from "../../domain/view.ts";
import { isStopped } from "../../pipeline/half-sent.ts";
import { mustNotPost, type Offer, offersOn } from "../../pipeline/review.ts";
import { sayInstant } from "../../pipeline/schedule.ts";
import { choiceOf, type Typed, wantsJson } from "./command.ts";
import { type ExitCode, print } from "./output.ts";
import { type Row, sayRow } from "./say-post.ts";
import { sayClock, zoneOfAccount } from "./time.ts";
import type { Wiring } from "./wiring.ts";

/** A post with its report and first words, made while the desk is open. */
export interface Listed extends Row {
  /** Its time as a sentence has it, with the zone; empty: none is set. */
  readonly moment: string;
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

/** What stands before the first words. */
function said({ deletes, state }: PostReport, warning: string): readonly string[] {
  const proposed = deletes && (state === "draft" || state === "approved") ? ["DELETES"] : [];
  return [...proposed, ...(warning === "" ? [] : [warning])];
}

function timesOf(desk: Desk, { post }: PostView): Pick<Listed, "when" | "moment"> {
  if (post.scheduledAt === null) return { when: "", moment: "" };
  const zone = zoneOfAccount(desk, post.account);
  return { when: sayClock(post.scheduledAt, zone), moment: sayInstant(post.scheduledAt, zone) };
}

export function listed(desk: Desk, views: readonly PostView[]): readonly Listed[] {
  return views.map((view) => {
    const warning = warningOn(desk, view);
    const report = reportOf(desk, view);
    const words = [...said(report, warning), firstWords(desk, view)].join(" ");
    const offers = offersOn(view, desk.registry[view.post.platform].retract !== undefined);
    return { report, words, warning, offers, ...timesOf(desk, view) };
  });
}

/** The same with how people agree on it: for programs in the report, for people a sentence each. */
export interface Judged extends Listed {
  readonly report: AgreedReport;
  readonly agreement: readonly string[];
}

export async function judged(desk: Desk, views: readonly PostView[]): Promise<readonly Judged[]> {
  const listings = listed(desk, views);
  const reports = await withAgreement(
    desk,
    views,
    listings.map(({ report }) => report),
  );
  return listings.flatMap((listing, index) => {
    const report = reports[index];
    return report ? [{ ...listing, report, agreement: sayAgreement(report.id ?? "", report.agreement) }] : [];
  });
}

/** A post's line, and under it how people agree on it. */
export function sayJudged(one: Judged): readonly string[] {
  return [sayRow(one), ...one.agreement.map((line) => `    ${line}`)];
}

/** The same with the time in full: a time that was typed is read back in the zone that it was read in. */
export function sayTimed(one: Judged): readonly string[] {
  const goesOut = one.moment !== "" && one.report.deletes === undefined;
  return [...sayJudged(one), ...(goesOut ? [`    goes out ${one.moment}`] : [])];
}

/** Runs a decision and prints the posts as they stand after it: the shape that every command on posts shares. */
export async function onPosts(
  wiring: Wiring,
  typed: Typed,
  decide: (desk: Desk) => Promise<Result<readonly PostView[]>>,
  say: (post: Judged) => readonly string[] = sayJudged,
  none = "",
): Promise<ExitCode> {
  const result = await wiring.withDesk(choiceOf(typed), async (desk) => {
    const views = await decide(desk);
    return views.ok ? ok(await judged(desk, views.value)) : views;
  });
  return print(result, wantsJson(typed), (posts) => ({
    json: { posts: posts.map(({ report }) => report) },
    text: posts.length === 0 ? none : posts.flatMap(say).join("\n"),
  }));
}
