// https://nodejs.org/docs/latest-v26.x/api/https.html#class-httpsagent
import type { RequestOptions } from "node:https";
import { Agent } from "node:https";
import type { Duplex } from "node:stream";
import { checkServerIdentity, TLSSocket } from "node:tls";
import type { Deadline } from "./platform.ts";

type HandOver = (error: Error | null, socket: Duplex) => void;

class TooLate extends Error {
  readonly code = "TOO_LATE";
}

/**
 * An agent for one request that lets nothing leave after its deadline: it hands a connection over only once that is secured and
 * only while the deadline holds, and destroys it when the deadline passes. A socket's own time-out can't do that: it counts idle
 * time, and a process that slept through its handshake would still send when it wakes.
 */
export class BoundedAgent extends Agent {
  readonly #deadline: Deadline;
  readonly #opened = new Set<Duplex>();
  readonly #tlsProxy: boolean;
  readonly #end = () => this.destroy();

  constructor(deadline: Deadline, proxyEnv: Readonly<Record<string, string | undefined>>) {
    super({ proxyEnv: { ...proxyEnv } });
    this.#deadline = deadline;
    this.#tlsProxy = [proxyEnv.https_proxy, proxyEnv.HTTPS_PROXY].some((proxy) => proxy?.startsWith("https:"));
    deadline.signal.addEventListener("abort", this.#end, { once: true });
  }

  /** Cuts whatever is still open; nothing is sent any more. */
  override destroy(): void {
    this.#deadline.signal.removeEventListener("abort", this.#end);
    for (const socket of this.#opened) socket.destroy();
    super.destroy();
  }

  /** Through a proxy Node calls back with the secured connection; a direct one is returned while it still connects. */
  override createConnection(options: RequestOptions, handOver?: HandOver): undefined {
    const hand: HandOver = (error, socket) => this.#hand(error, socket, handOver);
    const socket = super.createConnection(options, hand);
    if (!socket) return undefined;
    this.#opened.add(socket);
    if (socket instanceof TLSSocket) this.#whenSecure(socket, options, hand);
    return undefined;
  }

  #whenSecure(socket: TLSSocket, options: RequestOptions, hand: HandOver): void {
    const fail = (error: Error) => hand(error, socket);
    socket.once("error", fail);
    socket.once("secureConnect", () => {
      if (this.#tlsProxy && !isTarget(socket, options)) return;
      socket.off("error", fail);
      hand(null, socket);
    });
  }

  #hand(error: Error | null, socket: Duplex, handOver: HandOver | undefined): void {
    if (socket) this.#opened.add(socket);
    const late = this.#deadline.leftMs() > 0 ? null : new TooLate("The time for this request was over before it could be sent.");
    if (error ?? late) socket?.destroy();
    handOver?.(error ?? late, socket);
  }
}

/** Tells the platform from a proxy that is itself reached by TLS, by the name in its certificate. */
function isTarget(socket: TLSSocket, options: RequestOptions): boolean {
  return checkServerIdentity(options.servername ?? options.host ?? "", socket.getPeerCertificate()) === undefined;
}
