/** Statements that a worker asks over and over: built and compiled once in each database, then asked with other values. */
import {
  type Compilable,
  type CompiledQuery,
  createQueryId,
  type Expression,
  type InsertResult,
  type OperationNodeSource,
  OperationNodeTransformer,
  type QueryResult,
  type RootOperationNode,
  sql,
  ValueNode,
} from "kysely";
import type { Trx } from "./schema.ts";

/** What may stand in a statement's place. */
export type Value = string | number | null;

/** What a place takes, as a database calls it: a list of such values must be told what it is a list of. */
export type Kinds<V> = { readonly [Name in keyof V]: V[Name] extends string | null ? "text" : "bigint" };

/** Where a statement's values go, by name. */
export type Places<V> = { readonly [Name in keyof V]: Expression<V[Name]> };

/** A statement that can be drawn up with any expressions in its places. */
export interface Statement {
  readonly kinds: Readonly<Record<string, "text" | "bigint">>;
  readonly build: (trx: Trx, places: Readonly<Record<string, Expression<Value>>>) => OperationNodeSource;
}

/** The values of one asking, by name. */
export type Values = Readonly<Record<string, Value>>;

/** Asks statements for several who ask at once. */
export interface Merging {
  ask(trx: Trx, statement: Statement, given: Values): Promise<QueryResult<unknown>>;
}

const merged = new WeakMap<Trx, Merging>();

/** From now on, what is asked often in this transaction is asked this way. */
export function mergeIn(trx: Trx, merging: Merging): void {
  merged.set(trx, merging);
}

/** Whether several may ask this transaction at once, and save something by it. */
export function isMerged(trx: Trx): boolean {
  return merged.has(trx);
}

/** In a statement's parameters: what is put there when it is asked. */
export class Place<Asked> {
  readonly valueFor: (asked: Asked) => unknown;
  constructor(valueFor: (asked: Asked) => unknown) {
    this.valueFor = valueFor;
  }
}

export function valueFor(given: Values, name: string): Value {
  const value = given[name];
  if (value === undefined) throw new TypeError(`A statement was asked without a value for ${name}.`);
  return value;
}

/** What a statement says each time stands in its text: a server that keeps one plan for all values then knows at least these. */
class Constants extends OperationNodeTransformer {
  protected override transformValue(node: ValueNode): ValueNode {
    return node.value instanceof Place ? node : ValueNode.createImmediate(node.value);
  }
}

function compiled(trx: Trx, source: OperationNodeSource): CompiledQuery {
  const id = createQueryId();
  return trx.getExecutor().compileQuery(new Constants().transformNode(source.toOperationNode(), id) as RootOperationNode, id);
}

/** Draws up a statement once in each database; what is asked for is put into its places. */
export function compiledOnce<Asked, Row = unknown>(
  build: (trx: Trx) => OperationNodeSource,
): (trx: Trx, asked: Asked) => Promise<QueryResult<Row>> {
  const known = new WeakMap<object, CompiledQuery>();
  return async (trx, asked) => {
    const { adapter } = trx.getExecutor();
    const statement = known.get(adapter) ?? compiled(trx, build(trx));
    known.set(adapter, statement);
    const parameters = statement.parameters.map((one) => (one instanceof Place ? one.valueFor(asked) : one));
    return await trx.executeQuery({ ...(statement as CompiledQuery<Row>), parameters });
  };
}

/** How many rows an insert adds isn't told: where several add theirs at once, a server doesn't say whose were there already. */
type Answer<R> = R extends InsertResult ? Pick<QueryResult<R>, "rows"> : QueryResult<R>;

/**
 * A `select`, an `insert` of one row or an `update`. Several may ask it of one transaction at once, each for a row of its own; so what an
 * upsert changes it takes from `excluded`, not from a place.
 * @param kinds what each place takes
 * @param build draws the statement up, with a place for each value that differs from time to time
 */
export function often<V extends { readonly [Name in keyof V]: Value }, R>(
  kinds: Kinds<NoInfer<V>>,
  build: (trx: Trx, places: Places<V>) => Compilable<R> & OperationNodeSource,
): (trx: Trx, values: V) => Promise<Answer<R>> {
  const statement = { kinds, build: build as unknown as Statement["build"] };
  const names = Object.keys(kinds);
  const alone = compiledOnce<Values>((trx) => {
    const places = names.map((name) => [name, sql<Value>`${new Place((given: Values) => valueFor(given, name))}`] as const);
    return statement.build(trx, Object.fromEntries(places));
  });
  return async (trx, values) => {
    const merging = merged.get(trx);
    const answer = await (merging ? merging.ask(trx, statement, values) : alone(trx, values));
    return answer as Answer<R>;
  };
}
