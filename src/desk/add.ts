import type { Account } from "../domain/account.ts";
import { ok, type Problem, type Result, refuse } from "../domain/problem.ts";
import type { Summary } from "../domain/summary.ts";
import type { PostView } from "../domain/view.ts";
import { accountsFor, readSummary, sayableIds } from "../pipeline/intake.ts";
import { forbidden } from "../pipeline/rights.ts";
import type { NewPost } from "../storage/store.ts";
import { composePost } from "./compose-post.ts";
import { type Desk, nowOf, viewsOf } from "./desk.ts";
import type { Input } from "./preview.ts";
import { wordPost } from "./word-post.ts";

/** A summary with its drafts, ready to be kept. */
interface Prepared {
  readonly summary: Summary;
  readonly drafts: readonly NewPost[];
}

export interface Added {
  readonly summary: Summary;
  /** False when the summary was there already; then its posts stand as they were. */
  readonly added: boolean;
  readonly posts: readonly PostView[];
}

/** A file to be added. */
export interface Addition extends Input {
  /** For the journal of each of its drafts: what whoever brings it in wants known of it; absent: nothing. */
  readonly note?: string;
}

async function draftFor(desk: Desk, summary: Summary, account: Account, note?: string): Promise<NewPost> {
  const { content, pictures } = await composePost(desk, summary, account, true);
  const wording = await wordPost(desk, summary, account, content);
  await Promise.all([...pictures].map(([digest, bytes]) => desk.store.keepMedia(digest, { mime: "image/jpeg", bytes })));
  const reason = [note, wording.reason].filter((each) => each !== undefined).join(" ");
  const said = { ...wording, ...(reason === "" ? {} : { reason }) };
  return { ids: sayableIds(summary.fingerprint, account.id), account: account.id, platform: account.platform, ...said };
}

function read(desk: Desk, input: Input): Result<{ readonly summary: Summary; readonly accounts: readonly Account[] }> {
  const summary = readSummary(input, { timezone: desk.settings.timezone });
  if (!summary.ok) return summary;
  const accounts = accountsFor(summary.value, desk.settings.accounts);
  return accounts.ok ? ok({ summary: summary.value, accounts: accounts.value }) : accounts;
}

async function prepare(desk: Desk, summary: Summary, accounts: readonly Account[], note?: string): Promise<Prepared> {
  const there = await desk.store.summary(summary.id);
  // Two texts may want the same short name; a story that was changed since is known to the store.
  const isThere = there?.summary.fingerprint === summary.fingerprint;
  const drafts = isThere ? [] : await Promise.all(accounts.map((account) => draftFor(desk, summary, account, note)));
  return { summary, drafts };
}

/** Takes summaries into the queue, with a draft for each account that takes them: all of the files, or none. */
export async function add(desk: Desk, inputs: readonly Addition[]): Promise<Result<readonly Added[]>> {
  const objection = forbidden(desk.actor, "write");
  if (objection) return refuse(objection);
  const readings = inputs.map((input) => read(desk, input));
  const problems = readings.flatMap((reading): readonly Problem[] => (reading.ok ? [] : reading.problems));
  if (problems.length > 0) return { ok: false, problems };
  const added: Added[] = [];
  for (const [index, reading] of readings.entries()) {
    if (!reading.ok) continue;
    const { summary, drafts } = await prepare(desk, reading.value.summary, reading.value.accounts, inputs[index]?.note);
    const kept = await desk.store.add(summary, drafts, nowOf(desk), desk.actor.id);
    added.push({ summary, added: kept.added, posts: await viewsOf(desk, kept.posts) });
  }
  return ok(added);
}
