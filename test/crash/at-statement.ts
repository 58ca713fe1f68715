/** Loaded into a process before anything else: SIGKILLs it before its nth statement, `KILL_AT_STATEMENT=7`; with 0 it only counts. */
import { writeSync } from "node:fs";
import { StatementSync } from "node:sqlite";

const nth = Number(process.env.KILL_AT_STATEMENT ?? 0);
let statements = 0;

for (const name of ["run", "all", "iterate", "get"] as const) {
  const original = StatementSync.prototype[name];
  const counted = function (this: StatementSync, ...values: unknown[]) {
    statements += 1;
    if (statements === nth) process.kill(process.pid, "SIGKILL");
    return Reflect.apply(original, this, values);
  };
  Object.defineProperty(StatementSync.prototype, name, { value: counted });
}

if (nth === 0) process.on("exit", () => writeSync(1, `statements: ${statements}\n`));
