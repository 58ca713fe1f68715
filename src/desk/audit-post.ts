/** Whether a post is what the record says of it: the same story told twice, by its journal and by the record. Pure. */
import type { Entry } from "../domain/journal.ts";
import type { Transition } from "../domain/post.ts";
import { block, type Problem } from "../domain/problem.ts";
import { planDigest } from "../pipeline/digest.ts";
import type { AuditedPost } from "../storage/audit.ts";
import { canonicalText, type RecordRow, sha256Of } from "../storage/chain.ts";

/** What a row on a post may hold; which of it, its kind says. */
interface Body {
  readonly entries?: readonly object[];
  readonly content?: unknown;
  /** Of a row with which an older database began: its journal up to there. */
  readonly journal?: { readonly length: number; readonly sha256: string };
  /** Of a row that tells of packing a journal away: what was packed. */
  readonly archived?: { readonly length: number; readonly sha256: string };
}

/** A body that can't be read is an altered row, which the chain tells. */
function bodyOf({ body }: RecordRow): Body {
  try {
    return JSON.parse(body) ?? {};
  } catch {
    return {};
  }
}

/** Moves that the engine makes by itself: they stand in journals alone. */
const engines: readonly Transition[] = ["claim", "hand-off", "publish", "hold", "fail", "miss", "schedule", "taken-down"];

function isEngines(entry: Entry): boolean {
  const isSigned = entry.by.startsWith("worker ") || entry.by.startsWith("herald (");
  return isSigned && (entry.kind !== "moved" || engines.includes(entry.transition));
}

function differs(post: string, what: string): Problem {
  const remedy = "Somebody wrote into the database: compare it with a backup before you send anything, and find out who could.";
  return block("record-differs", `post ${post}`, what, remedy);
}

/** Entries as the record has them, by their place in the journal. */
function recorded(rows: readonly RecordRow[]): ReadonlyMap<number, { readonly row: RecordRow; readonly text: string }> {
  const entries = new Map<number, { readonly row: RecordRow; readonly text: string }>();
  for (const row of rows) {
    for (const entry of bodyOf(row).entries ?? []) {
      const whole: Partial<Entry> = { ...entry, at: row.at, by: row.by };
      if (whole.seq !== undefined) entries.set(whole.seq, { row, text: canonicalText(whole) });
    }
  }
  return entries;
}

/** What was packed away is still what it was. */
function archiveProblems({ post, journal, rows }: AuditedPost): readonly Problem[] {
  const packed = rows.flatMap((row) => bodyOf(row).archived ?? []);
  return packed
    .filter(({ length, sha256 }) => sha256Of(journal.slice(0, length)) !== sha256)
    .map(({ length }) => differs(post.id, `Its first ${length} journal entries are not those that were archived.`));
}

function entryProblems({ post, journal, rows }: AuditedPost): readonly Problem[] {
  const entries = recorded(rows);
  const began = rows.flatMap((row) => bodyOf(row).journal ?? []).at(0);
  const before = began ? journal.slice(0, began.length) : [];
  const problems: Problem[] = [];
  if (began && sha256Of(before) !== began.sha256)
    problems.push(differs(post.id, `Its first ${began.length} journal entries are not those with which the record began.`));
  for (const entry of journal.slice(before.length)) {
    const known = entries.get(entry.seq);
    if (!known && !isEngines(entry))
      problems.push(differs(post.id, `Its journal entry ${entry.seq}, by ${entry.by}, is missing from the record.`));
    if (known && canonicalText(entry) !== known.text)
      problems.push(differs(post.id, `Its journal entry ${entry.seq} is not what row ${known.row.seq} of the record says.`));
  }
  for (const [seq, { row }] of entries)
    if (seq > journal.length) problems.push(differs(post.id, `Its journal lacks entry ${seq}, which row ${row.seq} of the record holds.`));
  return problems;
}

/** The digest that was last approved, as the journal has it. */
function approvedDigest(journal: readonly Entry[]): string | undefined {
  const given: readonly Transition[] = ["approve", "take-down"];
  const move = journal.findLast((entry) => entry.kind === "moved" && given.includes(entry.transition));
  return move?.kind === "moved" ? move.digest : undefined;
}

function planProblems({ post, journal, rows }: AuditedPost): readonly Problem[] {
  const problems: Problem[] = [];
  if (post.digest !== null && (post.plan === null || planDigest(post.plan) !== post.digest))
    problems.push(differs(post.id, "What is stored to be sent is not what its digest names."));
  if (post.digest !== null && post.state !== "draft" && approvedDigest(journal) !== post.digest)
    problems.push(differs(post.id, "Its digest is not the one that was approved."));
  const content = rows.map((row) => bodyOf(row).content).findLast((one) => one !== undefined);
  if (content !== undefined && canonicalText(content) !== canonicalText(post.content))
    problems.push(differs(post.id, "Its words are not those that the record has."));
  return problems;
}

/** Everything in which a post, its journal and the record differ; empty: nothing. */
export function postProblems(audited: AuditedPost): readonly Problem[] {
  return [...archiveProblems(audited), ...entryProblems(audited), ...planProblems(audited)];
}
