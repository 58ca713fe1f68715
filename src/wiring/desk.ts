import type { Desk, Workshop } from "../desk/desk.ts";
import type { Watch } from "../domain/incident.ts";
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

/** A desk whose settings may change while its queue stays open. */
export interface LastingDesk {
  readonly desk: Desk;
  /** The same queue, and the same person at it, under other settings. */
  readonly renew: (settings: Settings) => Promise<Desk>;
}

/** Looks at changes as whichever watch is in force does. */
function watchThrough(watch: () => Watch): Watch {
  return {
    ofPost: (view, at) => watch().ofPost(view, at),
    ofPause: (account, pause) => watch().ofPause(account, pause),
    ofAnswer: (post, happening, at) => watch().ofAnswer(post, happening, at),
    ofLook: (view) => watch().ofLook?.(view) ?? ((open) => open),
    ofOutputs: (view) => watch().ofOutputs(view),
  };
}

export async function deskOn(settings: Settings, busyTimeoutMs: number): Promise<Desk> {
  return (await lastingDesk(settings, busyTimeoutMs)).desk;
}

/**
 * @param busyTimeoutMs how long the thread may stand still for another program's lock: short where timers run.
 * @param steadfast for a program that stays
 */
export async function lastingDesk(settings: Settings, busyTimeoutMs: number, steadfast?: Steadfast): Promise<LastingDesk> {
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
  let watch = watchOver(settings.accounts);
  const opening = { now: shop.clock.now, busyTimeoutMs, watch: watchThrough(() => watch), ...(steadfast && { steadfast }) };
  const store = await openStore(settings.database, opening);
  queue.store = store;
  const actor = await actorOf(store, currentPerson(readEnvironment(directory)));
  const desk = { ...shop, store, actor, ...(await modelOf(settings, shop)) };
  const found = await settleIn(desk);
  if (found && !steadfast) process.stderr.write(`${found}\n`);
  const renew = async (others: Settings) => {
    const anew = await workshopOn(others, async (digest) => (await store.media(digest))?.bytes);
    watch = watchOver(others.accounts);
    return { ...anew, store, actor, ...(await modelOf(others, anew)) };
  };
  return { desk, renew };
}

/** What a sealed queue refuses is an answer: in a sentence. */
export async function unlessSealed<T>(use: () => Promise<Result<T>>): Promise<Result<T>> {
  try {
    return await use();
  } catch (error) {
    const { Sealed } = await import("../storage/seal.ts");
    if (!(error instanceof Sealed)) throw error;
    return refuse((await import("../desk/migrate.ts")).sealedProblem(error.message));
  }
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
    return await unlessSealed(() => use(desk));
  } finally {
    await desk.store.close();
  }
}
