/**
 * An HTTP proxy that plays the hosts it knows: it ends their TLS itself. Loopback is let through, everything else refused, so
 * that nothing in a sandbox or a test can reach a real platform.
 */
import { createServer, type IncomingMessage, type Server } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";
import type { Duplex } from "node:stream";
import { TLSSocket } from "node:tls";
import type { Certificates } from "./certificates.ts";
import type { FaultBook } from "./faults.ts";
import type { ConnectionPhase, HookList } from "./hooks.ts";

export interface ProxyParts {
  readonly hosts: readonly string[];
  readonly certificates: Certificates;
  readonly faults: FaultBook;
  readonly hooks: HookList<readonly [ConnectionPhase, string]>;
  /** Takes each connection of a host once its TLS stands. */
  readonly accept: (host: string, socket: TLSSocket) => void;
}

export interface Proxy {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  close(): Promise<void>;
}

const loopback = ["127.0.0.1", "localhost", "[::1]", "::1"];

export async function openProxy(parts: ProxyParts): Promise<Proxy> {
  const sockets = new Set<Duplex>();
  const server = createServer((_, response) => {
    response.writeHead(403, { "content-type": "text/plain" }).end("This proxy takes CONNECT only.\n");
  });
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
  });
  server.on("connect", (request: IncomingMessage, socket: Socket, head: Buffer) => {
    socket.on("error", () => socket.destroy());
    void admit(request.url ?? "", socket, head, parts);
  });
  await new Promise<void>((resolve, reject) => server.once("error", reject).listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => shut(server, sockets),
  };
}

async function admit(target: string, socket: Socket, head: Buffer, parts: ProxyParts): Promise<void> {
  const [, host = "", port = ""] = /^(.*):(\d+)$/.exec(target) ?? [];
  if (loopback.includes(host)) return passThrough(host, Number(port), socket, head);
  if (!parts.hosts.includes(host) || port !== "443") return say(socket, "403 Forbidden", `The sandbox does not reach ${target}.`);
  await parts.hooks.tell("connect", host);
  const trouble = parts.faults.atConnect(host);
  if (trouble === "hang") return;
  if (trouble === "cut") return void socket.destroy();
  if (trouble === "refuse") return say(socket, "502 Bad Gateway", `${host} cannot be reached.`);
  socket.write("HTTP/1.1 200 Connection established\r\n\r\n");
  await secure(host, socket, head, parts);
}

/** Ends TLS as the host, unless a fault or a hook holds it up. */
async function secure(host: string, socket: Socket, head: Buffer, parts: ProxyParts): Promise<void> {
  if (head.length > 0) socket.unshift(head);
  const trouble = parts.faults.atHandshake(host);
  await parts.hooks.tell("handshake", host);
  if (trouble === "stall" || socket.destroyed) return;
  if (trouble === "cut") return void socket.destroy();
  const tls = new TLSSocket(socket, { isServer: true, secureContext: parts.certificates.context, ALPNProtocols: ["http/1.1"] });
  tls.on("error", () => tls.destroy());
  tls.once("secure", () => parts.accept(host, tls));
}

function passThrough(host: string, port: number, socket: Socket, head: Buffer): void {
  const onward = connect(port, host.replace(/^\[|\]$/g, ""), () => {
    socket.write("HTTP/1.1 200 Connection established\r\n\r\n");
    onward.write(head);
    onward.pipe(socket).pipe(onward);
  });
  onward.on("error", () => socket.destroy());
  socket.on("close", () => onward.destroy());
}

function say(socket: Socket, status: string, sentence: string): void {
  socket.end(
    `HTTP/1.1 ${status}\r\ncontent-type: text/plain\r\ncontent-length: ${Buffer.byteLength(sentence)}\r\nconnection: close\r\n\r\n${sentence}`,
  );
}

/** Closes the door and every connection that is still open, hanging ones too. */
async function shut(server: Server, sockets: ReadonlySet<Duplex>): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  for (const socket of sockets) socket.destroy();
  await closed;
}
