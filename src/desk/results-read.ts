/** Asks the platforms what readers made of posts whose time to be counted has come. Whatever they answer stops nothing else. */
import type { Account } from "../domain/account.ts";
import type { PostView } from "../domain/view.ts";
import type { Edge } from "../edge/edge.ts";
import { isTooLate, latestAt, triedAgainAt } from "../pipeline/results.ts";
import type { Logins } from "../platforms/current-login.ts";
import type { Counted, Counting, Deadline, OutPost, Secret, Session } from "../platforms/platform.ts";
import type { Came, DueCount, DueCounts } from "../storage/results.ts";
import { type Desk, nowOf, platformOf } from "./desk.ts";
import { monthOf, readingOf } from "./results-cost.ts";
import { shownOf } from "./shown.ts";

/** How many are asked about at once: what X takes. */
const mostAtOnce = 100;
/** Longer than any look takes. */
const leaseMs = 5 * 60_000;
const soonMs = 10 * 60_000;
const hourMs = 3_600_000;

/** What a look needs beside the desk. */
export interface Looking {
  readonly edge: Edge;
  readonly deadline: () => Deadline;
  /** Logins that are renewed while Herald runs; absent: they stay as the settings found them. */
  readonly logins?: Pick<Logins, "ready">;
}

interface Due {
  readonly count: DueCount;
  readonly post: OutPost;
}

/** Tried again then, or, where nobody was asked yet, at the last moment that is not too late. */
function again(desk: Desk, { mark, outAt }: DueCount, wakeAt: number, note: string, failed: boolean): Came {
  const soonest = nowOf(desk) + 60_000;
  const at = failed ? Math.max(wakeAt, soonest) : Math.max(Math.min(wakeAt, latestAt(mark, outAt)), soonest);
  return isTooLate(mark, outAt, at) ? { kind: "skipped", note } : { kind: "again", wakeAt: at, note, failed };
}

/** What is known without asking anyone: why it isn't asked, or by what it is. */
function beforeAsking(desk: Desk, count: DueCount, view: PostView | undefined): Came | OutPost {
  if (isTooLate(count.mark, count.outAt, nowOf(desk))) return { kind: "skipped", note: count.note ?? "Nobody asked in time." };
  if (view?.post.state === "withdrawn") return { kind: "gone", note: "It was taken down." };
  const shown = view?.post.state === "published" ? shownOf(view) : null;
  return shown?.output ?? again(desk, count, nowOf(desk) + soonMs, "Somebody is deciding on this post.", false);
}

function cameOf(desk: Desk, count: DueCount, answer: Counted): Came {
  const now = nowOf(desk);
  if (answer.kind === "counted") return { kind: "counted", at: now, tally: answer.tally, note: answer.note ?? null };
  if (answer.kind === "gone") return { kind: "gone", note: answer.reason };
  if (answer.kind === "unknown") return { kind: "by-hand", note: answer.reason };
  return again(desk, count, triedAgainAt(now, count.tries + 1, answer.afterMs), answer.reason, true);
}

/** A session that breaks off is a fault of Herald's: what was asked may have been billed. */
async function counted(session: Session, posts: readonly OutPost[], { edge, deadline }: Looking): Promise<Counting> {
  try {
    return (await session.counts?.(posts, deadline())) ?? { answers: [], billed: 0 };
  } catch (error) {
    edge.log.error({ error: String(error) }, "posts could not be counted");
    return { answers: posts.map(() => ({ kind: "later", afterMs: 0, reason: "Asking broke off." })), billed: posts.length };
  }
}

type Give = (count: DueCount, came: Came) => Promise<void>;

/** Asks about as many as the month's money is enough for; it is reserved before, and what was certainly not billed is given back. */
async function ask(desk: Desk, account: Account, session: Session, due: readonly Due[], looking: Looking, give: Give): Promise<void> {
  const { each, most } = readingOf(desk, account);
  const month = monthOf(desk, account);
  const granted = each === 0 ? due.length : await desk.store.results.reserve(account.id, month, due.length, each, most);
  const poor = `This month's $${(most / 100_000_000).toFixed(2)} for counting are used up.`;
  for (const { count } of due.slice(granted)) await give(count, again(desk, count, nowOf(desk) + hourMs, poor, false));
  const asked = due.slice(0, granted);
  if (asked.length === 0) return;
  const { answers, billed } = await counted(
    session,
    asked.map(({ post }) => post),
    looking,
  );
  if (each > 0 && billed < granted) await desk.store.results.refund(account.id, month, (granted - billed) * each);
  for (const [index, { count }] of asked.entries()) {
    const none: Counted = { kind: "later", afterMs: 0, reason: "Nothing was said of this post." };
    await give(count, cameOf(desk, count, answers[index] ?? none));
  }
}

const byHand = "No API gives counts of these posts; somebody can type them in.";

/** Why nothing is asked for this account just now; null: it may be. */
function objection(desk: Desk, account: Account | undefined): string | null {
  if (!account) return "Its account is not in config/herald.yaml any more.";
  if (!desk.settings.secrets.has(account.id)) return "Its account is not connected.";
  return readingOf(desk, account).isOn ? null : "Counting this account's posts is off.";
}

/** Those that must be asked about; of the others is written down what is known of them. */
async function stillToAsk(desk: Desk, counts: readonly DueCount[], give: Give): Promise<readonly Due[]> {
  const views = new Map((await desk.store.views(counts.map(({ post }) => post))).map((view) => [view.post.id, view]));
  const due: Due[] = [];
  for (const count of counts) {
    const found = beforeAsking(desk, count, views.get(count.post));
    if ("kind" in found) await give(count, found);
    else due.push({ count, post: found });
  }
  return due;
}

/** The login as it stands now: what the settings found at the start may have been renewed since. */
async function loginOf(desk: Desk, account: Account, { logins }: Looking): Promise<Secret | undefined> {
  return logins ? (await logins.ready(account))?.secret : desk.settings.secrets.get(account.id);
}

async function look(desk: Desk, { token, account: id, counts }: DueCounts, looking: Looking): Promise<void> {
  const give: Give = async (count, came) => void (await desk.store.results.give(token, count, came));
  const due = await stillToAsk(desk, counts, give);
  if (due.length === 0) return;
  const account = desk.settings.accounts.find((each) => each.id === id);
  const why = objection(desk, account);
  const secret = account && why === null ? await loginOf(desk, account, looking) : undefined;
  if (!account || !secret) {
    const note = why ?? "There is no login to ask with just now.";
    for (const { count } of due) await give(count, again(desk, count, nowOf(desk) + hourMs, note, false));
    return;
  }
  const session = await platformOf(desk, account).open(account, secret, looking.edge);
  if (session.counts) await ask(desk, account, session, due, looking, give);
  else for (const { count } of due) await give(count, { kind: "by-hand", note: byHand });
}

/** Counts what is due, an account at a time, until nothing is or `stop` aborts. @returns how many were looked at */
export async function readResults(desk: Desk, looking: Looking, stop?: AbortSignal): Promise<number> {
  let seen = 0;
  while (!stop?.aborted) {
    const due = await desk.store.results.take(nowOf(desk), leaseMs, mostAtOnce);
    if (!due) break;
    await look(desk, due, looking);
    seen += due.counts.length;
  }
  return seen;
}
