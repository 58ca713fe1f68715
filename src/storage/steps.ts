import type { Instant } from "../domain/instant.ts";
import type { Happening, Outcome, Verdict } from "../domain/journal.ts";
import { allows, type Transition } from "../domain/post.ts";
import type { Problem } from "../domain/problem.ts";
import { apply } from "./change.ts";
import { append, journalLength, journalOf } from "./journal.ts";
import { renew } from "./leases.ts";
import { postRow, view } from "./posts.ts";
import { toPost } from "./rows.ts";
import type { Trx } from "./schema.ts";
import type { Change, Intended, PostView } from "./store.ts";

/** What is to be written before a step is taken, and who says that it may be. */
export interface Intention {
  readonly seq: number;
  readonly happening: Happening;
  readonly guard: (view: PostView) => Problem | null;
}

/** Without a problem, a refusal means that the post is no longer this worker's to act on. */
export async function intend(trx: Trx, postId: string, token: string, intention: Intention, at: Instant, by: string): Promise<Intended> {
  const lost: Intended = { ok: false, problem: null };
  const seen = await view(trx, postId, { at, span: "day" });
  if (seen === undefined || seen.lease?.token !== token || seen.post.state !== "publishing") return lost;
  if (seen.journal.length !== intention.seq - 1) return lost;
  const problem = intention.guard(seen);
  if (problem !== null) return { ok: false, problem };
  await append(trx, seen.post, [intention.happening], at, by);
  return (await renew(trx, postId, token)) ? { ok: true } : lost;
}

/** Written wherever the journal stands, lease or no lease: what happened, happened. */
export async function record(
  trx: Trx,
  postId: string,
  seq: number,
  happening: Happening,
  at: Instant,
  by: string,
): Promise<{ readonly late: boolean }> {
  const row = await postRow(trx, postId);
  if (row === undefined) throw new Error(`There is no post ${postId} to record an outcome for.`);
  const late = await movedOn(trx, postId, seq);
  await append(trx, row, [late ? belated(happening) : happening], at, by);
  return { late };
}

/** Moves by a person while a step is in hand: they tell nothing of the step, so that its outcome still belongs after them. */
const passing: readonly Transition[] = ["stop", "resume-post"];

/** True when the journal is not where this happening belongs. */
async function movedOn(trx: Trx, postId: string, seq: number): Promise<boolean> {
  const length = await journalLength(trx, postId);
  if (length === seq - 1) return false;
  const since = (await journalOf(trx, postId)).slice(Math.max(0, seq - 1));
  return length < seq - 1 || since.some((entry) => entry.kind !== "moved" || !passing.includes(entry.transition));
}

export async function move(trx: Trx, postId: string, token: string, change: Change, at: Instant, by: string): Promise<boolean> {
  const row = await postRow(trx, postId);
  if (row === undefined || row.lease_token !== token || !allows(change.transition, row.state)) return false;
  await apply(trx, toPost(row), change, at, by);
  return true;
}

function belated(happening: Happening): Happening {
  switch (happening.kind) {
    case "outcome":
      return { ...happening, kind: "late" };
    case "verdict":
      return { kind: "late", step: happening.step, stepDigest: happening.stepDigest, outcome: asOutcome(happening.verdict) };
    default:
      return happening;
  }
}

/** A late verdict in an outcome's words. `absent` proves nothing any more: the journal moved on after the question. */
function asOutcome(verdict: Verdict): Outcome {
  switch (verdict.kind) {
    case "took":
      return { kind: "done", output: verdict.output };
    case "absent":
      return { kind: "doubt", reason: "The platform was asked and did not show it, but the journal had moved on by then." };
    case "unknown":
      return { kind: "doubt", reason: verdict.reason };
    case "later":
      return { kind: "later", afterMs: verdict.afterMs, reason: verdict.reason };
  }
}
