/** Why a decision on a half-sent post can't be taken, in words that name what is out and what can be done instead. */
import { block, type Problem } from "../../domain/problem.ts";
import type { PostView } from "../../domain/view.ts";
import { doubtfulStep, sayStanding, sayStep } from "../half-sent.ts";
import { offersOn } from "./offers.ts";

/** What a person may do about a post of which something is out. */
function waysOn(view: PostView): string {
  const offers = offersOn(view).map(({ command, does }) => `\`herald ${command}\` ${does}`);
  if (offers.length > 0) return `${offers.join("; ")}.`;
  return view.post.state === "publishing" ? "`herald pause ACCOUNT` stops it between two parts; then decide." : "It stays as it is.";
}

/** Something readers see stands against it. */
export function isOut(view: PostView): Problem {
  const message = `It is out, or may be: ${sayStanding(view)}.`;
  return block("state-visible", `post ${view.post.id}`, message, waysOn(view));
}

/** A worker has a step of it in hand. */
export function inHand({ post }: PostView): Problem {
  const message = "A worker is at it this moment; nothing was changed.";
  return block("state-in-hand", `post ${post.id}`, message, "Try again in a minute; `herald pause ACCOUNT` stops it between two parts.");
}

/** It goes out just now, and is not stopped. */
export function underWay(view: PostView): Problem {
  const message = `It is being published: ${sayStanding(view)} is out, and the rest follows; nothing was changed.`;
  return block("state-under-way", `post ${view.post.id}`, message, "`herald pause ACCOUNT` stops it between two parts; then decide.");
}

/** Nobody knows yet whether one part is out. */
export function inDoubt(view: PostView, command: string): Problem {
  const doubt = doubtfulStep(view);
  const { id } = view.post;
  const message = `Nobody knows yet whether ${doubt ? sayStep(doubt.step.key) : "it"} is out.`;
  return block(
    "state-doubt",
    `post ${id}`,
    message,
    `Look at the account, then add the answer: \`herald ${command} ${id} --took ADDRESS\` or \`--absent\`.`,
  );
}

/** Nothing is out that the decision could be about. */
export function nothingOut({ post }: PostView, remedy: string): Problem {
  return block("state-not-visible", `post ${post.id}`, "Nothing of it is out.", remedy);
}

/** Its parts are being deleted. */
export function goesDown({ post }: PostView): Problem {
  const remedy = `\`herald take-down ${post.id}\` goes on deleting, \`herald leave ${post.id}\` leaves what still stands.`;
  return block("state-take-down", `post ${post.id}`, "It is being taken down.", remedy);
}
