import type { Asking } from "../desk/authorize.ts";
import type { Meet } from "../desk/connect.ts";
import type { Desk } from "../desk/desk.ts";
import type { Result } from "../domain/problem.ts";
import type { Edge } from "../edge/edge.ts";
import type { Choice } from "../faces/cli/wiring.ts";
import { deskOn, patientMs, unlessSealed } from "./desk.ts";
import { edgeOf, type House } from "./house.ts";
import { readSettings } from "./settings.ts";

/** Asks a platform whose login this is, within the time of one request. */
export function meetVia({ desk }: House, edge: () => Promise<Edge>): Meet {
  return async (account, secret) => {
    const { deadlineIn } = await import("../worker/deadline.ts");
    const session = await desk.registry[account.platform].open(account, secret, await edge());
    return session.verify(deadlineIn(desk.clock, desk.settings.worker.requestTimeoutMs));
  };
}

/** The same, and the way to exchange what comes back from a platform's consent. */
export async function askingVia(house: House, edge: () => Promise<Edge>): Promise<Asking> {
  const { netOf } = await import("../faces/logins.ts");
  return { meet: meetVia(house, edge), net: () => netOf(house.desk) };
}

export async function withPlatforms<T>(choice: Choice, use: (desk: Desk, asking: Asking) => Promise<Result<T>>): Promise<Result<T>> {
  // What is not connected yet is no reason to play: it is about to be.
  const settings = await readSettings(choice, true);
  if (!settings.ok) return settings;
  const [desk, { openLog }] = await Promise.all([deskOn(settings.value, patientMs), import("../edge/log.ts")]);
  const house: House = { desk, log: openLog("silent"), standIns: null };
  try {
    return await unlessSealed(async () => use(desk, await askingVia(house, () => edgeOf(house, null))));
  } finally {
    await desk.store.close();
  }
}
