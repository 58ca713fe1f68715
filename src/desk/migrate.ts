/** Moving house: the whole queue into another database, and lifting the seal that this leaves. */
import { randomUUID } from "node:crypto";
import { block, ok, type Problem, type Result, refuse } from "../domain/problem.ts";
import { forbidden } from "../pipeline/rights.ts";
import { sayInstant } from "../pipeline/schedule.ts";
import type { ComparedTable } from "../storage/moving/compare.ts";
import type { House } from "../storage/moving/house.ts";
import type { Words } from "../storage/moving/leave.ts";
import { type Moved, moveHouse, type Progress } from "../storage/moving/move.ts";
import { type Desk, nowOf } from "./desk.ts";
import { careFor } from "./installation.ts";

/** A database, and what people are shown of where it is. */
export interface Place extends House {
  readonly name: string;
}

export interface Route {
  readonly from: Place;
  readonly to: Place;
  /** True only where it is certain that this owner's process is no more. */
  readonly isGone: (owner: string) => boolean;
  /** Takes a line for people. */
  readonly say: (line: string) => void;
  readonly progress: (progress: Progress) => void;
  /** How long work in hand is waited for, in milliseconds. */
  readonly patienceMs?: number;
}

export interface Migrated {
  readonly from: string;
  readonly to: string;
  /** This very move had been finished before; nothing was done. */
  readonly already: boolean;
  /** What was moved and compared, row by row; empty where it was before. */
  readonly tables: readonly ComparedTable[];
}

const usualPatienceMs = 120_000;
const lookMs = 250;

/** Moves the queue, or goes on with moving it where that was cut off. The one who may do it: whoever may back it up. */
export async function migrate(desk: Desk, route: Route): Promise<Result<Migrated>> {
  const objection = forbidden(desk.actor, "house");
  if (objection) return refuse(objection);
  const { from, to, isGone, progress } = route;
  const order = { from, to, isGone, progress, fromPlace: from.name, place: to.name, id: randomUUID(), by: desk.actor.id };
  return outcomeOf(
    desk,
    route,
    await moveHouse({ ...order, now: desk.clock.now, words: wordsFor(desk, route), wait: waiting(desk, route) }),
  );
}

function wordsFor(desk: Desk, { from, to }: Route): Words {
  const when = sayInstant(nowOf(desk), desk.settings.timezone);
  return {
    braking: `The queue is about to be moved to ${to.name}: what is under way is finished, and nothing else begun.`,
    moving: `The queue is being moved to ${to.name}, since ${when}: run \`herald migrate\` again if that was cut off, or \`herald migrate --unseal\` to stay.`,
    moved: `The queue was moved to ${to.name} on ${when}: set DATABASE_URL there, or lift the seal here with \`herald migrate --unseal\`.`,
    unfinished: `The queue of ${from.name} is being moved into this database, and not all of it is here: run \`herald migrate\` again there.`,
  };
}

/** Says once what is waited for, and gives up when it has been long enough. */
function waiting({ clock }: Desk, { say, patienceMs = usualPatienceMs }: Route) {
  const end = clock.mono() + patienceMs;
  let said = "";
  return async (hindrances: readonly string[]): Promise<boolean> => {
    const line = `Waiting until this is finished: ${hindrances.join(", ")}.`;
    if (line !== said) say(line);
    said = line;
    if (clock.mono() >= end) return false;
    await clock.sleep(lookMs);
    return true;
  };
}

function outcomeOf({ settings }: Desk, { from, to }: Route, moved: Moved): Result<Migrated> {
  const report = { from: from.name, to: to.name };
  switch (moved.kind) {
    case "moved":
      return ok({ ...report, already: false, tables: moved.tables });
    case "done":
      return ok({ ...report, already: true, tables: [] });
    case "elsewhere": {
      const since = sayInstant(moved.move.begunAt, settings.timezone);
      const unseal = "`herald migrate --unseal` lets it go on here.";
      const remedy = moved.move.isFinished ? unseal : `Finish that, or ${unseal}`;
      const how = moved.move.isFinished ? "was moved" : "is being moved";
      return refuse(block("state-moved", from.name, `The queue ${how} to ${moved.move.place}, since ${since}.`, remedy));
    }
    default:
      return refuse(objectionOf(report, moved));
  }
}

type Objection = Exclude<Moved, { readonly kind: "moved" | "done" | "elsewhere" }>;

function objectionOf({ from, to }: { readonly from: string; readonly to: string }, moved: Objection): Problem {
  switch (moved.kind) {
    case "same":
      return block("usage-migrate", to, "This is the queue itself.", "Name another database.");
    case "unfinished":
      return block("state-moved", from, moved.reason, "Nothing was changed.");
    case "used":
      return block("state-used", to, `The database is not empty (${moved.table}).`, "Name an empty one; nothing was changed.");
    case "foreign":
      return block("state-used", to, "It holds an unfinished copy of another queue.", "Name an empty one; nothing was changed.");
    case "busy":
      return block("state-in-hand", from, `This is still under way: ${moved.hindrances.join(", ")}.`, busyRemedy);
    case "different":
      return block("state-different", to, `The copy differs: ${moved.difference}`, differentRemedy);
    case "interrupted":
      return block(
        "state-moved",
        to,
        "Somebody lifted the seal, or moved something there, meanwhile.",
        "See `herald status`, then try again.",
      );
  }
}

const busyRemedy =
  "Nothing was changed, and Herald goes on. Try again when it is finished; what a dead worker left, another takes over first.";
const differentRemedy = "The queue stays sealed where it is, and the copy unused: run `herald migrate` again, and it is copied anew.";

export interface LiftedSeal {
  /** Where the queue had gone, or was going. */
  readonly place: string;
  /** It may have been at work there: it is paused here, and what may have been sent is held. */
  readonly isCopy: boolean;
}

/** Takes the seal off a queue that was to be, or was, moved. */
export async function unseal(desk: Desk): Promise<Result<LiftedSeal>> {
  const objection = forbidden(desk.actor, "house");
  if (objection) return refuse(objection);
  const unsealed = await desk.store.moves.unseal((copy) => careFor(desk, copy), nowOf(desk), desk.actor.id);
  switch (unsealed.kind) {
    case "open":
      return refuse(block("state-open", "the queue", "It isn't sealed.", "Nothing was changed."));
    case "unfinished":
      return refuse(block("state-moved", "the queue", unsealed.reason, "Nothing was changed."));
    default:
      return ok({ place: unsealed.place, isCopy: unsealed.kind === "copy" });
  }
}

/** What refuses in a sealed queue. */
export function sealedProblem(reason: string): Problem {
  return block("settings-moved", "the queue", reason, "Nothing was changed.");
}
