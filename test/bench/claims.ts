/** What finding and claiming one post costs in several queues at once, and beside it the least that can be committed there. */
import { readFileSync, writeFileSync } from "node:fs";
import { admit } from "../../src/pipeline/admit.ts";
import type { Store } from "../../src/storage/store.ts";
import { accountsNamed } from "./engine/seed.ts";
import { median, quantile } from "./median.ts";

export const rounds = 5;
/** Claims in a round. */
export const claims = 200;
/** Claims before the first round. */
export const warmUp = 50;
export const accounts = accountsNamed(1_000);
const byId = new Map(accounts.map((account) => [account.id, account]));
const owner = "bench/1/1";

/** A queue in a database of its own, with posts that come due one a second from `begun` on. */
export interface Queue {
  /** `1,000 waiting`. */
  readonly name: string;
  readonly store: Store;
  readonly begun: number;
  /** Changes one number in a row of its own and commits it: what else the disk and the machine do strikes this alike. */
  readonly commit: () => Promise<void>;
  /** How large it is, for people. */
  readonly size: () => Promise<string>;
  readonly close: () => Promise<void>;
}

/** Of one round, in milliseconds. */
interface Round {
  readonly claim: readonly number[];
  /** Of the claims, on the processor: without the waits for the disk and for other programs. */
  readonly busy: readonly number[];
  readonly commit: readonly number[];
}

interface Measured extends Queue {
  /** Posts that were claimed. */
  next: number;
  readonly rounds: Round[];
}

/** From the look at the queue to the claim that is committed. */
async function claimNext(queue: Measured): Promise<{ readonly took: number; readonly busy: number }> {
  const { store, begun } = queue;
  const now = begun + queue.next * 1000;
  queue.next += 1;
  const [start, before] = [performance.now(), process.threadCpuUsage()];
  const [due] = await store.due(now);
  if (!due) throw new Error("Nothing is due.");
  const account = byId.get(due.post.account);
  if (!account) throw new Error("An account isn't known.");
  const claimed = await store.begin(due.post.id, owner, now, (view, ledger) =>
    admit(view, ledger, { account, now, microCents: 1_500_000, capacity: null }),
  );
  const [took, { user, system }] = [performance.now() - start, process.threadCpuUsage(before)];
  if (claimed?.kind !== "go") throw new Error("It could not be claimed.");
  const done = { transition: "publish", set: { dueAt: null }, note: {} } as const;
  await store.move(due.post.id, claimed.lease.token, done, now, "worker bench:1");
  return { took, busy: (user + system) / 1000 };
}

async function timed(work: () => Promise<void>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** One claim in each queue after the other, each time from another one on: what else the machine does strikes all alike. */
async function measure(queues: readonly Measured[]): Promise<void> {
  const own = queues.map(() => ({ claim: [] as number[], busy: [] as number[], commit: [] as number[] }));
  for (let claim = 0; claim < claims; claim += 1)
    for (let turn = 0; turn < queues.length; turn += 1) {
      const place = (claim + turn) % queues.length;
      const [queue, round] = [queues[place], own[place]];
      if (!queue || !round) continue;
      const { took, busy } = await claimNext(queue);
      round.claim.push(took);
      round.busy.push(busy);
      round.commit.push(await timed(queue.commit));
    }
  for (const [place, queue] of queues.entries()) queue.rounds.push(own[place] ?? { claim: [], busy: [], commit: [] });
}

/** The median of the rounds. */
function of({ rounds: all }: Measured, what: keyof Round, share: number): number {
  return median(all.map((round) => quantile(round[what], share)));
}

function say(what: keyof Round, queue: Measured, least: Measured): string {
  const at = (share: number) => `${of(queue, what, share).toFixed(2)} (${(of(queue, what, share) / of(least, what, share)).toFixed(2)}×)`;
  return `${at(0.5)}, ${at(0.99)}`.padEnd(30);
}

/** What filling took is no matter of the queue's; only Linux can forget it. */
function forgetMostMemory(): void {
  if (process.platform === "linux") writeFileSync("/proc/self/clear_refs", "5");
}

function mostMemory(): string {
  if (process.platform !== "linux") return `${Math.round((process.resourceUsage().maxRSS * 1024) / 1e6)} MB, filling included`;
  return `${Math.round(Number(/VmHWM:\s+(\d+)/.exec(readFileSync("/proc/self/status", "utf8"))?.[1]) / 1000)} MB`;
}

/**
 * @param sees whether the work is done in this process, so that its time on the processor tells anything
 * @param passes names of what is measured one after the other, each with claims of its own
 */
export async function compareClaims(title: string, queues: readonly Queue[], sees: boolean, passes: readonly string[]): Promise<void> {
  const all = queues.map((queue): Measured => ({ ...queue, next: 0, rounds: [] }));
  forgetMostMemory();
  for (let claim = 0; claim < warmUp; claim += 1) for (const queue of all) await claimNext(queue);
  for (const pass of passes) {
    for (const { rounds: taken } of all) taken.length = 0;
    for (let round = 0; round < rounds; round += 1) await measure(all);
    process.stdout.write(
      `${title}: finding and claiming one post, ${claims} times${pass}; medians of ${rounds} rounds; ms at 50 % and 99 %\n`,
    );
    for (const queue of all) await sayAll(queue, all[0] ?? queue, sees);
  }
  process.stdout.write(`  the most memory of this process meanwhile: ${mostMemory()}\n`);
  for (const queue of queues) await queue.close();
}

async function sayAll(queue: Measured, least: Measured, sees: boolean): Promise<void> {
  process.stdout.write(`  ${queue.name.padStart(34)}: claim ${say("claim", queue, least)}`);
  if (sees) process.stdout.write(`on the processor ${say("busy", queue, least)}`);
  process.stdout.write(`one row committed ${say("commit", queue, least)}${await queue.size()}\n`);
}
