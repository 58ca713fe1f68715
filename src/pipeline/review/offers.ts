import { isHandoff } from "../../domain/plan.ts";
import type { PostView } from "../../domain/view.ts";
import { isPaused } from "../guard.ts";
import { doubtfulStep, halfSent, isStopped, isTakeDown, sayStep } from "../half-sent.ts";
import type { Standing } from "../standing.ts";
import { takenOn } from "./taken.ts";

/** A command that settles a post, and what it does, in words: `sends the rest`. */
export interface Offer {
  /** As typed after `herald`. */
  readonly command: string;
  readonly does: string;
}

/** What goes with an act: what readers see of the part in doubt, an address, a reason, or that it is given back. */
const additions = {
  took: " --took ADDRESS",
  absent: " --absent",
  url: " --url ADDRESS",
  reason: " --reason R",
  back: " --back",
} as const;

/** One thing that a person can do about a post, the same for a page and the command line. */
export interface Choice {
  /** As the command is called, and the resource: `resolve`, `take-down`. */
  readonly act: string;
  readonly addition: keyof typeof additions | null;
  /** What that does, in words. */
  readonly does: string;
}

type View = Pick<PostView, "post" | "journal">;

function choice(act: string, does: string, addition: Choice["addition"] = null): Choice {
  return { act, addition, does };
}

const asks = choice("resume-post", "asks the platform once more");
const leaves = choice("leave", "leaves it as it is: nothing more is sent");
const cancels = choice("cancel", "stops it");

function onDoubt({ step, intendedAt }: Standing): readonly Choice[] {
  const part = sayStep(step.key);
  return [
    choice("resolve", `readers see ${part}, and this is its address`, "took"),
    choice("resolve", `readers don't see ${part}: it is sent again`, "absent"),
    ...(intendedAt === null ? [] : [asks]),
    leaves,
  ];
}

function onHalfSent({ id, state, plan }: View["post"], canDelete: boolean): readonly Choice[] {
  const leave = choice("leave", "leaves what is out as it is");
  const takeDown = canDelete ? [choice("take-down", "deletes what is out")] : [];
  if (state === "draft" && plan && isTakeDown(plan)) return [choice("approve", "deletes what is out"), leave];
  if (state === "approved" && plan && isTakeDown(plan)) return [choice("unapprove", "deletes nothing yet"), leave];
  if (plan && isTakeDown(plan)) return [choice("take-down", "goes on deleting"), leave];
  const go = choice("resume-post", "sends the rest as approved");
  if (state === "draft") return [choice("approve", `approves the rest, which \`herald resume-post ${id}\` sends`), ...takeDown, leave];
  if (state === "approved") return [go, ...takeDown, leave];
  return [choice("edit", "changes the rest; then approve and resume-post"), go, ...takeDown, leave];
}

/** What a person says who did by hand what was asked. */
function onWaiting(view: View): readonly Choice[] {
  const act = view.post.plan?.steps.findLast(isHandoff)?.act;
  if (act === "edit") return [choice("done", "you pasted the text over the old one"), cancels];
  if (act === "delete") return [choice("done", "you deleted it"), choice("leave", "leaves it as it is")];
  const posted = choice("done", "you posted it", "url");
  return takenOn(view) ? [posted, choice("take", "you did not post it", "back")] : [posted, cancels];
}

function onWhole(view: View): readonly Choice[] {
  switch (view.post.state) {
    case "draft":
      return [choice("approve", "gives it its time"), choice("edit", "changes its words"), choice("reject", "says no", "reason")];
    case "held":
      return [choice("resume-post", "tries again"), choice("edit", "changes it"), cancels];
    case "failed":
      return [choice("edit", "changes it"), choice("retry", "tries again as approved"), cancels];
    case "missed":
      return [choice("retry", "sends it all the same"), choice("edit", "changes it"), cancels];
    case "waiting":
      return onWaiting(view);
    default:
      return [];
  }
}

const broken: readonly View["post"]["state"][] = ["draft", "approved", "held", "failed"];

/** The two or three things that settle a post which waits for a person; none where nobody is asked. */
export function choicesOn(view: View, canDelete = true): readonly Choice[] {
  const { post } = view;
  const doubt = doubtfulStep(view);
  if (post.state === "held" && doubt) return onDoubt(doubt);
  if (isStopped(view) && doubt) return [asks, leaves];
  const isHalf = isStopped(view) || (broken.includes(post.state) && halfSent(view) !== null);
  return isHalf ? onHalfSent(post, canDelete) : onWhole(view);
}

/** The same as commands. */
export function offersOn(view: View, canDelete = true): readonly Offer[] {
  const typed = ({ act, addition }: Choice) => `${act} ${view.post.id}${addition === null ? "" : additions[addition]}`;
  return choicesOn(view, canDelete).map((one) => ({ command: typed(one), does: one.does }));
}

/** True while an open hand-off must not be posted: its account, or everything, is paused. */
export function mustNotPost({ post, summary, account, house }: PostView, now: number): boolean {
  const deletes = post.plan !== null && isTakeDown(post.plan);
  return post.state === "waiting" && !deletes && (summary.withdrawn || isPaused(account.pause, now) || isPaused(house.pause, now));
}
