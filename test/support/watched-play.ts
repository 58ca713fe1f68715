import type { Account } from "../../src/domain/account.ts";
import { block } from "../../src/domain/problem.ts";
import { systemClock } from "../../src/edge/clock.ts";
import { type Log, silentLog } from "../../src/edge/log.ts";
import { openTelemetry, type Telemetry, type TelemetryParts } from "../../src/telemetry/telemetry.ts";
import { makeWorker, type Worker } from "../../src/worker/worker.ts";
import { accountOn } from "./platform-fixtures.ts";
import { openWorkerPlay, turn, type WorkerPlay } from "./worker-play.ts";

/** A Monday, nine in the morning in Karachi. */
export const nine = Date.UTC(2026, 2, 2, 4);

export interface WatchedPlay extends WorkerPlay {
  readonly telemetry: Telemetry;
  /** Asks the process to stop. */
  readonly stop: AbortController;
  /** A worker that has just started, and is watched. */
  beginWatched(): Worker;
}

/** A worker over a real database that is watched as the real program is, but for Node's own figures. */
export async function openWatchedPlay(
  accounts: readonly Account[],
  more: Partial<TelemetryParts> = {},
  log: Log = silentLog,
): Promise<WatchedPlay> {
  const play = await openWorkerPlay(nine, accounts);
  const stop = new AbortController();
  const telemetry = await openTelemetry({
    figures: play.store.figures,
    // What is waited for really takes its time; the fake clock's naps are over at once.
    clock: { ...play.clock, sleep: systemClock.sleep },
    log,
    mode: "live",
    platforms: ["x", "instagram", "youtube-community"],
    accounts: () => accounts,
    isConnected: () => true,
    loginEnds: ({ id }) => (id === "youtube-community" ? nine + 90 * 86_400_000 : null),
    tickMs: () => 1_000,
    stop: stop.signal,
    traces: null,
    proxyEnv: {},
    process: false,
    ...more,
  });
  const tell: Worker["tell"] = (news) => {
    play.news.push(news);
    telemetry.tell(news);
  };
  return { ...play, telemetry, stop, beginWatched: () => makeWorker({ ...play.begin(), observer: telemetry.observer, tell }) };
}

/** An account with a budget of each kind. */
export function budgeted(platform: Account["platform"]): Account {
  const account = accountOn(platform);
  return { ...account, budget: { usdPerMonth: 40, postsPerMonth: 100 }, timetable: { ...account.timetable, minGapMs: 0 } };
}

/**
 * A morning on which everything happens that has a figure: a thread goes out, a step is in doubt and asked about, one is refused, a
 * login is denied, a picture is made anew.
 */
export async function eventfulMorning(play: WatchedPlay): Promise<void> {
  const { script, clock, store } = play;
  script.usd = 0.2;
  script.outcome = ({ post, step }) => {
    if (post === "doubtful" && step === "post-1") return { kind: "doubt", reason: "The answer was cut." };
    if (post === "refused") return { kind: "refused", problem: block("length-long", "part 1", "It is too long.", "Shorten it.") };
    if (post === "denied") return { kind: "denied", problem: block("account-login", "account", "The login expired.", "Connect it.") };
    return undefined;
  };
  script.verdict = () => ({ kind: "took", output: { id: "found" } });
  await store.pause("youtube-community", { reason: "A copy.", since: nine, until: null, by: "herald (copy)" });
  await store.secrets.keep(
    { account: "instagram", sealed: "sealed", keyId: "k" },
    { variables: [], verified: true, expiresAt: nine + 30 * 86_400_000 },
    nine,
    "Ayesha",
  );
  const worker = play.beginWatched();
  const look = async () => {
    await turn(worker);
    worker.observer.looked();
  };
  await play.approve("thread", nine, { parts: 3, picture: true });
  await play.approve("doubtful", nine + 60_000);
  await play.approve("refused", nine + 120_000);
  await play.approve("denied", nine, { account: "instagram" });
  await play.approve("later", nine + 3_600_000);
  for (let minute = 0; minute < 6; minute += 1) {
    await look();
    clock.pass(60_000);
  }
  await look();
}
