/** SQLite's write-ahead log is carried over into the file between posts, not in the middle of a commit: https://sqlite.org/wal.html#ckpt */
import type { NodeSqlite } from "./node-sqlite.ts";

/** What a connection tells of its transactions. */
export interface Idleness {
  began(): void;
  /** Something was changed. */
  changed(): void;
  /** The connection is about to be closed. */
  ended(): void;
}

/** About a thousand pages of the log, at which SQLite itself would do it. */
const changesBetween = 40;
/** Nothing began for so long. */
const idleMs = 50;

/**
 * After some changes it waits until nobody wanted the connection for a moment, and carries the log over. What is durable stays the
 * same: the log is. Under a load that never rests nothing is done here; SQLite does it once the log has grown (`prepare`).
 */
export function whenIdle(native: NodeSqlite, sleep: (ms: number) => Promise<void>): Idleness {
  let [begun, changes, isWaiting, isOver] = [0, 0, false, false];
  const wait = async () => {
    for (let seen = -1; seen !== begun && !isOver; ) {
      seen = begun;
      await sleep(idleMs);
    }
    isWaiting = false;
    changes = 0;
    if (!isOver && !native.inTransaction()) carryOver(native);
  };
  return {
    began: () => {
      begun += 1;
    },
    changed: () => {
      changes += 1;
      if (changes < changesBetween || isWaiting) return;
      isWaiting = true;
      void wait();
    },
    ended: () => {
      isOver = true;
    },
  };
}

/** Waits for nobody. Where the disk is full or fails, the next commit finds out, and says so to whoever needs to know. */
function carryOver(native: NodeSqlite): void {
  try {
    native.prepare("pragma wal_checkpoint(passive)").all([]);
  } catch {
    // The log holds everything still.
  }
}
