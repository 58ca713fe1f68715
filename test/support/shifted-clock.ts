/**
 * Loaded into a child with `--import`: from its start, and anew at SIGUSR2, the child's wall clock stands where the file `SHIFT_FILE`
 * says, in milliseconds from the truth; without the file it tells the truth. Its monotonic clock is left alone, as on a machine whose
 * time was set.
 */
import { existsSync, readFileSync } from "node:fs";

const trueNow = Date.now;
const file = process.env.SHIFT_FILE;
let shiftMs = 0;
Date.now = () => trueNow() + shiftMs;

function shift(from: string): void {
  shiftMs = existsSync(from) ? Number(readFileSync(from, "utf8")) : 0;
}

if (file !== undefined) {
  shift(file);
  process.on("SIGUSR2", () => shift(file));
}
