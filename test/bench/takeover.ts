/**
 * `npm run bench -- takeover [--minutes N | --full] [--apart]`: four workers on one PostgreSQL, of which one is killed every few seconds
 * and another begun in its place, while posts go out, 200 a minute; with `--full` for ten minutes. With Herald's own times (a lease of
 * two minutes). `--apart` (Linux, as root): each in a space of process numbers of its own, as on machines of their own, so that nobody
 * can be sure that another is gone. Prints how late readers saw the posts, and fails where one is lost, stands twice, or comes more than
 * a lease and a second late.
 */
import { setTimeout as delay } from "node:timers/promises";
import { parseArgs } from "node:util";
import pg from "pg";
import type { Entry } from "../../src/domain/journal.ts";
import type { PostView } from "../../src/domain/view.ts";
import { standingsOf } from "../../src/pipeline/standing.ts";
import type { Store } from "../../src/storage/store.ts";
import type { Timing, Worker } from "../crash/child.ts";
import { type DuePart, openServerHouse, type ServerHouse, shownOf, writers } from "../crash/server-house.ts";
import { startPostgres } from "../support/postgres-server.ts";
import { quantile } from "./median.ts";

const postsAMinute = 200;
const accounts = 200;
const workers = 4;
const answerMs = 200;
/** Herald's own. */
const timing: Timing = { requestMs: 30_000, settleMs: 60_000, leaseMs: 120_000, tickMs: 1_000 };
/** From when everything is queued until the first is due: the workers start meanwhile. */
const leadMs = 15_000;
const between = (least: number, most: number) => least + Math.random() * (most - least);

function partsFor(roles: ReturnType<typeof writers>["roles"], count: number, first: number): readonly DuePart[] {
  return Array.from({ length: count }, (_, index) => {
    const role = roles[index % roles.length];
    if (!role) throw new Error("There are no accounts.");
    const text = `Report ${index + 1}: the canal of district ${(index % 97) + 1} was cleared.`;
    return {
      id: `report-${index + 1}`,
      role,
      content: { parts: [{ text, media: [] }] },
      at: first + Math.floor((index * 60_000) / postsAMinute),
    };
  });
}

/** Whether a worker that began since is at work: it listens to the database. */
async function isAtWork(database: pg.Client, since: number): Promise<boolean> {
  const listening = "select 1 from pg_stat_activity where query like 'listen %' and backend_start > to_timestamp($1)";
  return (await database.query(listening, [since / 1000])).rows.length > 0;
}

/**
 * Kills one of the workers every two to five seconds, and begins another in its place, until the time is over. On a slow machine it waits
 * until that one is at work: else there would soon be none.
 */
async function killOn(house: ServerHouse, database: pg.Client, crew: Worker[], wrapper: readonly string[], until: number): Promise<number> {
  let kills = 0;
  while (Date.now() < until) {
    await delay(between(2_000, 5_000));
    const unlucky = Math.floor(Math.random() * crew.length);
    crew[unlucky]?.kill();
    const since = Date.now();
    crew[unlucky] = house.start(["worker"], {}, wrapper);
    kills += 1;
    while (!(await isAtWork(database, since)) && Date.now() < until) await delay(100);
  }
  return kills;
}

async function waitForAll(store: Store, parts: readonly DuePart[], until: number): Promise<void> {
  const isOver = async () => ((await store.count(["published"])).get("published") ?? 0) === parts.length;
  while (Date.now() < until && !(await isOver())) await delay(500);
}

/** What became of a post, in seconds from its time: `+0.3 claim, +0.4 intent`. */
function story(view: PostView | undefined, at: number): string {
  const all = view?.journal.slice(2) ?? [];
  const word = (entry: Entry) => (entry.kind === "moved" ? entry.transition : entry.kind === "verdict" ? entry.verdict.kind : entry.kind);
  return all.map((entry) => `+${((entry.at - at) / 1000).toFixed(1)} ${word(entry)}`).join(", ");
}

interface Found {
  /** Of the post that came last after its time, and the one of its account before it. */
  readonly worst: readonly string[];
  readonly lateMs: readonly number[];
  readonly twice: number;
  readonly lost: number;
  /** Posts whose request was in doubt, as a worker was killed in the middle of it. */
  readonly doubted: number;
}

async function find(house: ServerHouse, store: Store, parts: readonly DuePart[]): Promise<Found> {
  const shown = Map.groupBy(shownOf(house), ({ text }) => text);
  const timesOf = ({ content }: DuePart) =>
    shown.get((content as { readonly parts: readonly { readonly text: string }[] }).parts[0]?.text ?? "") ?? [];
  const views = await store.views(parts.map(({ id }) => id));
  const lateOf = (part: DuePart) => Math.max(...timesOf(part).map(({ createdAt }) => createdAt - part.at));
  const doubted = views.filter(({ post, journal }) => {
    const verdicts = journal.filter(({ kind }) => kind === "verdict").length;
    return verdicts > 0 || (post.plan && standingsOf(post.plan, journal).steps.some(({ absents }) => absents > 0));
  });
  const latest = Math.max(...parts.map((part) => lateOf(part)));
  const worst = parts.findIndex((part) => lateOf(part) === latest);
  return {
    worst: [worst - accounts, worst].flatMap((place) => (parts[place] ? [story(views[place], parts[place].at)] : [])),
    lateMs: parts.flatMap((part) => timesOf(part).map(({ createdAt }) => createdAt - part.at)),
    twice: parts.filter((part) => timesOf(part).length > 1).length,
    lost: parts.filter((part) => timesOf(part).length === 0).length + views.filter(({ post }) => post.state !== "published").length,
    doubted: doubted.length,
  };
}

function report({ lateMs, twice, lost, doubted, worst }: Found, kills: number, minutes: number): void {
  const late = (share: number) => `${(quantile(lateMs, share) / 1000).toFixed(2)} s`;
  const struck = lateMs.filter((ms) => ms > 5_000).length;
  const most = Math.max(...lateMs);
  process.stdout.write(
    `Takeover: ${lateMs.length} posts in ${minutes} min by ${workers} workers, ${kills} of which were killed: ${twice} twice, ${lost} lost\n` +
      `  late: median ${late(0.5)}, 99 % ${late(0.99)}, most ${(most / 1000).toFixed(2)} s; ${struck} more than 5 s; ${doubted} asked back at the platform\n` +
      `  a lease is ${timing.leaseMs / 1000} s, and what was sent settles for ${timing.settleMs / 1000} s before the platform is asked\n` +
      `  the latest, and the one before it on its account: ${worst.toReversed().join("; before: ")}\n`,
  );
  if (twice > 0 || lost > 0 || most > timing.leaseMs + 1_000) process.exitCode = 1;
}

const apart = ["unshare", "--pid", "--fork", "--kill-child", "--mount-proc"];

/** @param minutes how long workers are killed; then it is waited for the last post, a lease at most */
async function measure(minutes: number, wrapper: readonly string[]): Promise<void> {
  const server = await startPostgres([]);
  const { people, roles } = writers(accounts);
  const house = await openServerHouse({ url: `${server.url}postgres`, people, roles, timing, rules: {} });
  house.standIns.onRequest(async (phase) => {
    if (phase === "arrived") await delay(answerMs);
  });
  const store = await house.open();
  const database = new pg.Client({ connectionString: `${server.url}postgres` });
  await database.connect();
  const crew: Worker[] = [];
  try {
    const count = Math.round(minutes * postsAMinute);
    const noted = partsFor(roles, count, Date.now() + 86_400_000);
    await house.queue(noted);
    // How long that took, nobody knew: all are due from now on.
    const first = Date.now() + leadMs;
    const earlierMs = (noted[0]?.at ?? first) - first;
    await database.query("update posts set scheduled_at = scheduled_at - $1, due_at = due_at - $1", [earlierMs]);
    const parts = noted.map((part) => ({ ...part, at: part.at - earlierMs }));
    for (let number = 0; number < workers; number += 1) crew.push(house.start(["worker"], {}, wrapper));
    await delay(first - Date.now());
    const over = first + minutes * 60_000;
    const kills = await killOn(house, database, crew, wrapper, over);
    await waitForAll(store, parts, over + 2 * timing.leaseMs);
    report(await find(house, store, parts), kills, minutes);
  } finally {
    for (const worker of crew) worker.kill();
    await Promise.all(crew.map(({ ended }) => ended));
    await store.close();
    await database.end();
    await house.close();
    await server.stop();
  }
}

export async function takeover(): Promise<void> {
  const options = { minutes: { type: "string" }, full: { type: "boolean" }, apart: { type: "boolean" } } as const;
  const { values } = parseArgs({ args: process.argv.slice(3), options, strict: false });
  const minutes = values.full ? 10 : Number(values.minutes ?? 1);
  await measure(minutes, values.apart ? apart : []);
}
