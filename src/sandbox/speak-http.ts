import { createServer } from "node:http";
import type { TLSSocket } from "node:tls";
import { type Counter, serve } from "./serve.ts";

/** Speaks HTTP on connections whose TLS the proxy has ended. */
export function speakHttp(counter: Counter): (host: string, socket: TLSSocket) => void {
  const hosts = new WeakMap<object, string>();
  // Idle connections stay open: whether one closes just as it is used again would be luck.
  const server = createServer({ keepAliveTimeout: 0 }, (request, response) => {
    response.on("error", () => response.destroy());
    void serve(hosts.get(request.socket) ?? "", request, response, counter);
  });
  return (host, socket) => {
    hosts.set(socket, host);
    server.emit("connection", socket);
  };
}
