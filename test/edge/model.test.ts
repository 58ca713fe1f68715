import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { systemClock } from "../../src/edge/clock.ts";
import { openModel } from "../../src/edge/model.ts";
import { freePort } from "../support/herald.ts";
import { type ModelServer, startModel, worded } from "../support/model-server.ts";

const key = "k3y-that-nobody-sees";
const prompt = { instructions: "Word it better.", data: JSON.stringify({ texts: [{ text: "Prices rose.", longest: 280 }] }) };

let server: ModelServer;
beforeEach(async () => {
  server = await startModel();
});
afterEach(() => server.close());

const ask = ({ url = server.url, timeoutMs = 10_000, secret = key as string | null } = {}) =>
  openModel({ url, name: "wordsmith", timeoutMs, key: secret }, systemClock).ask(prompt);

describe("a language model", () => {
  it("is asked once, by name and key, with instructions and data apart", async () => {
    server.reply = worded((text) => `${text} Sharply.`);
    expect(await ask()).toEqual({ ok: true, text: '{"texts":["Prices rose. Sharply."]}' });
    expect(server.asked).toHaveLength(1);
    expect(server.asked[0]).toMatchObject({ path: "/v1/chat/completions", authorization: `Bearer ${key}`, body: { model: "wordsmith" } });
    expect(server.asked[0]?.body.messages).toEqual([
      { role: "system", content: prompt.instructions },
      { role: "user", content: prompt.data },
    ]);
  });

  it("that wants no key gets none", async () => {
    expect((await ask({ secret: null })).ok).toBe(true);
    expect(server.asked[0]?.authorization).toBeUndefined();
  });

  it.each([500, 503, 429, 400])("that answers %i is not asked again", async (status) => {
    server.reply = { status };
    expect(await ask()).toEqual({ ok: false, reason: `it answered ${status}` });
    expect(server.asked).toHaveLength(1);
  });

  it("that refuses the key says so, and the key is not repeated", async () => {
    server.reply = { status: 401 };
    const answer = await ask();
    expect(answer).toEqual({ ok: false, reason: "it answered 401: look at MODEL_API_KEY" });
    expect(JSON.stringify(answer)).not.toContain(key);
  });

  it("that points elsewhere is not followed: summary and key go where the settings say", async () => {
    server.reply = { status: 307, location: "/v1/elsewhere" };
    expect(await ask()).toEqual({ ok: false, reason: "it answered 307" });
    expect(server.asked).toHaveLength(1);
  });

  it("that never answers is given up in time", async () => {
    server.reply = "hang";
    expect(await ask({ timeoutMs: 1_500 })).toEqual({ ok: false, reason: "it took longer than 1.5 s" });
  });

  it("that never ends its answer is cut off, long before it fills the memory", async () => {
    server.reply = "endless";
    expect(await ask()).toEqual({ ok: false, reason: "its answer was longer than 256 KB" });
    expect(server.written()).toBeLessThan(16 * 1024 * 1024);
  });

  it.each(["", "not JSON", "{}", '{"choices":[]}'])("whose endpoint answers %j is none", async (body) => {
    server.reply = { body };
    expect(await ask()).toEqual({ ok: false, reason: "its answer was none of an OpenAI-compatible endpoint" });
  });

  it("that isn't there is named by the fault alone", async () => {
    const answer = await ask({ url: `http://127.0.0.1:${await freePort()}/v1` });
    expect(answer).toEqual({ ok: false, reason: "no connection to it (ECONNREFUSED)" });
  });
});
