/** A receiver of webhooks over TLS on this machine, written after the Standard Webhooks convention and nothing of Herald's. */
import { createHmac, timingSafeEqual } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import { openTlsServer, type TlsServer } from "./tls-server.ts";

export interface Received {
  readonly id: string;
  /** Seconds. */
  readonly timestamp: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  readonly body: {
    readonly type: string;
    readonly timestamp: string;
    readonly data: Readonly<Record<string, unknown>> & { readonly state?: string; readonly id?: string };
  };
}

export interface EventReceiver extends Pick<TlsServer, "origin" | "caPem" | "close"> {
  readonly received: readonly Received[];
  /** What answers the next ones, in order; after them 204. `cut`: the connection ends. A function is called before a 204. */
  readonly reactions: (number | "cut" | { readonly status: number; readonly retryAfter: string } | (() => void))[];
}

/** True where one of the signatures is that of this secret. */
export function isSigned({ headers, text }: Pick<Received, "headers" | "text">, secret: string): boolean {
  const { "webhook-id": id, "webhook-timestamp": timestamp, "webhook-signature": signatures } = headers;
  const key = Buffer.from(secret.split("_")[1] ?? "", "base64");
  const expected = createHmac("sha256", key).update(`${id}.${timestamp}.${text}`).digest();
  return String(signatures)
    .split(" ")
    .some((one) => {
      const [version, given = ""] = one.split(",");
      const bytes = Buffer.from(given, "base64");
      return version === "v1" && bytes.length === expected.length && timingSafeEqual(bytes, expected);
    });
}

export async function startReceiver(): Promise<EventReceiver> {
  const received: Received[] = [];
  const reactions: EventReceiver["reactions"] = [];
  const server = await openTlsServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const text = Buffer.concat(chunks).toString("utf8");
      const { headers } = request;
      received.push({
        id: String(headers["webhook-id"]),
        timestamp: Number(headers["webhook-timestamp"]),
        headers,
        text,
        body: JSON.parse(text),
      });
      const reaction = reactions.shift() ?? 204;
      if (reaction === "cut") return request.socket.destroy();
      if (typeof reaction === "function") reaction();
      if (typeof reaction === "object") return response.writeHead(reaction.status, { "retry-after": reaction.retryAfter }).end();
      return response.writeHead(typeof reaction === "number" ? reaction : 204, reaction === 302 ? { location: "/elsewhere" } : {}).end();
    });
  });
  return { origin: server.origin, caPem: server.caPem, close: () => server.close(), received, reactions };
}
