/** Posts as other programs read them, with how people agree on each: what commands print with `--json`, and what the API answers. */
import { ok, type Result } from "../domain/problem.ts";
import type { PostView } from "../domain/view.ts";
import { type Agreement, agreementOn } from "./agreement.ts";
import { type Desk, viewOf } from "./desk.ts";
import { recentOf } from "./recent.ts";
import { type PostReport, reportOf } from "./report.ts";
import { staffOf } from "./staff.ts";

export interface AgreedReport extends PostReport {
  readonly agreement: Agreement;
}

/** In the order of the views. @param reports on each of them */
export async function withAgreement(
  desk: Desk,
  views: readonly PostView[],
  reports: readonly PostReport[],
): Promise<readonly AgreedReport[]> {
  const { people } = await staffOf(desk);
  return views.flatMap((view, index) => {
    const report = reports[index];
    return report ? [{ ...report, agreement: agreementOn(desk, view, report, people) }] : [];
  });
}

/** How long posts are judged in one go before others have their turn: a worker's sending must not wait for a long list. */
const turnMs = 20;

/** The same where nobody has the reports yet. */
export async function postsReport(desk: Desk, views: readonly PostView[]): Promise<readonly AgreedReport[]> {
  const reports: PostReport[] = [];
  let begun = desk.clock.mono();
  for (const view of views) {
    reports.push(reportOf(desk, view));
    if (desk.clock.mono() - begun < turnMs) continue;
    await desk.clock.sleep(0);
    begun = desk.clock.mono();
  }
  return withAgreement(desk, views, reports);
}

/** One post, judged beside the account's other posts, too. */
export async function postReport(desk: Desk, id: string): Promise<Result<AgreedReport>> {
  const view = await viewOf(desk, id);
  if (!view.ok) return view;
  const report = reportOf(desk, view.value, await recentOf(desk, view.value.post));
  const { people } = await staffOf(desk);
  return ok({ ...report, agreement: agreementOn(desk, view.value, report, people) });
}
