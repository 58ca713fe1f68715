import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { silentLog } from "../../../src/edge/log.ts";
import { type Posting, postPublic } from "../../../src/edge/post-public.ts";
import { deliverEvents, type WebhookParts } from "../../../src/notify/webhooks/deliver.ts";
import { newSigningSecret } from "../../../src/notify/webhooks/sign.ts";
import type { Store } from "../../../src/storage/store.ts";
import { endpointOf } from "../../storage/contract/events.ts";
import { type EventReceiver, isSigned, startReceiver } from "../../support/event-receiver.ts";
import { type FakeClock, fakeClock } from "../../support/fake-clock.ts";
import { laySqlite, type SqliteGround } from "../../support/sqlite-ground.ts";
import { drafted, draftOf, editor, hourMs, minuteMs, morning, summaryOf } from "../../support/store-fixtures.ts";

const secret = newSigningSecret();
const dayMs = 24 * hourMs;

describe("delivering events", () => {
  let ground: SqliteGround;
  let store: Store;
  let clock: FakeClock;
  let receiver: EventReceiver;
  beforeEach(async () => {
    clock = fakeClock(morning);
    ground = await laySqlite();
    store = await ground.open(clock.now);
    receiver = await startReceiver();
    await store.endpoints.add(endpointOf("wh-1", { types: ["post.drafted"] }), morning, editor);
  });
  afterEach(async () => {
    await receiver.close();
    await store.close();
    await ground.remove();
  });

  function partsWith(more: Partial<WebhookParts> = {}): WebhookParts {
    const ports = { clock, proxyEnv: {}, timeoutMs: 5_000, allowPrivate: false };
    return {
      endpoints: store.endpoints,
      deliveries: store.deliveries,
      digests: store.digests,
      clock,
      log: silentLog,
      open: () => ({ url: `${receiver.origin}/hook`, secrets: [secret] }),
      post: (posting: Posting, stop) => postPublic(posting, { ...ports, stop }),
      clean: (data) => data,
      origin: "https://desk.example",
      owner: "host/1/1",
      isGone: () => false,
      tickMs: 1_000,
      ...more,
    };
  }
  /** One look, as at the end of a worker's day. */
  const round = (more: Partial<WebhookParts> = {}) => deliverEvents(partsWith(more), AbortSignal.abort(), new AbortController().signal);
  const endpoint = async () => (await store.endpoints.list())[0];
  const ids = () => receiver.received.map(({ body }) => body.data.id);

  test("tries again after 1, 2, 4 … minutes, with the same id and body, until it arrives", async () => {
    await drafted(store, "one");
    receiver.reactions.push(500, "cut", 302, 429);
    for (const waitMs of [0, 1, 2, 4, 8].map((minutes) => minutes * minuteMs)) {
      const before = receiver.received.length;
      clock.pass(waitMs - 1);
      if (waitMs > 0) await round();
      expect(receiver.received).toHaveLength(before);
      clock.pass(1);
      await round();
      expect(receiver.received).toHaveLength(before + 1);
    }
    await round();
    expect(receiver.received).toHaveLength(5);
    expect(new Set(receiver.received.map(({ id, text }) => `${id} ${text}`)).size).toBe(1);
    for (const one of receiver.received) expect(isSigned(one, secret)).toBe(true);
    // Each try is signed at its own time, so that a receiver may refuse old ones.
    expect(new Set(receiver.received.map(({ timestamp }) => timestamp)).size).toBe(5);
    expect(await endpoint()).toMatchObject({ failingSince: null, problem: null });
  });

  test("leaves an endpoint that takes nothing alone as a whole, and then sends everything in order", async () => {
    for (let index = 0; index < 30; index += 1) await drafted(store, `post-${index}`, "x", morning + index);
    clock.pass(100);
    let tries = 0;
    const post: WebhookParts["post"] = async () => {
      tries += 1;
      return { ok: false, why: "it can't be reached (ECONNREFUSED)" };
    };
    for (let passed = 0; passed < 127 * minuteMs; passed += 10_000) {
      await round({ post });
      clock.pass(10_000);
    }
    // At once, and after 1, 2, 4, 8, 16, 32 and 64 minutes.
    expect(tries).toBe(8 - 1);
    expect(await store.deliveries.recent("wh-1", 1)).toMatchObject([{ tries: 0, nextAt: morning + 100 + 127 * minuteMs }]);
    clock.pass(60_000);
    await round();
    const [probe, ...others] = ids();
    expect([...others, probe].toSorted()).toEqual(Array.from({ length: 30 }, (_, index) => `post-${index}`).toSorted());
    const numbers = others.map((id) => Number(String(id).slice("post-".length)));
    expect(numbers).toEqual(numbers.toSorted((one, other) => one - other));
  });

  test("goes on with the others where one event is never taken", async () => {
    for (const [index, id] of ["poison", "two", "three", "four"].entries()) await drafted(store, id, "x", morning + index);
    clock.pass(100);
    const parts = partsWith();
    const post: WebhookParts["post"] = async (posting, stop) =>
      posting.body.includes('"poison"') ? { ok: true, status: 500, retryAfterMs: null } : parts.post(posting, stop);
    for (let minutes = 0; minutes < 5; minutes += 1) {
      await round({ post });
      clock.pass(minuteMs);
    }
    expect(ids()).toEqual(["two", "three", "four"]);
    expect(await endpoint()).toMatchObject({ failingSince: null, restsUntil: null });
  });

  test("gives up with one delivery all that is as old, and nothing younger", async () => {
    for (const [index, id] of ["one", "two"].entries()) await drafted(store, id, "x", morning + index);
    await drafted(store, "young", "x", morning + dayMs);
    clock.pass(3 * dayMs + 1);
    await round({ post: async () => ({ ok: false, why: "it took too long" }) });
    const kept = await store.deliveries.recent("wh-1", 3);
    expect(kept.map(({ failedAt }) => failedAt)).toEqual([null, clock.now(), clock.now()]);
  });

  test("waits as long as the receiver asks for", async () => {
    await drafted(store, "one");
    receiver.reactions.push({ status: 503, retryAfter: "1800" });
    await round();
    clock.pass(29 * minuteMs);
    await round();
    expect(receiver.received).toHaveLength(1);
    clock.pass(minuteMs);
    await round();
    expect(receiver.received).toHaveLength(2);
  });

  test("gives a delivery up after three days, and shows the endpoint as failing", async () => {
    await drafted(store, "one");
    let tries = 0;
    const post: WebhookParts["post"] = async () => {
      tries += 1;
      return { ok: false, why: "it can't be reached (ECONNREFUSED)" };
    };
    for (let passed = 0; passed < 5 * dayMs; passed += 15 * minuteMs) {
      await round({ post });
      clock.pass(15 * minuteMs);
    }
    const [delivery] = await store.deliveries.recent("wh-1", 1);
    expect(delivery).toMatchObject({ toldAt: null, problem: "it can't be reached (ECONNREFUSED)", tries });
    expect((delivery?.failedAt ?? 0) - morning).toBeGreaterThanOrEqual(3 * dayMs);
    expect((delivery?.failedAt ?? 0) - morning).toBeLessThan(4 * dayMs + hourMs);
    expect(tries).toBeLessThan(20);
    expect(await endpoint()).toMatchObject({ isOn: true, failingSince: morning, problem: "it can't be reached (ECONNREFUSED)" });
  });

  test("is switched off by an answer of 410, and told nothing more", async () => {
    await drafted(store, "one");
    await drafted(store, "two", "x", morning + 1);
    receiver.reactions.push(410);
    await round();
    await round();
    expect(receiver.received).toHaveLength(1);
    expect(await endpoint()).toMatchObject({ isOn: false, problem: "it answered 410 Gone: it wants no more" });
  });

  test("keeps the order of what arrives, and holds no other endpoint up", async () => {
    await store.endpoints.add(endpointOf("wh-2", { types: ["post.drafted"] }), morning, editor);
    for (const [index, id] of ["one", "two", "three"].entries()) await drafted(store, id, "x", morning + index);
    clock.pass(9);
    const slow = Promise.withResolvers<void>();
    const parts = partsWith();
    const work = round({
      open: ({ id }) => ({ url: `${receiver.origin}/${id}`, secrets: [secret] }),
      post: async (posting, stop) => {
        if (posting.url.endsWith("wh-1")) await slow.promise;
        return parts.post(posting, stop);
      },
    });
    while (receiver.received.length < 3) await new Promise((resolve) => setImmediate(resolve));
    expect(ids()).toEqual(["one", "two", "three"]);
    slow.resolve();
    await work;
    expect(ids()).toEqual(["one", "two", "three", "one", "two", "three"]);
  });

  test("is not told twice by two workers at once", async () => {
    for (const [index, id] of ["one", "two", "three", "four"].entries()) await drafted(store, id, "x", morning + index);
    clock.pass(9);
    const other = await ground.open(clock.now);
    const parts = { endpoints: other.endpoints, deliveries: other.deliveries, owner: "host/2/2" };
    for (let rounds = 0; rounds < 4; rounds += 1) await Promise.all([round(), round(parts)]);
    expect(ids().toSorted()).toEqual(["four", "one", "three", "two"]);
    await other.close();
  });

  test("a try that was broken off is made again at the next start, and blames nobody", async () => {
    await drafted(store, "one");
    const stop = new AbortController();
    const hang: WebhookParts["post"] = async (_posting, signal) => {
      stop.abort();
      return signal.aborted ? { ok: false, why: "it took too long" } : { ok: true, status: 204, retryAfterMs: null };
    };
    await deliverEvents(partsWith({ post: hang }), AbortSignal.abort(), stop.signal);
    expect(await endpoint()).toMatchObject({ failingSince: null });
    await round();
    expect(ids()).toEqual(["one"]);
  });

  test("tells ids and states of what is under embargo, and all to those who asked for it", async () => {
    await store.endpoints.add(endpointOf("wh-2", { types: ["post.drafted"], whole: true }), morning, editor);
    await store.add(summaryOf("one", { title: "The secret", embargo: morning + hourMs }), [draftOf("one")], morning, editor);
    await round();
    const said = receiver.received.map(({ body }) => body.data);
    const [bare, whole] = said.toSorted((one, other) => Object.keys(one).length - Object.keys(other).length);
    expect(bare).toMatchObject({ id: "one", state: "draft", account: "x", change: { transition: "add", by: editor } });
    expect(JSON.stringify(bare)).not.toMatch(/secret|On one/);
    expect(whole).toMatchObject({ title: "The secret", content: { parts: [{ text: "On one" }] } });
  });

  test("what can't be opened is said, and tried again", async () => {
    await drafted(store, "one");
    await round({ open: () => ({ why: "its address is sealed under another HERALD_SECRET than the one that is set" }) });
    expect(await endpoint()).toMatchObject({ failingSince: morning, problem: expect.stringContaining("another HERALD_SECRET") });
    clock.pass(minuteMs);
    await round();
    expect(ids()).toEqual(["one"]);
  });
});
