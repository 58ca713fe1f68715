/**
 * Whether this machine's wall clock can be believed: it must run with the monotonic one, and agree with the platforms' `Date`.
 * A worker whose clocks disagree begins nothing that readers see: it could post a day early, or miss everything.
 */
import { type Instant, toIso } from "../domain/instant.ts";
import { block, type Problem } from "../domain/problem.ts";
import type { Clock } from "../edge/clock.ts";
import { clockToleranceMs } from "../pipeline/spacing.ts";

export interface ClockWatch {
  /** What is wrong with this machine's clock now; null: nothing that anybody knows of. */
  trouble(): Problem | null;
  /** A platform's `Date` header: it settles who is right. */
  saw(header: string | null): void;
  /**
   * The database's server says that it is `wall`: it settles the matter, unless a platform did so not long ago, or its own clock has
   * jumped as well, as that of a server on this very machine does.
   */
  heard(wall: Instant): void;
  /** How many readable `Date` headers came so far. */
  seen(): number;
  /** The earliest that it may be by all that is known: what is set to wake by it never sleeps too long. */
  earliest(): Instant;
  /** The latest that it may be: what was set to wake by a clock that was ahead is found by it. */
  latest(): Instant;
}

/** A moment that is taken for true, and the monotonic time at which it was. */
interface Reference {
  readonly wall: Instant;
  readonly mono: number;
  readonly from: "start" | "platform" | "database";
}

function jumped(byMs: number): Problem {
  const message = `This machine's clock jumped ${byMs > 0 ? "forward" : "back"} by ${Math.round(Math.abs(byMs) / 1000)} s.`;
  return block("time-clock", "clock", message, "Set it right; Herald goes on by itself once its clocks, or a platform's, agree.");
}

function apart(ours: Instant, theirs: Instant, whose: "platform" | "database"): Problem {
  const by = { platform: "a platform's", database: "the database's" }[whose];
  const message = `This machine's clock says ${toIso(ours)}, but by ${by} it is ${toIso(theirs)}.`;
  return block("time-clock", "clock", message, "Set this machine's clock; Herald goes on by itself once they agree.");
}

/** A platform's word stands against the database's for so long: of the two, it is the platform that posts. */
const platformsWordMs = 3_600_000;

/** Watches from now on: until a platform tells the time, the wall clock is taken to be right as it is. */
export function watchClock(clock: Clock): ClockWatch {
  let reference: Reference = { wall: clock.now(), mono: clock.mono(), from: "start" };
  let seen = 0;
  let database: Pick<Reference, "wall" | "mono"> | null = null;
  /** What time it must be if the reference was right. */
  const steady = (): Instant => Math.floor(reference.wall + (clock.mono() - reference.mono));

  const trouble = (): Problem | null => {
    const [ours, theirs] = [clock.now(), steady()];
    if (Math.abs(ours - theirs) < clockToleranceMs) return null;
    return reference.from === "start" ? jumped(ours - theirs) : apart(ours, theirs, reference.from);
  };

  return {
    trouble,
    saw: (header) => {
      const wall = header === null ? Number.NaN : Date.parse(header);
      if (Number.isNaN(wall)) return;
      seen += 1;
      database = null;
      reference = { wall, mono: clock.mono(), from: "platform" };
    },
    heard: (wall) => {
      const mono = clock.mono();
      database ??= { wall, mono };
      if (Math.abs(wall - database.wall - (mono - database.mono)) >= clockToleranceMs) return;
      if (reference.from === "platform" && mono - reference.mono < platformsWordMs) return;
      reference = { wall, mono, from: "database" };
    },
    seen: () => seen,
    earliest: () => (trouble() ? Math.min(clock.now(), steady()) : clock.now()),
    latest: () => (trouble() ? Math.max(clock.now(), steady()) : clock.now()),
  };
}
