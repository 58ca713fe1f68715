import type { Context } from "hono";
import { matchedRoutes } from "hono/route";
import type { Log } from "../../edge/log.ts";
import { refused, respond } from "./api/problem-json.ts";

const soon = { "Retry-After": "60", "Cache-Control": "no-store" };
const outOfReach = "The queue can't be reached just now. Ask again in a minute, and look whether what you decided was done.\n";

/**
 * The answer where something threw: a sentence to people, a problem to programs; the log has the rest.
 * @param isAway the queue was waited for in vain: nothing is wrong with Herald
 */
export function failed(context: Context, error: Error, isAway: boolean, log: Log): Response {
  // The pattern, not the address: that may be somebody's way in.
  const path = matchedRoutes(context).findLast(({ path: pattern }) => !pattern.endsWith("*"))?.path;
  log.error({ error: error.stack ?? String(error), path }, "A request could not be answered.");
  if (context.req.path.startsWith("/api/")) return toProgram(isAway);
  return isAway ? context.text(outOfReach, 503, soon) : context.text("This page could not be made; the log says why.\n", 500);
}

function toProgram(isAway: boolean): Response {
  const again = "under the same Idempotency-Key";
  return isAway
    ? respond(refused(503, "Herald", "The queue can't be reached just now.", `Ask again in a minute, ${again}.`), soon)
    : respond(refused(500, "Herald", "This could not be done.", `The log says why; ask again, ${again}.`));
}
