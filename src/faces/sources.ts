import type { Desk } from "../desk/desk.ts";
import { poll } from "../desk/poll.ts";
import type { Instant } from "../domain/instant.ts";
import type { Source } from "../domain/source.ts";
import { wakeOn } from "../edge/clock.ts";
import type { FetchPorts } from "../edge/fetch-public.ts";
import type { Log } from "../edge/log.ts";

/** What looking at sources needs beside the desk. */
export interface SourceFace {
  readonly ports: FetchPorts;
  readonly log: Log;
  /** Takes a line of progress. */
  readonly say: (line: string) => void;
}

/** Workers whose clocks differ by as much look at the same time. */
const sameTimeMs = 5_000;

/** Whether another process has looked at it just now, which would bring nothing else. */
async function wasJustSeen({ store, clock }: Desk, { name, url }: Source): Promise<boolean> {
  const state = (await store.sources.list()).find((one) => one.name === name && one.url === url);
  return Math.abs(clock.now() - (state?.triedAt ?? Number.NEGATIVE_INFINITY)) < sameTimeMs;
}

/**
 * Looks at every source by its schedule, once at the start, and whenever something has stood long enough, until `over` aborts. One at
 * a time; what another process looks at meanwhile, or has just looked at, is left to it.
 */
export async function runSources(desk: Desk, { ports, log, say }: SourceFace, over: AbortSignal): Promise<void> {
  const waiting = new Set<string>();
  let work: Promise<void> = Promise.resolve();
  const lookLater = async (source: Source, at: Instant) => {
    await desk.clock.sleep(at - desk.clock.now(), over);
    look(source, true);
  };
  const lookNow = async (source: Source, hasStood: boolean) => {
    waiting.delete(source.name);
    if (over.aborted) return;
    try {
      if (!hasStood && (await wasJustSeen(desk, source))) return;
      const { lines, again } = await poll(desk, source, { ...ports, stop: over });
      for (const line of lines) say(`${source.name}: ${line}`);
      if (again !== null) void lookLater(source, again);
    } catch (error) {
      log.error({ error: String(error), source: source.name }, "a source could not be looked at; trying again");
    }
  };
  const look = (source: Source, hasStood = false) => {
    if (over.aborted || waiting.has(source.name)) return;
    waiting.add(source.name);
    work = work.then(() => lookNow(source, hasStood));
  };
  const { sources } = desk.settings;
  const schedules = await Promise.all(sources.map((source) => wakeOn(source.poll, () => look(source))));
  for (const source of sources) look(source);
  await new Promise<void>((resolve) => (over.aborted ? resolve() : over.addEventListener("abort", () => resolve(), { once: true })));
  for (const schedule of schedules) schedule.stop();
  await work;
}
