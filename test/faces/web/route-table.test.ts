import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { add } from "../../../src/desk/add.ts";
import { operations } from "../../../src/desk/operations/table.ts";
import { roles } from "../../../src/domain/person.ts";
import { routeOf } from "../../../src/faces/web/api/api.ts";
import { deskRoutes } from "../../../src/faces/web/desk.ts";
import type { Need } from "../../../src/faces/web/routes.ts";
import { may } from "../../../src/pipeline/rights.ts";
import { drafts } from "../../support/desk-posts.ts";
import { type Asking, type FiveVisitors, layFiveVisitors, type VisitorKind, visitors } from "../../support/five-visitors.ts";
import { comeIn, value } from "../../support/people-desk.ts";
import { forAll, pages, type Row, type Who } from "./routes-by-hand.ts";

let house: FiveVisitors;
/** What stands in an address for each name in its pattern, by what the address is about. */
let places: Readonly<Record<string, string>>;
beforeAll(async () => {
  house = await layFiveVisitors({ standIns: async () => "<p>Readers see this.</p>" });
  const id = (await drafts(house.desk))("x");
  const [added] = value(await add(house.desk, [{ name: "second.md", bytes: Buffer.from("The council met on Monday.\n") }]));
  await comeIn(house.desk, "Zara", "writer");
  places = {
    posts: id,
    summaries: added?.posts[0]?.post.summaryId ?? "",
    people: "zara",
    accounts: "sandbox-x",
    incidents: "held:none:1",
    invitation: "A".repeat(43),
    pictures: `${"0".repeat(64)}.jpg`,
    calendar: `${"A".repeat(43)}.ics`,
  };
});
afterAll(() => house.remove());

/** The pattern with something in the place of each name: a pattern's own braces hold no slash. */
function pathOf(pattern: string): string {
  const about = pattern.split("/")[1] ?? "";
  return pattern.replace(/:\w+(\{.*\})?(?=\/|$)/, places[about] ?? "x");
}

/** Fields of every form at once: a page takes those that it knows. */
const fields = {
  reason: "A reason.",
  note: "A note.",
  title: "A title",
  text: "The council met on Monday.",
  name: "Dua Malik",
  email: "dua@example.org",
  role: "editor",
  password: "wrong wrong wrong",
  current: "wrong wrong wrong",
  next: "meadow anchor violet stone",
  when: "next",
  at: "2026-12-01T09:00",
  digest: "0".repeat(64),
  post: `none ${"0".repeat(64)}`,
  zone: "Asia/Karachi",
  seen: "absent",
  how: "unverified",
  version: "1",
};

function askAs(who: VisitorKind, [method, path]: Row, asking: Asking = {}): Promise<Response> {
  return house.ask(who, pathOf(path), { method, ...(method === "POST" ? { fields } : {}), ...asking });
}

/** How far an answer let somebody in. */
async function verdict(response: Response): Promise<string> {
  const location = response.headers.get("location") ?? "";
  await response.text();
  if (response.status === 303 && /^\/sign-in(\?next=|$)/.test(location)) return "to sign in";
  if (response.status === 401) return "unknown";
  if (response.status === 403) return "forbidden";
  return response.status < 500 ? "let in" : `broken (${response.status})`;
}

function mayAsk(who: VisitorKind, least: Who): boolean {
  if (least === "open") return true;
  if (who === "stranger") return false;
  return least === "signed-in" || roles.indexOf(who) >= roles.indexOf(least);
}

function expected(who: VisitorKind, [method, , least]: Row): string {
  if (mayAsk(who, least)) return "let in";
  if (who === "stranger") return method === "GET" ? "to sign in" : "unknown";
  return "forbidden";
}

function whoMay(need: Need): Who {
  if (need === "open" || need === "signed-in") return need;
  return roles.find((role) => may({ id: role, role }, need)) ?? "admin";
}

const byName = (one: readonly string[], other: readonly string[]) => one.join(" ").localeCompare(other.join(" "));

describe("the table of routes", () => {
  test("holds every page of the desk, with who may ask for it", () => {
    const inCode = deskRoutes(house.site).table.map(({ method, path, need }): Row => [method, path, whoMay(need)]);
    expect(inCode.toSorted(byName)).toEqual(pages.toSorted(byName));
  });

  test("holds every address of the whole server: nothing is answered but through it", () => {
    const answered = house.app.routes.filter(({ method }) => method !== "ALL").map(({ method, path }) => [method, path]);
    const forPrograms = [["GET", "/api/openapi.json"], ...operations.map((operation) => [operation.method, routeOf(operation)])];
    const written = [...forAll, ...pages.map(([method, path]) => [method, path]), ...forPrograms];
    expect(answered.toSorted(byName)).toEqual(written.toSorted(byName));
    // What stands below /api is asked by key, and judged in `api/rights.test.ts`.
    const everywhere = house.app.routes.filter(({ method }) => method === "ALL").map(({ path }) => path);
    expect(new Set(everywhere)).toEqual(new Set(["/*", "/api/*"]));
  });
});

/** What a browser says of a request that another site's page began. */
const elsewhere: readonly Readonly<Record<string, string>>[] = [
  { Origin: "https://evil.example.org" },
  { Origin: "null" },
  { Origin: "https://herald.example.org.evil.example.org" },
  { "Sec-Fetch-Site": "cross-site" },
  { "Sec-Fetch-Site": "same-site" },
];

describe.each(pages)("%s %s (%s)", (...row) => {
  const [method, path, least] = row;
  const head = async () => (await house.desk.store.audit.head())?.seq;

  test("lets in whoever may, and nobody else", async () => {
    const found: Record<string, string> = {};
    for (const who of visitors) {
      const before = await head();
      found[who] = await verdict(await askAs(who, row));
      // Some of them end the session that asks.
      await house.renew(who);
      if (!mayAsk(who, least)) expect([who, await head()]).toEqual([who, before]);
    }
    expect(found).toEqual(Object.fromEntries(visitors.map((who) => [who, expected(who, row)])));
  });

  test.runIf(method === "POST")("takes no form without its sender's token, unless nobody has one yet", async () => {
    const before = await head();
    for (const who of visitors)
      for (const token of ["none", "wrong"] as const) {
        const own = expected(who, row);
        const wanted = least !== "open" && own === "let in" ? "forbidden" : own;
        expect([who, token, await verdict(await askAs(who, row, { token }))]).toEqual([who, token, wanted]);
      }
    expect(await head()).toBe(before);
  });

  test("takes nothing from another site's page, and shows what it shows anyway", async () => {
    const before = await head();
    for (const who of visitors)
      for (const headers of elsewhere) {
        const wanted = method === "POST" ? "forbidden" : expected(who, row);
        expect([who, headers, await verdict(await askAs(who, row, { headers }))]).toEqual([who, headers, wanted]);
      }
    if (method === "POST") expect(await head()).toBe(before);
  });

  test("answers no other method, and takes none for another", async () => {
    for (const other of ["PUT", "PATCH", "DELETE", "OPTIONS"])
      expect([other, (await house.ask("admin", pathOf(path), { method: other, fields })).status]).toEqual([other, 404]);
    if (method === "POST") return;
    const before = await head();
    const disguised = { "X-HTTP-Method-Override": "POST", "X-Method-Override": "DELETE" };
    expect(await verdict(await askAs("admin", row, { headers: disguised }))).toBe("let in");
    expect(await head()).toBe(before);
    expect(await verdict(await askAs("stranger", row, { method: "HEAD" }))).toBe(expected("stranger", row));
  });
});

describe("what a post's own approvers decide", () => {
  test("is refused to whoever its account doesn't name, though they are signed in", async () => {
    const id = (await drafts(house.desk, { number: 7 }))("x");
    const state = async () => (await house.desk.store.view(id))?.post.state;
    const html = await (await house.ask("writer", `/posts/${id}`)).text();
    const digest = /name="digest" value="([0-9a-f]{64})"/.exec(html)?.[1] ?? "";
    const seen = { method: "POST", fields: { digest, when: "next" } } as const;
    const decide = async (who: VisitorKind, act: string) => [(await house.ask(who, `/posts/${id}/${act}`, seen)).status, await state()];
    expect(await decide("writer", "approve")).toEqual([422, "draft"]);
    expect(await decide("editor", "approve")).toEqual([303, "approved"]);
    expect(await decide("writer", "unapprove")).toEqual([422, "approved"]);
    expect(await decide("editor", "unapprove")).toEqual([303, "draft"]);
  });
});
