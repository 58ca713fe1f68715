/** Whether this process can do its work now, in one word that tells a stranger nothing. */
import type { Clock } from "../edge/clock.ts";
import type { Observer } from "../worker/observer.ts";
import { sparing } from "./sparing.ts";

/** `database`: it doesn't answer. `worker`: nobody has looked at the queue for too long. */
export type Readiness = "ready" | "stopping" | "database" | "worker";

export interface ReadinessParts {
  readonly clock: Clock;
  /** Resolves where the database answers. */
  answer(): Promise<void>;
  /** How often the worker of this process looks at the queue; null: none runs here. */
  tickMs(): number | null;
  /** Aborts when the process is asked to stop. */
  readonly stop: AbortSignal;
}

/** How long the database may take. */
const patienceMs = 2_000;
/** Strangers may ask as often as they like: the database is asked once in that time. */
const keepMs = 1_000;
/** How many looks may be missed, and how long one may take beside: a locked or full disk keeps a worker waiting. */
const looks = 3;
const looseMs = 10_000;

export interface Watchman {
  /** Tells when the queue was looked at. */
  readonly observer: Pick<Observer, "looked">;
  readiness(): Promise<Readiness>;
  /** True where the database answers in time. */
  hasDatabase(): Promise<boolean>;
}

export function watchman({ clock, answer, tickMs, stop }: ReadinessParts): Watchman {
  let lookedAt = Number.NEGATIVE_INFINITY;
  const askOften = async () => {
    await answer();
    return true;
  };
  const database = sparing(clock, { keepMs, orOld: false }, askOften, () => undefined);
  const hasDatabase = async () => (await database.ask(patienceMs)) === true;
  const isLooking = () => {
    const tick = tickMs();
    return tick === null || clock.mono() - lookedAt <= looks * tick + looseMs;
  };
  return {
    observer: {
      looked: () => {
        lookedAt = clock.mono();
      },
    },
    readiness: async () => {
      if (stop.aborted) return "stopping";
      if (!(await hasDatabase())) return "database";
      if (stop.aborted) return "stopping";
      return isLooking() ? "ready" : "worker";
    },
    hasDatabase,
  };
}
