import type { Instant } from "../../domain/instant.ts";
import type { Happening } from "../../domain/journal.ts";
import type { Output, Plan } from "../../domain/plan.ts";
import { allows } from "../../domain/post.ts";
import { block, ok, type Problem, type Result, refuse } from "../../domain/problem.ts";
import type { Change, PostView } from "../../domain/view.ts";
import type { Platform } from "../../platforms/platform.ts";
import { freeze } from "../digest.ts";
import {
  doubtfulStep,
  halfSent,
  isDelete,
  isProposed,
  isStopped,
  isTakeDown,
  outputsIn,
  sayStanding,
  standingParts,
} from "../half-sent.ts";
import { inDoubt, inHand, nothingOut, underWay } from "./objections.ts";
import { type Answer, answered, withAnswer } from "./settle.ts";

function noDeletes(view: PostView, { name }: Platform): Problem {
  const { id } = view.post;
  const message = `${name} lets no program delete a post: ${sayStanding(view)}.`;
  return block("state-no-delete", `post ${id}`, message, `Delete it by hand on ${name}, then \`herald leave ${id}\`.`);
}

function approveDeletion({ post }: PostView): Problem {
  const remedy = `\`herald approve ${post.id}\` deletes it, \`herald leave ${post.id}\` leaves it.`;
  return block("state-take-down", `post ${post.id}`, "Its deletion waits for an approval.", remedy);
}

/** Nobody works on the post, and nothing goes out while a person decides. */
function rests(view: PostView): Problem | null {
  if (view.lease) return inHand(view);
  return view.post.state === "publishing" && !isStopped(view) ? underWay(view) : null;
}

function answerOf(view: PostView, answer: Answer | null): Result<Happening | null> {
  return answer ? answered(view, answer) : ok(null);
}

/** What is out stays as steps that are done; what never went out is dropped; then the deletes, frozen like any plan. */
function downPlan(view: PostView, plan: Plan, { retract }: Required<Pick<Platform, "retract">>): Plan {
  const all = halfSent(view);
  const standing = all ? standingParts(all).map((part) => part.standing) : [];
  const outputs: readonly Output[] = standing.flatMap(({ digest }) => outputsIn(view.journal, digest));
  return { ...plan, steps: [...standing.map(({ step }) => step), ...retract(outputs)] };
}

/**
 * Deletes what is out, the last part first, by the same worker and into the same journal; the post is `withdrawn` at its end.
 * Begun before, it goes on where it stopped.
 * @param given what readers see of a part in doubt: a part nobody knows of can't be deleted.
 */
export function takeDown(view: PostView, platform: Platform, given: Answer | null, now: Instant): Result<Change> {
  const { post } = view;
  const { plan } = post;
  const { retract } = platform;
  const objection = rests(view);
  if (objection) return refuse(objection);
  if (isProposed(view)) return refuse(approveDeletion(view));
  const answer = answerOf(view, given);
  if (!answer.ok) return answer;
  const known = withAnswer(view, answer.value);
  if (doubtfulStep(known)) return refuse(inDoubt(view, "take-down"));
  if (!plan || !halfSent(known))
    return refuse(nothingOut(view, `\`herald ${given ? `leave ${post.id} --absent` : `cancel ${post.id}`}\` stops it.`));
  if (!retract) return refuse(noDeletes(known, platform));
  const frozen = freeze(isTakeDown(plan) ? plan : downPlan(known, plan, { retract }));
  const set = { ...frozen, content: plan.content, dueAt: now };
  const before = answer.value ? { before: answer.value } : {};
  return ok({ transition: "take-down", set, note: { digest: frozen.digest }, ...before });
}

/** True for a published post of which nothing is deleted yet. */
function isWhole({ post, journal }: PostView): boolean {
  const proposed = journal.findLastIndex((entry) => entry.kind === "moved" && entry.transition === "retract");
  const before = journal.slice(0, Math.max(0, proposed)).findLast((entry) => entry.kind === "moved");
  const isBegun = journal.slice(proposed).some((entry) => entry.kind === "intent");
  return before?.kind === "moved" && before.to === "published" && !isBegun && allows("keep", post.state);
}

/** What was to be deleted stays: the plan is again the one that was published. */
function keep(view: PostView, plan: Plan): Result<Change> {
  const published = freeze({ ...plan, steps: plan.steps.filter((step) => !isDelete(step)) });
  return ok({ transition: "keep", set: { ...published, dueAt: null }, note: { reason: `Left: ${sayStanding(view)}.` } });
}

/**
 * Proposes to delete what is out, the last part first: a draft of the deletes, which waits for its approval. By hand, where no
 * program may.
 */
export function retract(view: PostView, platform: Platform, reason: string): Result<Change> {
  const { plan } = view.post;
  const remove = platform.retract ?? platform.deleteByHand;
  const objection = rests(view);
  if (objection) return refuse(objection);
  if (doubtfulStep(view)) return refuse(inDoubt(view, "take-down"));
  if (!plan || !remove || sayStanding(view) === "" || !halfSent(view)) return refuse(nothingOut(view, "There is nothing to delete."));
  const deletes = downPlan(view, plan, { retract: remove });
  // Of a published post every step stays, so that it can be published again to the letter.
  const steps = view.post.state === "published" ? [...plan.steps, ...deletes.steps.filter(isDelete)] : deletes.steps;
  const frozen = freeze({ ...deletes, steps });
  return ok({ transition: "retract", set: { ...frozen, content: plan.content, dueAt: null }, note: { digest: frozen.digest, reason } });
}

/** Leaves what is out as it is: nothing more follows, and nobody is asked again. */
export function leave(view: PostView, given: Answer | null): Result<Change> {
  const { plan, state } = view.post;
  const objection = rests(view);
  if (objection) return refuse(objection);
  if (plan && isTakeDown(plan) && isWhole(view)) return keep(view, plan);
  const answer = answerOf(view, given);
  if (!answer.ok) return answer;
  const known = withAnswer(view, answer.value);
  if (!plan || !halfSent(view)) return refuse(nothingOut(view, `It is ${state}; \`herald cancel ${view.post.id}\` stops it.`));
  const before = answer.value ? { before: answer.value } : {};
  return ok({
    transition: "leave",
    set: { content: plan.content, dueAt: null },
    note: { reason: `Left: ${sayStanding(known)}.` },
    ...before,
  });
}
