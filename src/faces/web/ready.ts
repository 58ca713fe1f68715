import { Hono } from "hono";

/**
 * `GET /ready`: 200 where this process can do its work now, else 503, each with one word. Anyone may ask, so it says no more: the log
 * and `/metrics` do.
 */
export function ready(readiness: () => Promise<string>): Hono {
  return new Hono().get("/ready", async (context) => {
    const word = await readiness();
    return context.text(`${word}\n`, word === "ready" ? 200 : 503, { "Cache-Control": "no-store" });
  });
}
