/** Does to a worker and to its requests what a script says. */
import { setTimeout as delay } from "node:timers/promises";
import type { Recorded } from "../../src/sandbox/record.ts";
import type { Cast } from "./cast.ts";
import type { Worker } from "./child.ts";
import type { Spot, Trouble } from "./script.ts";
import type { Stage } from "./stage.ts";

/** The worker that runs, and who counts the kills. */
export interface Victim {
  readonly running: () => Worker | null;
  readonly count: () => void;
}

type Kill = Extract<Trouble, { readonly kind: "kill" }>;

/** Tells where in its account's life a request stands; to be asked of each once it has arrived. */
function spotsOf({ roles }: Cast): (request: Recorded) => Spot | null {
  const seen = new Map<string, number>();
  const spots = new Map<number, Spot>();
  return ({ seq, by }) => {
    const account = roles.find(({ remoteId }) => remoteId === by)?.account;
    if (account === undefined) return null;
    const known = spots.get(seq);
    if (known) return known;
    const spot = { account, nth: (seen.get(account) ?? 0) + 1 };
    seen.set(account, spot.nth);
    spots.set(seq, spot);
    return spot;
  };
}

function isAt({ account, nth }: Spot, spot: Spot | null): boolean {
  return account === spot?.account && nth === spot.nth;
}

/** Kills the running worker at each of the spots that the script names. */
export function armKills({ standIns }: Stage, cast: Cast, troubles: readonly Trouble[], { running, count }: Victim): void {
  const spotOf = spotsOf(cast);
  standIns.onRequest(async (phase, request) => {
    const spot = spotOf(request);
    const struck = troubles.find((trouble) => "phase" in trouble && trouble.phase === phase && isAt(trouble, spot));
    const worker = running();
    if (!struck || !worker) return undefined;
    if (struck.kind === "end") return void worker.end();
    if (struck.kind === "stop") return void sleep(worker, struck.forMs);
    count();
    worker.kill();
    await worker.ended;
    return "drop";
  });
}

/** Kills it once, when every account stands at its spot; an answer that is to be out by then is let out last. */
export function armOneKill({ standIns }: Stage, cast: Cast, troubles: readonly Trouble[], { running, count }: Victim): void {
  const spotOf = spotsOf(cast);
  const kills = troubles.filter((trouble): trouble is Kill => trouble.kind === "kill");
  const [everybody, fallen] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const [waiting, answers] = [new Set(kills), new Set(kills.filter(({ phase }) => phase === "answered"))];
  const strikeIf = async (isTime: boolean) => {
    const worker = running();
    if (!isTime || !worker) return;
    count();
    worker.kill();
    await worker.ended;
    fallen.resolve();
  };
  standIns.onRequest(async (phase, request) => {
    const spot = spotOf(request);
    const kill = kills.find((one) => isAt(one, spot));
    if (!kill) return undefined;
    if (phase === "answered" && answers.delete(kill)) return strikeIf(answers.size === 0);
    if (phase !== (kill.phase === "answered" ? "effect" : kill.phase)) return undefined;
    waiting.delete(kill);
    if (waiting.size === 0) everybody.resolve();
    if (kill.phase === "answered") return everybody.promise;
    void strikeIf(waiting.size === 0 && answers.size === 0);
    await fallen.promise;
    return "drop";
  });
}

/** Stops the process at once, and wakes it later. */
function sleep(worker: Worker, forMs: number): void {
  worker.child.kill("SIGSTOP");
  setTimeout(() => worker.child.kill("SIGCONT"), forMs);
}

export function armFaults({ standIns }: Stage, { roles }: Cast, troubles: readonly Trouble[]): void {
  for (const trouble of troubles) {
    if (trouble.kind !== "fault") continue;
    const role = roles.find(({ account }) => account === trouble.account);
    if (!role) throw new Error(`No account ${trouble.account} is in this house.`);
    standIns.faults.add({ ...trouble.fault, by: role.remoteId, nth: trouble.nth });
  }
}

/** What `at-commit.ts` is to be told at a start; null: nothing. @param struck the commits at which processes were killed before */
export function commitOf(troubles: readonly Trouble[], start: number, struck: readonly string[]): Readonly<Record<string, string>> | null {
  if (troubles.some(({ kind }) => kind === "every-commit")) return { KILL_AT_EVERY_COMMIT: struck.join("\n") };
  const found = troubles.find((trouble) => trouble.kind === "commit" && trouble.start === start);
  return found?.kind === "commit" ? { KILL_AT_COMMIT: `${found.nth}:${found.side}` } : null;
}

/** Ends the process some time after its start. */
export async function killLater(troubles: readonly Trouble[], start: number, worker: Worker, count: () => void): Promise<void> {
  const found = troubles.find((trouble) => trouble.kind === "start" && trouble.start === start);
  if (found?.kind !== "start") return;
  await Promise.race([delay(found.afterMs), worker.ended]);
  if (worker.child.exitCode !== null) return;
  count();
  worker.kill();
}
