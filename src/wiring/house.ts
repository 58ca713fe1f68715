import type { Desk } from "../desk/desk.ts";
import { type Result, refuse } from "../domain/problem.ts";
import type { Edge } from "../edge/edge.ts";
import type { Log } from "../edge/log.ts";
import type { MediaHost } from "../edge/media/host.ts";
import type { Choice } from "../faces/cli/wiring.ts";
import type { OpenServer } from "../faces/web/server.ts";
import type { StandIns } from "../sandbox/index.ts";
import type { Settings } from "../settings/settings.ts";
import type { Steadfast } from "../storage/sqlite.ts";
import { lastingDesk } from "./desk.ts";
import { directory, readSettings } from "./settings.ts";

/** The working parts around a desk: what sends, what serves, and the stand-ins where this is the sandbox. */
export interface House {
  readonly desk: Desk;
  readonly log: Log;
  readonly standIns: StandIns | null;
}

/** A house whose settings may change while it is open. */
export interface LastingHouse extends House {
  /** The same house under other settings; nothing of what is under way is touched. */
  readonly renew: (settings: Settings) => Promise<LastingHouse>;
}

/** How long a program with timers stands still for another program's lock. */
const nimbleMs = 50;

/** In the sandbox every request of this process goes to the stand-ins, before any adapter is opened. */
async function enterSandbox(settings: Settings): Promise<StandIns | null> {
  if (settings.mode !== "sandbox") return null;
  const [{ joinStandIns, startStandIns }, { systemClock }, { sandboxFile }, { dirname, join }] = await Promise.all([
    import("../sandbox/index.ts"),
    import("../edge/clock.ts"),
    import("../settings/database.ts"),
    import("node:path"),
  ]);
  const standIns = await startStandIns({ clock: systemClock, directory: join(dirname(sandboxFile(directory)), "sandbox") });
  joinStandIns(standIns);
  return standIns;
}

/** What goes wrong, on stderr, and no secret in it. @param former secrets of settings that were in force before */
async function logFor(settings: Settings, former: readonly string[]): Promise<{ readonly log: Log; readonly secrets: readonly string[] }> {
  const [{ openLog }, { censored }, { readEnvironment }, { secretValues }, { learnt }] = await Promise.all([
    import("../edge/log.ts"),
    import("../edge/censored-log.ts"),
    import("../settings/env.ts"),
    import("../settings/secret-values.ts"),
    import("../settings/learnt.ts"),
  ]);
  const secrets = [...new Set([...former, ...secretValues(readEnvironment(directory), settings)])];
  return { log: censored(openLog(settings.telemetry.log), secrets, learnt), secrets };
}

async function houseOn(settings: Settings, steadfast?: Steadfast): Promise<LastingHouse> {
  const standIns = await enterSandbox(settings);
  const [{ desk, renew }, { log, secrets }] = await Promise.all([lastingDesk(settings, nimbleMs, steadfast), logFor(settings, [])]);
  const under = (desk: Desk, log: Log, secrets: readonly string[]): LastingHouse => ({
    desk,
    standIns,
    log,
    renew: async (others) => {
      const [anew, said] = await Promise.all([renew(others), logFor(others, secrets)]);
      return under(anew, said.log, said.secrets);
    },
  });
  return under(desk, log, secrets);
}

/** Where pictures are put. @param server Herald's own: with PORT=0 only that knows its address */
export async function mediaHostOf({ settings, clock }: Desk, server: OpenServer | null): Promise<MediaHost> {
  const { openMediaHost } = await import("../edge/media/host.ts");
  const publicUrl = server ? settings.publicUrl.replace(/:0$/, `:${server.address.port}`) : settings.publicUrl;
  return openMediaHost(settings.mediaHost, { publicUrl, clock });
}

/** The doors out of a house. @param server where its pictures are served: with PORT=0 only that knows the address. */
export async function edgeOf({ desk, standIns, log }: House, server: OpenServer | null): Promise<Edge> {
  const [{ openEdge }, { proxyEnvironment }] = await Promise.all([import("../edge/open-edge.ts"), import("../settings/env.ts")]);
  const mediaHost = await mediaHostOf(desk, server);
  const { store, clock } = desk;
  return openEdge({ clock, log, media: store.media, mediaHost, proxyEnv: standIns?.proxyEnv ?? proxyEnvironment() });
}

/** Opens a house, and closes it whatever comes of its use. @param steadfast for a program that stays */
export async function inHouse<T>(
  choice: Choice,
  use: (house: LastingHouse) => Promise<Result<T>>,
  steadfast?: Steadfast,
): Promise<Result<T>> {
  const settings = await readSettings(choice);
  if (!settings.ok) return settings;
  const house = await houseOn(settings.value, steadfast);
  try {
    const seal = await house.desk.store.moves.seal();
    if (seal !== null) return refuse((await import("../desk/migrate.ts")).sealedProblem(seal));
    const pause = await house.desk.store.housePause();
    if (pause) steadfast?.tell(`Everything is paused, nothing goes out: ${pause.reason}`);
    return await use(house);
  } finally {
    await house.desk.store.close();
    await house.standIns?.close();
  }
}
