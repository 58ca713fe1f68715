import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { add } from "../../src/desk/add.ts";
import type { Desk } from "../../src/desk/desk.ts";
import { runChores } from "../../src/faces/chores.ts";
import { type ClockWatch, watchClock } from "../../src/worker/clock-watch.ts";
import { mayGoByTheClock } from "../../src/worker/clocks.ts";
import { layPeopleDesk, type PeopleDesk, value } from "../support/people-desk.ts";
import { edgeWith } from "../support/platform-fixtures.ts";
import { hourMs, minuteMs } from "../support/store-fixtures.ts";

const quarterMs = 15 * minuteMs;
const text = "The water board will pay growers in four districts nine million rupees. The money comes before the first rain.\n";

describe("the house's own approval, on a machine whose clock is wrong", () => {
  let laid: PeopleDesk;
  let desk: Desk;
  let id: string;
  let clocks: ClockWatch;
  beforeEach(async () => {
    laid = await layPeopleDesk();
    const approval = { least: "editor", people: [], others: false, auto: ["wire*"] } as const;
    const accounts = laid.desk.settings.accounts.map((account) => ({ ...account, approvers: 1, approval }));
    desk = { ...laid.desk, settings: { ...laid.desk.settings, accounts, tell: { ...laid.desk.settings.tell, quiet: [] } } };
    const [added] = value(await add(desk, [{ name: "wire.md", bytes: new TextEncoder().encode(text) }]));
    id = added?.posts.find(({ post }) => post.platform === "x")?.post.id ?? "";
    clocks = watchClock(laid.clock);
  });
  afterEach(() => laid.remove());

  /** The chores, once through. @param server what the database says that it is; absent: it has no clock of its own */
  async function once(server?: () => number): Promise<void> {
    const done = new AbortController();
    const clock = { ...laid.clock, sleep: async () => done.abort() };
    const edge = edgeWith({ clock });
    const store = server ? { ...desk.store, clock: async () => server() } : desk.store;
    await runChores(desk, { edge, say: () => undefined, mayGoByTheClock: () => mayGoByTheClock({ store, clocks, edge }) }, done.signal);
  }
  const moves = async () => (await desk.store.view(id))?.journal.flatMap((entry) => (entry.kind === "moved" ? [entry.transition] : []));

  test("waits until it is right, and gives people the whole quarter of an hour", async () => {
    await once();
    expect(await moves()).toEqual(["add", "announce"]);
    laid.clock.jump(hourMs);
    await once();
    expect(await moves()).toEqual(["add", "announce"]);
    laid.clock.jump(-hourMs);
    await once();
    expect(await moves()).toEqual(["add", "announce"]);
    laid.clock.pass(quarterMs + 1_000);
    await once();
    expect(await moves()).toEqual(["add", "announce", "approve"]);
  });

  test("is not so much as announced there", async () => {
    laid.clock.jump(-hourMs);
    await once();
    expect(await moves()).toEqual(["add"]);
  });

  test("asks the database first, so that a worker which starts ahead of the others doesn't begin with it", async () => {
    await once(laid.clock.truth);
    laid.clock.jump(hourMs);
    clocks = watchClock(laid.clock);
    expect(clocks.trouble()).toBeNull();
    await once(laid.clock.truth);
    expect(await moves()).toEqual(["add", "announce"]);
  });
});
