/** Statements that a worker asks over and over: built and compiled once in each database, then asked with other values. */
import { type Compilable, type CompiledQuery, type Expression, type QueryResult, sql } from "kysely";
import type { Trx } from "./schema.ts";

/** What may stand in a statement's place. */
type Value = string | number | null;

/** Where a statement's values go, by name; each is there once it is named, so that they can't be spread. */
export type Places<V> = { readonly [Name in keyof V]: Expression<V[Name]> };

class Place {
  readonly name: string;
  constructor(name: string) {
    this.name = name;
  }
}

function placesOf<V>(): Places<V> {
  return new Proxy({} as Places<V>, { get: (_, name) => sql`${new Place(String(name))}` });
}

function valueFor(given: ReadonlyMap<string, Value>, { name }: Place): Value {
  const value = given.get(name);
  if (value === undefined) throw new TypeError(`A statement was asked without a value for ${name}.`);
  return value;
}

/** @param build draws the statement up, with a place for each value that differs from time to time */
export function often<V extends { readonly [Name in keyof V]: Value }, R>(
  build: (trx: Trx, places: Places<V>) => Compilable<R>,
): (trx: Trx, values: V) => Promise<QueryResult<R>> {
  const compiled = new WeakMap<object, CompiledQuery<R>>();
  return async (trx, values) => {
    const { adapter } = trx.getExecutor();
    const statement = compiled.get(adapter) ?? build(trx, placesOf()).compile();
    compiled.set(adapter, statement);
    const given = new Map<string, Value>(Object.entries<Value>(values));
    const parameters = statement.parameters.map((one) => (one instanceof Place ? valueFor(given, one) : one));
    return await trx.executeQuery({ ...statement, parameters });
  };
}
