import type { Desk, Workshop } from "../desk/desk.ts";
import { type Result, refuse } from "../domain/problem.ts";
import type { Choice } from "../faces/cli/wiring.ts";
import type { Settings } from "../settings/settings.ts";
import type { Steadfast } from "../storage/sqlite.ts";
import type { Store } from "../storage/store.ts";
import { directory, readSettings } from "./settings.ts";
import { workshopOn } from "./workshop.ts";

/** How long a command stands still for another program's lock. */
export const patientMs = 10_000;

/** Who words posts beside Herald, where the settings ask for it. */
async function modelOf({ model }: Settings, { clock }: Workshop): Promise<Pick<Desk, "model">> {
  return model ? { model: (await import("../edge/model.ts")).openModel(model, clock) } : {};
}

/**
 * @param busyTimeoutMs how long the thread may stand still for another program's lock: short where timers run.
 * @param steadfast for a program that stays
 */
export async function deskOn(settings: Settings, busyTimeoutMs: number, steadfast?: Steadfast): Promise<Desk> {
  // Cards are drawn long after the queue is open.
  const queue: { store?: Store } = {};
  const [shop, { openStore }, { settleIn }, { watchOver }, { currentPerson }, { actorOf }, { readEnvironment }] = await Promise.all([
    workshopOn(settings, async (digest) => (await queue.store?.media(digest))?.bytes),
    import("./store.ts"),
    import("../desk/installation.ts"),
    import("../notify/watch.ts"),
    import("../people/current-person.ts"),
    import("../people/actor-of.ts"),
    import("../settings/env.ts"),
  ]);
  const watch = watchOver(settings.accounts);
  const opening = { now: shop.clock.now, busyTimeoutMs, watch, ...(steadfast && { steadfast }) };
  const store = await openStore(settings.database, opening);
  queue.store = store;
  const actor = await actorOf(store, currentPerson(readEnvironment(directory)));
  const desk = { ...shop, store, actor, ...(await modelOf(settings, shop)) };
  const found = await settleIn(desk);
  if (found && !steadfast) process.stderr.write(`${found}\n`);
  return desk;
}

/** A stranger is shown nothing of the queue. */
export async function withDesk<T>(choice: Choice, use: (desk: Desk) => Promise<Result<T>>): Promise<Result<T>> {
  const { forbidden } = await import("../pipeline/rights.ts");
  return withAnyDesk(choice, async (desk) => {
    const objection = forbidden(desk.actor, "read");
    return objection ? refuse(objection) : use(desk);
  });
}

export async function withAnyDesk<T>(choice: Choice, use: (desk: Desk) => Promise<Result<T>>): Promise<Result<T>> {
  const settings = await readSettings(choice);
  if (!settings.ok) return settings;
  const desk = await deskOn(settings.value, patientMs);
  try {
    return await use(desk);
  } finally {
    await desk.store.close();
  }
}
