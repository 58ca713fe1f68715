import { isatty } from "node:tty";
import type { Clock } from "../edge/clock.ts";
import type { Follow } from "../faces/worker.ts";

/**
 * What the system tells a program that stays: SIGINT and SIGTERM end it, in good order and within a bound, a second one at once;
 * SIGHUP has it read its settings anew.
 */
export interface Signals {
  /** Aborts at the first SIGINT or SIGTERM. */
  readonly stop: AbortSignal;
  /** Names a part of the work for as long as it lasts. */
  readonly follow: Follow;
  /** Where else to ask what is under way, as people call it. */
  readonly ask: (underWay: () => readonly string[]) => void;
  /** So long may a step in hand take, by settings under which there may be one; until what is given back is called. */
  readonly allow: (requestTimeoutMs: number) => () => void;
  /** Aborts at the next SIGHUP. */
  readonly hangUp: () => AbortSignal;
}

/** What there is to do beside the step in hand: its outcome, a message, an answer, the database. A second less than what is promised. */
const besideMs = 4_000;
/** Until settings are read. */
const usualRequestMs = 30_000;

function farewell(names: readonly string[], waitedMs: number): string {
  const what = names.length > 0 ? names.join(", ") : "a connection that nobody closed";
  return `Stopped after ${Math.round(waitedMs / 1000)} s without waiting longer for: ${what}. What was begun is written down; the next start settles it.\n`;
}

interface Parts {
  readonly follow: Follow;
  readonly ask: Signals["ask"];
  /** What is under way now. */
  readonly names: () => readonly string[];
}

function partsUnderWay(): Parts {
  const counts = new Map<string, number>();
  const asked: (() => readonly string[])[] = [];
  const count = (name: string, by: 1 | -1) => counts.set(name, (counts.get(name) ?? 0) + by);
  return {
    ask: (underWay) => void asked.push(underWay),
    follow: (name, part) => {
      count(name, 1);
      const over = () => void count(name, -1);
      part.then(over, over);
    },
    names: () => [...asked.flatMap((underWay) => underWay()), ...[...counts].flatMap(([name, number]) => (number > 0 ? [name] : []))],
  };
}

/** A terminal that is gone sends a SIGHUP too: then the program ends, as any in a terminal does. */
function listenForHangUps(stop: () => void): () => AbortSignal {
  const hadTerminal = isatty(0);
  let next = new AbortController();
  process.on("SIGHUP", () => {
    if (hadTerminal && !isatty(0)) return stop();
    const now = next;
    next = new AbortController();
    now.abort();
  });
  return () => next.signal;
}

/** Listens from now on. Ends the process by itself, with 0, where something still runs when its time is over. */
export function listen(clock: Clock): Signals {
  const stopping = new AbortController();
  const parts = partsUnderWay();
  const allowed = new Set<{ readonly ms: number }>();
  const stop = () => {
    if (stopping.signal.aborted) process.exit(130);
    stopping.abort();
    const waitMs = (allowed.size > 0 ? Math.max(...[...allowed].map(({ ms }) => ms)) : usualRequestMs) + besideMs;
    // This timer holds no process: one that is through ends before.
    clock.timeout(waitMs).addEventListener("abort", () => {
      process.stderr.write(farewell(parts.names(), waitMs));
      process.exit(0);
    });
  };
  process.on("SIGTERM", stop).on("SIGINT", stop);
  return {
    stop: stopping.signal,
    follow: parts.follow,
    ask: parts.ask,
    allow: (ms) => {
      const one = { ms };
      allowed.add(one);
      return () => void allowed.delete(one);
    },
    hangUp: listenForHangUps(stop),
  };
}
