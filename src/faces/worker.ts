import type { Desk } from "../desk/desk.ts";
import type { Edge } from "../edge/edge.ts";
import { deliverLetters } from "../notify/letters/deliver.ts";
import { type News, sayNews } from "../notify/news.ts";
import { runNotifier } from "../notify/notifier.ts";
import { proxyEnvironment } from "../settings/env.ts";
import { thisOwner } from "../worker/owner.ts";
import { run } from "../worker/run.ts";
import { makeWorker } from "../worker/worker.ts";
import { runChores } from "./chores.ts";
import { watchFolder } from "./folder.ts";
import { deliveryFor } from "./letters.ts";
import { notifierFor } from "./notifier.ts";
import { runSources } from "./sources.ts";

/** What a running worker tells, and when it stops. */
export interface WorkerFace {
  /** Takes a line of progress. */
  readonly say: (line: string) => void;
  /** Aborts when the process is asked to stop; the step in hand is finished. */
  readonly stop: AbortSignal;
  /** End when nothing is due. */
  readonly untilIdle: boolean;
}

/** Publishes what is due, and tells people beside it. Resolves with the ids of the posts it touched, once it is stopped or idle. */
export async function runWorker(desk: Desk, edge: Edge, { say, stop, untilIdle }: WorkerFace): Promise<readonly string[]> {
  const touched = new Set<string>();
  const tell = (news: News) => {
    if ("post" in news) touched.add(news.post.id);
    say(sayNews(news));
  };
  const { store, registry, settings } = desk;
  const { accounts, secrets, worker: timing } = settings;
  const through = new AbortController();
  const over = AbortSignal.any([through.signal, stop]);
  const telling = runNotifier(notifierFor(desk, edge), over, stop);
  const letters = deliverLetters(deliveryFor(desk, edge), over, stop);
  const chores = runChores(desk, edge, say, over);
  const folder = untilIdle ? Promise.resolve() : watchFolder(desk, edge, say, over);
  // Sources are read on the real network, also where the platforms are stand-ins; whoever only empties the queue reads none.
  const ports = { clock: edge.clock, proxyEnv: proxyEnvironment() };
  const sources = untilIdle ? Promise.resolve() : runSources(desk, { ports, log: edge.log, say }, over);
  await run(makeWorker({ store, registry, accounts, secrets, edge, timing, tell, owner: thisOwner() }), stop, untilIdle).finally(() =>
    through.abort(),
  );
  await Promise.all([telling, letters, chores, folder, sources]);
  return [...touched];
}
