import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { Right } from "../../domain/person.ts";
import type { Problem } from "../../domain/problem.ts";
import { may } from "../../pipeline/rights.ts";
import { assetAddress } from "./assets.ts";
import { masked } from "./csrf-mask.ts";
import { onDesk, sayOnDesk } from "./remedies.ts";
import { type Place, strings } from "./strings.ts";
import { inFull, zoneOf } from "./times.ts";
import type { Visit } from "./visit.ts";

/** A page of the desk, as its resource describes it. */
export interface Page {
  /** `templates/web/desk/<view>.liquid`. */
  readonly view: string;
  /** Absent: as its place is called. */
  readonly title?: string;
  /** Of the places in the header, the one it belongs to. */
  readonly place?: Place;
  readonly values: Readonly<Record<string, unknown>>;
  /** What stands against what was just asked for. */
  readonly problems?: readonly Problem[];
  /** Absent: 422 where something stands against it, else 200. */
  readonly status?: ContentfulStatusCode;
}

/** Nothing but what the desk itself serves: no script or style inside a page, no frame, no form that leads away. */
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
/** A page tells one person what stands at one moment: nobody keeps it. With no-referrer browsers send its forms as from nowhere. */
const headers = { "Content-Security-Policy": policy, "Cache-Control": "no-store", "Referrer-Policy": "same-origin" };

/** The places in the header, each for whom it is. */
const places: readonly (readonly [Place, string, Right])[] = [
  ["inbox", "/", "read"],
  ["calendar", "/calendar", "read"],
  ["hand-offs", "/hand-offs", "hand-off"],
  ["trouble", "/trouble", "read"],
  ["results", "/results", "read"],
  ["people", "/people", "people"],
  ["record", "/record", "house"],
  ["accounts", "/accounts", "house"],
  ["webhooks", "/webhooks", "house"],
  ["keys", "/keys", "people"],
];

/** What every view may use beside its own values: the strings, the token for its forms, and what the visitor may do. */
function common({ visitor, desk }: Visit, t: Readonly<Record<string, unknown>>) {
  const can = (right: Right) => visitor !== null && may(visitor.actor, right);
  return {
    t,
    csrf: visitor ? masked(visitor.csrf) : "",
    isPerson: visitor !== null && visitor.actor.role !== "operator",
    sandbox: desk.settings.mode === "sandbox",
    can: {
      write: can("write"),
      review: can("review"),
      approve: can("approve"),
      handOff: can("hand-off"),
      settle: can("settle"),
      break: can("break"),
      correct: can("correct"),
      pause: can("pause"),
      resume: can("resume"),
      people: can("people"),
      house: can("house"),
    },
  };
}

/** Fills a view by itself: what htmx puts into a page that stands. */
export function fragment(
  visit: Visit,
  view: string,
  values: Readonly<Record<string, unknown>>,
  status: ContentfulStatusCode = 200,
): Response {
  const html = visit.desk.templates.html(`web/desk/${view}`, { ...values, ...common(visit, strings(visit.desk.templates)) });
  return visit.context.html(html, status, headers);
}

/** A whole page: the view inside the header and footer that all pages share. */
export async function page(visit: Visit, { view, title, place, values, problems = [], status }: Page): Promise<Response> {
  const { context, visitor, desk } = visit;
  const { templates, settings } = desk;
  const t = strings(templates);
  const shared = common(visit, t);
  const said = context.req.query("said");
  const body = templates.html(`web/desk/${view}`, { ...values, ...shared });
  const html = templates.html("web/desk/layout", {
    ...shared,
    title: title ?? (place === undefined ? t.name : t.places[place]),
    body,
    outlet: settings.house.brand.name,
    name: visitor?.name ?? null,
    places:
      visitor === null
        ? []
        : places.filter(([, , right]) => may(visitor.actor, right)).map(([id, href]) => ({ id, href, here: id === place })),
    said: said !== undefined && Object.hasOwn(t.said, said) ? t.said[said] : null,
    problems: problems.map((problem) => onDesk(problem, t)),
    // Whoever runs the house can mend them.
    notices: shared.can.house ? (visit.site.notices?.() ?? []) : [],
    brake: visitor === null ? null : await brake(visit),
    // Only a page can be gone back to: what was refused stands at the address of a form.
    path: context.req.method === "GET" ? context.req.path : "/",
    style: assetAddress("desk.css", templates),
    script: assetAddress("desk.js", templates),
    htmx: assetAddress("htmx.js", templates),
  });
  return context.html(html, status ?? (problems.length > 0 ? 422 : 200), headers);
}

/** Whether everything stands still, and since when. */
async function brake(visit: Visit) {
  const pause = await visit.desk.store.housePause();
  const until = pause?.until ?? null;
  return {
    on: pause !== null,
    reason: sayOnDesk(pause?.reason ?? "", strings(visit.desk.templates)),
    by: pause?.by ?? "",
    until: until === null ? null : inFull(until, zoneOf(visit)),
  };
}

/** A page that says what stands in the way, and nothing else. */
export function problemPage(visit: Visit, problems: readonly Problem[], status: ContentfulStatusCode): Promise<Response> {
  const t = strings(visit.desk.templates);
  return page(visit, { view: "problem", title: t.problem.title, values: {}, problems, status });
}

/** Why a request was turned away, in one of the sentences of `strings.yaml`. */
export function saysNo(visit: Visit, why: "elsewhere" | "signed-out" | "stale-form", status: ContentfulStatusCode): Promise<Response> {
  const { message, remedy } = strings(visit.desk.templates).refused[why];
  return problemPage(visit, [{ code: `web-${why}`, where: "", message, remedy, severity: "block" }], status);
}
