/**
 * `node stand-still.ts FOLDER COUNT`: brings FOLDER/1.db … FOLDER/COUNT.db up to date, each as far as before the statement of its
 * number, where it stands still in the middle of its transaction; then kills itself. What it ran through without a chance to stand
 * still (statements that aren't Kysely's) it says first: `through: 4 9`.
 */
import { AsyncLocalStorage } from "node:async_hooks";
import { writeSync } from "node:fs";
import { StatementSync } from "node:sqlite";
import { SqliteDriver } from "kysely";
import { openSqlite } from "../../src/storage/sqlite.ts";

interface Opening {
  readonly last: number;
  statements: number;
  readonly stand: () => void;
}

const openings = new AsyncLocalStorage<Opening>();

for (const name of ["run", "all", "iterate", "get"] as const) {
  const original = StatementSync.prototype[name];
  const counted = function (this: StatementSync, ...values: unknown[]) {
    const opening = openings.getStore();
    if (opening) opening.statements += 1;
    return Reflect.apply(original, this, values);
  };
  Object.defineProperty(StatementSync.prototype, name, { value: counted });
}

const acquire = SqliteDriver.prototype.acquireConnection;
SqliteDriver.prototype.acquireConnection = async function () {
  const connection = await acquire.call(this);
  const executeQuery: typeof connection.executeQuery = async (query, options) => {
    const opening = openings.getStore();
    if (opening?.statements === (opening?.last ?? 0) - 1) {
      opening?.stand();
      await new Promise(() => undefined);
    }
    return connection.executeQuery(query, options);
  };
  return { executeQuery, streamQuery: connection.streamQuery.bind(connection) };
};

/** Whether it came to stand before that statement; false: it is through. */
function openUntil(file: string, last: number): Promise<boolean> {
  const { promise, resolve, reject } = Promise.withResolvers<boolean>();
  const opening: Opening = { last, statements: 0, stand: () => resolve(true) };
  const open = async () => {
    const store = await openSqlite({ file, now: () => 0 });
    await store.close();
    resolve(false);
  };
  openings.run(opening, () => void open().catch(reject));
  return promise;
}

const [folder = "", count = "0"] = process.argv.slice(2);
const through: number[] = [];
for (let last = 1; last <= Number(count); last += 1) if (!(await openUntil(`${folder}/${last}.db`, last))) through.push(last);
writeSync(1, `through: ${through.join(" ")}\n`);
process.kill(process.pid, "SIGKILL");
