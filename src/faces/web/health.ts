import { Hono } from "hono";

/** `GET /health`: this process answers. It says nothing of accounts or posts, because anyone may ask. */
export function health(): Hono {
  return new Hono().get("/health", (context) => context.json({ status: "ok" }, 200, { "Cache-Control": "no-store" }));
}
