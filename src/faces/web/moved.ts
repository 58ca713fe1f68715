import type { MiddlewareHandler } from "hono";
import { refused, respond } from "./api/problem-json.ts";
import type { Site } from "./visit.ts";

const message = "The queue was moved to another database, and is worked on there.";
const remedy = "Whoever runs Herald knows where.";

/** Nothing is shown or decided at the desk of a queue that was moved away. Where to, strangers are not told. */
export function unlessMoved({ desk }: Site): MiddlewareHandler {
  return async ({ req, text }, next) => {
    if ((await desk.store.moves.seal()) === null) return next();
    return req.path.startsWith("/api/") ? respond(refused(503, "Herald", message, remedy)) : text(`${message} ${remedy}\n`, 503);
  };
}
