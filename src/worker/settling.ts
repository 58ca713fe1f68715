/** How long doubts have settled: what this worker watched, and what others did before it. */
import type { Lease, PostView } from "../domain/view.ts";
import type { Settling } from "../storage/settlings.ts";
import { termsOf } from "./windows.ts";
import type { Worker } from "./worker.ts";

/** What stood written down, and since when (monotonic) this worker has watched it stand there. */
export interface Watching extends Settling {
  readonly since: number;
}

function newestIntent({ journal }: PostView): number | null {
  return journal.findLast(({ kind }) => kind === "intent")?.seq ?? null;
}

async function begin(worker: Worker, post: string, seq: number, watchedMs: number): Promise<Watching> {
  const settling = await worker.store.settlings.begin(post, seq, watchedMs);
  // Taken after the answer: what was added before it is not added again.
  const watching = { ...settling, since: worker.edge.clock.mono() };
  worker.watched.set(post, watching);
  return watching;
}

/** How long the newest intent, which is in doubt, has been let settle. */
export async function settledMs(worker: Worker, view: PostView): Promise<number> {
  const seq = newestIntent(view);
  if (seq === null) return 0;
  const seen = worker.watched.get(view.post.id);
  const watching = seen?.seq === seq ? seen : await begin(worker, view.post.id, seq, 0);
  return watching.watchedMs + (worker.edge.clock.mono() - watching.since);
}

/** How long this lease has been watched without a change. */
export function unchangedMs(worker: Worker, postId: string, lease: Lease | null): number {
  const seen = worker.leases.get(postId);
  return lease && seen?.token === lease.token && seen.counter === lease.counter ? worker.edge.clock.mono() - seen.since : 0;
}

/** A post was taken over from a worker of which nothing was heard for so long: what that one had begun to send is over, and since when. */
export async function countWatched(worker: Worker, view: PostView, lease: Lease | null, unchanged: number): Promise<void> {
  const [seq, terms] = [newestIntent(view), lease && termsOf(lease.owner)];
  const settledMs = terms ? Math.floor(unchanged - terms.overMs) : 0;
  if (seq !== null && settledMs > 0) await begin(worker, view.post.id, seq, settledMs);
}

/** It is known what became of the post. */
export async function endSettling(worker: Worker, postId: string): Promise<void> {
  if (worker.watched.delete(postId)) await worker.store.settlings.end(postId);
}

/** Often enough that little is lost with a worker that dies; seldom beside how long it takes. */
function stepMs({ timing: { tickMs, settleMs } }: Worker): number {
  return Math.max(tickMs, settleMs / 60);
}

async function watch(worker: Worker, settling: Settling, readAt: number): Promise<void> {
  const { post, seq, watchedMs } = settling;
  const seen = worker.watched.get(post);
  if (seen?.seq !== seq || seen.watchedMs !== watchedMs) return void worker.watched.set(post, { ...settling, since: readAt });
  const ms = Math.floor(worker.edge.clock.mono() - seen.since);
  if (watchedMs >= worker.timing.settleMs || ms < stepMs(worker)) return;
  if (await worker.store.settlings.add(settling, ms))
    worker.watched.set(post, { ...settling, watchedMs: watchedMs + ms, since: seen.since + ms });
  else worker.watched.delete(post);
}

/** Watches all doubts, also those that others have found, and writes down what was watched. */
export async function watchDoubts(worker: Worker): Promise<void> {
  const { clock } = worker.edge;
  if (clock.mono() < worker.lookAtDoubts.at) return;
  worker.lookAtDoubts.at = clock.mono() + stepMs(worker);
  const open = await worker.store.settlings.open();
  const readAt = clock.mono();
  const posts = new Set(open.map(({ post }) => post));
  for (const post of worker.watched.keys()) if (!posts.has(post) && !worker.inHand.has(post)) worker.watched.delete(post);
  for (const settling of open) await watch(worker, settling, readAt);
}
