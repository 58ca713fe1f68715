import type { Instant } from "../domain/instant.ts";
import { toIso } from "../domain/instant.ts";
import type { Post } from "../domain/post.ts";
import { block, type Problem } from "../domain/problem.ts";
import type { Summary } from "../domain/summary.ts";
import type { Pause, PostView } from "../domain/view.ts";
import { planDigest } from "./digest.ts";
import { isStopped, isTakeDown } from "./half-sent.ts";

/** True while a pause holds: one with an end is over when its time has come. */
export function isPaused(pause: Pause | null, now: Instant): boolean {
  return pause !== null && (pause.until === null || pause.until > now);
}

/** True for a pause by a worker whose platform refused it; any other is a person's word. */
export function isEngines({ by }: Pause): boolean {
  return by.startsWith("worker ");
}

/** The approved plan and the stored one must be the same to the letter; anything else was never approved. */
function sameAsApproved(post: Post): Problem | null {
  if (post.plan && post.digest === planDigest(post.plan)) return null;
  return block(
    "state-digest",
    `post ${post.id}`,
    "What is stored is not what was approved.",
    "Unapprove it, read it again and approve it anew; nothing was sent.",
  );
}

/** An embargo and an expiry hold in the moment of sending. @param isLate no expiry keeps the rest of a thread, or a correction */
function inItsTime(summary: Summary, now: Instant, isLate: boolean): Problem | null {
  if (summary.embargo !== undefined && summary.embargo > now)
    return block("embargo-future", "embargo", `Its embargo holds until ${toIso(summary.embargo)}.`, "It goes out after that.");
  if (!isLate && summary.expires !== undefined && summary.expires <= now)
    return block("time-expired", "expires", `It expired at ${toIso(summary.expires)}.`, "Cancel it, or change the summary's expiry.");
  return null;
}

/** A pause stopped the thread between two parts: it waits for a person, also when the pause is over. */
function stopped({ id }: Post): Problem {
  const remedy = `\`herald resume-post ${id}\`, \`herald take-down ${id}\` or \`herald leave ${id}\`.`;
  return block("state-stopped", `post ${id}`, "A pause stopped it with a part of it out.", remedy);
}

/**
 * What forbids sending a step now, read in the transaction that writes its intent; null: nothing does.
 * @param visible whether a part of the post may be out already.
 */
export function mayIntend({ post, journal, summary, account, house }: PostView, now: Instant, visible: boolean): Problem | null {
  if (isPaused(house.pause, now))
    return block("account-paused", "house", `Everything is paused: ${house.pause?.reason}`, "Run `herald resume --all`.");
  if (isPaused(account.pause, now))
    return block(
      "account-paused",
      `account ${account.id}`,
      `The account is paused: ${account.pause?.reason}`,
      `Run \`herald resume ${account.id}\`.`,
    );
  if (isStopped({ post, journal })) return stopped(post);
  // Deleting is never too early, and a withdrawn summary is the very reason for it.
  if (post.plan && isTakeDown(post.plan)) return sameAsApproved(post);
  if (summary.withdrawn) return block("state-withdrawn", `post ${post.id}`, "Its summary was withdrawn.", "Nothing more of it goes out.");
  return sameAsApproved(post) ?? inItsTime(summary.summary, now, visible || post.correction !== undefined);
}
