/** What a move does where the queue was: a brake, then the seal, and the word that it is elsewhere. */
import type { Selectable } from "kysely";
import type { Instant } from "../../domain/instant.ts";
import { type MovesTable, moveOut } from "../moves.ts";
import { recordIn } from "../record.ts";
import type { Trx } from "../schema.ts";
import { breakSeal, putSeal, sealOf } from "../seal.ts";

/** The sentences with which a database refuses, from one stage of a move to the next. */
export interface Words {
  /** Work in hand is being finished, nothing else begun. */
  readonly braking: string;
  readonly moving: string;
  readonly moved: string;
  /** In the database into which it goes. */
  readonly unfinished: string;
}

/** A move as both databases know it. */
export interface Move {
  readonly id: string;
  readonly place: string;
  readonly installation: string;
  readonly begunAt: Instant;
  readonly by: string;
  readonly isFinished: boolean;
}

/** What stands in the way of sealing, as people call it: `post lusab-42`, `the login of x`. */
export type Hindrances = readonly string[];

export type Sealing =
  | { readonly kind: "sealed"; readonly move: Move }
  | { readonly kind: "busy"; readonly hindrances: Hindrances }
  /** It is an unfinished copy itself. */
  | { readonly kind: "unfinished"; readonly reason: string };

function toMove({ id, place, installation, stage, begun_at, by }: Selectable<MovesTable>): Move {
  return { id, place, installation, begunAt: begun_at, by, isFinished: stage === "finished" };
}

/** Whether the queue is being moved out of here already. */
export async function leaving(trx: Trx): Promise<Move | null> {
  const [seal, out] = [await sealOf(trx), await moveOut(trx)];
  return seal !== null && out ? toMove(out) : null;
}

/** So long nothing is begun while work in hand is finished; if whoever brakes dies meanwhile, it ends by itself. */
const brakeMs = 150_000;

export async function brake(trx: Trx, reason: string, at: Instant, by: string): Promise<void> {
  if ((await sealOf(trx)) === null) await putSeal(trx, { reason, since: at, until: at + brakeMs, by });
}

export async function releaseBrake(trx: Trx): Promise<void> {
  if ((await sealOf(trx)) === null) await breakSeal(trx);
}

export interface Leaver {
  /** A new id for the move, where none has begun. */
  readonly id: string;
  readonly place: string;
  readonly at: Instant;
  readonly by: string;
  /** True only where it is certain that this owner's process is no more: what it had in hand is a doubt, and moves as one. */
  readonly isGone: (owner: string) => boolean;
}

/** Seals the queue, in the very transaction in which it is seen that nothing of it is in anybody's hands. */
export async function sealUp(trx: Trx, leaver: Leaver, reason: string): Promise<Sealing> {
  const known = await leaving(trx);
  if (known) return { kind: "sealed", move: known };
  const sealed = await sealOf(trx);
  if (sealed !== null) return { kind: "unfinished", reason: sealed };
  const hindrances = await inHand(trx, leaver.isGone);
  if (hindrances.length > 0) return { kind: "busy", hindrances };
  const { id, place, at, by } = leaver;
  const installation = await nameOf(trx);
  // The record moves with the queue, and tells there where it came from.
  await recordIn(trx, { at, by, kind: "move", subject: "house", body: { to: place } });
  await trx.insertInto("moves").values({ id, way: "out", place, installation, stage: "copying", begun_at: at, by }).execute();
  await putSeal(trx, { reason, since: at, until: null, by });
  return { kind: "sealed", move: { id, place, installation, begunAt: at, by, isFinished: false } };
}

/** By which an unfinished copy knows whose it is: files of one folder share its id, so that the era is a part of it. */
export async function nameOf(trx: Trx): Promise<string> {
  const { id, era } = await trx.selectFrom("installation").select(["id", "era"]).executeTakeFirstOrThrow();
  return `${id} ${era}`;
}

/** A step under way ends with an outcome, and a renewal with a login that is nowhere else: both are waited for. */
async function inHand(trx: Trx, isGone: (owner: string) => boolean): Promise<Hindrances> {
  const posts = await trx.selectFrom("posts").select(["id", "lease_owner"]).where("lease_token", "is not", null).orderBy("id").execute();
  const logins = await trx.selectFrom("renewals").select(["account", "owner"]).where("token", "is not", null).orderBy("account").execute();
  const isHeld = (owner: string | null) => owner !== null && !isGone(owner);
  return [
    ...posts.filter((row) => isHeld(row.lease_owner)).map(({ id, lease_owner }) => `post ${id} (${lease_owner})`),
    ...logins.filter((row) => isHeld(row.owner)).map(({ account, owner }) => `the login of ${account} (${owner})`),
  ];
}

/**
 * From this commit on the queue may be at work where it went. False: the seal was lifted meanwhile, and nothing may be at work there.
 */
export async function handOver(trx: Trx, id: string, reason: string): Promise<boolean> {
  const known = await leaving(trx);
  if (known?.id !== id) return false;
  await trx.updateTable("moves").set({ stage: "finished" }).where("id", "=", id).where("way", "=", "out").execute();
  await putSeal(trx, { reason, since: known.begunAt, until: null, by: known.by });
  return true;
}
