import type { Instant } from "../domain/instant.ts";
import { canonicalText, genesis, hashOf, type RecordRow } from "./chain.ts";
import { tellDecision } from "./events.ts";
import type { Trx } from "./schema.ts";
import { noteEffect, viaOf } from "./via.ts";

/** When somebody did something, and who. */
export interface Signed {
  readonly at: Instant;
  /** A person's id, the operating system's user, or `herald`. */
  readonly by: string;
}

/** A decision to be kept in the record. */
export interface NewRecord extends Signed {
  /** `approve`, `pause`, `invite`. */
  readonly kind: string;
  /** `post lusab-42`, `summary lusab`, `account x`, `person ayesha`, `house`. */
  readonly subject: string;
  /** What changed, as JSON; never a password, a token or another secret: the record is exported. */
  readonly body: object;
}

/** Appends a decision to the record, in the transaction that carries it out: both are there, or neither. */
export async function recordIn(trx: Trx, { at, by, kind, subject, body }: NewRecord): Promise<RecordRow> {
  // What the house notes by itself, nobody's key has brought.
  const via = by === "herald" ? undefined : viaOf(trx);
  if (via?.request) await noteEffect(trx, via.request);
  const told = via ? { ...body, via: via.key } : body;
  const last = await headIn(trx);
  const whole = (text: string) => text.toWellFormed();
  const names = { by: whole(by), kind: whole(kind), subject: whole(subject) };
  const row = { seq: (last?.seq ?? 0) + 1, at, ...names, body: canonicalText(told), previous: last?.hash ?? genesis };
  const kept = { ...row, hash: hashOf(row) };
  await trx.insertInto("record").values(kept).execute();
  await tellDecision(trx, { at, by, kind, subject, body });
  return kept;
}

/** The last row's place and hash; undefined: the record is empty. */
export async function headIn(trx: Trx): Promise<Pick<RecordRow, "seq" | "hash"> | undefined> {
  return await trx.selectFrom("record").select(["seq", "hash"]).orderBy("seq", "desc").limit(1).executeTakeFirst();
}
