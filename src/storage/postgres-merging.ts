/**
 * What several posts ask of one transaction at once, the server is asked once: a list of all their values stands in place of each, and
 * the answer says whose each row is. A statement by itself costs the server, and this side, more than most of what it does.
 */
import {
  type Expression,
  ExpressionWrapper,
  InsertQueryNode,
  type OperationNode,
  type QueryResult,
  SelectQueryNode,
  sql,
  UpdateQueryNode,
  ValueListNode,
  ValuesNode,
} from "kysely";
import { compiledOnce, type Merging, Place, type Statement, type Value, type Values, valueFor } from "./often.ts";
import type { Trx } from "./schema.ts";

type Ask = (trx: Trx, all: readonly Values[]) => Promise<QueryResult<unknown>>;

interface Waiting {
  readonly given: Values;
  readonly resolve: (answer: QueryResult<unknown>) => void;
  readonly reject: (error: unknown) => void;
}

/** Drawn up once for all transactions. */
const drawn = new WeakMap<Statement, Ask>();

/** For one transaction: whoever asks before this turn of the event loop is over asks together. */
export function merging(): Merging {
  let waiting = new Map<Statement, Waiting[]>();
  const askAll = (trx: Trx) => {
    const asked = waiting;
    waiting = new Map();
    for (const [statement, all] of asked) void askTogether(trx, statement, all);
  };
  return {
    ask: (trx, statement, given) => {
      if (waiting.size === 0) process.nextTick(askAll, trx);
      const { promise, resolve, reject } = Promise.withResolvers<QueryResult<unknown>>();
      const same = waiting.get(statement) ?? [];
      same.push({ given, resolve, reject });
      waiting.set(statement, same);
      return promise;
    },
  };
}

async function askTogether(trx: Trx, statement: Statement, all: readonly Waiting[]): Promise<void> {
  try {
    const ask = drawn.get(statement) ?? drawUp(statement);
    drawn.set(statement, ask);
    const givens = all.map(({ given }) => given);
    const { rows, numAffectedRows } = await ask(trx, givens);
    // Whose a row is that was added isn't told: then nobody is told how many of theirs were.
    const isCounted = numAffectedRows === BigInt(rows.length);
    const own = Map.groupBy(rows as readonly Owned[], (row) => row.given_n);
    for (const [index, { resolve }] of all.entries()) {
      const answer = own.get(index + 1) ?? [];
      resolve({ rows: answer, ...(isCounted ? { numAffectedRows: BigInt(answer.length) } : {}) });
    }
  } catch (error) {
    for (const { reject } of all) reject(error);
  }
}

/** A row of an answer, and which of those who asked it is for, counted from 1. */
interface Owned {
  readonly given_n: number;
}

/** Columns of the list have names of their own, so that they are never taken for a table's. */
function drawUp({ kinds, build }: Statement): Ask {
  const names = Object.keys(kinds);
  const lists = names.map((name) => {
    const place = new Place((all: readonly Values[]) => all.map((given) => valueFor(given, name)));
    return sql`cast(${place} as ${sql.raw(kinds[name] ?? "text")}[])`;
  });
  const columns = [...names.map((name) => sql.ref(`the_${name}`)), sql.ref("given_n")];
  const given = sql`unnest(${sql.join(lists)}) with ordinality as given(${sql.join(columns)})`;
  const places = names.map((name) => [name, sql<Value>`${sql.ref(`given.the_${name}`)}`] as const);
  return compiledOnce<readonly Values[]>((trx) => inOne(build(trx, Object.fromEntries(places)).toOperationNode(), given));
}

function inOne(node: OperationNode, given: Expression<unknown>) {
  if (SelectQueryNode.is(node))
    return sql<Owned>`select asked.*, given.given_n from ${given} cross join lateral ${new ExpressionWrapper(node)} as asked`;
  if (UpdateQueryNode.is(node)) {
    const update = UpdateQueryNode.cloneWithFromItems(node, [given.toOperationNode()]);
    return sql<Owned>`${new ExpressionWrapper(update)} returning given.given_n`;
  }
  if (InsertQueryNode.is(node) && node.values && ValuesNode.is(node.values)) {
    const [row] = node.values.values;
    if (row && ValueListNode.is(row)) {
      const values = sql`select ${sql.join(row.values.map((value) => new ExpressionWrapper(value)))} from ${given}`;
      return sql<Owned>`${new ExpressionWrapper(InsertQueryNode.cloneWith(node, { values: values.toOperationNode() }))}`;
    }
  }
  throw new Error(`A statement of the kind ${node.kind} can't be asked for several at once.`);
}
