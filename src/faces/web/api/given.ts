/** What a request says, as the fields of an operation; the face's one piece of parsing. */
import { z } from "zod";
import type { Operation } from "../../../desk/operations/operation.ts";
import { type Answer, refused } from "./problem-json.ts";

/** A request as it came. */
export interface Asked {
  /** Names in the path. */
  readonly path: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly contentType: string;
  readonly body: Uint8Array;
}

export type Fields = Readonly<Record<string, unknown>>;
export type Given = { readonly ok: true; readonly fields: Fields } | { readonly ok: false; readonly answer: Answer };

/** Deeper than this nobody writes by hand, and recursion ends somewhere. */
const mostNesting = 64;

/** What no database keeps alike: NUL, and halves of characters. */
function clean(text: string): string {
  return text.replaceAll("\u0000", "").toWellFormed();
}

function cleaned(value: unknown): unknown {
  if (typeof value === "string") return clean(value);
  if (Array.isArray(value)) return value.map(cleaned);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, held]) => [clean(name), cleaned(held)]));
}

/** How deep the brackets of a JSON text stand in each other. */
function nestingOf(text: string): number {
  let [depth, deepest, quoted] = [0, 0, false];
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at];
    if (quoted && sign === "\\") at += 1;
    else if (sign === '"') quoted = !quoted;
    else if (!quoted && (sign === "[" || sign === "{")) deepest = Math.max(deepest, ++depth);
    else if (!quoted && (sign === "]" || sign === "}")) depth -= 1;
  }
  return deepest;
}

function no(answer: Answer): Given {
  return { ok: false, answer };
}

function textIn(body: Uint8Array): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(body);
  } catch {
    return null;
  }
}

const notUtf8 = refused(400, "body", "It is not UTF-8.", "Send it in UTF-8.");
const notJson = refused(
  400,
  "body",
  "It is not a JSON object.",
  "Send an object in JSON, with fields as the description of the API has them.",
);
const tooDeep = refused(400, "body", `It is nested deeper than ${mostNesting} times.`, "Nothing here is; send what the description has.");

function jsonFields(body: Uint8Array): Given {
  const text = textIn(body);
  if (text === null) return no(notUtf8);
  if (nestingOf(text) > mostNesting) return no(tooDeep);
  try {
    const read = z.record(z.string(), z.unknown()).safeParse(cleaned(JSON.parse(text)), { jitless: true });
    return read.success ? { ok: true, fields: read.data } : no(notJson);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return no(notJson);
  }
}

/** What type of JSON each field takes: a query has words only. */
const types = new WeakMap<Operation, Readonly<Record<string, unknown>>>();

function typesOf(operation: Operation): Readonly<Record<string, unknown>> {
  const known = types.get(operation);
  if (known) return known;
  const { properties = {} } = z.toJSONSchema(operation.input, { io: "input" });
  const found = Object.fromEntries(
    Object.entries(properties).map(([name, schema]) => [name, typeof schema === "object" ? schema.type : null]),
  );
  types.set(operation, found);
  return found;
}

function typed(word: string, type: unknown): unknown {
  if (type === "integer" && /^-?\d{1,15}$/.test(word)) return Number(word);
  if (type === "boolean" && (word === "true" || word === "false")) return word === "true";
  return clean(word);
}

/** A name that stands twice is a list, which no field of a query is. */
function queryFields(operation: Operation, query: URLSearchParams): Fields {
  const kinds = typesOf(operation);
  const names = [...new Set(query.keys())];
  return Object.fromEntries(
    names.map((name) => {
      const values = query.getAll(name).map((word) => typed(word, kinds[name]));
      return [clean(name), values.length === 1 ? values[0] : values];
    }),
  );
}

function unread(operation: Operation): Given {
  const kinds = { summary: "application/json, text/markdown or text/plain", picture: "image/jpeg, image/png or image/webp" };
  const wanted = operation.takes === undefined ? "application/json" : kinds[operation.takes];
  return no(refused(415, "Content-Type", "A body of this kind is not read here.", `Send ${wanted}.`));
}

/** A field that stands where nobody reads it is never passed over: `POST /resume?account=x` would release the whole house. */
function strayField(query: URLSearchParams): Given | null {
  const [name] = query.keys();
  if (name === undefined) return null;
  const where = clean(name).slice(0, 100) || "query";
  return no(refused(400, where, "It stands in the address, where this request has no fields.", "Put it into the body, a JSON object."));
}

/** Bodies that are no JSON: the text of a summary, a picture. */
function otherBody(operation: Operation, type: string, body: Uint8Array): Given | null {
  if (operation.takes === "summary" && (type === "text/markdown" || type === "text/plain")) {
    const text = textIn(body);
    return text === null ? no(notUtf8) : { ok: true, fields: { markdown: clean(text) } };
  }
  if (operation.takes === "picture" && /^image\/(?:jpeg|png|webp)$/.test(type))
    return { ok: true, fields: { bytes: Buffer.from(body).toString("base64") } };
  return null;
}

/** The fields that a request gives; those in its path stand over all others. */
export function given(operation: Operation, { path, query, contentType, body }: Asked): Given {
  const named = Object.fromEntries(Object.entries(path).map(([name, value]) => [name, clean(value)]));
  if (operation.method === "GET") return { ok: true, fields: { ...queryFields(operation, query), ...named } };
  const type = contentType.split(";")[0]?.trim().toLowerCase() ?? "";
  const other = otherBody(operation, type, body);
  if (other) return other.ok ? { ok: true, fields: { ...queryFields(operation, query), ...other.fields, ...named } } : other;
  if (operation.takes === "picture") return unread(operation);
  const stray = strayField(query);
  if (stray) return stray;
  if (body.length === 0) return { ok: true, fields: named };
  if (type !== "application/json") return unread(operation);
  const read = jsonFields(body);
  return read.ok ? { ok: true, fields: { ...read.fields, ...named } } : read;
}
