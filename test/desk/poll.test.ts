import { gzipSync } from "node:zlib";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { approve } from "../../src/desk/approve.ts";
import type { Desk } from "../../src/desk/desk.ts";
import { poll, pollDry } from "../../src/desk/poll.ts";
import type { Source } from "../../src/domain/source.ts";
import { type FeedSite, openFeedSite } from "../support/feed-site.ts";
import { atom, jsonFeed, rdf, rss, type Told, wordpressPosts } from "../support/feeds.ts";
import { layPeopleDesk, type PeopleDesk } from "../support/people-desk.ts";
import { sendAll } from "../support/published.ts";

const minuteMs = 60_000;
let site: FeedSite;
let place: PeopleDesk;
let desk: Desk;
beforeAll(async () => {
  site = await openFeedSite();
});
afterAll(() => site.close());
beforeEach(async () => {
  site.pages.clear();
  site.asked.length = 0;
  place = await layPeopleDesk();
  desk = place.desk;
});
afterEach(() => place.remove());

const source = (change: Partial<Source> = {}): Source => ({
  ...{ name: "ravi", url: `${site.origin}/feed/`, kind: "feed", poll: "*/10 * * * *", categories: [], text: "full" },
  ...{ newest: 3, settleMs: 10 * minuteMs, ours: true },
  ...change,
});

const topics = ["canal lining", "school meals", "grid metering", "crop insurance", "rural clinics", "port dredging"];
function told(index: number, change: Partial<Told> = {}): Told {
  const topic = topics[index % topics.length];
  return {
    id: `https://ravi.example/?p=${index}`,
    title: `Cabinet approves plan ${index} for ${topic}`,
    html: `<p>The cabinet approved plan ${index} for ${topic} on Monday. It costs Rs${index + 2} billion.</p><p>Three districts of the province will see the work begin in the spring.</p>`,
    link: `${site.origin}/story-${index}/?utm_source=feed`,
    categories: ["Policy"],
    at: desk.clock.now() - index * 3_600_000,
    ...change,
  };
}

const serve = (body: string | Uint8Array, headers: Readonly<Record<string, string>> = {}, path = "/feed/") =>
  site.pages.set(path, { body, headers });
const look = (change: Partial<Source> = {}) => poll(desk, source(change), site.ports());
const stories = () => desk.store.summaries();
async function lookTwice(change: Partial<Source> = {}): Promise<void> {
  await look(change);
  place.clock.pass(10 * minuteMs);
  await look(change);
}

describe("a source", () => {
  it.each([
    ["RSS", rss, "feed", "/feed/"],
    ["Atom", atom, "feed", "/feed/"],
    ["RDF", rdf, "feed", "/feed/"],
    ["JSON Feed", jsonFeed, "feed", "/feed/"],
    ["WordPress", wordpressPosts, "wordpress", "/wp-json/wp/v2/posts?_embed=author%2Cwp%3Afeaturedmedia%2Cwp%3Aterm&per_page=20"],
  ] as const)("in the form of %s is taken whole, with what belongs to it", async (form, write, kind, path) => {
    const withPicture = { image: "https://ravi.example/canal.jpg", alt: "Workers line a canal" };
    serve(write([told(0, withPicture)]), {}, path);
    const url = `${site.origin}${path.replace(/\?.*/, "")}`;
    await lookTwice({ kind, url });
    const [{ summary } = expect.fail("nothing was taken")] = await stories();
    expect(summary).toMatchObject({
      title: "Cabinet approves plan 0 for canal lining",
      paragraphs: [
        "The cabinet approved plan 0 for canal lining on Monday. It costs Rs2 billion.",
        "Three districts of the province will see the work begin in the spring.",
      ],
      link: `${site.origin}/story-0/`,
      tags: ["Policy"],
      language: "en",
      author: "Hina Baloch",
      source: url,
    });
    expect(summary.date).toMatch(/^\d{4}-\d\d-\d\d$/);
    if (form !== "RDF") expect(summary.image).toMatchObject({ src: "https://ravi.example/canal.jpg", ours: true });
    if (form === "RSS" || form === "WordPress") expect(summary.image?.alt).toBe("Workers line a canal");
    expect((await desk.store.posts({ summaryId: summary.id })).length).toBe(desk.settings.accounts.length);
  });

  it("is first met with its newest stories only, and each is taken only once it has stood unchanged for ten minutes", async () => {
    serve(rss([0, 1, 2, 3, 4, 5].map((index) => told(index))));
    await look();
    expect(await stories()).toEqual([]);
    place.clock.pass(9 * minuteMs);
    serve(rss([told(0), told(1, { title: "Cabinet approves another plan" }), told(2), told(3), told(4), told(5)]));
    await look();
    expect(await stories()).toEqual([]);
    place.clock.pass(minuteMs);
    const second = await look();
    expect((await stories()).map(({ summary }) => summary.title).sort()).toEqual([told(0).title, told(2).title]);
    expect(second.again).toBe(desk.clock.now() + 9 * minuteMs);
    place.clock.pass(9 * minuteMs);
    await look();
    place.clock.pass(60 * minuteMs);
    await look();
    expect((await stories()).length).toBe(3);
  });

  it("brings the same story once, whatever becomes of its address, its time and its name", async () => {
    serve(rss([told(0)]));
    await lookTwice();
    const changes: Partial<Told>[] = [
      { link: `${site.origin}/moved/?fbclid=1` },
      { at: desk.clock.now() + minuteMs },
      { id: "another-name" },
      { id: "a-third-name", link: `${site.origin}/moved-again/` },
    ];
    for (const change of changes) {
      serve(rss([told(0, change), told(0, { ...change, id: "twice in one feed" })]));
      await lookTwice();
    }
    expect((await stories()).length).toBe(1);
    expect((await stories())[0]?.version ?? 1).toBe(1);
  });

  it("leaves the archive where it is, also when more of it is shown later", async () => {
    serve(rss([told(0)]));
    await lookTwice();
    serve(rss([told(0), told(30), told(31)]));
    await lookTwice();
    expect((await stories()).length).toBe(1);
  });

  it("takes only the categories that it is to take, and the excerpt where that is the summary", async () => {
    serve(
      rss([
        told(0, { excerpt: "<p>The plan in short: canals are lined. More follows [&hellip;]</p>" }),
        told(1, { categories: ["Sport"] }),
      ]),
    );
    await lookTwice({ categories: ["policy"], text: "excerpt" });
    expect((await stories()).map(({ summary }) => summary.paragraphs)).toEqual([["The plan in short: canals are lined."]]);
  });

  it("is asked only whether anything changed, once nothing waits", async () => {
    serve(rss([told(0)]), { etag: '"one"', "last-modified": "Mon, 02 Mar 2026 06:00:00 GMT" });
    await lookTwice();
    site.asked.length = 0;
    expect((await look()).kind).toBe("unchanged");
    expect(site.asked[0]?.headers).toMatchObject({ "if-none-match": '"one"', "if-modified-since": "Mon, 02 Mar 2026 06:00:00 GMT" });
  });

  it("is read in whichever encoding it names, packed or not", async () => {
    const text = rss([told(0, { title: "Café owners’ levy: 5 % – «approved»" })]);
    const latin = Buffer.from(text.replace("UTF-8", "windows-1252").replaceAll("’", "\u0092").replaceAll("–", "\u0096"), "latin1");
    serve(gzipSync(latin), { "content-encoding": "gzip", "content-type": "text/xml" });
    await lookTwice();
    expect((await stories())[0]?.summary.title).toBe("Café owners’ levy: 5 % – «approved»");
  });

  it("that fails is left alone for longer and longer, says why, and is read again once it answers", async () => {
    site.pages.set("/feed/", { status: 503, headers: { "retry-after": "1800" } });
    const first = await look();
    expect(first.lines.join()).toContain("was answered with 503");
    expect((await look()).kind).toBe("busy");
    place.clock.pass(29 * minuteMs);
    expect((await look()).kind).toBe("busy");
    place.clock.pass(minuteMs);
    serve(rss([told(0)]));
    expect((await look()).kind).toBe("read");
    expect((await desk.store.sources.list())[0]).toMatchObject({ failures: 0, problem: null });
  });

  it("is in one hand at a time", async () => {
    serve(rss([told(0)]));
    const kinds = await Promise.all([look(), look(), look()]);
    expect(kinds.map(({ kind }) => kind).sort()).toEqual(["busy", "busy", "read"]);
  });

  it("brings a story once although the process died between taking it and writing that down", async () => {
    serve(rss([told(0)]));
    await look();
    place.clock.pass(10 * minuteMs);
    const real = desk.store.sources;
    const dies = { ...real, keepItem: () => Promise.reject(new Error("killed")) };
    await expect(poll({ ...desk, store: { ...desk.store, sources: dies } }, source(), site.ports())).rejects.toThrow("killed");
    expect((await stories()).length).toBe(1);
    expect((await look()).kind).toBe("busy");
    place.clock.pass(10 * minuteMs);
    expect((await look()).lines.join()).toContain("which was there already");
    expect((await stories()).length).toBe(1);
    expect((await real.items("ravi"))[0]?.story).toBe((await stories())[0]?.summary.id);
  });

  it("can be looked at without anything being written", async () => {
    serve(rss([told(0)]));
    const dry = await pollDry(desk, source(), site.ports());
    expect(dry.lines.join("\n")).toContain(`"${told(0).title}" would be taken`);
    expect([await stories(), await desk.store.sources.list()]).toEqual([[], []]);
  });

  it.each([
    ["a web page", { body: "<html><body>Hello</body></html>" }, /web page, and no feed/],
    ["nothing", { body: "" }, /no feed/],
    ["half a feed", { body: "<rss><channel><item>" }, /no feed/],
    [
      "words of its own",
      { body: '<!DOCTYPE rss [<!ENTITY a "b">]><rss version="2.0"><channel><title>&a;</title></channel></rss>' },
      /no feed/,
    ],
    ["too much", { body: Buffer.alloc(1_000_000, "a"), endless: true }, /more than 10 MB/],
    [
      "a little that unpacks to too much",
      { body: gzipSync(Buffer.alloc(50_000_000)), headers: { "content-encoding": "gzip" } },
      /more than 10 MB/,
    ],
    ["a circle", { status: 302, headers: { location: "/feed/" } }, /leads on and on/],
    ["the way into a private network", { status: 302, headers: { location: "https://169.254.169.254/latest" } }, /private network/],
    ["no answer", { hangs: true }, /too long/],
    ["bytes of no encoding", { body: Buffer.from([0x3c, 0xff, 0xfe, 0xc3]) }, /encoding/],
  ] as const)("that answers with %s is refused in a sentence, and nothing is taken", async (_, page, why) => {
    site.pages.set("/feed/", page);
    const polled = await poll(desk, source(), site.ports({ timeoutMs: 1_000 }));
    expect(polled.kind).toBe("failed");
    expect(polled.lines.join()).toMatch(why);
    expect(await stories()).toEqual([]);
  });

  it.each(["127.0.0.1", "169.254.169.254", "[::1]", "10.1.2.3"])("at %s is never asked", async (host) => {
    const { isPublic: _, ...real } = site.ports();
    const polled = await poll(desk, source({ url: `https://${host}/feed/` }), real);
    expect(polled.lines.join()).toContain("lies in a private network");
  });

  it("is not asked where its name leads into a private network, however often its answer changes", async () => {
    serve(rss([told(0)]));
    let looked = 0;
    const resolve = async () => (looked++ === 0 ? ["127.0.0.1"] : ["10.0.0.1"]);
    expect((await poll(desk, source(), site.ports({ resolve }))).kind).toBe("read");
    place.clock.pass(10 * minuteMs);
    expect((await poll(desk, source(), site.ports({ resolve }))).lines.join()).toContain("private network");
  });
});

describe("a story that changes at its source", () => {
  async function approvedStory(): Promise<string> {
    serve(rss([told(0)]));
    await lookTwice();
    const id = (await stories())[0]?.summary.id ?? "";
    const [post] = await desk.store.posts({ summaryId: id });
    const approved = await approve(desk, [post?.id ?? ""], { when: { kind: "next" } });
    expect(approved).toMatchObject({ ok: true });
    return id;
  }
  const changed = () => told(0, { html: told(0).html.replace("Rs2 billion", "Rs9 billion") });

  it("is composed anew once the change has stood, and loses its approvals", async () => {
    const id = await approvedStory();
    serve(rss([changed()]));
    await look();
    expect((await desk.store.summary(id))?.version ?? 1).toBe(1);
    place.clock.pass(10 * minuteMs);
    await look();
    expect(await desk.store.summary(id)).toMatchObject({ version: 2 });
    expect(JSON.stringify((await desk.store.summary(id))?.summary.paragraphs)).toContain("Rs9 billion");
    expect(new Set((await desk.store.posts({ summaryId: id })).map(({ state }) => state))).toEqual(new Set(["draft"]));
  });

  async function publishedStory(): Promise<{ readonly id: string; readonly x: string }> {
    serve(rss([told(0)]));
    await lookTwice();
    const id = (await stories())[0]?.summary.id ?? "";
    const x = (await desk.store.posts({ summaryId: id })).find(({ platform }) => platform === "x")?.id ?? "";
    expect(await approve(desk, [x], { when: { kind: "now" } })).toMatchObject({ ok: true });
    expect((await sendAll(desk, x)).post.state).toBe("published");
    return { id, x };
  }

  it("is offered to be corrected where readers see what it bears out no more, and nothing is corrected by itself", async () => {
    const { x } = await publishedStory();
    const before = await desk.store.view(x);
    serve(rss([changed()]));
    await lookTwice();
    const [item] = await desk.store.sources.items("ravi");
    expect(item?.note).toContain(`\`herald correct ${x}\``);
    expect(await desk.store.view(x)).toMatchObject({ post: before?.post, journal: before?.journal });
  });

  it("is not offered to be corrected where all that readers see still stands in it", async () => {
    const { id } = await publishedStory();
    serve(rss([told(0, { html: `${told(0).html}<p>The finance ministry will publish the contracts in March.</p>` })]));
    await lookTwice();
    expect(await desk.store.summary(id)).toMatchObject({ version: 2 });
    expect((await desk.store.sources.items("ravi"))[0]?.note).toBeNull();
  });

  it("is only told of where somebody changed it here since", async () => {
    const id = await approvedStory();
    const { revise } = await import("../../src/desk/revise.ts");
    const own = Buffer.from("---\ntitle: In our own words\n---\n\nThe cabinet approved the canal plan. It costs Rs3 billion.\n");
    expect(await revise(desk, id, { name: "own.md", bytes: own })).toMatchObject({ ok: true });
    serve(rss([changed()]));
    await lookTwice();
    expect((await desk.store.summary(id))?.summary.title).toBe("In our own words");
    expect((await desk.store.sources.items("ravi"))[0]?.note).toMatch(/changed at its source and not here/);
  });
});

describe("a story that is removed at its source", () => {
  async function scheduled(): Promise<string> {
    site.pages.set("/story-0/", { body: "<p>here</p>" });
    serve(rss([told(0)]));
    await lookTwice();
    const id = (await stories())[0]?.summary.id ?? "";
    const [post] = await desk.store.posts({ summaryId: id });
    expect(await approve(desk, [post?.id ?? ""], { when: { kind: "next" } })).toMatchObject({ ok: true });
    return id;
  }
  const states = async (id: string) => (await desk.store.posts({ summaryId: id })).map(({ state }) => state);

  it("is held back only after its page was missing twice, ten minutes apart, while the site answers", async () => {
    const id = await scheduled();
    serve(rss([]));
    site.pages.set("/story-0/", { status: 410 });
    const first = await look();
    expect(await states(id)).toContain("approved");
    place.clock.pass(9 * minuteMs);
    await look();
    expect(await states(id)).toContain("approved");
    place.clock.pass(minuteMs);
    expect(first.again).toBe(desk.clock.now());
    const told = await look();
    expect(await states(id)).not.toContain("approved");
    expect(told.lines.join()).toMatch(/removed at its source; held back: /);
    expect((await desk.store.summary(id))?.withdrawn).toBe(false);
  });

  it("is not taken for removed where it only fell off the end of the feed, or the whole site is away", async () => {
    const id = await scheduled();
    serve(rss([]));
    await lookTwice();
    site.pages.set("/story-0/", { status: 404 }).set("/", { status: 503 });
    await lookTwice();
    expect(await states(id)).toContain("approved");
    site.pages.set("/", { status: 200 });
    await look();
    site.pages.set("/story-0/", { body: "<p>back</p>" });
    place.clock.pass(10 * minuteMs);
    await look();
    expect(await states(id)).toContain("approved");
  });
});
