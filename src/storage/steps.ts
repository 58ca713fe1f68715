import type { Instant } from "../domain/instant.ts";
import type { Entry, Happening, Outcome, Verdict } from "../domain/journal.ts";
import { allows, type Post, type Transition } from "../domain/post.ts";
import type { Problem } from "../domain/problem.ts";
import { apply } from "./change.ts";
import { Conflict } from "./database.ts";
import { append } from "./journal.ts";
import { renew } from "./leases.ts";
import { type Read, workView } from "./posts.ts";
import type { Trx } from "./schema.ts";
import type { Change, Intended, PostView, Recorded, Then } from "./store.ts";
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
    append(trx, seen.post, [intention.happening], at, by, { length: seen.journal.length }),
    renew(trx, postId, token),
  );
  if (!isRenewed) throw new Conflict(`Post ${postId} changed while an intent was written.`);
  return { ok: true };
}

/** A post that was moved, and whether an incident was open that this may end. */
export interface Moved {
  readonly post: Post;
  readonly isTroubled: boolean;
}

/** What was written down, whether an incident was open that it may end, and the move that followed at once. */
export interface Written extends Omit<Recorded, "moved"> {
  readonly isTroubled: boolean;
  readonly moved: Moved | null;
}

/** What is to be written after a step was taken, and what may follow from it. */
export interface Answer {
  readonly seq: number;
  readonly happening: Happening;
  readonly then?: Then | undefined;
}

/** Written wherever the journal stands, lease or no lease: what happened, happened. */
export async function record(trx: Trx, postId: string, answer: Answer, at: Instant, by: string): Promise<Written> {
  const read = await workView(trx, postId, at);
  if (read === undefined) throw new Error(`There is no post ${postId} to record an outcome for.`);
  const { seq, happening, then } = answer;
  const { journal } = read.view;
  const late = movedOn(journal, seq);
  const kept = late ? belated(happening) : happening;
  const view = { ...read.view, journal: [...journal, { ...kept, seq: journal.length + 1, at, by }] };
  const change = late ? null : (then?.change(view) ?? null);
  const [, moved] = await together(
    append(trx, read.view.post, [kept], at, by, { length: journal.length }),
    then && change ? moveRead(trx, { ...read, view }, then.token, change, at, by) : Promise.resolve(null),
  );
  return { late, view, moved, isTroubled: read.isTroubled };
}

/** Moves by a person while a step is in hand: they tell nothing of the step, so that its outcome still belongs after them. */
const passing: readonly Transition[] = ["stop", "resume-post"];

/** True when the journal is not where this happening belongs. */
function movedOn(journal: readonly Entry[], seq: number): boolean {
  const since = journal.slice(Math.max(0, seq - 1));
  return journal.length < seq - 1 || since.some((entry) => entry.kind !== "moved" || !passing.includes(entry.transition));
}

/** Null: it was not this worker's to move. */
export async function move(trx: Trx, postId: string, token: string, change: Change, at: Instant, by: string): Promise<Moved | null> {
  const read = await workView(trx, postId, at);
  return read ? moveRead(trx, read, token, change, at, by) : null;
}

async function moveRead(trx: Trx, read: Read, token: string, change: Change, at: Instant, by: string): Promise<Moved | null> {
  const { row, view, isHeard, isTroubled } = read;
  if (row.lease_token !== token || !allows(change.transition, row.state)) return null;
  return { post: await apply(trx, view.post, change, at, by, { length: view.journal.length, isHeard }), isTroubled };
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
