/**
 * `npm run bench -- engine`: posts taken from due to finished in a second, with a platform that answers at once and the full journal: on
 * SQLite, and on PostgreSQL with one, two and four worker processes beside other queues, whose job commits as often as a post of Herald's
 * does: when it is taken, before and after the platform is asked, and at its end. All of a round in turn. Prints, never fails.
 */
import { measureQueues } from "./engine/on-postgres.ts";
import { timeOnSqlite } from "./engine/on-sqlite.ts";
import { median } from "./median.ts";

const rounds = 5;
const posts = 600;
/** Durable writes of one post: taken, intent, outcome, finished. */
const commits = 4;
const concurrency = { all: 32, perPlatform: { x: 32, instagram: 32, "youtube-community": 32 } };

function say(name: string, rates: readonly number[], beside = ""): void {
  const middle = median(rates);
  const range = `${Math.min(...rates).toFixed(0)}–${Math.max(...rates).toFixed(0)}`;
  const writes = `${(middle * commits).toFixed(0).padStart(5)} durable writes a second`;
  process.stdout.write(`  ${name.padEnd(32)} ${middle.toFixed(0).padStart(5)} posts or jobs a second (${range}), ${writes}${beside}\n`);
}

export async function engine(): Promise<void> {
  process.stdout.write(`The engine: ${posts} posts of 200 accounts, due at once; medians of ${rounds} rounds\n`);
  const onFile: number[] = [];
  for (let round = 0; round < rounds; round += 1)
    onFile.push((posts * 1000) / (await timeOnSqlite({ posts, accounts: 200, answerMs: 0, concurrency })));
  say("Herald on SQLite, 1 process", onFile);
  const rates = await measureQueues(rounds, posts);
  for (const processes of [1, 2, 4]) {
    const own = rates.filter((one) => one.processes === processes);
    const [herald, ...others] = own;
    const best = Math.max(...others.map(({ jobsPerSecond }) => median(jobsPerSecond)));
    for (const { kind, jobsPerSecond } of own) {
      const isHerald = kind === herald?.kind;
      const beside = isHerald ? `, ${(median(jobsPerSecond) / best).toFixed(2)} of the best beside it` : "";
      say(`${kind}, ${processes} on PostgreSQL`, jobsPerSecond, beside);
    }
  }
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
