// https://spec.openapis.org/oas/v3.1.1
import { z } from "zod";
import { createDocument, type ZodOpenApiOperationObject, type ZodOpenApiPathsObject } from "zod-openapi";
import { summaryFields } from "../../../desk/operations/fields.ts";
import type { Operation } from "../../../desk/operations/operation.ts";
import { problems } from "../../../desk/operations/shapes.ts";
import { operations } from "../../../desk/operations/table.ts";

const refusal = z
  .object({ type: z.string(), title: z.string(), status: z.int(), detail: z.string(), problems })
  .meta({ id: "Refusal", description: "What stands in the way (RFC 9457)." });

const meanings = {
  "400": "The request can't be read.",
  "401": "No key, or none that is good.",
  "403": "The key or its owner has not the right.",
  "404": "There is no such thing.",
  "409": "It stands otherwise by now: its state, its digest, its revision, or a request under this Idempotency-Key.",
  "413": "The body is too large.",
  "415": "The body is of a kind that is not read here.",
  "422": "Something stands against it: `problems` says what, where, and what to do.",
  "429": "Asked too often: Retry-After says how long to wait.",
} as const;
type Refused = keyof typeof meanings;

const ofGet: readonly Refused[] = ["401", "403", "404", "422", "429"];
const ofPost: readonly Refused[] = ["400", "401", "403", "404", "409", "413", "415", "422", "429"];

function refusalsOf({ method }: Operation) {
  const statuses = method === "GET" ? ofGet : ofPost;
  const content = { "application/problem+json": { schema: refusal } };
  return Object.fromEntries(statuses.map((status) => [status, { description: meanings[status], content }] as const));
}

/** The input's fields of these names. */
function picked({ input }: Operation, isMeant: (name: string) => boolean): z.ZodObject {
  return z.strictObject(Object.fromEntries(Object.entries(input.shape).filter(([name]) => isMeant(name))));
}

const text = z.string();

function contentOf(operation: Operation, body: z.ZodObject) {
  if (operation.takes === "picture") return { "image/jpeg": {}, "image/png": {}, "image/webp": {} };
  const json = { "application/json": { schema: body } };
  if (operation.takes === undefined) return json;
  return { ...json, "text/markdown": { schema: text }, "text/plain": { schema: text } };
}

/** With the text of a summary as the body, what else is said of it stands in the query. */
function besides(operation: Operation, names: ReadonlySet<string>): z.ZodObject {
  const isText = operation.takes === "summary";
  const fields = picked(operation, (name) => isText && !names.has(name) && (name === "name" || !Object.hasOwn(summaryFields, name)));
  return fields.partial();
}

const idempotency = z.object({
  "Idempotency-Key": z
    .string()
    .regex(/^[\x20-\x7e]{1,255}$/)
    .optional()
    .meta({ description: "A name for this request: sent again under it within a day, it is done once and answered alike." }),
});

function described(operation: Operation): ZodOpenApiOperationObject {
  const { name, method, path, right, summary, output } = operation;
  const named = new Set([...path.matchAll(/\{(\w+)\}/g)].map(([, field = ""]) => field));
  const rest = picked(operation, (field) => !named.has(field));
  const query = method === "GET" ? rest : besides(operation, named);
  const required = Object.values(rest.shape).some((field) => !z.safeParse(field, undefined).success);
  return {
    operationId: name,
    summary,
    description: `Takes the right \`${right}\`.`,
    requestParams: { path: picked(operation, (field) => named.has(field)), query, ...(method === "POST" ? { header: idempotency } : {}) },
    ...(method === "POST"
      ? { requestBody: { required: required || operation.takes !== undefined, content: contentOf(operation, rest) } }
      : {}),
    responses: { "200": { description: "Done.", content: { "application/json": { schema: output } } }, ...refusalsOf(operation) },
  };
}

function pathsOf(): ZodOpenApiPathsObject {
  const paths: Record<string, Record<string, ZodOpenApiOperationObject>> = {};
  for (const operation of operations)
    paths[operation.path] = { ...paths[operation.path], [operation.method.toLowerCase()]: described(operation) };
  return paths;
}

const about = [
  "What programs may ask of Herald, with a key (`Authorization: Bearer herald_…`) that acts for a person with some of their rights.",
  "Instants are ISO 8601 in milliseconds. Where something stands in the way, the answer is a problem (RFC 9457) whose `problems` say",
  "what, where, and what to do. A key may ask 120 times a minute (`RateLimit-*`); a body has at most 1 MB, a picture 12 MB.",
].join(" ");

let made: object | undefined;

/** The description of the API, from the very schemas by which requests are read. */
export function openApi(): object {
  made ??= createDocument({
    openapi: "3.1.1",
    info: { title: "Herald", version: "1", description: about },
    servers: [{ url: "/api" }],
    security: [{ key: [] }],
    components: { securitySchemes: { key: { type: "http", scheme: "bearer", bearerFormat: "herald_…" } } },
    paths: pathsOf(),
  });
  return made;
}
