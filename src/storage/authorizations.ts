/** Whom a platform was asked to send back after they consented: each once, for ten minutes, and only who asked. */
import type { Instant } from "../domain/instant.ts";
import type { Database } from "./database.ts";
import type { Trx } from "./schema.ts";
import type { SealedSecret } from "./secrets.ts";

/** One consent that is asked for; `sealed` holds what proves that the answer is to this very question. */
export interface Authorization extends SealedSecret {
  /** SHA-256, hex, of the state that comes back with the answer. */
  readonly stateDigest: string;
  readonly redirect: string;
  /** Digest of the session that asks; null: a command line, which fetches the answer itself. */
  readonly session: string | null;
  readonly expiresAt: Instant;
}

export interface Authorizations {
  /** Keeps it, and forgets what is over. */
  ask(authorization: Authorization, at: Instant): Promise<void>;
  /** While it lasts; changes nothing. `answer`: what came back for a command line, sealed; null: nothing yet. */
  look(stateDigest: string, at: Instant): Promise<(Authorization & { readonly answer: string | null }) | undefined>;
  /** Leaves the answer for the command line that asked; false: nothing like that is asked, or it is answered. */
  answer(stateDigest: string, sealed: string, at: Instant): Promise<boolean>;
  /** Uses it up; undefined where it was used, is over, or is another session's, which then keeps it. */
  take(stateDigest: string, session: string | null, at: Instant): Promise<Authorization | undefined>;
}

export interface AuthorizationsTable {
  state_digest: string;
  account: string;
  sealed: string;
  key_id: string;
  redirect: string;
  session: string | null;
  expires_at: Instant;
  answer: string | null;
}

export function authorizationsOn({ read, write }: Database): Authorizations {
  return {
    ask: (authorization, at) => write((trx) => ask(trx, authorization, at)),
    look: (stateDigest, at) => read((trx) => look(trx, stateDigest, at)),
    answer: (stateDigest, sealed, at) => write((trx) => answer(trx, stateDigest, sealed, at)),
    take: (stateDigest, session, at) => write((trx) => take(trx, stateDigest, session, at)),
  };
}

async function ask(trx: Trx, authorization: Authorization, at: Instant): Promise<void> {
  const { stateDigest, account, sealed, keyId, redirect, session, expiresAt } = authorization;
  await trx.deleteFrom("authorizations").where("expires_at", "<=", at).execute();
  await trx
    .insertInto("authorizations")
    .values({ state_digest: stateDigest, account, sealed, key_id: keyId, redirect, session, expires_at: expiresAt, answer: null })
    .execute();
}

async function look(trx: Trx, stateDigest: string, at: Instant) {
  const row = await trx
    .selectFrom("authorizations")
    .selectAll()
    .where("state_digest", "=", stateDigest)
    .where("expires_at", ">", at)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const { account, sealed, redirect, session, answer } = row;
  return { stateDigest, account, sealed, keyId: row.key_id, redirect, session, expiresAt: row.expires_at, answer };
}

async function answer(trx: Trx, stateDigest: string, sealed: string, at: Instant): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable("authorizations")
    .set({ answer: sealed })
    .where("state_digest", "=", stateDigest)
    .where("session", "is", null)
    .where("answer", "is", null)
    .where("expires_at", ">", at)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

async function take(trx: Trx, stateDigest: string, session: string | null, at: Instant): Promise<Authorization | undefined> {
  const found = await look(trx, stateDigest, at);
  if (found === undefined || found.session !== session) return undefined;
  await trx.deleteFrom("authorizations").where("state_digest", "=", stateDigest).execute();
  const { answer: _, ...authorization } = found;
  return authorization;
}
