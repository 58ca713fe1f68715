/** What changes mean: which incidents they open and which are over. Pure; the store asks within the change's own transaction. */
import type { Account } from "../domain/account.ts";
import { type Incident, topics, type Watch } from "../domain/incident.ts";
import type { Instant } from "../domain/instant.ts";
import type { Entry, Happening } from "../domain/journal.ts";
import type { Post } from "../domain/post.ts";
import type { Pause, PostView } from "../domain/view.ts";
import { secondLookDue } from "../pipeline/approval/second-look.ts";
import { stepDigest } from "../pipeline/digest.ts";
import { isPaused } from "../pipeline/guard.ts";
import { incident, ofPostAs } from "./incident.ts";
import { ofWaiting } from "./waiting.ts";

function lastMove(journal: readonly Entry[]) {
  return journal.findLast((entry) => entry.kind === "moved");
}

/** Where the question itself was refused, the account is paused for the same reason, and one message tells of both. */
function heldWith({ post, journal }: PostView): string | null {
  const verdict = journal.findLast((entry) => entry.kind === "verdict")?.verdict;
  return verdict?.kind === "unknown" && verdict.problem ? topics.pause(post.account) : null;
}

function ofPost(view: PostView, lateAfterMs: number, at: Instant, open: Incident | null): Incident | null {
  const move = lastMove(view.journal);
  const reason = move?.reason ?? "";
  switch (view.post.state) {
    case "held":
      return ofPostAs("held", view, { reason, covers: heldWith(view) });
    case "failed":
      return ofPostAs("failed", view, { reason });
    case "missed":
      return ofPostAs("missed", view, { reason });
    case "publishing":
      return move?.transition === "stop" ? ofPostAs("stopped", view, { reason }) : null;
    case "waiting":
      return ofWaiting({ view, lateAfterMs, at, pause: pauseOn(view, at) }, open);
    default:
      return null;
  }
}

function pauseOn({ house, account }: PostView, at: Instant): Pause | null {
  return [house.pause, account.pause].find((pause) => isPaused(pause, at)) ?? null;
}

/** A person who pauses knows; the engine has to tell. */
function ofPause(account: string | null, pause: Pause | null): Incident | null {
  if (pause === null || !["worker ", "herald ("].some((engine) => pause.by.startsWith(engine))) return null;
  const id = `paused:${account ?? "*"}:${pause.since}`;
  return incident({ id, topic: topics.pause(account), kind: "paused", account, reason: pause.reason });
}

/** Whether an answer shows that the platform is there; null: it tells neither way, as an answer that was cut does. */
function reached(happening: Happening): boolean | null {
  const answer = "outcome" in happening ? happening.outcome : "verdict" in happening ? happening.verdict : null;
  if (answer === null || answer.kind === "doubt") return null;
  if (answer.kind !== "later") return true;
  return answer.unreachable ? false : null;
}

/** An outage is one incident from the first failure to the first answer, however many posts meet it. */
function ofAnswer({ platform }: Post, happening: Happening, at: Instant, open: Incident | null): Incident | null {
  const there = reached(happening);
  if (there === null || (there === false && open !== null)) return open;
  if (there) return null;
  const answer = "outcome" in happening ? happening.outcome : "verdict" in happening ? happening.verdict : null;
  const reason = answer && "reason" in answer ? answer.reason : "";
  return incident({ id: `unreachable:${platform}:${at}`, topic: topics.platform(platform), kind: "unreachable", platform, reason });
}

/** Names of a post before its own is known: Instagram's container, and what a person says of one without an address. */
const stopgaps = ["container:", "scheduled:", "unverified"];

/** What a step left on the platform, whichever way it became known. */
function idsOf(journal: readonly Entry[], digest: string): readonly string[] {
  const ids = journal.flatMap((entry) => {
    if (entry.kind === "moved" || entry.stepDigest !== digest) return [];
    const answer = entry.kind === "verdict" ? entry.verdict : entry.kind === "intent" ? null : entry.outcome;
    return answer?.kind === "done" || answer?.kind === "took" ? [answer.output.id] : [];
  });
  return [...new Set(ids.filter((id) => !stopgaps.some((name) => id.startsWith(name))))];
}

/** Two ids for one step that shows: readers may see it twice. It stays open until a person has looked. */
function ofOutputs({ post, journal }: PostView, open: Incident | null): Incident | null {
  const shown = (post.plan?.steps ?? []).filter(({ repeat }) => repeat === "never");
  const twice = shown.map((step) => idsOf(journal, stepDigest(step))).filter((ids) => ids.length > 1);
  if (twice.length === 0) return open;
  const ids = twice.flat();
  const about = { account: post.account, platform: post.platform, post: post.id, ids };
  return incident({ id: `duplicate:${post.id}:${ids.join("+")}`, topic: topics.duplicate(post.id), kind: "duplicate", ...about });
}

/** Everybody is told of what one person sent alone, until another has looked at it. */
function ofLook(view: PostView): Incident | null {
  const due = secondLookDue(view);
  if (!due) return null;
  const { id, account, platform } = view.post;
  const about = { account, platform, post: id, reason: `${due.by} sent it alone: ${due.reason}` };
  return incident({ id: `second-look:${id}:${due.at}`, topic: topics.look(id), kind: "second-look", ...about });
}

/** Of an account that settings no longer name. */
const usualLateAfterMs = 3 * 3_600_000;

/** The watch over these accounts: each says itself when a hand-off is overdue. */
export function watchOver(accounts: readonly Account[]): Watch {
  const lateAfterMs = (id: string) => accounts.find((account) => account.id === id)?.timetable.lateAfterMs ?? usualLateAfterMs;
  return {
    ofPost: (view, at) => (open) => ofPost(view, lateAfterMs(view.post.account), at, open),
    ofPause: (account, pause) => () => ofPause(account, pause),
    ofAnswer: (post, happening, at) => (open) => ofAnswer(post, happening, at, open),
    ofLook: (view) => () => ofLook(view),
    ofOutputs: (view) => (open) => ofOutputs(view, open),
  };
}
