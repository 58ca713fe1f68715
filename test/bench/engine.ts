/**
 * `npm run bench -- engine`: posts taken from due to finished in a second, with a platform that answers at once and the full journal: on
 * SQLite, and on PostgreSQL with one, two and four worker processes beside other queues, whose job writes as many rows as a post of
 * Herald's does, before and after the platform is asked, each in one transaction. All of a round in turn. Prints, never fails.
 */
import { measureQueues, type Rates } from "./engine/on-postgres.ts";
import { timeOnSqlite } from "./engine/on-sqlite.ts";
import { median } from "./median.ts";

const rounds = 5;
const posts = 2_000;
const concurrency = { all: 32, perPlatform: { x: 32, instagram: 32, "youtube-community": 32 } };

function say(name: string, rates: readonly number[], beside = ""): void {
  const range = `${Math.min(...rates).toFixed(0)}–${Math.max(...rates).toFixed(0)}`;
  process.stdout.write(`  ${name.padEnd(32)} ${median(rates).toFixed(0).padStart(5)} posts or jobs a second (${range})${beside}\n`);
}

/** Rows durably written in a second, in each round. */
function writes({ jobsPerSecond, rowsPerJob }: Rates): number {
  return median(jobsPerSecond.map((jobs, round) => jobs * (rowsPerJob[round] ?? 0)));
}

function sayQueues(own: readonly Rates[]): void {
  const [herald, ...others] = own;
  const best = Math.max(...others.map(writes));
  for (const one of own) {
    const each = `${median(one.rowsPerJob).toFixed(1)} rows in ${median(one.commitsPerJob).toFixed(1)} commits each`;
    const rows = `${each}, ${writes(one).toFixed(0)} rows a second`;
    const beside = one === herald ? `, ${(writes(one) / best).toFixed(2)} of the best beside it` : "";
    say(`${one.kind}, ${one.processes} on PostgreSQL`, one.jobsPerSecond, `; ${rows}${beside}`);
  }
}

export async function engine(): Promise<void> {
  process.stdout.write(`The engine: ${posts} posts of 200 accounts, due at once; medians of ${rounds} rounds\n`);
  const onFile: number[] = [];
  for (let round = 0; round < rounds; round += 1)
    onFile.push((posts * 1000) / (await timeOnSqlite({ posts, accounts: 200, answerMs: 0, concurrency })));
  say("Herald on SQLite, 1 process", onFile);
  const rates = await measureQueues(rounds, posts);
  for (const processes of [1, 2, 4]) sayQueues(rates.filter((one) => one.processes === processes));
  process.stdout.write(`  BullMQ is left out: ${await withoutBull()}\n`);
}

/** Herald needs no Redis, and doesn't bring one along. */
async function withoutBull(): Promise<string> {
  const name = "bullmq";
  const isThere = await import(name).then(
    () => true,
    () => false,
  );
  return isThere ? "this bench doesn't start a Redis." : "neither it nor a Redis is installed here.";
}
