/**
 * What programs asked under a name of theirs (`Idempotency-Key`), so that each is done once and answered alike. While a request is
 * carried out, every decision notes in its own transaction that the request had an effect: of one that was cut off it is known
 * whether it may be done again.
 */
import type { Instant } from "../domain/instant.ts";
import type { Database } from "./database.ts";
import type { Flag, Trx } from "./schema.ts";
import type { RequestInHand } from "./via.ts";

/** A request that is to be carried out once. */
export interface NewRequest extends RequestInHand {
  /** SHA-256 (hex) of what is asked. */
  readonly fingerprint: string;
}

export interface KeptAnswer {
  readonly status: number;
  readonly body: string;
}

/**
 * What is known of a request. `go`: it is this caller's to carry out. `other`: something else was asked under this name. `busy`: it
 * is being carried out. `cut-off`: it was cut off after it had changed something.
 */
export type Standing = { readonly kind: "go" | "other" | "busy" | "cut-off" } | { readonly kind: "answered"; readonly answer: KeptAnswer };

export interface Requests {
  /** Takes a request in hand, if nothing is known of it, or if it was cut off before it changed anything. */
  begin(request: NewRequest, at: Instant, leaseMs: number): Promise<Standing>;
  /** Keeps the answer, while the request is in hand. */
  answer(request: RequestInHand, answer: KeptAnswer): Promise<void>;
  /** It went wrong: whoever asks again may have it at once, if it changed nothing. */
  drop(request: RequestInHand): Promise<void>;
  /** Forgets what was asked before `before`. */
  forget(before: Instant): Promise<void>;
}

export interface RequestsTable {
  api_key: string;
  name: string;
  fingerprint: string;
  at: Instant;
  /** Who has it in hand; null: it is answered. */
  token: string | null;
  /** When another may take it from them. */
  taken_until: Instant | null;
  /** It changed something. */
  effect: Flag;
  status: number | null;
  body: string | null;
}

export function requestsOn({ read, write }: Database): Requests {
  return {
    begin: (request, at, leaseMs) => write((trx) => begin(trx, request, at, at + leaseMs)),
    answer: (request, { status, body }) =>
      write(async (trx) => void (await inHand(trx, request).set({ status, body, token: null, taken_until: null }).execute())),
    drop: (request) => write(async (trx) => void (await inHand(trx, request).set({ taken_until: 0 }).execute())),
    forget: async (before) => {
      // Looked for from time to time: where there is nothing, nothing is written.
      if (await read((trx) => hasOlder(trx, before)))
        await write(async (trx) => void (await trx.deleteFrom("requests").where("at", "<", before).execute()));
    },
  };
}

async function hasOlder(trx: Trx, before: Instant): Promise<boolean> {
  return (await trx.selectFrom("requests").select("at").where("at", "<", before).orderBy("at").limit(1).executeTakeFirst()) !== undefined;
}

function inHand(trx: Trx, { key, name, token }: RequestInHand) {
  return trx.updateTable("requests").where("api_key", "=", key).where("name", "=", name).where("token", "=", token);
}

async function begin(trx: Trx, request: NewRequest, at: Instant, until: Instant): Promise<Standing> {
  const { key, name, token, fingerprint } = request;
  const { numInsertedOrUpdatedRows } = await trx
    .insertInto("requests")
    .values({ api_key: key, name, fingerprint, at, token, taken_until: until, effect: 0, status: null, body: null })
    .onConflict((conflict) => conflict.columns(["api_key", "name"]).doNothing())
    .executeTakeFirst();
  if (numInsertedOrUpdatedRows === 1n) return { kind: "go" };
  const known = trx.selectFrom("requests").selectAll().where("api_key", "=", key).where("name", "=", name);
  const standing = standingOf(await known.executeTakeFirstOrThrow(), fingerprint, at);
  if (standing.kind === "go")
    await trx.updateTable("requests").set({ token, taken_until: until }).where("api_key", "=", key).where("name", "=", name).execute();
  return standing;
}

function standingOf(row: RequestsTable, fingerprint: string, at: Instant): Standing {
  if (row.fingerprint !== fingerprint) return { kind: "other" };
  if (row.status !== null) return { kind: "answered", answer: { status: row.status, body: row.body ?? "" } };
  if ((row.taken_until ?? 0) > at) return { kind: "busy" };
  return { kind: row.effect === 1 ? "cut-off" : "go" };
}
