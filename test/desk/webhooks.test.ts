import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { rotate } from "../../src/desk/rotate.ts";
import { webhookReports, webhookTroubles } from "../../src/desk/webhook-reports.ts";
import { openFor, testWebhook } from "../../src/desk/webhook-try.ts";
import { addWebhook, deliveriesTo, removeWebhook, renewSecret, replayWebhook, turnWebhook, webhooks } from "../../src/desk/webhooks.ts";
import type { Result } from "../../src/domain/problem.ts";
import type { Posting } from "../../src/edge/post-public.ts";
import { readSealKeys } from "../../src/settings/seal.ts";
import { drafts } from "../support/desk-posts.ts";
import { codes, comeIn, deskOf, layPeopleDesk, type PeopleDesk, value } from "../support/people-desk.ts";
import { hourMs, morning } from "../support/store-fixtures.ts";

const first = "q3J8mZ0w7Vb1Xn5Kc9Rt2Ye6Ua4Ds8Lf0Gh7Pj3Wk5=";
const second = "Zx81nQp4Lr6Tv0Bk2Mw9Hs5Jd7Fc3Gy1Ae8Uo4Ri6K=";
const plain = { url: "https://hooks.example/in/t0ken", form: "plain", events: null, full: false } as const;

describe("webhooks on the desk", () => {
  let laid: PeopleDesk;
  beforeEach(async () => {
    laid = await layPeopleDesk();
  });
  afterEach(() => laid.remove());
  const keyed = (env: Readonly<Record<string, string>> = { HERALD_SECRET: first }) => ({
    ...laid.desk,
    settings: { ...laid.desk.settings, mode: "live" as const, sealKeys: readSealKeys(env) },
  });

  test("are kept sealed, and their secret is shown once", async () => {
    const desk = keyed();
    const { webhook, secret } = value(await addWebhook(desk, plain));
    expect(webhook).toMatchObject({ url: "https://hooks.example/…", form: "plain", events: null, state: "on", waiting: 0 });
    const [kept] = await desk.store.endpoints.list();
    const all = JSON.stringify([kept, value(await webhooks(desk)), await desk.store.audit.rows({ after: 0, limit: 99 })]);
    for (const hidden of ["t0ken", secret ?? "none"]) expect(all).not.toContain(hidden);
    if (!kept) throw new Error("Nothing was kept.");
    expect(openFor(desk)(kept, morning)).toEqual({ url: plain.url, secrets: [secret] });
    expect(openFor(keyed({ HERALD_SECRET: second }))(kept, morning)).toMatchObject({
      why: expect.stringContaining("another HERALD_SECRET"),
    });
  });

  test("are an admin's, need HERALD_SECRET, and in the sandbox stay on this machine", async () => {
    expect(codes(await addWebhook(keyed({}), plain))).toEqual(["settings-secret"]);
    const sandbox = { ...keyed(), settings: { ...keyed().settings, mode: "sandbox" as const } };
    expect(await addWebhook(sandbox, plain)).toMatchObject({
      problems: [{ code: "input-webhook", remedy: expect.stringContaining("127.0.0.1") }],
    });
    value(await addWebhook(sandbox, { ...plain, url: "http://localhost:9/hook" }));
    await comeIn(keyed(), "Ayesha", "admin");
    const editor = deskOf(keyed(), await comeIn(keyed(), "Zara", "editor"));
    const { id = "" } = (await webhookReports(keyed()))[0] ?? {};
    const tries: readonly Promise<Result<unknown>>[] = [
      addWebhook(editor, plain),
      webhooks(editor),
      removeWebhook(editor, id),
      turnWebhook(editor, id, "off"),
      renewSecret(editor, id),
      deliveriesTo(editor, id),
      replayWebhook(editor, id, { since: 0 }),
      testWebhook(editor, id),
    ];
    for (const refused of await Promise.all(tries)) expect(codes(refused)).toEqual(["rights-house"]);
  });

  test("tell chats what people want to see, unsigned, and refuse them a secret", async () => {
    const desk = keyed();
    const { webhook, secret } = value(await addWebhook(desk, { ...plain, form: "slack" }));
    expect([secret, webhook.events?.includes("post.published"), webhook.events?.includes("post.drafted")]).toEqual([null, true, false]);
    const posted: Posting[] = [];
    const post = async (posting: Posting) => {
      posted.push(posting);
      return { ok: true, status: 200, retryAfterMs: null } as const;
    };
    value(await testWebhook(desk, webhook.id, post));
    expect(posted).toMatchObject([{ url: plain.url, headers: { "content-type": "application/json" } }]);
    expect(Object.keys(posted[0]?.headers ?? {})).toEqual(["content-type"]);
    expect(codes(await renewSecret(desk, webhook.id))).toEqual(["input-webhook"]);
    const refused = await testWebhook(desk, webhook.id, async () => ({ ok: true, status: 404, retryAfterMs: null }));
    expect(refused).toMatchObject({ ok: false, problems: [{ message: "The test did not arrive: it answered 404." }] });
  });

  test("sign with the former secret, too, for a day after it was changed", async () => {
    const desk = keyed();
    const made = value(await addWebhook(desk, plain));
    const renewed = value(await renewSecret(desk, made.webhook.id));
    const [kept] = await desk.store.endpoints.list();
    if (!kept) throw new Error("Nothing was kept.");
    expect(openFor(desk)(kept, morning + 23 * hourMs)).toMatchObject({ secrets: [renewed.secret, made.secret] });
    expect(openFor(desk)(kept, morning + 25 * hourMs)).toMatchObject({ secrets: [renewed.secret] });
  });

  test("are sealed anew with the logins when HERALD_SECRET changes", async () => {
    const { webhook, secret } = value(await addWebhook(keyed(), plain));
    const changed = keyed({ HERALD_SECRET: second, HERALD_SECRET_OLD: first });
    expect(value(await rotate(changed))).toEqual({ sealedAnew: [`webhook ${webhook.id}`], already: [], stuck: [] });
    expect(value(await rotate(changed)).already).toEqual([`webhook ${webhook.id}`]);
    const [kept] = await changed.store.endpoints.list();
    expect(kept && openFor(keyed({ HERALD_SECRET: second }))(kept, morning)).toMatchObject({ url: plain.url, secrets: [secret] });
  });

  test("say in status what is wrong with them, and what to do", async () => {
    const desk = keyed();
    const { webhook } = value(await addWebhook(desk, plain));
    await drafts(desk);
    expect(webhookTroubles(await webhookReports(desk))).toEqual([]);
    const hand = { owner: "host/1/1", leaseMs: hourMs, isGone: () => false };
    const delivery = await desk.store.deliveries.claim(webhook.id, hand, morning);
    if (!delivery) throw new Error("Nothing was due.");
    await desk.store.deliveries.notTold(
      delivery,
      { problem: "it answered 500", nextAt: null, restsUntil: morning + hourMs, overdue: 0 },
      morning,
    );
    const [trouble] = webhookTroubles(await webhookReports(desk));
    expect(trouble).toContain(
      "takes nothing since 2026-03-02T04:00:00.123Z: it answered 500. 3 waiting. Next try 2026-03-02T05:00:00.123Z",
    );
    expect(trouble).toContain("1 given up");
    expect(value(await replayWebhook(desk, webhook.id, { event: delivery.event }))).toEqual({ replayed: 1 });
    value(await turnWebhook(desk, webhook.id, "off"));
    expect(webhookTroubles(await webhookReports(desk))).toEqual([]);
    expect(codes(await replayWebhook(desk, webhook.id, { since: 0 }))).toEqual(["input-webhook"]);
    await desk.store.endpoints.turn(webhook.id, "off", "it answered 410 Gone: it wants no more", morning, "herald");
    expect(webhookTroubles(await webhookReports(desk))[0]).toContain("is off: it answered 410 Gone");
    value(await removeWebhook(desk, webhook.id));
    expect([await webhookReports(desk), codes(await removeWebhook(desk, webhook.id))]).toEqual([[], ["input-unknown-webhook"]]);
  });
});
