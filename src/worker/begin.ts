import type { Account } from "../domain/account.ts";
import type { Post } from "../domain/post.ts";
import type { Lease, PostView } from "../domain/view.ts";
import { admit, pausedThen } from "../pipeline/admit.ts";
import { microCentsOf } from "../pipeline/budget.ts";
import { textsOf } from "../pipeline/house-rules.ts";
import { isVisible, standingsOf } from "../pipeline/standing.ts";
import type { Begun } from "../storage/store.ts";
import { capacityOf, noteBegun } from "./capacity.ts";
import { accountOf, nowOf, signature, type Worker } from "./worker.ts";

function tellBegun({ tell }: Worker, post: Post, begun: Begun): void {
  if (begun.kind === "postpone") tell({ kind: "waiting", post, until: begun.until, reason: begun.reason });
  if (begun.kind === "wait") tell({ kind: "waiting", post, until: begun.until, reason: begun.reason, passing: true });
  if (begun.kind === "miss") tell({ kind: "missed", post, problem: begun.problem });
}

async function judge(worker: Worker, account: Account, post: Post): Promise<Begun | null> {
  const capacity = await capacityOf(worker, account);
  const microCents = microCentsOf(worker.registry[account.platform].cost?.(post.plan?.steps ?? [], account) ?? { usd: 0 });
  const now = nowOf(worker);
  // The question took its time, and the clock may have jumped meanwhile.
  if (worker.stopping || worker.clocks.trouble()) return null;
  const asking = { account, now, microCents, capacity, texts: wordsOf(worker, post) };
  return worker.store.begin(post.id, worker.owner, now, (view, ledger) => admit(view, ledger, asking));
}

/** What readers will see of it. */
function wordsOf({ registry }: Worker, { platform: id, plan, content }: Post) {
  const platform = registry[id];
  const parsed = platform.parse(plan?.content ?? content);
  return parsed.ok ? textsOf(platform.read(parsed.content)) : [];
}

/** Begins an approved post if budget, distance and time allow; returns the token of its lease, or null: not now. */
export async function begin(worker: Worker, post: Post): Promise<string | null> {
  const account = accountOf(worker, post.account);
  const begun = account ? await judge(worker, account, post) : null;
  if (!account || !begun) return null;
  tellBegun(worker, post, begun);
  if (begun.kind !== "go") return null;
  noteBegun(worker, account);
  return begun.lease.token;
}

/** A person's pause came and went since the post was set going, and readers have seen nothing of it. */
async function wasPaused(worker: Worker, { post, journal }: PostView): Promise<boolean> {
  if (!post.plan || isVisible(standingsOf(post.plan, journal))) return false;
  const begunAt = journal.findLast((entry) => entry.kind === "moved")?.at ?? Number.POSITIVE_INFINITY;
  return ((await worker.store.pauseEndedAt(post.account, nowOf(worker))) ?? Number.NEGATIVE_INFINITY) > begunAt;
}

/** Takes over a post that is under way; returns the token of its lease, or null: someone else was faster, or a person decides now. */
export async function takeOver(worker: Worker, post: Post, seen: Lease | null): Promise<string | null> {
  const claimed = await worker.store.claim(post.id, seen, worker.owner, nowOf(worker));
  if (!claimed) return null;
  const { token } = claimed.lease;
  if (!(await wasPaused(worker, claimed.view))) return token;
  const problem = pausedThen();
  const change = { transition: "miss", set: { dueAt: null }, note: { reason: `${problem.message} ${problem.remedy}` } } as const;
  if (await worker.store.move(post.id, token, change, nowOf(worker), signature(worker))) worker.tell({ kind: "missed", post, problem });
  return null;
}
