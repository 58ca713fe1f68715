/** The API against its own description: whatever is asked, and by whom, the answer is one that the description has. */
import { Validator } from "@seriousme/openapi-schema-validator";
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { operations } from "../../../../src/desk/operations/table.ts";
import { openApi } from "../../../../src/faces/web/api/document.ts";
import { type ApiHouse, type Call, layApiHouse, type Reply, storyText } from "../../../support/api-house.ts";
import { anyText, type Known, mutated, type Schema, valid } from "../../../support/json-arbitrary.ts";
import { postsEverywhere } from "../../../support/posts-everywhere.ts";

interface Parameter {
  readonly in: "path" | "query" | "header";
  readonly name: string;
  readonly schema: Schema;
  readonly required?: boolean;
}

interface Described {
  readonly operationId: string;
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema?: Schema }>> };
  readonly responses: Readonly<Record<string, { readonly content: Readonly<Record<string, unknown>> }>>;
}

type Paths = Readonly<Record<string, Readonly<Record<string, Described>>>>;

const document = openApi() as { readonly paths: Paths };
const described = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
);

const pointer = (text: string) => text.replaceAll("~", "~0").replaceAll("/", "~1");
const ajv = new Ajv2020({ strict: false, allErrors: true });
ajv.addSchema({ $id: "api", ...document });
const validators = new Map<string, ValidateFunction>();

/** By the description itself. */
function validatorOf(path: string, method: string, status: number, type: string): ValidateFunction {
  const place = `api#/paths/${pointer(path)}/${method}/responses/${status}/content/${pointer(type)}/schema`;
  const known = validators.get(place) ?? ajv.compile({ $ref: place });
  validators.set(place, known);
  return known;
}

let house: ApiHouse;
let tokens: readonly (string | null)[];
let known: Known;
beforeAll(async () => {
  house = await layApiHouse();
  await postsEverywhere(house.desk);
  const roles = ["admin", "publisher", "editor", "writer"] as const;
  const whole = await Promise.all(roles.map((role) => house.key(role)));
  // Those that may do much ask most: an answer beyond 403 tells more.
  tokens = [whole[0], whole[0], whole[1], ...whole, await house.key("admin", ["read", "write"]), await house.key("editor", ["read"])].map(
    (token) => token ?? null,
  );
  const views = await house.desk.store.views((await house.desk.store.posts()).map(({ id }) => id));
  const ids = [...views.map(({ post }) => post.id), ...new Set(views.map(({ post }) => post.summaryId)), "duplicate:1"];
  const digests = (await house.ask("/posts?limit=200", { token: whole[0] ?? null })).json.posts.map(
    ({ digest }: { digest: string }) => digest,
  );
  known = {
    id: ids,
    digest: digests,
    version: [1, 2],
    revision: [1, 2, 3],
    account: ["sandbox-x", "sandbox-instagram", "x"],
    summary: views.map(({ summary }) => summary.summary.id),
    accounts: [["sandbox-x"], []],
    content: views.map(({ post }) => post.content),
    markdown: [storyText(1), storyText(9), storyText(10)],
    source: [storyText(1)],
    text: ["The council met on Monday.", "The cabinet approved canal plan 9 for three districts."],
    at: ["2026-12-01 09:00", "2099-01-01T00:00:00Z", "09:00"],
    from: ["2026-12-01 09:00"],
    until: ["2099-01-01T00:00:00Z"],
    embargo: ["2026-12-01 09:00", ""],
    reason: ["Because."],
    url: [`https://www.youtube.com/post/Ugkx${"c".repeat(32)}`, "https://x.com/i/status/1"],
    image: ["", `kept:${"0".repeat(64)}`],
    cursor: ["MTc3MjM0NDgwMDAwMCBh"],
  };
});
afterAll(() => house.remove());

interface Request extends Call {
  readonly path: string;
}

const mostlyRight = <T>(right: fc.Arbitrary<T>, wrong: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 3, arbitrary: right }, { weight: 1, arbitrary: wrong });

function bodies({ requestBody }: Described): fc.Arbitrary<Call> {
  const content = requestBody?.content ?? {};
  const schema = content["application/json"]?.schema ?? { type: "object" };
  const json = mostlyRight(valid(schema, known), mutated(schema, known)).map((value): Call => ({ json: value }));
  const kinds = fc.constantFrom(
    "application/json",
    "application/json; charset=latin1",
    "text/markdown",
    "text/plain",
    "image/jpeg",
    "multipart/form-data",
    "nonsense",
  );
  const raw = fc
    .tuple(
      kinds,
      fc.oneof(
        fc.uint8Array({ maxLength: 400 }).map((bytes) => new Uint8Array(bytes)),
        anyText,
        fc.json(),
      ),
    )
    .map(([type, body]): Call => ({ body, headers: { "Content-Type": type } }));
  return mostlyRight(json, raw);
}

function placed(path: string, parameters: readonly Parameter[]): fc.Arbitrary<string> {
  const fields = parameters.filter((one) => one.in !== "header");
  const values = fc.record(
    Object.fromEntries(fields.map(({ name, schema }) => [name, mostlyRight<unknown>(valid(schema, known, name), anyText)])),
    { requiredKeys: fields.filter((one) => one.in === "path").map(({ name }) => name) },
  );
  return values.map((given) => {
    const whole: Readonly<Record<string, unknown>> = given;
    const word = (name: string) => encodeURIComponent(String(whole[name]).toWellFormed()) || "%20";
    const place = path.replaceAll(/\{(\w+)\}/g, (_, name) => word(name));
    const query = fields.filter((one) => one.in === "query" && one.name in whole).map(({ name }) => `${name}=${word(name)}`);
    return query.length > 0 ? `${place}?${query.join("&")}` : place;
  });
}

function requests(path: string, method: string, operation: Described): fc.Arbitrary<Request> {
  const who = mostlyRight<string | null>(
    fc.constantFrom(...tokens),
    fc.constantFrom(null, "herald_", `herald_${"A".repeat(43)}`, ...tokens),
  );
  const name = fc.option(fc.constantFrom("one", "two", "three", "x".repeat(300)), { nil: undefined, freq: 4 });
  const body = method === "post" ? bodies(operation) : fc.constant<Call>({});
  return fc.tuple(placed(path, operation.parameters ?? []), who, body, name).map(([place, token, call, once]) => ({
    path: place,
    ...call,
    method: method.toUpperCase(),
    token,
    headers: { ...call.headers, ...(once === undefined ? {} : { "Idempotency-Key": once }) },
  }));
}

/** What is wrong with the answer; null: nothing. */
function wrongWith({ status, headers, json, text }: Reply, path: string, method: string, operation: Described): string | null {
  const type = headers.get("content-type") ?? "";
  const known = operation.responses[String(status)]?.content;
  if (!known || !(type in known)) return `${status} ${type} is not described: ${text.slice(0, 300)}`;
  const validator = validatorOf(path, method, status, type);
  return validator(json) ? null : `${status} is another than described: ${ajv.errorsText(validator.errors)}`;
}

test("the description is valid OpenAPI 3.1, and has every operation", async () => {
  const { valid: isValid, errors } = await new Validator().validate(structuredClone(document));
  expect([isValid, errors]).toEqual([true, undefined]);
  expect(described.map(({ operation }) => operation.operationId).toSorted()).toEqual(operations.map(({ name }) => name).toSorted());
});

const answered = new Map<string, number>();
const runs = Number(process.env.FUZZ_RUNS ?? 40);

describe("whatever is asked", () => {
  test.each(described.map((one) => [one.operation.operationId, one] as const))(
    "%s answers as it is described",
    async (name, { path, method, operation }) => {
      const play = fc.asyncProperty(requests(path, method, operation), async ({ path: place, ...call }) => {
        house.clock.pass(1_000);
        const reply = await house.ask(place, call);
        answered.set(`${name} ${reply.status}`, (answered.get(`${name} ${reply.status}`) ?? 0) + 1);
        expect(wrongWith(reply, path, method, operation)).toBeNull();
      });
      await fc.assert(play, { numRuns: runs });
    },
  );

  test("was done at least once for every operation that reads, and refused for the rest in words", () => {
    const reading = operations.filter((one) => one.method === "GET").map(({ name }) => name);
    expect(reading.filter((name) => !answered.has(`${name} 200`))).toEqual([]);
    expect([...answered.keys()].filter((key) => / 5\d\d$/.test(key))).toEqual([]);
  });
});
