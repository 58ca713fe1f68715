import type { MiddlewareHandler } from "hono";
import { compress } from "hono/compress";

/** What may stand in an address without standing in the page as it was written: known words only. */
const harmless = new Set(["said", "language", "account", "page"]);
const squeeze = compress();

/**
 * Compresses what Herald says of its own accord. A page that shows what its address or form brought along goes out as it is: beside
 * what a stranger chose, the length of the rest would tell what is in it. So does every refusal, which may name what was asked for.
 */
export const compressed: MiddlewareHandler = async (context, next) => {
  const isOwn = context.req.method === "GET" && Object.keys(context.req.query()).every((key) => harmless.has(key));
  if (!isOwn) return next();
  await next();
  if (context.res.status === 200) await squeeze(context, async () => undefined);
};
