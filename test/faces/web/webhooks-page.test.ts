import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { readSealKeys } from "../../../src/settings/seal.ts";
import { type FiveVisitors, layFiveVisitors } from "../../support/five-visitors.ts";

let house: FiveVisitors;
beforeEach(async () => {
  house = await layFiveVisitors({});
  Object.assign(house.desk.settings, { sealKeys: readSealKeys({ HERALD_SECRET: "q3J8mZ0w7Vb1Xn5Kc9Rt2Ye6Ua4Ds8Lf0Gh7Pj3Wk5=" }) });
});
afterEach(() => house.remove());

const send = (path: string, fields: Readonly<Record<string, string>> = {}) => house.ask("admin", path, { method: "POST", fields });
const see = async () => (await house.ask("admin", "/webhooks")).text();
const url = "http://localhost:9/in/t0ken";

describe("the webhooks' page", () => {
  test("shows a secret once, and never an address whole", async () => {
    const made = await (await send("/webhooks", { url, form: "plain", events: "post.published" })).text();
    const secret =
      /whsec_[A-Za-z0-9+/=]+/.exec(made.replaceAll("&#43;", "+").replaceAll("&#x3D;", "=").replaceAll("&#61;", "="))?.[0] ?? "";
    expect(secret.length).toBeGreaterThan(40);
    const html = await see();
    expect(html).toContain("http://localhost:9/…");
    expect(html).toContain("post.published");
    expect(html).not.toContain("whsec_");
    expect(html + made).not.toContain("t0ken");
  });

  test("adds a webhook and changes a secret once, however often the answer is reloaded", async () => {
    const hidden = (html: string, name: string) => new RegExp(`name="${name}" value="([^"]+)"`).exec(html)?.[1] ?? "";
    const fields = { url, form: "plain", name: hidden(await see(), "name") };
    const list = () => house.desk.store.endpoints.list();
    expect((await send("/webhooks", fields)).status).toBe(200);
    const again = await send("/webhooks", fields);
    expect([again.status, (await again.text()).includes("It was added already"), (await list()).length]).toEqual([422, true, 1]);
    const [{ id, sealed } = { id: "", sealed: "" }] = await list();
    expect(id).toBe(fields.name);
    const mark = hidden(await see(), "mark");
    expect((await send(`/webhooks/${id}/secret`, { mark })).status).toBe(200);
    const [renewed] = await list();
    expect(renewed?.sealed).not.toBe(sealed);
    expect((await send(`/webhooks/${id}/secret`, { mark })).status).toBe(422);
    expect((await list())[0]?.sealed).toBe(renewed?.sealed);
  });

  test("says what stands against an address, and keeps nothing", async () => {
    const refused = await send("/webhooks", { url: "http://example.org/hook", form: "slack", events: "post.held", full: "yes" });
    const html = await refused.text();
    expect([refused.status, html.includes("It is not https")]).toEqual([422, true]);
    for (const typed of ['value="http://example.org/hook"', 'value="slack" selected', 'value="post.held" checked', 'value="yes" checked'])
      expect(html).toContain(typed);
    expect(await house.desk.store.endpoints.list()).toEqual([]);
  });

  test("tries out, switches off and on, replays and removes", async () => {
    await send("/webhooks", { url, form: "discord" });
    const [{ id } = { id: "" }] = await house.desk.store.endpoints.list();
    const test = await send(`/webhooks/${id}/test`);
    expect([test.status, (await test.text()).includes("The test did not arrive")]).toEqual([422, true]);
    expect((await send(`/webhooks/${id}/off`)).headers.get("location")).toBe("/webhooks?said=webhookOff");
    expect((await send(`/webhooks/${id}/replay`, { since: "2026-03-02T09:00" })).status).toBe(422);
    expect((await send(`/webhooks/${id}/on`)).headers.get("location")).toBe("/webhooks?said=webhookOn");
    await send("/pause", { reason: "Floods." });
    expect((await send(`/webhooks/${id}/replay`, { since: "2020-03-02T09:00" })).headers.get("location")).toBe(
      "/webhooks?said=webhookReplayed",
    );
    expect(await see()).toContain("house.paused");
    expect((await send(`/webhooks/${id}/remove`)).headers.get("location")).toBe("/webhooks?said=webhookRemoved");
    expect((await send(`/webhooks/${id}/remove`)).status).toBe(422);
  });
});
