import { Hono } from "hono";

/** `GET /` in live mode: one sentence. Drafts under embargo live behind this same address. */
export function home(): Hono {
  return new Hono().get("/", (context) => context.text("Herald is running here and publishes what its editors have approved.\n"));
}
