import type { Hono } from "hono";
import type { Desk } from "../../src/desk/desk.ts";
import { silentLog } from "../../src/edge/log.ts";
import { openDoor } from "../../src/faces/web/open-door.ts";
import { application } from "../../src/faces/web/server.ts";
import type { Door } from "../../src/faces/web/visit.ts";

const address = "http://127.0.0.1:8080";

/** A form as a browser sends it: a list is a field that stands several times. */
export type Fields = Readonly<Record<string, string | File | readonly (string | File)[]>>;

/** What came back. */
export interface Answer {
  readonly status: number;
  readonly text: string;
  /** Where it leads on to; "" where it doesn't. */
  readonly to: string;
  readonly headers: Headers;
}

/** Somebody at the desk with a browser that has no script; forms carry the token of the page that was last opened. */
export interface DeskVisitor {
  get(path: string, headers?: Record<string, string>): Promise<Answer>;
  post(path: string, fields?: Fields): Promise<Answer>;
  readonly app: Hono;
}

/** @param door absent: nobody signs in, and the desk's own actor visits */
export function visitDesk(desk: Desk, door: Door = openDoor(desk.actor)): DeskVisitor {
  const site = { desk, log: silentLog, origin: () => address, door };
  const app = application({ host: "127.0.0.1", port: 0, log: silentLog, media: async () => undefined, site });
  let csrf = "";
  const read = async (answer: Response): Promise<Answer> => {
    const text = await answer.text();
    csrf = /data-csrf="([^"]+)"/.exec(text)?.[1] ?? csrf;
    return { status: answer.status, text, to: answer.headers.get("Location") ?? "", headers: answer.headers };
  };
  const ask = async (path: string, init: RequestInit = {}) => {
    const headers = new Headers(init.headers);
    headers.set("Host", "127.0.0.1:8080");
    return read(await app.request(`${address}${path}`, { ...init, headers }));
  };
  return {
    app,
    get: (path, headers = {}) => ask(path, { headers }),
    post: async (path, fields = {}) => {
      if (csrf === "") await ask("/");
      const body = new FormData();
      body.set("csrf", csrf);
      for (const [name, value] of Object.entries(fields)) for (const each of [value].flat()) body.append(name, each as string);
      return ask(path, { method: "POST", body });
    },
  };
}

/** Values of the form's fields of this name, as the page has them. */
export function valuesOf(page: string, name: string): readonly string[] {
  return [...page.matchAll(new RegExp(`<input[^>]* name="${name}"[^>]*>`, "g"))].map(([tag]) => / value="([^"]*)"/.exec(tag)?.[1] ?? "");
}

/** The words of a piece of a page. */
export function wordsIn(html: string): string {
  return html.replaceAll(/<[^>]*>/g, " ").replaceAll(/\s+/g, " ");
}
