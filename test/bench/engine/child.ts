/** One worker process of the engine's bench: `node child.ts herald|pg-boss|graphile-worker URL ACCOUNTS`; begins when it is told to. */
import pg from "pg";
import { systemClock } from "../../../src/edge/clock.ts";
import { openPostgres } from "../../../src/storage/postgres.ts";
import { queueName } from "./queue-name.ts";
import { accountsNamed } from "./seed.ts";
import { watchFor, workOn } from "./worker-on.ts";

const atOnce = 32;

type Done = () => void;
type Kind = (url: string, accounts: number, done: Done) => Promise<() => Promise<void>>;

/** Herald, as it is. */
const herald: Kind = async (url, count, done) => {
  const accounts = accountsNamed(count);
  const store = await openPostgres({ url, now: systemClock.now, watch: watchFor(accounts), poolSize: 16 });
  const concurrency = { all: atOnce, perPlatform: { x: atOnce, instagram: atOnce, "youtube-community": atOnce } };
  return () => workOn({ store, accounts, concurrency, answerMs: 0, published: done, stop: new AbortController().signal });
};

type Row = readonly [table: string, values: readonly (string | number)[]];

/** What a post of Herald's writes beside its own row, in the two transactions in which it does: before the platform is asked, and after. */
function rowsOf(id: string): readonly [before: readonly Row[], after: readonly Row[]] {
  const at = Date.now();
  const entry = (seq: number): Row => ["bench_journal", [id, seq, at, happening]];
  const showing: Row = ["bench_showings", [id, at]];
  return [
    [entry(1), entry(2), showing, ["bench_bookings", [id, at]]],
    [entry(3), entry(4), showing, ["bench_outputs", [id, at]]],
  ];
}

/** What a job writes beside what its queue writes, so that both write as many rows as a post of Herald's. */
async function job(pool: pg.Pool, id: string): Promise<void> {
  for (const rows of rowsOf(id)) {
    const client = await pool.connect();
    try {
      await client.query("begin");
      for (const [table, values] of rows) await client.query({ name: table, text: inserts[table] ?? "", values: [...values] });
      await client.query("commit");
    } finally {
      client.release();
    }
  }
}

const once = (table: string) => `insert into ${table} values ($1, $2) on conflict (id) do update set at = $2`;
const inserts: Readonly<Record<string, string>> = {
  bench_journal: "insert into bench_journal values ($1, $2, $3, $4)",
  bench_showings: once("bench_showings"),
  bench_bookings: once("bench_bookings"),
  bench_outputs: once("bench_outputs"),
};

const happening = JSON.stringify({ kind: "intent", step: "post-1", stepDigest: "0".repeat(64) });

/** Through its own `fetch` and `complete`, one job at a time in each of so many loops: its polling would only add waiting. */
const boss: Kind = async (url, _accounts, done) => {
  const { PgBoss } = await import("pg-boss");
  const pool = new pg.Pool({ connectionString: url, max: atOnce });
  const queue = new PgBoss({ connectionString: url, max: atOnce, supervise: false, schedule: false, migrate: false });
  await queue.start();
  const loop = async () => {
    for (;;) {
      const [one] = await queue.fetch(queueName);
      if (!one) return;
      await job(pool, one.id);
      await queue.complete(queueName, one.id);
      done();
    }
  };
  return async () => void (await Promise.all(Array.from({ length: atOnce }, loop)));
};

const graphile: Kind = async (url, _accounts, done) => {
  const { Logger, run } = await import("graphile-worker");
  const pool = new pg.Pool({ connectionString: url, max: atOnce + 2 });
  pool.on("error", () => undefined).on("connect", (client) => void client.on("error", () => undefined));
  const logger = new Logger(() => () => undefined);
  const task = async (_payload: unknown, { job: { id } }: { readonly job: { readonly id: string } }) => job(pool, id);
  return async () => {
    const runner = await run({ pgPool: pool, concurrency: atOnce, noHandleSignals: true, logger, taskList: { [queueName]: task } });
    runner.events.on("job:complete", done);
    await runner.promise;
  };
};

const kinds: Readonly<Record<string, Kind>> = { herald, "pg-boss": boss, "graphile-worker": graphile };

const [name = "", url = "", accounts = "0"] = process.argv.slice(2);
const kind = kinds[name];
if (kind && process.send) {
  const begin = await kind(url, Number(accounts), () => process.send?.("done"));
  process.on("message", () => void begin());
  process.send("ready");
}
