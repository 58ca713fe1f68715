import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { approve } from "../../../src/desk/approve.ts";
import type { Meet } from "../../../src/desk/connect.ts";
import { ask as askForChanges } from "../../../src/desk/decide.ts";
import { openSession } from "../../../src/desk/opened.ts";
import { addPerson } from "../../../src/desk/people.ts";
import { approveFor, drafts } from "../../support/desk-posts.ts";
import { type Asking, type FiveVisitors, layFiveVisitors } from "../../support/five-visitors.ts";
import { marker, shows, suspectsIn } from "../../support/page-suspects.ts";
import { value, visitFrom } from "../../support/people-desk.ts";
import { sendAll } from "../../support/published.ts";
import { pages } from "./routes-by-hand.ts";

/** What attackers type; each carries the marker. */
const payloads = {
  script: `<script>alert("${marker}")</script>`,
  picture: `"><img src=x onerror=${marker}()>`,
  quote: `'-alert(1)-'${marker}`,
  field: `</textarea></title><script>${marker}</script>`,
  attribute: `" autofocus onfocus="${marker}()" x="`,
  template: `{{ '${marker}' | upcase }}{% raw %}{{${marker}}}`,
  address: `javascript:${marker}(1)`,
  vector: `<svg/onload=${marker}()>`,
  comment: `--><${marker}>`,
  direction: `\u202egnp.${marker}\u2066`,
  entity: `&lt;script&gt;${marker}&#x3c;/script&#x3e;`,
} as const;
const all = Object.entries(payloads);
/** All of them in one text, for fields that take many words. */
const everything = all.map(([name, payload]) => `${name} ${payload}`).join(" ; ");

const meet: Meet = async () => ({
  ok: true,
  remoteId: "1",
  name: payloads.script,
  url: payloads.address,
  notes: all.map(([, payload]) => payload),
});

let house: FiveVisitors;
beforeAll(async () => {
  house = await layFiveVisitors({ meet, standIns: async () => "<p>Readers.</p>" });
});
afterAll(() => house.remove());

const see = async (path: string, asking: Asking = {}) => {
  const answer = await house.ask("admin", path, asking);
  return { status: answer.status, html: await answer.text(), to: answer.headers.get("location"), headers: answer.headers };
};
const send = (path: string, fields: NonNullable<Asking["fields"]>) => see(path, { method: "POST", fields });

async function photograph(): Promise<Uint8Array<ArrayBuffer>> {
  const create = { width: 1080, height: 1350, channels: 3, background: "#335577" } as const;
  return Uint8Array.from(await sharp({ create }).jpeg().toBuffer());
}

/** Every page that stands by itself; the way back from a platform answers only what was asked. */
const standing = pages.filter(([method, path]) => method === "GET" && !/[:.]|callback$/.test(path)).map(([, path]) => path);

/** Each of our pages, and each post's and story's: what of a payload is more than text on them. */
async function suspects(): Promise<Readonly<Record<string, readonly string[]>>> {
  const posts = await house.desk.store.posts();
  const stories = new Set(posts.map(({ summaryId }) => `/summaries/${summaryId}`));
  const paths = [...standing, ...stories, ...posts.map(({ id }) => `/posts/${id}`), "/record?verify=yes", "/calendar?view=list"];
  const found: Record<string, readonly string[]> = {};
  for (const path of paths) {
    const { status, html } = await see(path);
    // Whoever is signed in is led on from the page for signing in.
    const own = [...(status === 200 || path === "/sign-in" ? [] : [`status ${status}`]), ...suspectsIn(html)];
    if (own.length > 0) found[path] = own;
  }
  return found;
}

describe("a page is read as browsers read it, and", () => {
  test.each(all.filter(([name]) => !["entity", "template", "quote"].includes(name)))(
    "what is not escaped is found: %s",
    (name, payload) => {
      const page = (body: string) => `<!doctype html><html><body><main>${body}</main></body></html>`;
      const raw = { attribute: `<input value="${payload}">`, address: `<a href="${payload}">x</a>`, comment: `<!-- ${payload} -->` };
      expect(suspectsIn(page(raw[name as keyof typeof raw] ?? `<p>${payload}</p>`))).not.toEqual([]);
    },
  );

  test("a page without any of it holds nothing suspect", async () => {
    expect(await suspects()).toEqual({});
  });
});

describe("what is stored comes out as text", () => {
  test("of a summary, in every field, however it is typed", async () => {
    for (const [name, payload] of all) {
      const fields = {
        text: `The council met on Monday, ${payload} said.\n\n${payload}\n\n“Water is ${payload} life,” the mayor said.`,
        title: `Council ${name} ${payload}`,
        tags: `water, ${payload.replaceAll(",", " ")}`,
        kind: "opinion",
        author: `Author ${payload}`,
        story: name,
        imageAlt: payload,
        imageCredit: payload,
        pictures: "ours",
        upload: new File([await photograph()], `${payload}.jpg`),
      };
      const { status, html, to } = await send("/summaries", fields);
      expect([name, status, suspectsIn(html)]).toEqual([name, expect.toSatisfy((code: number) => code === 303 || code === 422), []]);
      if (to !== null) expect(to).toMatch(/^\/summaries\/[\w-]+\?said=added$/);
    }
    expect((await house.desk.store.summaries()).length).toBeGreaterThanOrEqual(all.length / 2);
    expect(await suspects()).toEqual({});
  });

  test("of pictures that are none: they are judged by what is in them", async () => {
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" onload="${marker}()"/>`;
    for (const [bytes, type] of [
      [svg, "image/jpeg"],
      [`<html>${payloads.script}`, "image/png"],
      [`\u00ff\u00d8\u00ff<script>${marker}</script>`, "image/jpeg"],
      ["GIF89a", "image/gif"],
    ] as const) {
      const { status, html } = await send("/summaries", { text: "The council met.", upload: new File([bytes], "photo.jpg", { type }) });
      expect([bytes, status, suspectsIn(html)]).toEqual([bytes, 422, []]);
    }
    const [kept] = (await house.desk.store.summaries()).flatMap(({ summary }) => summary.image?.src.slice("kept:".length) ?? []);
    const shown = await see(`/pictures/${kept}.jpg`);
    expect([shown.status, shown.headers.get("content-type"), shown.headers.get("x-content-type-options")]).toEqual([
      200,
      "image/jpeg",
      "nosniff",
    ]);
  });

  test("of files, whatever they are called and say", async () => {
    for (const [name, payload] of all) {
      const text = `---\ntitle: ${JSON.stringify(`File ${name} ${payload}`)}\nlink: ${JSON.stringify(payload)}\n---\nThe council met on Tuesday. ${payload}\n`;
      const plain = `The council met on Wednesday, ${name}. ${payload}\n`;
      for (const bytes of [text, plain]) {
        const { status, html } = await send("/summaries", { files: new File([bytes], `${payload}.md`) });
        expect([name, [303, 422].includes(status), suspectsIn(html)]).toEqual([name, true, []]);
      }
    }
    expect((await house.desk.store.summaries()).some(({ summary }) => summary.source.includes(marker))).toBe(true);
    expect(await suspects()).toEqual({});
  });

  test("of a link that runs instead of leading anywhere: it is refused", async () => {
    for (const link of [payloads.address, `JaVaScRiPt:${marker}`, `data:text/html,${marker}`, `https://x.example/"onclick=${marker}`]) {
      const { html, status } = await send("/summaries", { text: `The council met again, ${link.length}.`, link });
      expect([link, suspectsIn(html)]).toEqual([link, []]);
      if (!link.startsWith("https:")) expect([link, status]).toEqual([link, 422]);
    }
    expect(await suspects()).toEqual({});
  });

  test("of a post's words and alt texts", async () => {
    const ids = await drafts(house.desk, { number: 1 });
    for (const platform of ["x", "instagram", "youtube-community"] as const) {
      const id = ids(platform);
      const checked = await send(`/posts/${id}/check`, { text: everything, alt: everything });
      expect([checked.status, suspectsIn(checked.html)]).toEqual([200, []]);
      expect(shows(checked.html, payloads.script)).toBe(true);
      const { status, html } = await send(`/posts/${id}/edit`, { text: everything, alt: everything });
      expect([[303, 422].includes(status), suspectsIn(html)]).toEqual([true, []]);
      expect(shows((await see(`/posts/${id}`)).html, payloads.script)).toBe(true);
    }
    expect(await suspects()).toEqual({});
  });

  test("of reasons, notes and what the brake says", async () => {
    const ids = await drafts(house.desk, { number: 2 });
    value(await askForChanges(house.desk, [ids("x")], everything));
    expect((await send(`/posts/${ids("instagram")}/ask`, { note: everything })).status).toBe(303);
    expect((await send(`/posts/${ids("youtube-community")}/reject`, { reason: everything })).status).toBe(303);
    expect((await send("/pause", { reason: everything })).status).toBe(303);
    expect((await send("/pause", { reason: everything, account: "sandbox-x" })).status).toBe(303);
    expect(shows((await see("/")).html, payloads.script)).toBe(true);
    expect(await suspects()).toEqual({});
    expect(shows((await see("/record")).html, payloads.script)).toBe(true);
    await send("/resume", {});
    await send("/resume", { account: "sandbox-x" });
  });

  test("of what is out: addresses, hand-offs, corrections and stories taken back", async () => {
    const ids = await drafts(house.desk, { number: 3 });
    for (const platform of ["x", "instagram", "youtube-community"] as const)
      await sendAll(house.desk, await approveFor(house.desk, ids(platform), { kind: "now" }));
    const youtube = ids("youtube-community");
    const address = `https://www.youtube.com/post/Ugkx${"a".repeat(32)}?x="><script>${marker}</script>`;
    for (const url of [payloads.address, payloads.picture, address])
      expect(suspectsIn((await send(`/posts/${youtube}/done`, { how: "url", url })).html)).toEqual([]);
    expect(await suspects()).toEqual({});
    const made = await send(`/posts/${ids("x")}/correct`, { was: payloads.script, now: everything });
    expect(suspectsIn(made.html)).toEqual([]);
    const story = (await house.desk.store.view(ids("x")))?.post.summaryId;
    expect((await send(`/summaries/${story}/withdraw`, { reason: everything })).status).toBe(303);
    expect(shows((await see(`/summaries/${story}`)).html, payloads.script)).toBe(true);
    expect(await suspects()).toEqual({});
  });

  test("of people, their browsers, and what platforms call themselves", async () => {
    for (const [name, payload] of all) {
      const { html, status } = await send("/people", { name: payload, email: `${name}@example.org`, role: "writer" });
      expect([name, [200, 422].includes(status), suspectsIn(html)]).toEqual([name, true, []]);
      expect(suspectsIn((await send("/people", { name: "Dua", email: `${payload}@example.org`, role: payload })).html)).toEqual([]);
    }
    expect(shows((await see("/people")).html, payloads.script)).toBe(true);
    const odd = await addPerson(house.desk, { name: "Odd", email: "'onload='x'@example.org", role: "writer", systemUser: payloads.script });
    expect(odd.ok).toBe(true);
    const proof = await house.desk.store.people.proofOf("admin@example.org");
    for (const [, agent] of all)
      if (proof)
        await openSession(
          house.desk,
          proof.person,
          { kind: "password", encoded: proof.password ?? "" },
          { ...visitFrom("192.0.2.1"), agent },
        );
    expect(shows((await see("/me")).html, payloads.script)).toBe(true);
    const asked = await send("/accounts/sandbox-x/ask", {});
    expect([asked.status, suspectsIn(asked.html), shows(asked.html, payloads.script)]).toEqual([200, [], true]);
    expect(await suspects()).toEqual({});
  });

  test("in a calendar that others subscribe to: no line of it is a payload's", async () => {
    const ids = await drafts(house.desk, { number: 4 });
    await send(`/posts/${ids("x")}/edit`, { text: `END:VEVENT\r\nATTACH:javascript:${marker}\r\n${payloads.script}` });
    await approve(house.desk, [ids("x")], { when: { kind: "next" } });
    const { html } = await send("/calendar/address", {});
    const path = /https:\/\/herald\.example\.org(\/calendar\/[\w-]+\.ics)/.exec(html)?.[1] ?? "";
    const feed = await see(path);
    expect([feed.status, feed.headers.get("content-type")]).toEqual([200, "text/calendar; charset=utf-8"]);
    expect(feed.html.split("\r\n").filter((line) => /^ATTACH/i.test(line))).toEqual([]);
  });
});

describe("what is asked for comes back as text", () => {
  const keys = ["q", "said", "next", "account", "language", "page", "week", "view", "story", "before", "verify", "back", "state", marker];

  test.each(standing)("in the address of %s", async (path) => {
    for (const [name, payload] of all)
      for (const query of [new URLSearchParams(keys.map((key) => [key, payload])).toString(), payload.replaceAll("#", "")]) {
        const { status, html, to } = await see(`${path}?${query}`);
        expect([name, status < 500, suspectsIn(html)]).toEqual([name, true, []]);
        if (to !== null) expect(to).toBe("/");
      }
  });

  test("in addresses of what isn't there", async () => {
    for (const [name, payload] of all)
      for (const place of ["/posts", "/summaries", "/invitation", "/pictures", "/calendar", "/media", "/assets/x", "/nowhere", "/people"]) {
        const { status, html, headers } = await see(`${place}/${encodeURIComponent(payload)}`);
        const isPage = headers.get("content-type")?.startsWith("text/html") ?? false;
        expect([name, place, status, isPage ? suspectsIn(html) : []]).toEqual([name, place, 404, []]);
      }
  });

  test("in what was typed and refused", async () => {
    const fields = (payload: string) => ({
      ...Object.fromEntries(keys.map((key) => [key, payload])),
      ...Object.fromEntries(
        ["email", "password", "name", "role", "zone", "url", "at", "reason", "text", "digest", "override", "title"].map((key) => [
          key,
          payload,
        ]),
      ),
      ...Object.fromEntries(
        ["link", "date", "embargo", "expires", "image", "accounts", "fileName", "fileText", "version"].map((key) => [key, payload]),
      ),
      post: ["one", payload],
      "url-one": payload,
      when: "at",
      how: "scheduled",
      seen: "took",
    });
    const ids = await drafts(house.desk, { number: 5 });
    const story = (await house.desk.store.view(ids("x")))?.post.summaryId ?? "";
    const filled = (path: string) => {
      const [, about] = path.split("/");
      return path.replace(/:\w+/, { posts: ids("x"), summaries: story, people: "writer", accounts: "sandbox-x" }[about ?? ""] ?? "x");
    };
    for (const [method, path, who] of pages) {
      if (method !== "POST" || /sign-out|cancel|withdraw|disable|passkey/.test(path)) continue;
      for (const [name, payload] of all) {
        const asker = who === "open" ? "stranger" : "admin";
        const answer = await house.ask(asker, filled(path), { method, fields: fields(payload) });
        const html = await answer.text();
        expect([path, name, answer.status < 500, suspectsIn(html)]).toEqual([path, name, true, []]);
        expect([path, answer.headers.get("location") ?? "/"]).toEqual([path, expect.stringMatching(/^\/(?![/\\])/)]);
      }
    }
    expect(await suspects()).toEqual({});
  });
});

describe("nobody is led elsewhere", () => {
  const elsewhere = [
    "//evil.example.org",
    "\\\\evil.example.org",
    "/\\evil.example.org",
    "/\t/evil.example.org",
    "/\n/evil.example.org",
    "https://evil.example.org",
    "https:evil.example.org",
    "javascript:alert(1)",
    " //evil.example.org",
    "\u0001//evil.example.org",
    "/\u0000/evil.example.org",
    "evil.example.org",
    "@evil.example.org",
    "",
  ];

  test.each(elsewhere)("by %j", async (next) => {
    for (const path of ["/pause", "/resume"]) {
      const { to } = await send(path, { back: next, reason: "x" });
      expect([path, to]).toEqual([path, path === "/pause" ? "/?said=paused" : "/?said=resumed"]);
    }
    expect((await send("/calendar/zone", { back: next, zone: "Asia/Karachi" })).to).toBe("/");
    expect((await see(`/sign-in?next=${encodeURIComponent(next)}`)).to).toBe("/");
    const asked = await house.ask("stranger", `/sign-in?next=${encodeURIComponent(next)}`);
    expect(await asked.text()).toContain('name="next" value="/"');
  });

  test("and an address with letters of any script leads there", async () => {
    expect((await send("/pause", { back: "/?q=پانی", reason: "x" })).to).toBe(`/?q=${encodeURIComponent("پانی")}&said=paused`);
    await send("/resume", {});
  });
});

describe("every page", () => {
  test("says that nothing else may run, frame it, or be sent to from it, and that nobody keeps it", async () => {
    for (const path of [...standing.filter((one) => one !== "/stand-ins"), "/nowhere", "/posts/none"]) {
      const { headers, status } = await see(path);
      const policy = headers.get("content-security-policy") ?? "";
      expect([path, /unsafe|\*|http:/.test(policy)]).toEqual([path, false]);
      expect([path, policy.includes("default-src 'none'"), policy.includes("frame-ancestors 'none'")]).toEqual([path, true, true]);
      expect([path, headers.get("x-content-type-options"), headers.get("cross-origin-resource-policy")]).toEqual([
        path,
        "nosniff",
        "same-origin",
      ]);
      const isPage = status === 200 && (headers.get("content-type") ?? "").startsWith("text/html");
      if (isPage) expect([path, headers.get("cache-control"), headers.get("referrer-policy")]).toEqual([path, "no-store", "same-origin"]);
    }
  });
});
