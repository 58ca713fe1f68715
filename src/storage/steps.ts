import type { Instant } from "../domain/instant.ts";
import type { Entry, Happening, Outcome, Verdict } from "../domain/journal.ts";
import { allows, type Post, type Transition } from "../domain/post.ts";
import type { Problem } from "../domain/problem.ts";
import { apply } from "./change.ts";
import { Conflict } from "./database.ts";
import { append, journalLength } from "./journal.ts";
import { renew } from "./leases.ts";
import { postRow, workView } from "./posts.ts";
import { toPost } from "./rows.ts";
import type { Trx } from "./schema.ts";
import type { Change, Intended, PostView, Recorded } from "./store.ts";
import { together } from "./together.ts";

/** What is to be written before a step is taken, and who says that it may be. */
export interface Intention {
  readonly seq: number;
  readonly happening: Happening;
  readonly guard: (view: PostView) => Problem | null;
}

/** Without a problem, a refusal means that the post is no longer this worker's to act on. */
export async function intend(trx: Trx, postId: string, token: string, intention: Intention, at: Instant, by: string): Promise<Intended> {
  const lost: Intended = { ok: false, problem: null };
  const read = await workView(trx, postId, at);
  if (read?.row.lease_token !== token || read.row.state !== "publishing") return lost;
  const seen = read.view;
  if (seen.journal.length !== intention.seq - 1) return lost;
  const problem = intention.guard(seen);
  if (problem !== null) return { ok: false, problem };
  const [, isRenewed] = await together(
    append(trx, seen.post, [intention.happening], at, by, seen.journal.length),
    renew(trx, postId, token),
  );
  if (!isRenewed) throw new Conflict(`Post ${postId} changed while an intent was written.`);
  return { ok: true };
}

/** Written wherever the journal stands, lease or no lease: what happened, happened. */
export async function record(trx: Trx, postId: string, seq: number, happening: Happening, at: Instant, by: string): Promise<Recorded> {
  const read = await workView(trx, postId, at);
  if (read === undefined) throw new Error(`There is no post ${postId} to record an outcome for.`);
  const { journal, ...seen } = read.view;
  const late = movedOn(journal, seq);
  const kept = late ? belated(happening) : happening;
  await append(trx, seen.post, [kept], at, by, journal.length);
  return { late, view: { ...seen, journal: [...journal, { ...kept, seq: journal.length + 1, at, by }] } };
}

/** Moves by a person while a step is in hand: they tell nothing of the step, so that its outcome still belongs after them. */
const passing: readonly Transition[] = ["stop", "resume-post"];

/** True when the journal is not where this happening belongs. */
function movedOn(journal: readonly Entry[], seq: number): boolean {
  const since = journal.slice(Math.max(0, seq - 1));
  return journal.length < seq - 1 || since.some((entry) => entry.kind !== "moved" || !passing.includes(entry.transition));
}

/** The post as it is after it; null: it was not this worker's to move. */
export async function move(trx: Trx, postId: string, token: string, change: Change, at: Instant, by: string): Promise<Post | null> {
  const [row, length] = await together(postRow(trx, postId), journalLength(trx, postId));
  if (row === undefined || row.lease_token !== token || !allows(change.transition, row.state)) return null;
  return apply(trx, toPost(row), change, at, by, length);
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
