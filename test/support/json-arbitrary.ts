/** Values as a JSON Schema (2020-12, as far as Herald writes it) allows them, and values that it doesn't. */
import fc from "fast-check";

export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
}

/** Values that stand somewhere in the house, by the field's name. */
export type Known = Readonly<Record<string, readonly unknown[]>>;

/** Texts that have broken programs before. */
const nasty = [
  "",
  " ",
  "\u0000",
  "a\u0000b",
  "\ud800",
  "\u202eabc",
  "' or 1=1 --",
  "__proto__",
  "constructor",
  "../../etc/passwd",
  "%00",
  "{{ 7 | times: 7 }}",
  "<script>alert(1)</script>",
  "---\ntitle: x\n---\n",
  "9".repeat(400),
  "وزیرِ اعلیٰ",
  "👩‍👩‍👧",
  "2026-02-30 25:61",
  "0000-00-00T00:00:00Z",
  "+275760-09-13T00:00:00.001Z",
];

export const anyText: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(...nasty),
  fc.string({ unit: "binary", maxLength: 60 }),
  fc.string({ maxLength: 40 }),
);

function texts({ pattern, maxLength = 60 }: Schema): fc.Arbitrary<string> {
  if (pattern !== undefined) return fc.stringMatching(new RegExp(pattern));
  return anyText.map((text) => text.slice(0, maxLength));
}

/** What the schema allows. @param name of the field, under which the house may know values */
export function valid(schema: Schema, known: Known, name = ""): fc.Arbitrary<unknown> {
  const own = known[name];
  const any = allowed(schema, known);
  return own ? fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...own) }, { weight: 1, arbitrary: any }) : any;
}

function allowed(schema: Schema, known: Known): fc.Arbitrary<unknown> {
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  if (schema.anyOf) return fc.oneof(...schema.anyOf.map((one) => allowed(one, known)));
  switch (schema.type) {
    case "string":
      return texts(schema);
    case "integer":
      return fc.integer({ min: Math.max(schema.minimum ?? -10, -10), max: Math.min(schema.maximum ?? 1_000, 1_000) });
    case "boolean":
      return fc.boolean();
    case "array":
      return fc.array(valid(schema.items ?? {}, known), { minLength: schema.minItems ?? 0, maxLength: Math.min(schema.maxItems ?? 4, 4) });
    case "object":
      return objects(schema, known);
    default:
      return fc.jsonValue({ maxDepth: 3 });
  }
}

/** Fields that need not be there are seldom there together: each of them rules others out. */
function objects({ properties = {}, required = [] }: Schema, known: Known): fc.Arbitrary<Record<string, unknown>> {
  const fields = Object.fromEntries(Object.entries(properties).map(([name, schema]) => [name, valid(schema, known, name)]));
  const optional = Object.keys(properties).filter((name) => !required.includes(name));
  const chosen = fc.subarray(optional, { maxLength: Math.min(2, optional.length) });
  return fc.tuple(fc.record(fields), chosen).map(([all, names]) => {
    const whole: Readonly<Record<string, unknown>> = all;
    return Object.fromEntries([...required, ...names].map((name) => [name, whole[name]]));
  });
}

/** An object of the schema with something wrong about it: a field missing, of another kind, too long, or one too many. */
export function mutated(schema: Schema, known: Known): fc.Arbitrary<unknown> {
  const names = Object.keys(schema.properties ?? {});
  const wrong = fc.oneof(fc.jsonValue({ maxDepth: 4 }), anyText, fc.constantFrom(null, -1, 1e300, [], {}, "x".repeat(300_000)));
  const change = fc.tuple(objects(schema, known), fc.constantFrom("extra", ...names), fc.boolean(), wrong);
  return fc.oneof(
    { weight: 4, arbitrary: change.map(([object, name, gone, value]) => (gone ? without(object, name) : { ...object, [name]: value })) },
    { weight: 1, arbitrary: wrong },
  );
}

function without(object: Readonly<Record<string, unknown>>, name: string): Record<string, unknown> {
  return Object.fromEntries(Object.entries(object).filter(([field]) => field !== name));
}
