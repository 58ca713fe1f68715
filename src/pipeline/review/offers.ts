import { isHandoff } from "../../domain/plan.ts";
import type { PostView } from "../../domain/view.ts";
import { isPaused } from "../guard.ts";
import { doubtfulStep, halfSent, isStopped, isTakeDown, sayStep } from "../half-sent.ts";
import type { Standing } from "../standing.ts";

/** A command that settles a post, and what it does, in words: `sends the rest`. */
export interface Offer {
  /** As typed after `herald`. */
  readonly command: string;
  readonly does: string;
}

type View = Pick<PostView, "post" | "journal">;

function offer(command: string, does: string): Offer {
  return { command, does };
}

const asks = (id: string) => offer(`resume-post ${id}`, "asks the platform once more");
const leaves = (id: string) => offer(`leave ${id}`, "leaves it as it is: nothing more is sent");

function onDoubt({ id }: View["post"], { step, intendedAt }: Standing): readonly Offer[] {
  const part = sayStep(step.key);
  return [
    offer(`resolve ${id} --took ADDRESS`, `readers see ${part}, and this is its address`),
    offer(`resolve ${id} --absent`, `readers don't see ${part}: it is sent again`),
    ...(intendedAt === null ? [] : [asks(id)]),
    leaves(id),
  ];
}

function onHalfSent({ id, state, plan }: View["post"], canDelete: boolean): readonly Offer[] {
  const leave = offer(`leave ${id}`, "leaves what is out as it is");
  const takeDown = canDelete ? [offer(`take-down ${id}`, "deletes what is out")] : [];
  if (state === "draft" && plan && isTakeDown(plan)) return [offer(`approve ${id}`, "deletes what is out"), leave];
  if (state === "approved" && plan && isTakeDown(plan)) return [offer(`unapprove ${id}`, "deletes nothing yet"), leave];
  if (plan && isTakeDown(plan)) return [offer(`take-down ${id}`, "goes on deleting"), leave];
  const go = offer(`resume-post ${id}`, "sends the rest as approved");
  if (state === "draft") return [offer(`approve ${id}`, `approves the rest, which \`herald resume-post ${id}\` sends`), ...takeDown, leave];
  if (state === "approved") return [go, ...takeDown, leave];
  return [offer(`edit ${id}`, "changes the rest; then approve and resume-post"), go, ...takeDown, leave];
}

/** What a person says who did by hand what was asked. */
function onWaiting({ id, plan }: View["post"]): readonly Offer[] {
  const act = plan?.steps.findLast(isHandoff)?.act;
  if (act === "edit") return [offer(`done ${id}`, "you pasted the text over the old one"), offer(`cancel ${id}`, "stops it")];
  if (act === "delete") return [offer(`done ${id}`, "you deleted it"), offer(`leave ${id}`, "leaves it as it is")];
  return [offer(`done ${id} --url ADDRESS`, "you posted it"), offer(`cancel ${id}`, "stops it")];
}

function onWhole(post: View["post"]): readonly Offer[] {
  const { id, state } = post;
  const cancel = offer(`cancel ${id}`, "stops it");
  switch (state) {
    case "draft":
      return [
        offer(`approve ${id}`, "gives it its time"),
        offer(`edit ${id}`, "changes its words"),
        offer(`reject ${id} --reason R`, "says no"),
      ];
    case "held":
      return [offer(`resume-post ${id}`, "tries again"), offer(`edit ${id}`, "changes it"), cancel];
    case "failed":
      return [offer(`edit ${id}`, "changes it"), offer(`retry ${id}`, "tries again as approved"), cancel];
    case "missed":
      return [offer(`retry ${id}`, "sends it all the same"), offer(`edit ${id}`, "changes it"), cancel];
    case "waiting":
      return onWaiting(post);
    default:
      return [];
  }
}

const broken: readonly View["post"]["state"][] = ["draft", "approved", "held", "failed"];

/** The two or three commands that settle a post which waits for a person; none where nobody is asked. */
export function offersOn(view: View, canDelete = true): readonly Offer[] {
  const { post } = view;
  const doubt = doubtfulStep(view);
  if (post.state === "held" && doubt) return onDoubt(post, doubt);
  if (isStopped(view) && doubt) return [asks(post.id), leaves(post.id)];
  const isHalf = isStopped(view) || (broken.includes(post.state) && halfSent(view) !== null);
  return isHalf ? onHalfSent(post, canDelete) : onWhole(post);
}

/** True while an open hand-off must not be posted: its account, or everything, is paused. */
export function mustNotPost({ post, account, house }: PostView, now: number): boolean {
  return post.state === "waiting" && (isPaused(account.pause, now) || isPaused(house.pause, now));
}
