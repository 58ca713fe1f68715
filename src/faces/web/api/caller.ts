/** Who asks: only a key tells, in the header `Authorization`; what browsers send by themselves counts for nothing here. */
import type { Context, Next } from "hono";
import { actorByKey, hasKeys } from "../../../desk/keys.ts";
import type { Actor } from "../../../domain/person.ts";
import { networkOf } from "../../../people/network.ts";
import { addressOf } from "../address.ts";
import type { Site } from "../visit.ts";
import { allowanceHeaders, openAllowance } from "./allowance.ts";
import { refused, respond } from "./problem-json.ts";

/** Requests a minute of one key, and tries without a good one from one network. */
const ofKey = 120;
const ofStranger = 30;

/** Somebody, by a key. */
export type Caller = Actor & { readonly via: string };

export type Called = { Variables: { caller: Caller } };

function tokenIn(context: Context): string | null {
  return /^Bearer +(\S+) *$/i.exec(context.req.header("Authorization") ?? "")?.[1] ?? null;
}

const noKey = refused(
  401,
  "Authorization",
  "This takes a key that is good.",
  "Send `Authorization: Bearer herald_…`; `herald key add NAME` makes one.",
);
const tooOften = refused(429, "Authorization", "This was asked too often.", "Wait as long as Retry-After says.");

/** Lets nobody by but with a key, and nobody too often. Before there is any key, nothing is here at all. */
export function callers(site: Site) {
  const { desk } = site;
  const keys = openAllowance(ofKey, desk.clock);
  const strangers = openAllowance(ofStranger, desk.clock);
  const turnAway = async (context: Context, next: Next) => {
    if (!(await hasKeys(desk))) return next();
    const left = strangers(networkOf(addressOf(context, desk.settings.trustedProxies)));
    if (!left.allowed) return respond(tooOften, { "Retry-After": `${left.resetsIn}` });
    return respond(noKey, { "WWW-Authenticate": 'Bearer realm="herald"' });
  };
  return async (context: Context<Called>, next: Next): Promise<Response | undefined> => {
    const token = tokenIn(context);
    const actor = token === null ? null : await actorByKey(desk, token);
    if (!actor?.via) return (await turnAway(context, next)) ?? undefined;
    const left = keys(actor.via);
    const headers = allowanceHeaders(left);
    if (!left.allowed) return respond(tooOften, { ...headers, "Retry-After": `${left.resetsIn}` });
    context.set("caller", { ...actor, via: actor.via });
    await next();
    for (const [name, value] of Object.entries(headers)) context.res.headers.set(name, value);
    return undefined;
  };
}
