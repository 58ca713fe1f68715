/**
 * Moves a whole queue from one database into another, whichever dialects they are. The one it leaves is sealed first, the one into which
 * it goes is sealed until all of it is there and was compared, so that at every moment at most one of them publishes. Cut off anywhere,
 * it is gone on with by moving again.
 */
import type { Instant } from "../../domain/instant.ts";
import { Interrupted, moveIn, occupy, type Site, siteOf, spoil } from "./arrive.ts";
import { type ComparedTable, compare } from "./compare.ts";
import { copyAll } from "./copy.ts";
import type { House } from "./house.ts";
import { brake, type Hindrances, handOver, type Leaver, leaving, type Move, nameOf, releaseBrake, sealUp, type Words } from "./leave.ts";
import { countOf } from "./rows.ts";
import { tablesToMove } from "./tables.ts";

/** How far it has come. */
export interface Progress {
  readonly stage: "copy" | "compare";
  readonly table: string;
  /** Rows copied or compared in this run, of this many in all. */
  readonly rows: number;
  readonly of: number;
}

export interface MoveOrder extends Omit<Leaver, "at"> {
  readonly from: House;
  readonly to: House;
  /** The database that it leaves, as people are shown it; `place` is the one into which it goes. */
  readonly fromPlace: string;
  readonly now: () => Instant;
  readonly words: Words;
  /** Hears what is waited for, and waits a little; false: it was long enough. */
  readonly wait: (hindrances: Hindrances) => Promise<boolean>;
  readonly progress: (progress: Progress) => void;
}

export type Moved =
  | { readonly kind: "moved"; readonly move: Move; readonly tables: readonly ComparedTable[] }
  /** This very move was finished before. */
  | { readonly kind: "done"; readonly move: Move }
  | { readonly kind: "same" }
  /** The queue is sealed, and on its way to another place. */
  | { readonly kind: "elsewhere"; readonly move: Move }
  /** What it is to leave is an unfinished copy. */
  | { readonly kind: "unfinished"; readonly reason: string }
  | { readonly kind: "used"; readonly table: string }
  /** The place holds an unfinished copy of another installation. */
  | { readonly kind: "foreign" }
  | { readonly kind: "busy"; readonly hindrances: Hindrances }
  | { readonly kind: "different"; readonly difference: string }
  /** Somebody lifted the seal, or did something in the copy, meanwhile. */
  | { readonly kind: "interrupted" };

export async function moveHouse(order: MoveOrder): Promise<Moved> {
  const objection = await objectionTo(order);
  if (objection) return objection;
  const sealing = await sealWhenIdle(order);
  if (sealing.kind !== "sealed") return sealing;
  try {
    return await carryOver(order, sealing.move);
  } catch (error) {
    if (error instanceof Interrupted) return { kind: "interrupted" };
    throw error;
  }
}

/** What can be said before anything is touched. */
async function objectionTo({ from, to, place }: MoveOrder): Promise<Moved | null> {
  if (await isSame(from, to)) return { kind: "same" };
  const site = await to.database.read(siteOf);
  const { move, name } = await from.database.read(async (trx) => ({ move: await leaving(trx), name: await nameOf(trx) }));
  const beside = move ? objectionUnderWay(move, site, place) : null;
  if (beside) return beside;
  if (site.kind === "used") return { kind: "used", table: site.table };
  return site.kind === "unfinished" && site.installation !== (move?.installation ?? name) ? { kind: "foreign" } : null;
}

/** A move that was begun goes on to where it went; one that may be at work there already goes nowhere else. */
function objectionUnderWay(move: Move, site: Site, place: string): Moved | null {
  if (site.kind === "used" && site.arrived.includes(move.id)) return { kind: "done", move };
  const isThere = site.kind === "unfinished" && site.id === move.id;
  const mayBegin = !move.isFinished && move.place === place && site.kind !== "used";
  return isThere || mayBegin ? null : { kind: "elsewhere", move };
}

async function isSame(one: House, other: House): Promise<boolean> {
  const name = ({ database }: House) =>
    database.read((trx) => trx.selectFrom("installation").select(["id", "made_at", "seat", "era"]).executeTakeFirstOrThrow());
  return JSON.stringify(await name(one)) === JSON.stringify(await name(other));
}

/** Brakes, waits until what is in hand is finished, and seals. */
async function sealWhenIdle({ from, now, words, wait, ...leaver }: MoveOrder) {
  const { write } = from.database;
  await write((trx) => brake(trx, words.braking, now(), leaver.by));
  for (;;) {
    const sealing = await write((trx) => sealUp(trx, { ...leaver, at: now() }, words.moving));
    if (sealing.kind !== "busy" || (await wait(sealing.hindrances))) {
      if (sealing.kind !== "busy") return sealing;
      continue;
    }
    await write(releaseBrake);
    return sealing;
  }
}

async function carryOver(order: MoveOrder, move: Move): Promise<Moved> {
  const { from, to, words, fromPlace } = order;
  await to.database.write((trx) => occupy(trx, move, fromPlace, words.unfinished));
  const tell = await tellingOf(order);
  await copyAll(from.database, to.database, move.id, tell("copy"));
  const compared = await compare(from.database, to.database, (table) => tell("compare")(table, 1));
  if (!compared.ok) {
    await to.database.write((trx) => spoil(trx, move.id));
    return { kind: "different", difference: compared.difference };
  }
  // In this order: while the one says that it is not at work, the other can't be.
  if (!(await from.database.write((trx) => handOver(trx, move.id, words.moved)))) return { kind: "interrupted" };
  await to.database.write((trx) => moveIn(trx, to.home, move.id));
  return { kind: "moved", move, tables: compared.tables };
}

async function tellingOf({ from, to, progress }: MoveOrder) {
  const count = async ({ database }: House) => {
    let rows = 0;
    for (const table of tablesToMove) rows += await database.read((trx) => countOf(trx, table));
    return rows;
  };
  const of = await count(from);
  const done = { copy: await count(to), compare: 0 };
  return (stage: Progress["stage"]) => (table: string, rows: number) => {
    done[stage] += rows;
    progress({ stage, table, rows: done[stage], of });
  };
}
