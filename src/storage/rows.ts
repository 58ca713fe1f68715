/** Rows as the domain's nouns, and back. */
import type { Insertable, Selectable } from "kysely";
import type { Instant } from "../domain/instant.ts";
import type { Entry } from "../domain/journal.ts";
import type { Post } from "../domain/post.ts";
import { fromJsonText, toJsonText } from "./json-text.ts";
import type { AccountsTable, JournalTable, PausesTable, PostsTable, SummariesTable } from "./schema.ts";
import type { AccountStatus, Lease, Pause, StoredSummary } from "./store.ts";

export type PostRow = Selectable<PostsTable>;

export function toPost(row: PostRow): Post {
  return {
    id: row.id,
    summaryId: row.summary_id,
    account: row.account,
    platform: row.platform,
    state: row.state,
    revision: row.revision,
    content: fromJsonText(row.content),
    edited: row.edited === 1,
    ...(row.composed === null ? {} : { composed: fromJsonText(row.composed) }),
    ...(row.composed_by === "herald" ? {} : { composedBy: row.composed_by }),
    ...(row.look === null ? {} : { look: fromJsonText(row.look) }),
    ...(row.correction === null ? {} : { correction: fromJsonText(row.correction) }),
    plan: row.plan === null ? null : fromJsonText(row.plan),
    digest: row.digest,
    scheduledAt: row.scheduled_at,
    dueAt: row.due_at,
    createdAt: row.created_at,
  };
}

/** The columns that a change of a post may touch. */
export function toPostColumns(post: Post) {
  return {
    state: post.state,
    revision: post.revision,
    content: toJsonText(post.content),
    edited: post.edited ? 1 : 0,
    composed: post.composed === undefined || post.composed === null ? null : toJsonText(post.composed),
    composed_by: post.composedBy ?? "herald",
    look: post.look === undefined || Object.keys(post.look).length === 0 ? null : toJsonText(post.look),
    plan: post.plan === null ? null : toJsonText(post.plan),
    digest: post.digest,
    scheduled_at: post.scheduledAt,
    due_at: post.dueAt,
  } satisfies Partial<Insertable<PostsTable>>;
}

export function toLease(row: Pick<PostRow, "lease_token" | "lease_counter" | "lease_owner">): Lease | null {
  if (row.lease_token === null) return null;
  return { token: row.lease_token, counter: row.lease_counter, owner: row.lease_owner ?? "" };
}

export function toEntry(row: Selectable<JournalTable>): Entry {
  return { ...fromJsonText(row.happening), seq: row.seq, at: row.at, by: row.by };
}

export function toStoredSummary(row: Omit<Selectable<SummariesTable>, "id" | "fingerprint">): StoredSummary {
  return {
    summary: fromJsonText(row.body),
    addedAt: row.added_at,
    withdrawn: row.withdrawn === 1,
    ...(row.withdrawal === null ? {} : { withdrawal: fromJsonText(row.withdrawal) }),
    ...(row.version === 1 ? {} : { version: row.version }),
  };
}

/** The pause if it is in force at `at`; one whose `until` has come is over, and nobody need ask again. */
export function toPause(row: Selectable<PausesTable> | undefined, at: Instant): Pause | null {
  if (row === undefined || (row.until !== null && row.until <= at)) return null;
  return { reason: row.reason, since: row.since, until: row.until, by: row.by };
}

export function toAccountStatus(id: string, standing: Selectable<AccountsTable> | undefined, pause: Pause | null): AccountStatus {
  return { id, pause, remoteId: standing?.remote_id ?? null, name: standing?.name ?? null, url: standing?.url ?? null };
}
