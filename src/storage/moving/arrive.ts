/** What a move does where the queue goes: nothing works there before all of it has arrived. */
import type { Home } from "../home.ts";
import type { Trx } from "../schema.ts";
import { breakSeal, putSeal, sealOf } from "../seal.ts";
import type { Move } from "./leave.ts";
import { emptyTable, lastKey } from "./rows.ts";
import { tablesToMove } from "./tables.ts";

/** What stands in the database into which a queue is to go. */
export type Site =
  | { readonly kind: "empty" }
  /** An unfinished copy; `spoilt`: not to be gone on with. */
  | { readonly kind: "unfinished"; readonly id: string; readonly installation: string; readonly isSpoilt: boolean }
  /** A queue lives there. @property arrived the moves that brought something there */
  | { readonly kind: "used"; readonly table: string; readonly arrived: readonly string[] };

export async function siteOf(trx: Trx): Promise<Site> {
  const moves = await trx.selectFrom("moves").selectAll().where("way", "=", "in").execute();
  const open = moves.find(({ stage }) => stage === "copying" || stage === "spoilt");
  if (open && (await sealOf(trx)) !== null)
    return { kind: "unfinished", id: open.id, installation: open.installation, isSpoilt: open.stage === "spoilt" };
  const arrived = moves.filter(({ stage }) => stage === "finished").map(({ id }) => id);
  for (const table of tablesToMove) {
    if ((await lastKey(trx, table)) !== null) return { kind: "used", table: table.name, arrived };
  }
  return arrived.length > 0 ? { kind: "used", table: "moves", arrived } : { kind: "empty" };
}

/** Makes the site this move's own: goes on with what it holds of it, else clears out the unfinished copy of another one. */
export async function occupy(trx: Trx, move: Move, from: string, reason: string): Promise<void> {
  const site = await siteOf(trx);
  if (site.kind === "unfinished" && site.id === move.id && !site.isSpoilt) return;
  if (site.kind === "used" || (site.kind === "unfinished" && site.installation !== move.installation)) throw new Interrupted();
  for (const table of [...tablesToMove].reverse()) await emptyTable(trx, table);
  await trx.deleteFrom("moves").where("way", "=", "in").execute();
  const { id, installation, begunAt, by } = move;
  await trx.insertInto("moves").values({ id, way: "in", place: from, installation, stage: "copying", begun_at: begunAt, by }).execute();
  await putSeal(trx, { reason, since: begunAt, until: null, by });
}

/** Somebody else has finished, cleared out or begun something there meanwhile. */
export class Interrupted extends Error {}

/** Does something to the copy while it is this move's. */
export async function ifOurs<T>(trx: Trx, id: string, work: () => Promise<T>): Promise<T> {
  const site = await trx.selectFrom("moves").select("stage").where("id", "=", id).where("way", "=", "in").executeTakeFirst();
  if (site?.stage !== "copying" || (await sealOf(trx)) === null) throw new Interrupted();
  return work();
}

/** It differs from what was moved: the next move begins anew. */
export async function spoil(trx: Trx, id: string): Promise<void> {
  await ifOurs(trx, id, () => trx.updateTable("moves").set({ stage: "spoilt" }).where("id", "=", id).where("way", "=", "in").execute());
}

/** From this commit on the queue lives here. */
export async function moveIn(trx: Trx, home: Home, id: string): Promise<void> {
  await ifOurs(trx, id, async () => {
    await trx.updateTable("moves").set({ stage: "finished" }).where("id", "=", id).where("way", "=", "in").execute();
    await breakSeal(trx);
    await home.bind(trx);
  });
}
