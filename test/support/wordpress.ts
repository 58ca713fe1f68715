/**
 * A strict stand-in for a WordPress site's media library, over TLS: application passwords, roles, taken names, limits, deletion past
 * the bin, and plugins that change pictures. https://developer.wordpress.org/rest-api/reference/media/
 */
import type { IncomingMessage, ServerResponse } from "node:http";
import type { MediaHostSettings } from "../../src/edge/media/host.ts";
import { openTlsServer, type TlsServer } from "./tls-server.ts";

interface Attachment {
  readonly id: number;
  readonly title: string;
  readonly file: string;
  bytes: Uint8Array;
  readonly mime: string;
}

export interface WordPressSite extends TlsServer {
  readonly settings: Extract<MediaHostSettings, { readonly kind: "wordpress" }>;
  role: "author" | "subscriber";
  /** What a plugin makes of an uploaded picture. */
  alter: (bytes: Uint8Array) => Uint8Array;
  /** Put between a file's name and its ending, as WordPress does with pictures it scaled: `-scaled`. */
  suffix: string;
  mostBytes: number;
  /** Where its settings say that it lies; by default where it does. */
  siteUrl: string | null;
  readonly library: Attachment[];
}

export const user = "herald";
/** As WordPress shows it; the blanks don't count. */
export const password = "AbCd EfGh IjKl MnOp QrSt UvWx";

async function bodyOf(request: IncomingMessage): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of request) chunks.push(chunk as Uint8Array);
  return Uint8Array.from(Buffer.concat(chunks));
}

function json(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "content-type": "application/json; charset=UTF-8" }).end(JSON.stringify(body));
}

function fail(response: ServerResponse, status: number, code: string): void {
  json(response, status, { code, message: `<strong>Error:</strong> as ${user} with ${password}`, data: { status } });
}

/** Whether a login was given, and is right. */
function loginOf(request: IncomingMessage): "none" | "wrong" | "right" {
  const { authorization } = request.headers;
  if (authorization === undefined) return "none";
  const [name, secret] = Buffer.from(authorization.replace(/^Basic /, ""), "base64")
    .toString()
    .split(/:(.*)/s);
  return name === user && secret?.replaceAll(" ", "") === password.replaceAll(" ", "") ? "right" : "wrong";
}

function isJpeg(bytes: Uint8Array): boolean {
  return bytes[0] === 0xff && bytes[1] === 0xd8;
}

export async function openWordPressSite(): Promise<WordPressSite> {
  const shown = ({ id, file }: Attachment) => ({ id, source_url: `${site.siteUrl ?? site.origin}/wp-content/uploads/2026/11/${file}` });

  const serveFile = (file: string, response: ServerResponse) => {
    const found = site.library.find((one) => one.file === file);
    if (found) response.writeHead(200, { "content-type": found.mime }).end(found.bytes);
    else response.writeHead(404, { "content-type": "text/html" }).end("<h1>Not found</h1>");
  };

  const create = async (request: IncomingMessage, response: ServerResponse) => {
    const bytes = await bodyOf(request);
    if (bytes.length > site.mostBytes) return void response.writeHead(413).end("<html>413 Request Entity Too Large</html>");
    if (site.role === "subscriber") return fail(response, 403, "rest_cannot_create");
    const name = /^attachment; filename="([\w.-]+)\.jpg"$/.exec(request.headers["content-disposition"] ?? "")?.[1];
    if (name === undefined) return fail(response, 400, "rest_upload_no_content_disposition");
    if (bytes.length === 0) return fail(response, 400, "rest_upload_no_data");
    if (request.headers["content-type"] !== "image/jpeg" || !isJpeg(bytes)) return fail(response, 500, "rest_upload_sideload_error");
    const taken = site.library.filter((one) => one.title === name).length;
    const file = `${name}${taken === 0 ? "" : `-${taken}`}${site.suffix}.jpg`;
    const made = { id: 100 + site.library.length, title: name, file, bytes: site.alter(bytes), mime: "image/jpeg" };
    site.library.push(made);
    json(response, 201, shown(made));
  };

  const remove = (id: number, force: boolean, response: ServerResponse) => {
    const at = site.library.findIndex((one) => one.id === id);
    if (!force) return fail(response, 501, "rest_trash_not_supported");
    if (at === -1) return fail(response, 404, "rest_post_invalid_id");
    const [gone] = site.library.splice(at, 1);
    json(response, 200, { deleted: true, previous: gone && shown(gone) });
  };

  const serve = async (request: IncomingMessage, response: ServerResponse) => {
    const { pathname, searchParams } = new URL(request.url ?? "/", "https://localhost");
    const file = /^\/wp-content\/uploads\/2026\/11\/(.+)$/.exec(pathname)?.[1];
    if (file !== undefined) return serveFile(file, response);
    const id = /^\/wp-json\/wp\/v2\/media(?:\/(\d+))?$/.exec(pathname);
    if (!id) return fail(response, 404, "rest_no_route");
    const login = loginOf(request);
    if (login === "wrong") return fail(response, 401, "incorrect_password");
    if (login === "none" && request.method !== "GET") return fail(response, 401, "rest_cannot_create");
    if (request.method === "POST") return create(request, response);
    if (request.method === "DELETE") return remove(Number(id[1]), searchParams.get("force") === "true", response);
    const asked = searchParams.get("search") ?? "";
    json(response, 200, site.library.filter(({ title }) => title.includes(asked)).map(shown));
  };

  const server = await openTlsServer((request, response) => void serve(request, response));
  const site: WordPressSite = {
    ...server,
    settings: { kind: "wordpress", url: server.origin, publicUrl: server.origin, user, password },
    role: "author",
    alter: (bytes) => bytes,
    suffix: "",
    mostBytes: 2_000_000,
    siteUrl: null,
    library: [],
  };
  return site;
}
