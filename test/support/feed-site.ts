/** A site on this machine that tests fill and break: its pages by path, over TLS, and what was asked of it. */
import type { IncomingHttpHeaders } from "node:http";
import type { Clock } from "../../src/edge/clock.ts";
import { systemClock } from "../../src/edge/clock.ts";
import type { FetchPorts } from "../../src/edge/fetch-public.ts";
import { isPublicAddress } from "../../src/edge/public-address.ts";
import { openTlsServer } from "./tls-server.ts";

export interface Page {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  /** Nothing ever comes. */
  readonly hangs?: true;
  /** The body again and again, without end. */
  readonly endless?: true;
}

export interface FeedSite {
  readonly origin: string;
  readonly pages: Map<string, Page>;
  readonly asked: { readonly path: string; readonly headers: IncomingHttpHeaders }[];
  /** This machine counts as public, and nothing else of a private network. */
  ports(change?: Partial<FetchPorts>): FetchPorts;
  close(): Promise<void>;
}

export async function openFeedSite(): Promise<FeedSite> {
  const pages = new Map<string, Page>();
  const asked: FeedSite["asked"][number][] = [];
  const server = await openTlsServer((request, response) => {
    const path = request.url ?? "";
    asked.push({ path, headers: request.headers });
    const page = pages.get(path) ?? { status: path === "/" ? 200 : 404 };
    if (page.hangs) return;
    const etag = page.headers?.etag;
    if (etag !== undefined && request.headers["if-none-match"] === etag) return void response.writeHead(304).end();
    response.writeHead(page.status ?? 200, page.headers ?? {});
    if (!page.endless) return void response.end(page.body ?? "");
    const pour = () => {
      while (!response.destroyed && response.write(page.body));
    };
    response.on("drain", pour);
    pour();
  });
  const isPublic = (address: string) => address === "127.0.0.1" || isPublicAddress(address);
  const clock: Clock = systemClock;
  const resolve = async (host: string) => (host === "localhost" ? ["127.0.0.1"] : []);
  return {
    origin: server.origin,
    pages,
    asked,
    ports: (change = {}) => ({ clock, proxyEnv: {}, ca: server.caPem, resolve, isPublic, timeoutMs: 5_000, ...change }),
    close: () => server.close(),
  };
}
