/** Holds a database's lock for writing until it is killed: `node lock-child.ts FILE`. Says `locked`. */
import { writeSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";

const database = new DatabaseSync(process.argv[2] ?? "", { timeout: 5_000 });
database.exec("begin immediate");
database.exec("update posts set revision = revision + 1000");
writeSync(1, "locked\n");
process.stdin.resume();
