/** What became of posts that readers saw, a stretch at a time: neither memory nor a worker's turn is taken up by all of them at once. */
import type { Instant } from "../domain/instant.ts";
import type { PostView } from "../domain/view.ts";
import type { Place } from "../storage/pages.ts";
import type { Desk } from "./desk.ts";
import { type ExportRow, resultRow } from "./export-rows.ts";
import { type PostReport, reportOf } from "./report.ts";
import { shownAt } from "./shown.ts";

/** So many posts with their journals are in memory at once. */
const atOnce = 50;

interface Seen {
  readonly view: PostView;
  readonly report: PostReport;
  readonly at: Instant;
}

function isDone(view: PostView): boolean {
  return view.journal.some(
    (entry) => ("outcome" in entry && entry.outcome.kind === "done") || (entry.kind === "verdict" && entry.verdict.kind === "took"),
  );
}

/** Null: readers never saw it. */
function seenOf(desk: Desk, view: PostView): Seen | null {
  if (view.post.state !== "published" && !isDone(view)) return null;
  const report = reportOf(desk, view);
  if (view.post.state !== "published" && report.visible.length === 0) return null;
  return { view, report, at: shownAt(view, report.visible[0]?.step) ?? 0 };
}

/** Of each post no more than its name and its time is kept, to bring them into order. */
async function inOrder(desk: Desk): Promise<readonly string[]> {
  const seen: { readonly id: string; readonly at: Instant }[] = [];
  for (let after: Place | null = null; ; ) {
    const page: Awaited<ReturnType<typeof desk.store.pages.posts>> = await desk.store.pages.posts({}, after, atOnce);
    for (const view of await desk.store.views(page.rows)) {
      const one = seenOf(desk, view);
      if (one) seen.push({ id: view.post.id, at: one.at });
    }
    after = page.next;
    if (after === null) return seen.toSorted((a, b) => a.at - b.at).map(({ id }) => id);
    await desk.clock.sleep(0);
  }
}

/** The earliest first. */
export async function* resultPages(desk: Desk): AsyncGenerator<readonly ExportRow[]> {
  const ids = await inOrder(desk);
  for (let from = 0; from < ids.length; from += atOnce) {
    const some = ids.slice(from, from + atOnce);
    const [views, kept] = [await desk.store.views(some), await desk.store.results.among(some)];
    const outcomes = new Map(kept.map((one) => [one.post, one]));
    yield views.flatMap((view) => {
      const one = seenOf(desk, view);
      return one ? [resultRow(desk, view, one.report, outcomes.get(view.post.id))] : [];
    });
    await desk.clock.sleep(0);
  }
}
