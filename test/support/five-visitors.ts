/** A desk as it runs for real, and one visitor of each kind at it. */
import type { Hono } from "hono";
import type { Desk } from "../../src/desk/desk.ts";
import { openSession } from "../../src/desk/opened.ts";
import { type Role, roles } from "../../src/domain/person.ts";
import type { Log } from "../../src/edge/log.ts";
import { silentLog } from "../../src/edge/log.ts";
import { peopleDoor } from "../../src/faces/web/people-door.ts";
import { application } from "../../src/faces/web/server.ts";
import type { Site } from "../../src/faces/web/visit.ts";
import { csrfOf } from "../../src/people/tokens.ts";
import { readSealKeys } from "../../src/settings/seal.ts";
import type { Fields } from "./desk-visitor.ts";
import type { FakeClock } from "./fake-clock.ts";
import { comeIn, layPeopleDesk, origin, visitFrom } from "./people-desk.ts";

export const visitors = ["stranger", ...roles] as const;
export type VisitorKind = (typeof visitors)[number];

/** What is asked, beside the path. */
export interface Asking {
  readonly method?: string;
  readonly fields?: Fields;
  /** Instead of a form. */
  readonly json?: object;
  readonly headers?: Readonly<Record<string, string>>;
  /** The form's token: the visitor's own (`right`), none, or another's. */
  readonly token?: "right" | "none" | "wrong";
}

export interface FiveVisitors {
  /** Its actor is the operator. */
  readonly desk: Desk;
  readonly clock: FakeClock;
  readonly site: Site;
  readonly app: Hono;
  ask(who: VisitorKind, path: string, asking?: Asking): Promise<Response>;
  /** Signs them in anew. */
  renew(who: VisitorKind): Promise<void>;
  remove(): Promise<void>;
}

const secret = "mT4q0Zr8Wk1VbX6yLd2Jc9Fh3Sg7Pn5Ae-Uo_iKx";

type Options = { readonly log?: Log; readonly change?: (desk: Desk) => Desk } & Pick<Site, "meet" | "net" | "standIns">;

/** Accounts are connected as by the environment; nobody can be asked whose they are unless `meet` says so. */
export async function layFiveVisitors({ log = silentLog, change = (desk) => desk, ...more }: Options = {}): Promise<FiveVisitors> {
  const laid = await layPeopleDesk();
  const settings = { ...laid.desk.settings, mode: "live" as const, sealKeys: readSealKeys({ HERALD_SECRET: secret }) };
  const desk: Desk = change({ ...laid.desk, settings });
  const tokens = new Map<VisitorKind, string>();
  // An admin first: nobody else may be.
  for (const role of roles.toReversed()) tokens.set(role, (await comeIn(desk, nameOf(role), role)).token);
  const site: Site = { desk, log, origin: () => origin, door: peopleDoor(desk, null), ...more };
  const app = application({ host: "127.0.0.1", port: 0, media: async () => undefined, log, site });
  const renew = async (who: VisitorKind) => {
    if (who !== "stranger") tokens.set(who, await signedInAnew(desk, who));
  };
  return {
    desk,
    clock: laid.clock,
    site,
    app,
    ask: (who, path, asking) => ask(app, tokens.get(who), path, asking),
    renew,
    remove: laid.remove,
  };
}

async function signedInAnew(desk: Desk, role: Role): Promise<string> {
  const proof = await desk.store.people.proofOf(`${role}@example.org`);
  const evidence = { kind: "password", encoded: proof?.password ?? "" } as const;
  const opened = proof && (await openSession(desk, proof.person, evidence, visitFrom("192.0.2.1")));
  if (!opened) throw new Error(`The ${role} can't sign in any more.`);
  return opened.token;
}

/** Their id is the same in lower case. */
export function nameOf(role: Role): string {
  return `${role.charAt(0).toUpperCase()}${role.slice(1)}`;
}

const wrongToken = "k1Zf5nUuQw3oVgW8r0y2XcB7eHsJtAqDmLiPz9vN4SE";

async function ask(app: Hono, session: string | undefined, path: string, asking: Asking = {}): Promise<Response> {
  const { method = "GET", fields = {}, json, token = "right" } = asking;
  const headers = new Headers({ Host: new URL(origin).host, "Sec-Fetch-Site": "same-origin", ...asking.headers });
  // A browser brings all of its cookies.
  if (session !== undefined) headers.set("Cookie", [`__Host-herald=${session}`, headers.get("Cookie") ?? []].flat().join("; "));
  const csrf = { right: session === undefined ? "" : csrfOf(session), none: "", wrong: wrongToken }[token];
  const env = { incoming: { socket: { remoteAddress: "192.0.2.1" } } };
  if (method === "GET" || method === "HEAD") return app.request(`${origin}${path}`, { method, headers }, env);
  if (json) {
    if (csrf !== "") headers.set("X-Herald-Csrf", csrf);
    headers.set("Content-Type", "application/json");
    return app.request(`${origin}${path}`, { method, headers, body: JSON.stringify(json) }, env);
  }
  const body = new FormData();
  if (csrf !== "") body.set("csrf", csrf);
  for (const [name, value] of Object.entries(fields)) for (const each of [value].flat()) body.append(name, each as string);
  return app.request(`${origin}${path}`, { method, headers, body }, env);
}
