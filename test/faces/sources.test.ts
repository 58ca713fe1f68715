import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { Desk } from "../../src/desk/desk.ts";
import { pollNow, sourceNotes, sources } from "../../src/desk/sources.ts";
import type { Source } from "../../src/domain/source.ts";
import { openLog } from "../../src/edge/log.ts";
import { runSources } from "../../src/faces/sources.ts";
import { type FeedSite, openFeedSite } from "../support/feed-site.ts";
import { rss } from "../support/feeds.ts";
import { layDesk } from "../support/model-desk.ts";

let site: FeedSite;
let place: { readonly desk: Desk; remove(): Promise<void> };
let desk: Desk;
beforeAll(async () => {
  site = await openFeedSite();
});
afterAll(() => site.close());
beforeEach(async () => {
  site.asked.length = 0;
  place = await layDesk();
  const ravi: Source = {
    ...{ name: "ravi", url: `${site.origin}/feed/`, kind: "feed", poll: "0 0 1 1 *", categories: [], text: "full" },
    ...{ newest: 3, settleMs: 300, ours: false },
  };
  desk = { ...place.desk, settings: { ...place.desk.settings, sources: [ravi] } };
  const html = "<p>The cabinet approved the canal plan on Monday. It costs Rs2 billion.</p>";
  site.pages.set("/feed/", { body: rss([{ id: "urn:1", title: "Canal plan approved", html, at: desk.clock.now() }]) });
});
afterEach(() => place.remove());

describe("the sources of a running Herald", () => {
  it("are looked at from the start, and again as soon as something has stood long enough", async () => {
    const over = new AbortController();
    const lines: string[] = [];
    const face = { ports: site.ports(), log: openLog("silent"), say: (line: string) => void lines.push(line) };
    const running = runSources(desk, face, over.signal);
    await vi.waitFor(async () => expect((await desk.store.summaries()).length).toBe(1), { timeout: 8_000 });
    over.abort();
    await running;
    expect(lines.join()).toMatch(/^ravi: "Canal plan approved" is story /);
  });

  it("are asked once by several workers that begin together, or one just after the other", async () => {
    const over = new AbortController();
    const face = { ports: site.ports(), log: openLog("silent"), say: () => undefined };
    const asked = () => site.asked.filter(({ path }) => path === "/feed/").length;
    let looks = 0;
    const list = () => {
      looks += 1;
      return desk.store.sources.list();
    };
    const store = { ...desk.store, sources: { ...desk.store.sources, list } };
    const waiting = desk.settings.sources.map((one) => ({ ...one, settleMs: 600_000 }));
    const patient = { ...desk, store, settings: { ...desk.settings, sources: waiting } };
    const running = [1, 2, 3].map(() => runSources(patient, face, over.signal));
    await vi.waitFor(async () => expect((await desk.store.sources.list())[0]?.triedAt).toBeTypeOf("number"));
    running.push(runSources(patient, face, over.signal));
    await vi.waitFor(() => expect(looks).toBeGreaterThanOrEqual(4));
    over.abort();
    await Promise.all(running);
    expect(asked()).toBe(1);
  });

  it("end at once when Herald stops, whatever a source does, and are not blamed for it", async () => {
    site.pages.set("/feed/", { hangs: true });
    const over = new AbortController();
    const running = runSources(
      desk,
      { ports: site.ports({ timeoutMs: 60_000 }), log: openLog("silent"), say: () => undefined },
      over.signal,
    );
    await vi.waitFor(() => expect(site.asked.length).toBeGreaterThan(0));
    over.abort();
    await running;
    expect(await desk.store.sources.list()).toMatchObject([{ failures: 0, nextAt: null }]);
  });

  it("are listed with their last try and what came, and looked at when a person asks", async () => {
    expect(await sources(desk)).toMatchObject([{ name: "ravi", triedAt: null, stories: 0 }]);
    expect(await pollNow(desk, "ravi", false, site.ports())).toMatchObject({ ok: true, value: { kind: "read" } });
    expect(await sources(desk)).toMatchObject([{ problem: null, came: "1 entries, 1 of them waiting", waiting: 1 }]);
    site.pages.set("/feed/", { status: 500 });
    expect(await pollNow(desk, "ravi", false, site.ports())).toMatchObject({ ok: false, problems: [{ code: "source-failed" }] });
    const [failed] = await sources(desk);
    expect(failed?.problem).toContain("was answered with 500");
    expect(failed?.nextAt).not.toBeNull();
    expect(await sourceNotes(desk)).toEqual([expect.stringMatching(/^ravi: .* was answered with 500$/)]);
  });

  it("are looked at only by who may bring summaries in, and by their names", async () => {
    const stranger = { ...desk, actor: { id: "mallory", role: "stranger" as const } };
    expect(await pollNow(stranger, "ravi", false, site.ports())).toMatchObject({ ok: false, problems: [{ code: "rights-stranger" }] });
    expect(await pollNow(desk, "rafi", false, site.ports())).toMatchObject({ ok: false, problems: [{ code: "input-unknown-source" }] });
  });
});
