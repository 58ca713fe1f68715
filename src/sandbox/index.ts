/**
 * The stand-ins for X, Instagram and Google: strict, kept on this machine, reached by the same unmodified adapters through
 * Node's own proxy settings. The sandbox and the tests use the same ones.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TLSSocket } from "node:tls";
import { type Clock, systemClock } from "../edge/clock.ts";
import { makeCertificates } from "./certificates.ts";
import { faultBook } from "./faults.ts";
import { openGoogle } from "./google/index.ts";
import { hookList } from "./hooks.ts";
import { openInstagram } from "./instagram/index.ts";
import { openKeep } from "./keep.ts";
import { loginsOf } from "./logins.ts";
import { usualPeople } from "./people.ts";
import { openProxy } from "./proxy.ts";
import { readers } from "./readers.ts";
import { usualRules } from "./rules.ts";
import { type Counter, serve } from "./serve.ts";
import type { Stage } from "./stage.ts";
import type { StandInOptions, StandIns } from "./stand-ins.ts";
import { openX } from "./x/index.ts";

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

/** Starts them, on ports that the system picks. */
export async function startStandIns(options: StandInOptions = {}): Promise<StandIns> {
  const { clock = systemClock, directory, caFile, people = usualPeople, ...rules } = options;
  const shifting = shiftable(clock);
  const stage: Stage = { clock: shifting.clock, rules: { ...usualRules, ...rules }, people, keep: openKeep(directory) };
  const counter: Counter = {
    stage,
    standIns: [openX(stage), openInstagram(stage), openGoogle(stage)],
    faults: faultBook(),
    hooks: hookList(),
    requests: [],
  };
  const connectionHooks: Parameters<typeof openProxy>[0]["hooks"] = hookList();
  const hosts = counter.standIns.flatMap((standIn) => standIn.hosts);
  const certificates = await makeCertificates(hosts, clock.now());
  const proxy = await openProxy({ hosts, certificates, faults: counter.faults, hooks: connectionHooks, accept: acceptor(counter) });
  const proxyEnv = { HTTPS_PROXY: proxy.url, NO_PROXY: "127.0.0.1,localhost,::1" };
  const authority = authorityFile(certificates.caPem, caFile);
  return {
    proxyUrl: proxy.url,
    caPem: certificates.caPem,
    proxyEnv,
    envForChild: () => childEnv(proxyEnv, authority.write()),
    logins: loginsOf(people),
    people,
    requests: counter.requests,
    world: () => stage.keep.world(),
    readers: () => readers(stage),
    rules: stage.rules,
    faults: counter.faults,
    onRequest: (hook) => counter.hooks.add(hook),
    onConnection: (hook) => connectionHooks.add(hook),
    shiftClock: shifting.shift,
    close: async () => {
      await proxy.close();
      authority.remove();
    },
  };
}

/** Speaks HTTP on connections whose TLS the proxy has ended. */
function acceptor(counter: Counter): (host: string, socket: TLSSocket) => void {
  const hosts = new WeakMap<object, string>();
  const server = createServer((request, response) => {
    response.on("error", () => response.destroy());
    void serve(hosts.get(request.socket) ?? "", request, response, counter);
  });
  return (host, socket) => {
    hosts.set(socket, host);
    server.emit("connection", socket);
  };
}

function shiftable(clock: Clock): { readonly clock: Clock; readonly shift: (byMs: number) => void } {
  let shiftedMs = 0;
  const shift = (byMs: number): void => {
    shiftedMs += byMs;
  };
  return { clock: { ...clock, now: () => clock.now() + shiftedMs }, shift };
}

/** Both spellings, because Node prefers the lower case one that the parent may have set. */
function childEnv(proxyEnv: StandIns["proxyEnv"], caFile: string): Readonly<Record<string, string>> {
  const { HTTPS_PROXY, NO_PROXY } = proxyEnv;
  const lower = { https_proxy: HTTPS_PROXY, no_proxy: NO_PROXY };
  return { HTTPS_PROXY, NO_PROXY, ...lower, NODE_USE_ENV_PROXY: "1", NODE_EXTRA_CA_CERTS: caFile };
}

function authorityFile(caPem: string, told: string | undefined): { readonly write: () => string; readonly remove: () => void } {
  let made: string | undefined;
  let file: string | undefined;
  return {
    write: () => {
      if (file !== undefined) return file;
      if (told === undefined) made = mkdtempSync(join(tmpdir(), "herald-sandbox-"));
      file = told ?? join(made ?? tmpdir(), "ca.pem");
      writeFileSync(file, caPem);
      return file;
    },
    remove: () => {
      if (made !== undefined) rmSync(made, { recursive: true, force: true });
    },
  };
}
