/** The least that Kysely's SQLite dialect asks of a driver, over Node's own: https://nodejs.org/api/sqlite.html */
import { DatabaseSync, type SQLInputValue, type StatementSync } from "node:sqlite";
import type { SqliteDatabase, SqliteStatement } from "kysely";

export interface NodeSqlite extends SqliteDatabase {
  /** True between `begin` and its end; SQLite ends a transaction by itself when the disk is full. */
  inTransaction(): boolean;
}

/** Statements kept compiled; the store has fewer than this. */
const keptStatements = 200;

/** @param busyTimeoutMs how long a statement may block the thread for another program's lock */
export function openNodeSqlite(file: string, busyTimeoutMs: number): NodeSqlite {
  const database = new DatabaseSync(file, { timeout: busyTimeoutMs });
  const kept = new Map<string, SqliteStatement>();
  return {
    prepare(text) {
      const known = kept.get(text);
      if (known) return known;
      const statement = adapt(database.prepare(text));
      if (kept.size >= keptStatements) kept.clear();
      kept.set(text, statement);
      return statement;
    },
    inTransaction: () => database.isTransaction,
    close() {
      kept.clear();
      database.close();
    },
  };
}

function adapt(statement: StatementSync): SqliteStatement {
  return {
    reader: statement.columns().length > 0,
    all: (parameters) => statement.all(...bindable(parameters)),
    run: (parameters) => statement.run(...bindable(parameters)),
    iterate: (parameters) => statement.iterate(...bindable(parameters)),
  };
}

/** Node takes an object in first place for a list of named parameters and binds nothing: refused here instead. */
function bindable(parameters: readonly unknown[]): readonly SQLInputValue[] {
  return parameters.map((value, index) => {
    if (isBindable(value)) return value;
    throw new TypeError(`Parameter ${index + 1} of a query is ${describe(value)}; SQLite takes text, numbers, bytes and null.`);
  });
}

function isBindable(value: unknown): value is SQLInputValue {
  return value === null || ["string", "number", "bigint"].includes(typeof value) || value instanceof Uint8Array;
}

function describe(value: unknown): string {
  return typeof value === "object" ? "an object" : `of type ${typeof value}`;
}
