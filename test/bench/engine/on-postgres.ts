/** The engine on PostgreSQL with one, two and four worker processes, beside other queues on the same server, one after the other. */
import { type ChildProcess, fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { systemClock } from "../../../src/edge/clock.ts";
import { openPostgres } from "../../../src/storage/postgres.ts";
import { type PostgresServer, startPostgres } from "../../support/postgres-server.ts";
import { queueName } from "./queue-name.ts";
import { accountsNamed, seedQueue } from "./seed.ts";

const accounts = 200;

/** Fills an empty database with so many jobs. */
type Fill = (url: string, jobs: number) => Promise<void>;

async function asked<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

const benchTables = `
  create table bench_journal (id text, seq integer, at bigint, happening text, primary key (id, seq));
  ${["showings", "bookings", "outputs"].map((name) => `create table bench_${name} (id text primary key, at bigint);`).join("\n")}`;

const herald: Fill = async (url, jobs) => {
  const store = await openPostgres({ url, now: Date.now });
  await store.close();
  const at = Date.now() - 1000;
  const queue = { accounts: accountsNamed(accounts), posts: jobs, dueAt: String(at), at };
  await asked(url, (client) => seedQueue((statement) => client.query(statement), queue));
};

const boss: Fill = async (url, jobs) => {
  const { PgBoss } = await import("pg-boss");
  await asked(url, (client) => client.query(benchTables));
  const queue = new PgBoss({ connectionString: url, supervise: false, schedule: false });
  await queue.start();
  await queue.createQueue(queueName);
  await queue.insert(
    queueName,
    Array.from({ length: jobs }, (_, index) => ({ data: { post: `p-${index}` } })),
  );
  await queue.stop({ graceful: false });
};

const graphile: Fill = async (url, jobs) => {
  const { makeWorkerUtils } = await import("graphile-worker");
  await asked(url, (client) => client.query(benchTables));
  const utils = await makeWorkerUtils({ connectionString: url });
  await utils.migrate();
  await utils.addJobs(Array.from({ length: jobs }, (_, index) => ({ identifier: queueName, payload: { post: `p-${index}` } })));
  await utils.release();
};

export const fills: Readonly<Record<string, Fill>> = { herald, "pg-boss": boss, "graphile-worker": graphile };

const child = fileURLToPath(new URL("child.ts", import.meta.url));

function heard(process: ChildProcess, word: string): Promise<void> {
  return new Promise((resolve, reject) => {
    process.on("message", (said) => said === word && resolve());
    process.on("exit", (code) => reject(new Error(`A worker of the bench ended with ${code}.`)));
  });
}

/** What each process does before it counts, of so many jobs in all: by then it has compiled and planned what it does over and over. */
function warmUpOf(processes: number, jobs: number): number {
  return Math.min(processes * 200, jobs / 2);
}

/** Jobs a second, from when the processes are warm to the last that is through. */
async function rate(kind: string, url: string, processes: number, jobs: number): Promise<number> {
  const workers = Array.from({ length: processes }, () =>
    fork(child, [kind, url, String(accounts)], { stdio: ["ignore", "inherit", "inherit", "ipc"] }),
  );
  try {
    await Promise.all(workers.map((worker) => heard(worker, "ready")));
    const { promise: through, resolve, reject } = Promise.withResolvers<void>();
    for (const worker of workers) worker.on("exit", (code) => reject(new Error(`A worker of ${kind} ended with ${code}.`)));
    const { promise: warm, resolve: isWarm } = Promise.withResolvers<void>();
    const warmUp = warmUpOf(processes, jobs);
    let left = jobs;
    for (const worker of workers)
      worker.on("message", (said) => {
        if (said === "done") left -= 1;
        if (left === jobs - warmUp) isWarm();
        if (left === 0) resolve();
      });
    for (const worker of workers) worker.send("go");
    await Promise.race([warm, through]);
    // The tables were empty a moment ago, and the server plans by what it knows of them: autovacuum sees to that within minutes.
    await asked(url, (client) => client.query("analyze"));
    const [counted, begun] = [left, performance.now()];
    await through;
    return (counted * 1000) / (performance.now() - begun);
  } finally {
    for (const worker of workers) worker.kill("SIGKILL");
  }
}

export interface Rates {
  readonly kind: string;
  readonly processes: number;
  /** A round each. */
  readonly jobsPerSecond: number[];
  /** Rows that a job inserted, changed or deleted, by the server's own count; a round each. */
  readonly rowsPerJob: number[];
  /** Transactions that were committed, by the same count. */
  readonly commitsPerJob: number[];
}

/** @param rounds each kind and number of processes takes its turn in each, so that what else the machine does strikes all alike */
export async function measureQueues(rounds: number, jobs: number): Promise<readonly Rates[]> {
  const server = await startPostgres(["max_connections=400"]);
  const rates = [1, 2, 4].flatMap((processes) =>
    Object.keys(fills).map((kind): Rates => ({ kind, processes, jobsPerSecond: [], rowsPerJob: [], commitsPerJob: [] })),
  );
  try {
    for (let round = 0; round < rounds; round += 1)
      for (const [turn, one] of rates.entries()) await measureOne(server, one, `bench_${round}_${turn}`, jobs);
    return rates;
  } finally {
    await server.stop();
  }
}

async function measureOne({ url: root }: PostgresServer, one: Rates, name: string, jobs: number): Promise<void> {
  const [admin, url] = [`${root}postgres`, `${root}${name}`];
  await asked(admin, (client) => client.query(`create database ${name}`));
  await fills[one.kind]?.(url, jobs);
  await asked(url, (client) => client.query("vacuum analyze"));
  const before = await written(admin, name);
  one.jobsPerSecond.push(await rate(one.kind, url, one.processes, jobs));
  const after = await written(admin, name);
  one.rowsPerJob.push((after.rows - before.rows) / jobs);
  one.commitsPerJob.push((after.commits - before.commits) / jobs);
  await asked(admin, (client) => client.query(`drop database ${name} with (force)`));
}

/** Counted in full once nobody is connected any more. */
async function written(admin: string, database: string): Promise<{ readonly rows: number; readonly commits: number }> {
  return await asked(admin, async (client) => {
    for (;;) {
      const { rows } = await client.query(
        `select tup_inserted + tup_updated + tup_deleted as rows, xact_commit as commits, numbackends as left
          from pg_stat_database where datname = $1`,
        [database],
      );
      const [now] = rows;
      if (Number(now?.left) === 0) return { rows: Number(now?.rows), commits: Number(now?.commits) };
      await systemClock.sleep(20);
    }
  });
}
