import { Hono, type Next } from "hono";
import { bodyLimit } from "hono/body-limit";
import type { Right } from "../../domain/person.ts";
import { forbidden } from "../../pipeline/rights.ts";
import { cookieOf } from "./cookies.ts";
import { readForm } from "./form.ts";
import { carries, isSameSite } from "./from-here.ts";
import { onTo } from "./on-to.ts";
import { problemPage, saysNo } from "./page.ts";
import type { Handle, Site, Visit, Visitor } from "./visit.ts";

/** Who may ask for it: somebody with the right, anybody who is signed in, or all the world. */
export type Need = Right | "signed-in" | "open";

export interface Route {
  readonly method: "GET" | "POST";
  readonly path: string;
  readonly need: Need;
}

/** Where the resources put their pages; none is reached but through here. */
export interface Routes {
  get(path: string, need: Need, handle: Handle): void;
  /** What changes something; the form's token is asked for before the handler is. */
  post(path: string, need: Need, handle: Handle): void;
  readonly table: readonly Route[];
  readonly app: Hono;
}

const kibibyte = 1024;
const tooLarge = (maxSize: number, said: string) =>
  bodyLimit({ maxSize, onError: (context) => context.text(`This is larger than ${said}.\n`, 413) });
/** The most that a form may bring: a picture and its words; of those whom nobody knows yet, a password or a passkey. */
const limits = { known: tooLarge(12 * kibibyte * kibibyte, "12 MB"), open: tooLarge(64 * kibibyte, "64 KB") };

/** Opens the table of pages. Every request is judged here: who asks, from where, with which right. */
export function routesOn(site: Site): Routes {
  const app = new Hono();
  const table: Route[] = [];
  const answer = async (route: Route, handle: Handle, context: Visit["context"], next: Next) => {
    if (!(await site.door.isOpen())) return next();
    const visitor = await site.door.visitor(cookieOf(context, site.origin(), "herald"));
    const visit = visitOf(site, context, visitor);
    return (await objection(route, visit)) ?? (await objectionInForm(route, visit)) ?? handle(visit);
  };
  const at = (method: Route["method"]) => (path: string, need: Need, handle: Handle) => {
    const route = { method, path, need };
    table.push(route);
    app.on(method, path, (context, next) => answer(route, handle, context, next));
  };
  return { get: at("GET"), post: at("POST"), table, app };
}

function visitOf(site: Site, context: Visit["context"], visitor: Visitor | null): Visit {
  const actor = visitor?.actor ?? { id: "nobody", role: "stranger" as const };
  return { context, site, desk: { ...site.desk, actor }, visitor, id: context.req.param("id") ?? "" };
}

/** Why the request goes no further, by what stands before its form; null: nothing does. */
async function objection({ method, need }: Route, visit: Visit): Promise<Response | null> {
  const { context, visitor, site } = visit;
  if (method === "POST" && !isSameSite(context, site.origin())) return saysNo(visit, "elsewhere", 403);
  if (need === "open") return null;
  if (visitor === null) return method === "GET" ? toSignIn(visit) : saysNo(visit, "signed-out", 401);
  const problem = need === "signed-in" ? null : forbidden(visitor.actor, need);
  return problem ? problemPage(visit, [problem], 403) : null;
}

/** The same by the form itself, which is read only for those who may send it. */
async function objectionInForm({ method, need }: Route, visit: Visit): Promise<Response | null> {
  if (method === "GET") return null;
  const limit = need === "open" ? limits.open : limits.known;
  const isTooLarge = await limit(visit.context, async () => undefined);
  if (isTooLarge) return isTooLarge;
  if (need === "open") return null;
  const isOurs = visit.visitor !== null && carries(visit.visitor.csrf, await tokenOf(visit));
  return isOurs ? null : saysNo(visit, "stale-form", 403);
}

async function tokenOf({ context }: Visit): Promise<string | undefined> {
  return context.req.header("X-Herald-Csrf") ?? (await readForm(context)).word("csrf") ?? undefined;
}

/** Back to where they were going, once they are known. */
function toSignIn(visit: Visit): Response {
  const { pathname, search } = new URL(visit.context.req.url);
  return onTo(visit, pathname === "/" ? "/sign-in" : `/sign-in?next=${encodeURIComponent(pathname + search)}`);
}
