/** Bodies held against X's own description of its API, of which `openapi-extract.json` keeps what Herald uses. */
import { Ajv } from "ajv";
import type { Json } from "../../domain/json.ts";
import type { Answer, Asked } from "../wire.ts";
import extract from "./openapi-extract.json" with { type: "json" };
import { invalid } from "./problems.ts";

const ajv = new Ajv({
  strict: false,
  allErrors: true,
  formats: { binary: true, byte: true, "date-time": true, int32: true, int64: true },
});
ajv.addSchema(extract);

export type SchemaName = keyof typeof extract.components.schemas;
export type FieldList = keyof typeof extract.fields;
export type Fields = { readonly [key: string]: Json };
export type Taken<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly answer: Answer };

/** What is wrong with a value, a sentence each; empty when it fits. */
export function mismatches(name: SchemaName, value: unknown): readonly string[] {
  const validate = ajv.getSchema(`x-openapi#/components/schemas/${name}`);
  if (!validate) throw new Error(`openapi-extract.json has no schema ${name}`);
  if (validate(value)) return [];
  return (validate.errors ?? []).map((error) => `$${error.instancePath.replaceAll("/", ".")}: ${error.message ?? "is not valid"}`);
}

/** A JSON body that fits its schema, or X's refusal. */
export function takeJson(asked: Asked, name: SchemaName): Taken<Fields> {
  const { body } = asked;
  if (body.kind !== "json") return refuse(body.kind === "broken" ? body.reason : "a JSON body is required");
  return takeFields(body.value, name);
}

/** Fields from wherever they came, against a schema. */
export function takeFields(value: Json, name: SchemaName): Taken<Fields> {
  const wrong = mismatches(name, value);
  if (wrong.length > 0) return refuse(...wrong);
  return isFields(value) ? { ok: true, value } : refuse("the body must be an object");
}

function refuse(...messages: readonly string[]): Taken<never> {
  return { ok: false, answer: invalid(messages.join("; ")) };
}

export function isFields(value: Json | undefined): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The names in a list parameter such as `tweet.fields`; null where one is unknown. */
export function takeNames(query: URLSearchParams, list: FieldList): readonly string[] | null {
  const known: readonly string[] = extract.fields[list];
  const names = (query.get(list) ?? "").split(",").filter((name) => name !== "");
  return names.every((name) => known.includes(name)) ? names : null;
}
