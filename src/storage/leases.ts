import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import type { Instant } from "../domain/instant.ts";
import type { Post } from "../domain/post.ts";
import { subjectOf } from "./accounts.ts";
import type { Asked, Given } from "./asked.ts";
import { append } from "./journal.ts";
import { often, type Places } from "./often.ts";
import { postRow, view } from "./posts.ts";
import type { PostRow } from "./rows.ts";
import type { Trx } from "./schema.ts";
import { sealSubject } from "./seal.ts";
import type { Claimed, Lease } from "./store.ts";

export async function claim(trx: Trx, postId: string, seen: Lease | null, owner: string, at: Instant): Promise<Claimed | null> {
  const row = await postRow(trx, postId);
  if (row === undefined) return null;
  const lease = newLease(owner);
  const taken = row.state === "approved" ? seen === null && (await take(trx, row, lease, at)) : await takeOver(trx, row, seen, lease, at);
  if (!taken) return null;
  const claimed = await view(trx, postId, { at, span: "day" });
  return claimed ? { view: claimed, lease } : null;
}

export function newLease(owner: string): Lease {
  return { token: randomUUID(), counter: 1, owner };
}

/** From `approved` to `publishing`, if the account is free and nothing is paused; one statement, so that the row count tells. */
async function take(trx: Trx, row: PostRow, lease: Lease, at: Instant): Promise<boolean> {
  const result = await taking(trx, { post: row.id, revision: row.revision, at, ...lease })
    .where(({ not, exists }) => not(exists(underWay(trx, row.account))))
    .where(({ not, exists }) => not(exists(pausesInForce(trx, row.account, at))))
    .executeTakeFirst();
  if (result.numUpdatedRows !== 1n) return false;
  await append(trx, { ...row, plan: null }, [begun], at, signature(lease.owner));
  return true;
}

interface Taking {
  readonly post: string;
  readonly revision: number;
  readonly at: Instant;
  readonly token: string;
  readonly owner: string;
}

/** What makes an approved post one that is under way. */
function taking(trx: Trx, { post, revision, at, token, owner }: Given<Taking>) {
  return trx
    .updateTable("posts")
    .set((eb) => ({ state: "publishing", revision: eb("revision", "+", 1), moved_at: at }))
    .set({ lease_token: token, lease_counter: 1, lease_owner: owner })
    .where("id", "=", post)
    .where("state", "=", "approved")
    .where("revision", "=", revision);
}

/**
 * The same where all that forbids it was read in this transaction; true where the post was still as it was read.
 * @param post as it is when it is taken
 */
export async function takeOutright(trx: Trx, post: Pick<Post, "id" | "revision">, { token, owner }: Lease, at: Instant): Promise<boolean> {
  return (await takingOutright(trx, { post: post.id, revision: post.revision - 1, at, token, owner })).numAffectedRows === 1n;
}

const takingOutright = often(
  { post: "text", revision: "bigint", at: "bigint", token: "text", owner: "text" },
  (trx, places: Places<Taking>) => taking(trx, places),
);

/** What the journal says of a post that is taken. */
export const begun = { kind: "moved", transition: "claim", to: "publishing" } as const;

/** What of the account is under way: a thread that a pause stopped waits for a person and keeps nobody from posting. */
export function underWay(trx: Trx, account: Asked<string>) {
  return trx
    .selectFrom("posts as other")
    .select("other.id")
    .where("other.account", "=", account)
    .where("other.state", "=", "publishing")
    .where((eb) => eb.or([eb("other.due_at", "is not", null), eb("other.lease_token", "is not", null)]));
}

function pausesInForce(trx: Trx, account: string, at: Instant) {
  return trx
    .selectFrom("pauses")
    .select("subject")
    .where("subject", "in", [sealSubject, subjectOf(null), subjectOf(account)])
    .where((eb) => eb.or([eb("until", "is", null), eb("until", ">", at)]));
}

/** Nothing is taken over where the queue is sealed: it goes on elsewhere. */
function sealInForce(trx: Trx, at: Instant) {
  const seal = trx.selectFrom("pauses").select("subject").where("subject", "=", sealSubject);
  return seal.where((eb) => eb.or([eb("until", "is", null), eb("until", ">", at)]));
}

/** Someone works on another post of the account: a post that a person set going again waits for that. */
function inHand(trx: Trx, { id, account }: PostRow) {
  // Among what is in hand at all, which is little: not among all that the account ever had.
  return trx
    .selectFrom("posts as other")
    .select("other.id")
    .where(sql<string>`other.account || ''`, "=", account)
    .where("other.id", "!=", id)
    .where("other.lease_token", "is not", null);
}

/** A post under way whose lease stands as the watcher saw it. */
async function takeOver(trx: Trx, row: PostRow, seen: Lease | null, lease: Lease, at: Instant): Promise<boolean> {
  const update = trx
    .updateTable("posts")
    .set(leaseColumns(lease))
    .where("id", "=", row.id)
    .where("state", "=", "publishing")
    .where(({ not, exists }) => not(exists(sealInForce(trx, at))));
  const conditional =
    seen === null
      ? update.where("lease_token", "is", null).where(({ not, exists }) => not(exists(inHand(trx, row))))
      : update.where("lease_token", "=", seen.token).where("lease_counter", "=", seen.counter);
  const result = await conditional.executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

const renewing = often({ post: "text", token: "text" }, (trx, { post, token }: Places<{ post: string; token: string }>) =>
  trx
    .updateTable("posts")
    .set((eb) => ({ lease_counter: eb("lease_counter", "+", 1) }))
    .where("id", "=", post)
    .where("lease_token", "=", token),
);

export async function renew(trx: Trx, postId: string, token: string): Promise<boolean> {
  return (await renewing(trx, { post: postId, token })).numAffectedRows === 1n;
}

export async function release(trx: Trx, postId: string, token: string, dueAt: Instant | null): Promise<void> {
  await trx
    .updateTable("posts")
    .set({ due_at: dueAt, lease_token: null, lease_owner: null })
    .where("id", "=", postId)
    .where("lease_token", "=", token)
    .execute();
}

function leaseColumns(lease: Lease) {
  return { lease_token: lease.token, lease_counter: lease.counter, lease_owner: lease.owner };
}

/** How a worker signs a journal: `host/pid/start-time` becomes `worker host:pid`. */
export function signature(owner: string): string {
  const [host, pid] = owner.split("/");
  return pid === undefined ? `worker ${owner}` : `worker ${host}:${pid}`;
}
