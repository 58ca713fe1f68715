import type { Instant } from "../../domain/instant.ts";
import type { Happening } from "../../domain/journal.ts";
import type { Output, Plan } from "../../domain/plan.ts";
import { block, ok, type Problem, type Result, refuse } from "../../domain/problem.ts";
import type { Change, PostView } from "../../domain/view.ts";
import type { Platform } from "../../platforms/platform.ts";
import { freeze } from "../digest.ts";
import { doubtfulStep, halfSent, isStopped, isTakeDown, outputsIn, sayStanding, standingParts } from "../half-sent.ts";
import { inDoubt, inHand, nothingOut, underWay } from "./objections.ts";
import { type Answer, answered, withAnswer } from "./settle.ts";

function noDeletes(view: PostView, { name }: Platform): Problem {
  const { id } = view.post;
  const message = `${name} lets no program delete a post: ${sayStanding(view)}.`;
  return block("state-no-delete", `post ${id}`, message, `Delete it by hand on ${name}, then \`herald leave ${id}\`.`);
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

/** Leaves what is out as it is: nothing more follows, and nobody is asked again. */
export function leave(view: PostView, given: Answer | null): Result<Change> {
  const { plan, state } = view.post;
  const objection = rests(view);
  if (objection) return refuse(objection);
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
