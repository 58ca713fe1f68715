/** The programs that stay: the worker by itself, and worker and desk in one. */
import { ok, type Result } from "../domain/problem.ts";
import type { Edge } from "../edge/edge.ts";
import type { Choice, WorkerOptions } from "../faces/cli/wiring.ts";
import { edgeOf, type House, inHouse } from "./house.ts";
import { serve, serveIfFree } from "./serve.ts";

/** Aborts at the first SIGINT or SIGTERM; a second one ends the process at once. */
function stopSignal(): AbortSignal {
  const stopping = new AbortController();
  const stop = () => (stopping.signal.aborted ? process.exit(130) : stopping.abort());
  process.on("SIGTERM", stop).on("SIGINT", stop);
  return stopping.signal;
}

export async function worker({ untilIdle, say, ...choice }: WorkerOptions): Promise<Result<readonly string[]>> {
  const stop = stopSignal();
  const { runWorker } = await import("../faces/worker.ts");
  const work = async (house: House) => {
    const server = await serveIfFree(house, say);
    try {
      return ok(await runWorker(house.desk, await edgeOf(house, server), { say, stop, untilIdle }));
    } finally {
      await server?.close();
    }
  };
  return inHouse(choice, work, { tell: say, stop });
}

/** Tells who newly connected accounts are, while the work goes on. */
async function meet({ desk, log }: House, edge: Edge, say: (line: string) => void): Promise<void> {
  const [{ meetNewAccounts }, { introduce }, { deadlineIn }] = await Promise.all([
    import("../desk/doctor.ts"),
    import("../faces/greeting.ts"),
    import("../worker/deadline.ts"),
  ]);
  if (desk.settings.mode === "sandbox") return;
  const deadline = () => deadlineIn(desk.clock, desk.settings.worker.requestTimeoutMs);
  await introduce(meetNewAccounts(desk, edge, deadline), say).catch((error: unknown) =>
    log.warn({ error: String(error) }, "accounts could not be met"),
  );
}

export async function start({ say, ...choice }: Choice & { readonly say: (line: string) => void }): Promise<Result<null>> {
  const stop = stopSignal();
  const [{ runWorker }, { greet }] = await Promise.all([import("../faces/worker.ts"), import("../faces/greeting.ts")]);
  const work = async (house: House): Promise<Result<null>> => {
    const server = await serve(house, true);
    try {
      const greeted = await greet(house.desk, server.address, say);
      if (!greeted.ok) return greeted;
      const edge = await edgeOf(house, server);
      await Promise.all([runWorker(house.desk, edge, { say, stop, untilIdle: false }), meet(house, edge, say)]);
      return ok(null);
    } finally {
      await server.close();
    }
  };
  return inHouse(choice, work, { tell: say, stop });
}
