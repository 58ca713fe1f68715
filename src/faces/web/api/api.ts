/** `/api`: the table of operations over HTTP. A file of this folder is one part of what HTTP asks for; what is done stands in the table. */
import { type Context, Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import type { Desk } from "../../../desk/desk.ts";
import { type Operation, objectionTo, perform } from "../../../desk/operations/operation.ts";
import { operations } from "../../../desk/operations/table.ts";
import type { Site } from "../visit.ts";
import { type Called, callers } from "./caller.ts";
import { openApi } from "./document.ts";
import { type Fields, given } from "./given.ts";
import { answeredOnce } from "./once.ts";
import { type Answer, refused, respond, saysNo } from "./problem-json.ts";

const mebibyte = 1024 * 1024;
const tooLarge = (most: number) =>
  bodyLimit({
    maxSize: most * mebibyte,
    onError: () => respond(refused(413, "body", `It has more than ${most} MB.`, "Send less at once.")),
  });
const limits = { usual: tooLarge(1), picture: tooLarge(12) };

/** `/posts/{id}/edit` as the router has it. */
export function routeOf({ path }: Pick<Operation, "path">): string {
  return `/api${path.replaceAll(/\{(\w+)\}/g, ":$1")}`;
}

async function answerTo(desk: Desk, operation: Operation, fields: Fields): Promise<Answer> {
  const done = await perform(desk, operation, fields);
  return done.ok ? { status: 200, body: JSON.stringify(done.value) } : saysNo(done.problems);
}

async function carriedOut(site: Site, operation: Operation, context: Context<Called>): Promise<Response> {
  const actor = context.get("caller");
  const objection = objectionTo(actor, operation);
  if (objection) return respond(saysNo([objection]));
  const { method } = operation;
  const isTooLarge =
    method === "GET" ? undefined : await limits[operation.takes === "picture" ? "picture" : "usual"](context, async () => undefined);
  if (isTooLarge) return isTooLarge;
  const body = method === "GET" ? new Uint8Array() : new Uint8Array(await context.req.arrayBuffer());
  const { pathname, search, searchParams } = new URL(context.req.url);
  const contentType = context.req.header("Content-Type") ?? "";
  const read = given(operation, { path: context.req.param() as Readonly<Record<string, string>>, query: searchParams, contentType, body });
  if (!read.ok) return respond(read.answer);
  const name = method === "GET" ? undefined : context.req.header("Idempotency-Key");
  const asked = { actor, name, matter: [method, `${pathname}${search}`, contentType, body] };
  return answeredOnce(site.desk, asked, (own) => answerTo(own, operation, read.fields));
}

/** In which other ways an address is asked. */
function waysTo(path: string): readonly string[] {
  const asked = path.replace(/^\/api/, "");
  const ways = operations
    .filter((one) => new RegExp(`^${one.path.replaceAll(/\{\w+\}/g, "[^/]+")}$`).test(asked))
    .map(({ method }) => method);
  const known = asked === "/openapi.json" ? ["GET" as const, ...ways] : ways;
  return known.includes("GET") ? [...new Set(known), "HEAD"] : [...new Set(known)];
}

function nothingHere(context: Context): Response {
  const ways = waysTo(context.req.path);
  const { method } = context.req;
  if (ways.length === 0)
    return respond(
      refused(404, context.req.path.slice(0, 200), "There is nothing here.", "GET /api/openapi.json describes what there is."),
    );
  return respond(refused(405, method, "This is not asked that way.", `Use ${ways.join(", ")}.`), { Allow: ways.join(", ") });
}

/** All operations, and their description for whoever has a key. */
export function api(site: Site): Hono<Called> {
  const app = new Hono<Called>();
  app.use("/api/*", callers(site));
  app.get("/api/openapi.json", (context) =>
    context.get("caller") ? respond({ status: 200, body: JSON.stringify(openApi()) }) : context.notFound(),
  );
  for (const operation of operations)
    app.on(operation.method, routeOf(operation), (context) =>
      context.get("caller") ? carriedOut(site, operation, context) : context.notFound(),
    );
  app.all("/api/*", (context) => (context.get("caller") ? nothingHere(context) : context.notFound()));
  return app;
}
