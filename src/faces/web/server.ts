import type { Server } from "node:http";
import { createAdaptorServer } from "@hono/node-server";
import { Hono } from "hono";
import { secureHeaders } from "hono/secure-headers";
import { systemClock } from "../../edge/clock.ts";
import type { Log } from "../../edge/log.ts";
import { api } from "./api/api.ts";
import { assetsFrom } from "./assets.ts";
import { callbackPath, comeBackToTerminal } from "./authorize.ts";
import { compressed } from "./compressed.ts";
import { deskRoutes } from "./desk.ts";
import { failed } from "./failed.ts";
import { isKnownHost } from "./from-here.ts";
import { health } from "./health.ts";
import { home } from "./home.ts";
import { type KeptPicture, media } from "./media.ts";
import { type MetricsDoor, metrics } from "./metrics.ts";
import { unlessMoved } from "./moved.ts";
import { ready } from "./ready.ts";
import type { Site } from "./visit.ts";

export interface ServerOptions {
  /** Where to listen: `127.0.0.1`, and `8080` or `0` for any free port. */
  readonly host: string;
  readonly port: number;
  /** A picture by its digest, only while it may be seen by anyone; undefined otherwise. */
  media(digest: string): Promise<KeptPicture | undefined>;
  /** The editors' desk; absent: this process only serves pictures. */
  readonly site?: Site;
  /** What can be seen of this process from outside; absent: only that it is alive. */
  readonly watch?: Watch;
  /** Absent: whoever asks waits for the queue as long as it takes. */
  readonly hurry?: Hurry;
  readonly log: Log;
}

/** Nobody who asks is kept waiting for a queue that can't be reached. */
export interface Hurry {
  within<T>(work: () => Promise<T>): Promise<T>;
  /** Whether an error says that the queue was waited for in vain. */
  isOver(error: unknown): boolean;
}

export interface Watch {
  readonly metrics: MetricsDoor;
  /** One word: `ready`, or why not. */
  readiness(): Promise<string>;
}

export interface OpenServer {
  /** Where it listens; the port is the real one. */
  readonly address: { readonly host: string; readonly port: number };
  /** Answers from now on by these, on the same socket; what is being answered is finished as it was begun. */
  change(options: Omit<ServerOptions, "host" | "port">): void;
  /** Takes no more requests but for pictures, which a step in hand may need, and for its health. */
  drain(): void;
  /** Stops listening, lets what is being answered finish for a moment, and drops what is still connected. */
  close(): Promise<void>;
}

/**
 * Milliseconds that a caller may take to send its request, looked at every two seconds; a picture's answer may take longer, but not
 * stand still.
 */
const patience = { headersTimeout: 10_000, requestTimeout: 20_000, connectionsCheckingInterval: 2_000 };
const standstillMs = 180_000;
/** How long an answer may still take when Herald is stopped. */
const farewellMs = 1_000;

/**
 * Opens the web server and resolves once it listens. Whatever is not named in a resource's file is not found.
 * @throws Error with one sentence for the operator, where HOST or PORT can't be had.
 */
export async function openServer(options: ServerOptions): Promise<OpenServer> {
  let app = application(options);
  let isDraining = false;
  const answer: Hono["fetch"] = (request, ...rest) => (isDraining && !isNeeded(request) ? goodbye() : app.fetch(request, ...rest));
  const server = createAdaptorServer({ fetch: answer, serverOptions: patience }) as Server;
  server.timeout = standstillMs;
  await listening(server, options);
  const bound = server.address();
  const port = bound !== null && typeof bound === "object" ? bound.port : options.port;
  return {
    address: { host: options.host, port },
    change: (others) => {
      app = application({ ...options, ...others });
    },
    drain: () => {
      isDraining = true;
    },
    close: () => closed(server),
  };
}

/** What a platform fetches for a step in hand, and whether this process is alive. */
function isNeeded(request: Request): boolean {
  return /^\/(media\/|health$|ready$|metrics$)/.test(new URL(request.url).pathname);
}

function goodbye(): Response {
  return new Response("Herald is being stopped; ask again in a minute.\n", {
    status: 503,
    headers: { "Retry-After": "60", "Cache-Control": "no-store", Connection: "close" },
  });
}

/** The resources, without a socket. */
export function application(options: ServerOptions): Hono {
  const app = new Hono();
  app.use(
    secureHeaders({
      strictTransportSecurity: false,
      contentSecurityPolicy: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] },
      overwrite: false,
    }),
  );
  const { hurry } = options;
  if (hurry) app.use((_, next) => hurry.within(next));
  app.route("/", health());
  app.route("/", media(options.media));
  if (options.watch) {
    app.route("/", ready(options.watch.readiness));
    app.route("/", metrics(options.watch.metrics));
  }
  if (options.site) app.route("/", desk(options.site));
  if (options.site) app.route("/", forTerminals(options.site));
  app.route("/", home());
  app.notFound((context) => context.text("There is nothing here.\n", 404));
  app.onError((error, context) => failed(context, error, hurry?.isOver(error) ?? false, options.log));
  return app;
}

/** What a command line waits for, where there is no desk yet. */
function forTerminals(site: Site): Hono {
  return new Hono().get(callbackPath, async (context, next) => (await comeBackToTerminal(context, site)) ?? next());
}

/** The desk's pages, what they link to, and nothing at all while nobody could sign in. */
function desk(site: Site): Hono {
  const { host } = site.desk.settings;
  const isOpen = site.desk.settings.mode === "sandbox";
  const app = new Hono();
  app.use(async (context, next) => {
    if (isOpen && !isKnownHost(context, site.origin(), host)) return context.text("This is not an address of this desk.\n", 421);
    return next();
  });
  app.use(compressed);
  app.route("/", assetsFrom(site.desk.templates));
  app.use(unlessMoved(site));
  app.route("/", api(site));
  app.route("/", deskRoutes(site).app);
  return app;
}

function listening(server: Server, { host, port }: ServerOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => reject(new Error(sentence(error, host, port), { cause: error })));
    server.listen(port, host, () => resolve());
  });
}

function sentence(error: NodeJS.ErrnoException, host: string, port: number): string {
  switch (error.code) {
    case "EADDRINUSE":
      return `Port ${port} on ${host} is taken by another program: stop that one, or set PORT to a free port.`;
    case "EACCES":
      return `Port ${port} on ${host} is not allowed to this user: set PORT to one above 1023.`;
    case "EADDRNOTAVAIL":
    case "ENOTFOUND":
      return `HOST ${host} is no address of this machine: set HOST to 127.0.0.1, or to 0.0.0.0 for every address.`;
    default:
      return `The web server can't listen on ${host}:${port} (${error.code ?? error.message}): set HOST and PORT to where it may.`;
  }
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    // A kept-alive connection would hold the process open; whoever was cut off asks again.
    server.closeIdleConnections();
    systemClock.timeout(farewellMs).addEventListener("abort", () => server.closeAllConnections());
  });
}
