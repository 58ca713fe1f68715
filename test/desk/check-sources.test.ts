import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { checkSources } from "../../src/desk/check-sources.ts";
import type { Desk } from "../../src/desk/desk.ts";
import { type FeedSite, openFeedSite } from "../support/feed-site.ts";
import { rss } from "../support/feeds.ts";
import { layDesk } from "../support/model-desk.ts";

let site: FeedSite;
let place: { readonly desk: Desk; remove(): Promise<void> };
let desk: Desk;
beforeAll(async () => {
  site = await openFeedSite();
  place = await layDesk();
  const url = `${site.origin}/feed/`;
  const source = {
    name: "ravi",
    url,
    kind: "feed",
    poll: "* * * * *",
    categories: [],
    text: "full",
    newest: 3,
    settleMs: 0,
    ours: false,
  } as const;
  desk = { ...place.desk, settings: { ...place.desk.settings, sources: [source] } };
});
afterAll(async () => {
  await site.close();
  await place.remove();
});
beforeEach(() => {
  site.pages.clear();
  site.pages.set("/feed/", { body: rss([]) });
});

describe("what doctor says of a source", () => {
  it("warns where its site shares stories by itself, by its pages or its interfaces", async () => {
    site.pages.set("/", { body: '<script src="https://ravi.example/wp-content/plugins/blog2social/a.js"></script>' });
    site.pages.set("/wp-json/", {
      body: JSON.stringify({ namespaces: ["wp/v2", "jetpack/v4"], routes: { "/jetpack/v4/publicize/connections": {} } }),
    });
    const [checked] = await checkSources(desk, site.ports());
    expect(checked).toMatchObject({ source: "ravi", state: "connected" });
    expect(checked?.notes.join("\n")).toMatch(/Jetpack Social[\s\S]*every post twice[\s\S]*Blog2Social/);
  });

  it("warns of nothing that stories only speak of", async () => {
    site.pages.set("/", { body: "<p>We compared blog2social with Publicize.</p>" });
    site.pages.set("/wp-json/", { body: JSON.stringify({ namespaces: ["wp/v2", "oembed/1.0"] }) });
    expect(await checkSources(desk, site.ports())).toEqual([
      { source: "ravi", url: `${site.origin}/feed/`, state: "connected", notes: [] },
    ]);
  });

  it("tells that it can't be read, and why", async () => {
    site.pages.set("/feed/", { status: 403 });
    expect(await checkSources(desk, site.ports())).toMatchObject([
      { state: "refused", notes: [expect.stringContaining("answered with 403")] },
    ]);
  });
});
