/** The API against its own description: whatever is asked, and by whom, the answer is one that the description has. */
import { Validator } from "@seriousme/openapi-schema-validator";
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { add } from "../../../../src/desk/add.ts";
import { approve } from "../../../../src/desk/approve.ts";
import { operations } from "../../../../src/desk/operations/table.ts";
import { postsReport } from "../../../../src/desk/posts-report.ts";
import { openApi } from "../../../../src/faces/web/api/document.ts";
import { type ApiHouse, type Call, layApiHouse, type Reply, storyText } from "../../../support/api-house.ts";
import { anyText, type Known, mutated, type Schema, valid } from "../../../support/json-arbitrary.ts";
import { value } from "../../../support/people-desk.ts";
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
/** What each post would be approved as. */
let digests: ReadonlyMap<string, string> = new Map();
beforeAll(async () => {
  house = await layApiHouse();
  await postsEverywhere(house.desk);
  const roles = ["admin", "publisher", "editor", "writer"] as const;
  const whole = await Promise.all(roles.map((role) => house.key(role)));
  // Those that may do much ask most: an answer beyond 403 tells more.
  tokens = [whole[0], whole[0], whole[1], ...whole, await house.key("admin", ["read", "write"]), await house.key("editor", ["read"])].map(
    (token) => token ?? null,
  );
  known = {
    version: [1, 2],
    revision: [1, 2, 3],
    account: ["sandbox-x", "sandbox-instagram", "x"],
    accounts: [["sandbox-x"], []],
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
    cursor: [Buffer.from("1772344800000 0 a").toString("base64url")],
  };
});
afterAll(() => house.remove());

let stories = 100;

/** New drafts, and one that is approved; then what is known of all posts as they stand. */
async function restock(): Promise<void> {
  stories += 2;
  const bring = async (number: number) => value(await add(house.desk, [{ name: "more.md", bytes: Buffer.from(storyText(number)) }]));
  const [added] = await bring(stories);
  await bring(stories + 1);
  for (const { post } of added?.posts ?? []) value(await approve(house.desk, [post.id], { when: { kind: "next" } }));
  const all = await house.desk.store.posts();
  const reports = await postsReport(house.desk, await house.desk.store.views(all.map(({ id }) => id)));
  digests = new Map(reports.map(({ id, digest }) => [id ?? "", digest]));
  const fresh = reports.slice(-6).map(({ id }) => id);
  const summaries = [...new Set(all.map(({ summaryId }) => summaryId))];
  const ids = [...fresh, ...fresh, ...fresh, ...reports.map(({ id }) => id), ...summaries, ...summaries, "duplicate:1"];
  const approvals = reports
    .filter(({ state }) => state === "draft")
    .slice(-3)
    .map(({ id, digest }) => [{ id, digest }]);
  known = {
    ...known,
    id: ids,
    digest: [...digests.values()],
    summary: summaries,
    content: reports.map(({ content }) => content),
    posts: approvals,
  };
}

interface Request extends Call {
  readonly path: string;
}

const mostlyRight = <T>(right: fc.Arbitrary<T>, wrong: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 6, arbitrary: right }, { weight: 1, arbitrary: wrong });

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

/** An approval of what somebody saw, where the post in the path is known: any other digest is refused soon. */
function fitting(path: string, call: Call): Call {
  const digest = digests.get(path.split("/")[2] ?? "");
  const { json } = call;
  const isOne = typeof json === "object" && json !== null && "digest" in json && typeof json.digest === "string";
  return digest !== undefined && isOne && json.digest !== digest && digest < "d" ? { ...call, json: { ...json, digest } } : call;
}

function requests(path: string, method: string, operation: Described): fc.Arbitrary<Request> {
  const who = mostlyRight<string | null>(
    fc.constantFrom(...tokens),
    fc.constantFrom(null, "herald_", `herald_${"A".repeat(43)}`, ...tokens),
  );
  const own = fc.uuid();
  const name = fc.oneof(
    { weight: 6, arbitrary: fc.constant(undefined) },
    { weight: 3, arbitrary: own },
    { weight: 1, arbitrary: fc.constantFrom("one", "x".repeat(300)) },
  );
  const body = method === "post" ? bodies(operation) : fc.constant<Call>({});
  return fc.tuple(placed(path, operation.parameters ?? []), who, body, name).map(([place, token, call, once]) => ({
    path: place,
    ...fitting(place, call),
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
      // What only reads leaves everything as it is.
      if (method === "post" || digests.size === 0) await restock();
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
