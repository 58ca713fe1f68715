import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { weekdays } from "../../../src/domain/account.ts";
import { silentLog } from "../../../src/edge/log.ts";
import { type DigestCarrier, type DigestLetter, type DigestParts, sendDigests } from "../../../src/notify/digest/deliver.ts";
import type { Store } from "../../../src/storage/store.ts";
import { type FakeClock, fakeClock } from "../../support/fake-clock.ts";
import { laySqlite, type SqliteGround } from "../../support/sqlite-ground.ts";

const eight = Temporal.Instant.from("2026-03-02T08:00:00+05:00").epochMilliseconds;
const minuteMs = 60_000;
const text = { subject: "Today", opening: "Good morning.", items: ["Nothing."], closing: "The desk." };
const everybody = ["ayesha", "bilal"].map((person) => ({ person, way: "email" as const }));

describe("sending digests", () => {
  let ground: SqliteGround;
  let store: Store;
  let clock: FakeClock;
  let sent: DigestLetter[];
  beforeEach(async () => {
    clock = fakeClock(eight);
    ground = await laySqlite();
    store = await ground.open(clock.now);
    sent = [];
  });
  afterEach(async () => {
    await store.close();
    await ground.remove();
  });

  const mail: DigestCarrier = {
    way: "email",
    carry: async (letter) => {
      sent.push(letter);
      return { ok: true };
    },
  };
  const partsWith = (more: Partial<DigestParts> = {}): DigestParts => ({
    digests: store.digests,
    clock,
    log: silentLog,
    carriers: [mail],
    rules: { at: "08:00", days: weekdays, timezone: "Asia/Karachi", quiet: [] },
    audience: async () => everybody,
    composer:
      () =>
      async ({ person }) => ({ to: [`${person}@example.org`], text }),
    secrets: [],
    owner: "host/1/1",
    isGone: () => false,
    ...more,
  });
  const send = (more: Partial<DigestParts> = {}) => sendDigests(partsWith(more), new AbortController().signal);
  const readers = () => sent.flatMap(({ to }) => to).toSorted();

  test("gives everybody one a day, with several workers, looks and restarts", async () => {
    const other = await ground.open(clock.now);
    for (let looks = 0; looks < 5; looks += 1) {
      await Promise.all([send(), send({ digests: other.digests, owner: "host/2/2" })]);
      clock.pass(minuteMs);
    }
    expect(readers()).toEqual(["ayesha@example.org", "bilal@example.org"]);
    await other.close();
    clock.pass(24 * 60 * minuteMs);
    await send();
    expect(readers()).toHaveLength(4);
    expect(new Set(sent.map(({ id }) => id)).size).toBe(4);
  });

  test("begins one round for all its readers, so that what is the same for them is worked out once", async () => {
    let rounds = 0;
    const composer: DigestParts["composer"] = () => {
      rounds += 1;
      return async ({ person }) => ({ to: [`${person}@example.org`], text });
    };
    await send({ composer });
    expect([rounds, readers().length]).toEqual([1, 2]);
  });

  test("sends none before its time, none in quiet hours, and none where nobody can be told", async () => {
    clock.pass(-minuteMs);
    await send();
    clock.pass(minuteMs);
    await send({
      rules: { at: "08:00", days: weekdays, timezone: "Asia/Karachi", quiet: [{ name: "breakfast", from: "07:00", to: "08:30" }] },
    });
    await send({ carriers: [] });
    expect([sent, await store.digests.of("2026-03-02")]).toEqual([[], []]);
    clock.pass(30 * minuteMs);
    await send({
      rules: { at: "08:00", days: weekdays, timezone: "Asia/Karachi", quiet: [{ name: "breakfast", from: "07:00", to: "08:30" }] },
    });
    expect(readers()).toHaveLength(2);
  });

  test("sends nothing where there is nothing to say, and does not think of it again that day", async () => {
    await send({ composer: () => async () => null });
    clock.pass(minuteMs);
    await send();
    expect(sent).toEqual([]);
  });

  test("tries again what did not arrive, under the same name, and what a dead worker had in hand at once", async () => {
    const names: string[] = [];
    const refusing: DigestCarrier = {
      way: "email",
      carry: async ({ id }) => {
        names.push(id);
        return { ok: false, reason: "421" };
      },
    };
    const one = async () => everybody.slice(0, 1);
    await send({ carriers: [refusing], audience: one });
    await send({ audience: one });
    expect(sent).toEqual([]);
    clock.pass(minuteMs);
    await send({ audience: one });
    expect(sent.map(({ id }) => id)).toEqual(names);
    await store.digests.keep("2026-03-02", everybody, clock.now());
    await store.digests.claim("2026-03-02", "email", { owner: "host/9/9", leaseMs: 60 * minuteMs, isGone: () => false }, clock.now());
    await send();
    expect(sent).toHaveLength(1);
    await send({ isGone: (owner) => owner === "host/9/9" });
    expect(readers()).toEqual(["ayesha@example.org", "bilal@example.org"]);
  });

  test("quotes no secret, and tells each by their own ways alone", async () => {
    const secretive = async () => ({ to: ["a@example.org"], text: { ...text, items: ["It said hunter2hunter2."] } });
    await send({
      composer: () => secretive,
      secrets: ["hunter2hunter2"],
      audience: async () => [
        { person: "ayesha", way: "telegram" },
        { person: "ayesha", way: "email" },
      ],
    });
    expect(sent.map(({ text: said }) => said.items)).toEqual([["It said [secret]."]]);
    expect(await store.digests.of("2026-03-02")).toEqual([{ person: "ayesha", way: "email" }]);
  });
});
