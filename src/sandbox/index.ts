/**
 * The stand-ins for X, Instagram and Google: strict, kept on this machine, reached by the same unmodified adapters through
 * Node's own proxy settings. The sandbox and the tests use the same ones.
 */
import { systemClock } from "../edge/clock.ts";
import { makeCertificates } from "./certificates.ts";
import { authorityFile, childEnv } from "./child-env.ts";
import { faultBook } from "./faults.ts";
import { openGoogle } from "./google/index.ts";
import { hookList } from "./hooks.ts";
import { openInstagram } from "./instagram/index.ts";
import { openKeep } from "./keep.ts";
import { loginsOf } from "./logins.ts";
import { usualPeople } from "./people.ts";
import { openProxy, type ProxyParts } from "./proxy.ts";
import { readers } from "./readers.ts";
import { usualRules } from "./rules.ts";
import type { Counter } from "./serve.ts";
import { shiftable } from "./shiftable-clock.ts";
import { speakHttp } from "./speak-http.ts";
import type { Stage } from "./stage.ts";
import type { StandInOptions, StandIns } from "./stand-ins.ts";
import { openX } from "./x/index.ts";

export { apps } from "./apps.ts";
export type { ConnectFault, Fault, Faults, HandshakeFault, RequestFault, Trouble } from "./faults.ts";
export type { ConnectionHook, ConnectionPhase, RequestHook, RequestPhase } from "./hooks.ts";
export { type InstagramErrorName, instagramError } from "./instagram/errors.ts";
export { joinStandIns } from "./join.ts";
export { instagramLogin, type Login, standInLogin, xLogin, youtubeLogin } from "./logins.ts";
export { channel, instagramPerson, type People, usualPeople, xPerson } from "./people.ts";
export type { Seen, SeenPart, SeenPicture } from "./readers.ts";
export type { Recorded } from "./record.ts";
export type { Rules } from "./rules.ts";
export type { StandInOptions, StandIns } from "./stand-ins.ts";

/** Starts them, on a port that the system picks. */
export async function startStandIns(options: StandInOptions = {}): Promise<StandIns> {
  const { clock = systemClock, directory, caFile, people = usualPeople, ...rules } = options;
  const shifting = shiftable(clock);
  const stage: Stage = { clock: shifting.clock, rules: { ...usualRules, ...rules }, people, keep: openKeep(directory) };
  const standIns = [openX(stage), openInstagram(stage), openGoogle(stage)];
  const counter: Counter = { stage, standIns, faults: faultBook(), hooks: hookList(), requests: [] };
  const door = await openDoor(counter, caFile);
  return { ...door, ...insight(counter), shiftClock: shifting.shift };
}

type Door = Pick<StandIns, "proxyUrl" | "caPem" | "proxyEnv" | "envForChild" | "onConnection" | "close">;

/** The proxy, its certificates, and the ways to it. */
async function openDoor(counter: Counter, caFile: string | undefined): Promise<Door> {
  const hooks: ProxyParts["hooks"] = hookList();
  const hosts = counter.standIns.flatMap((standIn) => standIn.hosts);
  const certificates = await makeCertificates(hosts, counter.stage.clock.now());
  const proxy = await openProxy({ hosts, certificates, faults: counter.faults, hooks, accept: speakHttp(counter) });
  const proxyEnv = { HTTPS_PROXY: proxy.url, NO_PROXY: "127.0.0.1,localhost,::1" };
  const authority = authorityFile(certificates.caPem, caFile);
  return {
    proxyUrl: proxy.url,
    caPem: certificates.caPem,
    proxyEnv,
    envForChild: () => childEnv(proxyEnv, authority.write()),
    onConnection: hooks.add,
    close: async () => {
      await proxy.close();
      authority.remove();
    },
  };
}

type Insight = Omit<StandIns, keyof Door | "shiftClock">;

/** What tests and the sandbox's page may see and set. */
function insight({ stage, faults, hooks, requests }: Counter): Insight {
  return {
    logins: loginsOf(stage.people),
    people: stage.people,
    requests,
    world: () => {
      stage.keep.refresh();
      return stage.keep.world();
    },
    readers: () => {
      stage.keep.refresh();
      return readers(stage);
    },
    rules: stage.rules,
    faults,
    onRequest: hooks.add,
  };
}
