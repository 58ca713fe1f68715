/** Moves of a whole queue to another database: what is known of them in both, and how a seal is lifted again. */
import type { Instant } from "../domain/instant.ts";
import type { Database } from "./database.ts";
import { recordIn, type Signed } from "./record.ts";
import type { Trx } from "./schema.ts";
import { breakSeal, sealOf } from "./seal.ts";
import { type Settler, settle } from "./settle.ts";
import type { Care, Copy } from "./store.ts";

export interface MovesTable {
  /** The same in both databases. */
  id: string;
  /** `out`: what stands here was moved elsewhere; `in`: what stands there was moved here. */
  way: "out" | "in";
  /** The other database, as people are shown it. */
  place: string;
  /** Which installation was moved: its id and its era. */
  installation: string;
  /**
   * `finished`: all is there, or may be at work there; `spoilt`: what was copied differs, and is copied anew; `lifted`: the seal was
   * taken off again.
   */
  stage: "copying" | "spoilt" | "finished" | "lifted";
  begun_at: Instant;
  by: string;
}

/** What lifting a seal came to. */
export type Unsealed =
  /** There was none. */
  | { readonly kind: "open" }
  /** An unfinished copy of another queue: it stays sealed. */
  | { readonly kind: "unfinished"; readonly reason: string }
  /** Nothing had been at work elsewhere: it goes on as it was. */
  | { readonly kind: "lifted"; readonly place: string }
  /** It goes on as any copy does: paused, and what the other may have sent is doubted. */
  | { readonly kind: "copy"; readonly place: string; readonly copy: Copy };

export interface Moves {
  /** The sentence with which a sealed queue refuses; null: it is open. */
  seal(): Promise<string | null>;
  /** @param care as in `Store.settleIn` */
  unseal(care: (copy: Copy) => Care, at: Instant, by: string): Promise<Unsealed>;
}

/** @param settling who settles in at that moment, signed by this person */
export function movesOn({ read, write }: Database, settling: (signed: Signed) => Settler): Moves {
  return {
    seal: () => read(sealOf),
    unseal: (care, at, by) => write((trx) => unseal(trx, settling({ at, by }), care)),
  };
}

/** The move out of here under whose seal the database stands. */
export async function moveOut(trx: Trx) {
  const out = trx.selectFrom("moves").selectAll().where("way", "=", "out").where("stage", "in", ["copying", "finished"]);
  return await out.executeTakeFirst();
}

async function unseal(trx: Trx, settler: Settler, care: (copy: Copy) => Care): Promise<Unsealed> {
  const reason = await sealOf(trx);
  if (reason === null) return { kind: "open" };
  const out = await moveOut(trx);
  if (!out) return { kind: "unfinished", reason };
  await breakSeal(trx);
  await trx.updateTable("moves").set({ stage: "lifted" }).where("id", "=", out.id).where("way", "=", "out").execute();
  const { at, by } = settler;
  await recordIn(trx, { at, by, kind: "unseal", subject: "house", body: { from: out.place, finished: out.stage === "finished" } });
  if (out.stage === "copying") return { kind: "lifted", place: out.place };
  await trx.updateTable("installation").set({ copied_at: out.begun_at }).execute();
  const copy = await settle(trx, settler, care);
  if (!copy) throw new Error("A queue that was moved away was not taken for a copy.");
  return { kind: "copy", place: out.place, copy };
}
