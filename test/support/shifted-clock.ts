/**
 * Loaded into a child with `--import`: at SIGUSR2 the child's wall clock moves to where the file `SHIFT_FILE` says, in milliseconds
 * from the truth. Its monotonic clock is left alone, as on a machine whose time was set.
 */
import { readFileSync } from "node:fs";

const trueNow = Date.now;
const file = process.env.SHIFT_FILE;
let shiftMs = 0;
Date.now = () => trueNow() + shiftMs;
if (file !== undefined) {
  process.on("SIGUSR2", () => {
    shiftMs = Number(readFileSync(file, "utf8"));
  });
}
