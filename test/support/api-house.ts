/** A live desk with people, and programs that ask it by keys. */
import type { Hono } from "hono";
import type { Desk } from "../../src/desk/desk.ts";
import { addKey, keyRights } from "../../src/desk/keys.ts";
import { type Right, type Role, roles } from "../../src/domain/person.ts";
import type { Log } from "../../src/edge/log.ts";
import { silentLog } from "../../src/edge/log.ts";
import { peopleDoor } from "../../src/faces/web/people-door.ts";
import { application } from "../../src/faces/web/server.ts";
import type { FakeClock } from "./fake-clock.ts";
import { comeIn, layPeopleDesk, origin, value } from "./people-desk.ts";

/** One request of a program. */
export interface Call {
  readonly method?: string;
  /** Null: no key at all. */
  readonly token?: string | null;
  readonly json?: unknown;
  readonly body?: string | Uint8Array<ArrayBuffer>;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** Null where the answer is no JSON. */
  // biome-ignore lint/suspicious/noExplicitAny: a test reads what it expects
  readonly json: any;
}

export interface ApiHouse {
  /** Its actor is the operator. */
  readonly desk: Desk;
  readonly clock: FakeClock;
  readonly app: Hono;
  /** @param path below `/api` */
  ask(path: string, call?: Call): Promise<Reply>;
  /** A new key of somebody; gives its token. @param only absent: all that they may */
  key(who: Role, only?: readonly Right[], name?: string): Promise<string>;
  remove(): Promise<void>;
}

/** What a role's key may have at most. */
const beyond: Readonly<Record<Role, readonly Right[]>> = {
  writer: ["review", "approve", "hand-off", "settle", "break", "correct", "resume", "house"],
  editor: ["break", "correct", "resume", "house"],
  publisher: ["house"],
  admin: [],
};

export function rightsOf(role: Role): readonly Right[] {
  return keyRights.filter((right) => !beyond[role].includes(right));
}

/** Everybody is called as their role. */
export async function layApiHouse({
  log = silentLog,
  wrap = (desk) => desk,
}: {
  log?: Log;
  wrap?: (desk: Desk) => Desk;
} = {}): Promise<ApiHouse> {
  const laid = await layPeopleDesk();
  const desk = wrap({ ...laid.desk, settings: { ...laid.desk.settings, mode: "live" } });
  for (const role of roles.toReversed()) await comeIn(desk, role, role);
  const site = { desk, log, origin: () => origin, door: peopleDoor(desk, null) };
  const app = application({ host: "127.0.0.1", port: 0, media: async () => undefined, log, site });
  let made = 0;
  const key: ApiHouse["key"] = async (who, only = rightsOf(who), name) => {
    made += 1;
    const wish = { name: name ?? `${who}-${made}`, rights: only, expiresAt: null };
    return value(await addKey({ ...desk, actor: { id: who, role: who } }, wish)).token;
  };
  const ask: ApiHouse["ask"] = async (path, { method = "GET", token = null, json, body, headers = {} } = {}) => {
    const sent = new Headers({ Host: new URL(origin).host, ...headers });
    if (token !== null) sent.set("Authorization", `Bearer ${token}`);
    if (json !== undefined) sent.set("Content-Type", "application/json");
    const given = json === undefined ? body : JSON.stringify(json);
    const init = { method, headers: sent, ...(given === undefined ? {} : { body: given }) };
    const answer = await app.request(`${origin}/api${path}`, init, { incoming: { socket: { remoteAddress: "192.0.2.7" } } });
    const text = await answer.text();
    const isJson = /json/.test(answer.headers.get("content-type") ?? "") && text !== "";
    return { status: answer.status, headers: answer.headers, text, json: isJson ? JSON.parse(text) : null };
  };
  return { desk, clock: laid.clock, app, ask, key, remove: laid.remove };
}

/** Words for a story of their own. */
export function storyText(number: number): string {
  return [
    "---",
    `title: Canal plan ${number} approved`,
    "date: 2026-03-01",
    "---",
    "",
    `The cabinet approved canal plan ${number} for three districts, Water Minister Sana Mirza said.`,
    "",
    "Farmers there will get water two weeks earlier than before, the ministry said.",
  ].join("\n");
}
