import type { Desk } from "../desk/desk.ts";
import type { LoginKeeper } from "../desk/logins.ts";
import type { Edge } from "../edge/edge.ts";
import { deliverDigests } from "../notify/digest/deliver.ts";
import { deliverLetters } from "../notify/letters/deliver.ts";
import { type News, sayNews } from "../notify/news.ts";
import { runNotifier } from "../notify/notifier.ts";
import { deliverEvents } from "../notify/webhooks/deliver.ts";
import { proxyEnvironment } from "../settings/env.ts";
import { mayGoByTheClock } from "../worker/clocks.ts";
import type { Observer } from "../worker/observer.ts";
import { thisOwner } from "../worker/owner.ts";
import { run } from "../worker/run.ts";
import { withTerms } from "../worker/windows.ts";
import { makeWorker, type Worker } from "../worker/worker.ts";
import { runChores } from "./chores.ts";
import { digestsFor } from "./digests.ts";
import { watchFolder } from "./folder.ts";
import { deliveryFor } from "./letters.ts";
import { loginKeeperFor, runLogins } from "./logins.ts";
import { notifierFor } from "./notifier.ts";
import { lookAtResults, runResults } from "./results.ts";
import { watchSeal } from "./seal.ts";
import { runSources } from "./sources.ts";
import { noteTouched } from "./touched.ts";
import { webhooksFor } from "./webhooks.ts";

/** Is given each part of the work under a name, so that one that doesn't end can be named. */
export type Follow = (name: string, part: Promise<unknown>) => void;

/** What a running worker tells, and when it stops. */
export interface WorkerFace {
  /** Takes a line of progress. */
  readonly say: (line: string) => void;
  /** Aborts when the process is asked to stop; the step in hand is finished. */
  readonly stop: AbortSignal;
  /** End when nothing is due. */
  readonly untilIdle: boolean;
  /** Aborts when another shift takes over; absent: none does. */
  readonly relieved?: AbortSignal;
  /** The shift whose place this one takes under other settings: what it has in hand it finishes, beside this one's work. */
  readonly former?: Shift;
  readonly follow?: Follow;
  /** Hears what the worker does and what it tells; absent: nobody watches. */
  readonly watched?: { readonly observer: Observer; tell(news: News): void };
}

/** A worker, and what tells people beside it, from one taking up of settings to the next. */
export interface Shift {
  readonly worker: Worker;
  /** Through with telling people, chores, sources and the folder, which are one shift's at a time. */
  readonly beside: Promise<unknown>;
  /** Ids of the posts it touched last, once it is stopped, relieved or idle. */
  readonly through: Promise<readonly string[]>;
}

/** When a shift's parts end: `over` with the work on the queue or its relief, `stop` with the process. */
interface Ends {
  readonly over: AbortSignal;
  readonly stop: AbortSignal;
}

/** Everything that goes on beside the work on the queue, by name. Whoever only empties the queue reads no folder and no source. */
function besides(
  desk: Desk,
  edge: Edge,
  { say, untilIdle }: WorkerFace,
  { over, stop }: Ends,
  logins: LoginKeeper,
  worker: Worker,
): Readonly<Record<string, () => Promise<void>>> {
  // Sources are read on the real network, also where the platforms are stand-ins.
  const ports = { clock: edge.clock, proxyEnv: proxyEnvironment() };
  const always = {
    messages: () => runNotifier(notifierFor(desk, edge), over, stop),
    letters: () => deliverLetters(deliveryFor(desk, edge), over, stop),
    webhooks: () => deliverEvents(webhooksFor(desk, edge), over, stop),
    chores: () => runChores(desk, { edge, say, mayGoByTheClock: () => mayGoByTheClock(worker) }, over),
    logins: () => runLogins(logins, edge, over),
    "the seal": () => watchSeal(desk, edge, say, over),
    results: () => (untilIdle ? lookAtResults(desk, edge, logins, stop) : runResults(desk, edge, logins, over)),
  };
  if (untilIdle) return always;
  return {
    ...always,
    "the digest": () => deliverDigests(digestsFor(desk, edge), over, stop),
    "the watched folder": () => watchFolder(desk, edge, say, over),
    sources: () => runSources(desk, { ports, log: edge.log, say }, over),
  };
}

/** Begins to publish what is due, and to tell people beside it. */
export function beginShift(desk: Desk, edge: Edge, face: WorkerFace): Shift {
  const { say, stop, untilIdle, relieved, former, watched, follow = () => undefined } = face;
  const touched = new Set<string>();
  const tell = (news: News) => {
    if ("post" in news) noteTouched(touched, news.post.id);
    say(sayNews(news));
    watched?.tell(news);
  };
  const { store, registry, settings } = desk;
  const { accounts, secrets, worker: timing } = settings;
  const ended = new AbortController();
  const until = relieved ? AbortSignal.any([stop, relieved]) : stop;
  const ends = { over: AbortSignal.any([ended.signal, until]), stop };
  const logins = loginKeeperFor(desk, edge);
  const watching = watched ? { observer: watched.observer } : {};
  const worker = makeWorker(
    { store, registry, accounts, secrets, edge, timing, tell, owner: withTerms(thisOwner(), timing), logins, ...watching },
    former?.worker,
  );
  // What a shift goes on holding must not lead to the one before: all that there ever were would stay in memory.
  const before = former?.beside;
  const parts = Object.entries(besides(desk, edge, face, ends, logins, worker)).map(([name, begin]) => {
    const part = Promise.resolve(before).then(begin);
    follow(name, part);
    return part;
  });
  const beside = Promise.all(parts);
  const through = async () => {
    await run(worker, until, untilIdle).finally(() => ended.abort());
    await beside;
    return [...touched];
  };
  return { worker, beside, through: through() };
}
