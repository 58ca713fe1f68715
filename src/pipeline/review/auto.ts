/** The house approves by itself what comes from chosen sources and on which nothing is found: said ahead, and stopped by anyone. */
import type { Account } from "../../domain/account.ts";
import type { Instant } from "../../domain/instant.ts";
import type { Transition } from "../../domain/post.ts";
import { block, ok, type Problem, type Result, refuse } from "../../domain/problem.ts";
import type { Summary } from "../../domain/summary.ts";
import type { Change, PostView } from "../../domain/view.ts";
import { approvalOf, type Move, sinceChange } from "../approval.ts";
import { freeze } from "../digest.ts";
import { isPaused } from "../guard.ts";
import { halfSent } from "../half-sent.ts";
import { findingsAt } from "./approve.ts";
import { type Bench, planOf } from "./bench.ts";
import { timeFor } from "./when.ts";

/** How long before it is approved everybody is told. */
export const noticeMs = 15 * 60_000;
/** What nobody approved in a day is a person's to look at. */
export const freshMs = 24 * 3_600_000;

/** What an agent brought in or changed: no pattern means it, so that no agent's words go out without a person. */
const byAgent = /^agent\//;

/** The pattern of the account's settings that a source answers to; null: none. `*` stands for anything but what an agent wrote. */
export function chosenSource({ source }: Pick<Summary, "source">, account: Pick<Account, "approval">): string | null {
  if (byAgent.test(source)) return null;
  return approvalOf(account).auto.find((pattern) => matches(pattern, source)) ?? null;
}

function matches(pattern: string, source: string): boolean {
  const parts = pattern.split("*").map((part) => part.replaceAll(/[\\^$.|?+()[\]{}]/g, "\\$&"));
  return new RegExp(`^${parts.join(".*")}$`, "su").test(source);
}

const untouched: readonly Transition[] = ["add", "announce"];

/** True for a draft as Herald made it: nobody changed it, agreed to it, asked anything or stopped it. */
function isUntouched({ post, journal }: PostView): boolean {
  const isAsMade = journal.every((entry) => entry.kind === "moved" && untouched.includes(entry.transition));
  return post.state === "draft" && !post.edited && isAsMade;
}

/** News that is fresh and stands, of an account where nothing is paused; opinions and corrections are a person's. */
function isForTheHouse({ post, summary, account, house }: PostView, now: Instant): boolean {
  const isNews = summary.summary.kind === "news" && post.correction === undefined && !summary.withdrawn;
  const isStill = isPaused(account.pause, now) || isPaused(house.pause, now);
  return isNews && !isStill && now - post.createdAt < freshMs;
}

/** What the house would approve, if it may. */
interface Candidate {
  readonly pattern: string;
  readonly approval: Pick<Change, "set" | "note">;
  readonly digest: string;
}

function candidate(view: PostView, bench: Bench): Candidate | null {
  const { account, now } = bench;
  const pattern = chosenSource(view.summary.summary, account);
  if (pattern === null || account.remoteId === null || account.approvers > 1) return null;
  if (!isUntouched(view) || halfSent(view) || !isForTheHouse(view, now)) return null;
  const [plan, time] = [planOf(view, bench), timeFor(view, bench, { kind: "next" })];
  if (!plan.ok || !time.ok) return null;
  const { limits, judged } = findingsAt(view, bench, plan.value, time.value);
  if (limits.length > 0 || judged.length > 0) return null;
  const frozen = freeze(plan.value);
  const set = { ...frozen, scheduledAt: time.value, dueAt: time.value };
  return { pattern, digest: frozen.digest, approval: { set, note: { digest: frozen.digest, scheduledAt: time.value } } };
}

/** When the house approves a draft by itself unless somebody stops it, and what was announced; null: it doesn't. */
export function announced({ post, journal }: Pick<PostView, "post" | "journal">): { readonly at: Instant; readonly digest: string } | null {
  const last: Move | undefined = post.state === "draft" ? sinceChange(journal).at(-1) : undefined;
  if (last?.transition !== "announce" || last.digest === undefined) return null;
  return { at: last.at + noticeMs, digest: last.digest };
}

/** What the house does by itself about a draft now: announces it, approves it, or neither (null). */
export function autoStep(view: PostView, bench: Bench): Change | null {
  if (bench.staff?.actor.role !== "herald") return null;
  const wanted = candidate(view, bench);
  if (!wanted) return null;
  const notice = announced(view);
  if (notice?.digest !== wanted.digest) return { transition: "announce", set: {}, note: { digest: wanted.digest } };
  if (notice.at > bench.now) return null;
  const reason = `Approved by the house's rule for ${wanted.pattern}.`;
  return { transition: "approve", ...wanted.approval, note: { ...wanted.approval.note, reason } };
}

function notAnnounced({ post }: PostView): Problem {
  const message = "The house is not about to approve it by itself.";
  return block("state-stop-auto", `post ${post.id}`, message, `\`herald unapprove ${post.id}\` takes back an approval.`);
}

/** Somebody wants a person to approve it. */
export function stopAuto(view: PostView): Result<Change> {
  return announced(view) ? ok({ transition: "stop-auto", set: {}, note: {} }) : refuse(notAnnounced(view));
}
