import type { Watch } from "../faces/web/server.ts";
import type { Telemetry } from "../telemetry/telemetry.ts";
import type { House } from "./house.ts";

/** How a program that stays is watched from outside, whichever settings are in force. */
export interface Watched extends Telemetry {
  /** Goes by this house's settings from now on. */
  under(house: House): void;
  /** What its server answers for under these settings. */
  answers(house: House): Watch;
}

/** @param stop aborts when the process is asked to stop */
export async function watchedIn(first: House, stop: AbortSignal): Promise<Watched> {
  const [{ openTelemetry }, { proxyEnvironment }] = await Promise.all([import("../telemetry/telemetry.ts"), import("../settings/env.ts")]);
  let house = first;
  const settings = () => house.desk.settings;
  const { store, clock, registry } = first.desk;
  const telemetry = await openTelemetry({
    figures: store.figures,
    clock,
    log: {
      info: (fields, message) => house.log.info(fields, message),
      warn: (fields, message) => house.log.warn(fields, message),
      error: (fields, message) => house.log.error(fields, message),
    },
    mode: settings().mode,
    platforms: Object.values(registry).map(({ id }) => id),
    accounts: () => settings().accounts,
    isConnected: (account) => settings().secrets.has(account),
    loginEnds: ({ id, platform }) => {
      const secret = settings().secrets.get(id);
      return (secret && registry[platform].oauth?.until(secret)) ?? null;
    },
    tickMs: () => settings().worker.tickMs,
    stop,
    traces: settings().telemetry.traces,
    proxyEnv: proxyEnvironment(),
  });
  return {
    ...telemetry,
    under: (renewed) => {
      house = renewed;
    },
    answers: ({ desk }) => {
      const { mode, telemetry: wanted, trustedProxies } = desk.settings;
      const door = { token: wanted.metricsToken, openHere: mode === "sandbox", trustedProxies };
      return { metrics: { ...door, page: () => telemetry.page() }, readiness: () => telemetry.readiness() };
    },
  };
}
