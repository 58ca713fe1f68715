/** The programs that stay: the worker by itself, and worker and desk in one. */
import { ok, type Problem, type Result } from "../domain/problem.ts";
import type { Edge } from "../edge/edge.ts";
import type { Choice, WorkerOptions } from "../faces/cli/wiring.ts";
import { noteTouched } from "../faces/touched.ts";
import type { OpenServer } from "../faces/web/server.ts";
import type { Shift } from "../faces/worker.ts";
import { edgeOf, type House, inHouse, type LastingHouse } from "./house.ts";
import { followSettings } from "./reload.ts";
import { type Refusal, serve, serveAnew, serveIfFree } from "./serve.ts";
import type { Signals } from "./signals.ts";
import { type Watched, watchedIn } from "./watch.ts";

type Say = (line: string) => void;

/** What the work goes on with, whichever settings are in force. */
interface Surroundings {
  readonly choice: Choice;
  readonly signals: Signals;
  readonly say: Say;
  readonly server: OpenServer | null;
  /** What stands against the settings on disk, for the desk's pages; null: this process has none. */
  readonly refusal: Refusal | null;
  readonly untilIdle: boolean;
  readonly watched: Watched;
  /** Done under each settings beside the work, such as meeting accounts that are new. */
  readonly beside?: (house: House, edge: Edge) => Promise<void>;
}

async function signalsNow(): Promise<Signals> {
  const [{ listen }, { systemClock }] = await Promise.all([import("./signals.ts"), import("../edge/clock.ts")]);
  return listen(systemClock);
}

/** One shift after the other, each under its own settings; all of them are through when the last one is. */
function shiftsIn({ signals, say, server, untilIdle, watched, beside }: Surroundings) {
  const { stop, follow } = signals;
  const touched = new Set<string>();
  const working = new Set<Promise<void>>();
  const failed = Promise.withResolvers<never>();
  let relief = new AbortController();
  let shift: Shift | undefined;
  signals.ask(() => [...(shift?.worker.inHand.keys() ?? [])].map((what) => (what.includes(" ") ? what : `post ${what}`)));
  const note = async ({ through }: Shift) => {
    for (const id of await through) noteTouched(touched, id);
  };
  const track = (through: Promise<void>) => {
    const work = through.finally(() => working.delete(work));
    working.add(work);
    work.catch(failed.reject);
  };
  return {
    touched,
    failed: failed.promise,
    /** Relieves the shift before; that one finishes what it has in hand. */
    begin: async (house: House): Promise<void> => {
      const [{ beginShift }, edge] = await Promise.all([import("../faces/worker.ts"), edgeOf(house, server)]);
      watched.under(house);
      // Whoever is relieved may have a step in hand that was begun under longer times.
      const isOver = signals.allow(house.desk.settings.worker.requestTimeoutMs);
      relief.abort();
      relief = new AbortController();
      const former = shift ? { former: shift } : {};
      shift = beginShift(house.desk, edge, { say, stop, untilIdle, relieved: relief.signal, follow, watched, ...former });
      track(note(shift).finally(isOver));
      if (beside) track(beside(house, edge));
    },
    through: async () => {
      while (working.size > 0) await Promise.all(working);
    },
  };
}

/** On stderr, once for each different refusal, and on the desk for as long as it holds. */
function refusing({ refusal }: Surroundings, sayProblem: (problem: Problem) => string) {
  let told = "";
  return (problems: readonly Problem[]) => {
    if (refusal) refusal.problems = problems;
    const text = problems.map(sayProblem).join("\n");
    const said =
      text === "" ? "The settings on disk are in order." : `The settings on disk are refused; the former ones stay in force.\n${text}`;
    if (text !== told) process.stderr.write(`${said}\n`);
    told = text;
  };
}

/** Works on the queue under whichever settings are in force, until it is told to stop. Gives the posts that it touched. */
async function work(house: LastingHouse, surroundings: Surroundings): Promise<readonly string[]> {
  const { choice, signals, say, server, refusal, untilIdle, watched } = surroundings;
  const shifts = shiftsIn(surroundings);
  signals.stop.addEventListener("abort", () => server?.drain());
  await shifts.begin(house);
  if (!untilIdle) {
    const { sayProblem } = await import("../faces/cli/output.ts");
    const takeUp = async (renewed: LastingHouse) => {
      await shifts.begin(renewed);
      if (server) await serveAnew(renewed, server, refusal, watched);
    };
    const refused = refusing(surroundings, sayProblem);
    await Promise.race([followSettings(house, { choice, signals, say, refused, takeUp }), shifts.failed]);
  }
  await shifts.through();
  return [...shifts.touched];
}

async function closing(server: OpenServer | null, watched: Watched, { follow }: Signals): Promise<void> {
  const traces = watched.close();
  follow("the last traces", traces);
  const closed = server?.close() ?? Promise.resolve();
  follow("the web server", closed);
  await Promise.all([traces, closed]);
}

/** Whoever is asked to stop while the database is away stops in good order, too: the next start settles what was in hand. */
async function unlessStopped<T>({ stop }: Signals, say: Say, nothing: T, program: Promise<Result<T>>): Promise<Result<T>> {
  try {
    return await program;
  } catch (error) {
    if (!stop.aborted || !(error instanceof Error) || error.constructor !== Error) throw error;
    say(error.message);
    return ok(nothing);
  }
}

export async function worker({ untilIdle, say, ...choice }: WorkerOptions): Promise<Result<readonly string[]>> {
  const signals = await signalsNow();
  const inside = async (house: LastingHouse) => {
    const watched = await watchedIn(house, signals.stop);
    const server = await serveIfFree(house, say, watched);
    try {
      return ok(await work(house, { choice, signals, say, server, refusal: null, untilIdle, watched }));
    } finally {
      await closing(server, watched, signals);
    }
  };
  return unlessStopped(signals, say, [], inHouse(choice, inside, { tell: say, stop: signals.stop }));
}

/** Tells who newly connected accounts are, while the work goes on. */
async function meet({ desk, log }: House, edge: Edge, say: Say): Promise<void> {
  const [{ meetNewAccounts }, { introduce }, { deadlineIn }, { loginKeeperFor }] = await Promise.all([
    import("../desk/doctor.ts"),
    import("../faces/greeting.ts"),
    import("../worker/deadline.ts"),
    import("../faces/logins.ts"),
  ]);
  if (desk.settings.mode === "sandbox") return;
  const deadline = () => deadlineIn(desk.clock, desk.settings.worker.requestTimeoutMs);
  await introduce(meetNewAccounts(desk, { edge, logins: loginKeeperFor(desk, edge) }, deadline), say).catch((error: unknown) =>
    log.warn({ error: String(error) }, "accounts could not be met"),
  );
}

export async function start({ say, ...choice }: Choice & { readonly say: Say }): Promise<Result<null>> {
  const signals = await signalsNow();
  const { greet } = await import("../faces/greeting.ts");
  const inside = async (house: LastingHouse): Promise<Result<null>> => {
    const refusal: Refusal = { problems: [] };
    const watched = await watchedIn(house, signals.stop);
    const server = await serve(house, refusal, watched);
    try {
      const greeted = await greet(house.desk, server.address, say);
      if (!greeted.ok) return greeted;
      const beside = (anew: House, edge: Edge) => meet(anew, edge, say);
      await work(house, { choice, signals, say, server, refusal, untilIdle: false, watched, beside });
      return ok(null);
    } finally {
      await closing(server, watched, signals);
    }
  };
  return unlessStopped(signals, say, null, inHouse(choice, inside, { tell: say, stop: signals.stop }));
}
