import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { systemClock } from "../../../src/edge/clock.ts";
import { longestText, telegram } from "../../../src/notify/letters/telegram.ts";
import type { LetterText } from "../../../src/notify/letters/words.ts";
import { botToken, openTelegram, refusal, type Telegram } from "../../support/telegram.ts";

let house: Telegram;
beforeEach(async () => {
  house = await openTelegram(77);
});
afterEach(() => house.close());

const text: LetterText = { subject: "A draft waits", opening: "A draft waits.", items: ["X (x): “\u2068دریا\u2069”"], closing: "Bye." };

const send = (to = "77", more: Partial<LetterText> = {}, token = botToken, boundMs = 5_000) =>
  telegram({ token }, house.origin).carry({ id: "bundle-1", to, text: { ...text, ...more } }, systemClock.timeout(boundMs));

describe("Telegram", () => {
  it("gets a letter as plain text, over TLS", async () => {
    expect(await send()).toEqual({ kind: "arrived" });
    expect(house.messages).toEqual([{ chat: 77, text: "A draft waits.\n\nX (x): “\u2068دریا\u2069”\n\nBye." }]);
  });

  it("gets of a letter that is too long whole posts, and how many are left out", async () => {
    const items = Array.from({ length: 40 }, (_, index) => `Post ${index}: ${"word ".repeat(40)}end`);
    expect(await send("77", { items })).toEqual({ kind: "arrived" });
    const [message] = house.messages;
    expect(message?.text.length).toBeLessThanOrEqual(longestText);
    expect(message?.text).toMatch(/end\n\nAnd \d+ more, on the desk\.\n\nBye\.$/);
  });

  it("that asks for patience says for how long", async () => {
    house.faults.push({ method: "POST", does: refusal(429, "Too Many Requests: retry after 35", { retry_after: 35 }) });
    expect(await send()).toEqual({ kind: "failed", reason: "it answered 429", afterMs: 35_000 });
  });

  it("is silent for somebody who blocked the bot, and for a chat that isn't there", async () => {
    house.blocked.add(77);
    expect(await send()).toEqual({ kind: "silenced", reason: "it answered 403" });
    expect(await send("78")).toEqual({ kind: "silenced", reason: "it answered 400" });
  });

  it.each(["cut", "cut-after"] as const)("whose answer is lost (%s) counts as not told", async (does) => {
    house.faults.push({ method: "POST", does });
    expect(await send()).toMatchObject({ kind: "failed" });
  });

  it("that never answers is given up in time", async () => {
    house.faults.push({ method: "POST", does: "hang" });
    expect(await send("77", {}, botToken, 100)).toEqual({ kind: "failed", reason: "it took too long" });
  });

  it("never has its token or address named, whatever goes wrong", async () => {
    const wrong = `987654321:${"zYxWvUtSrQ".repeat(3)}`;
    house.faults.push({ method: "POST", does: refusal(502, `no route to /bot${wrong}/sendMessage`) });
    const answers = [await send("77", {}, wrong), await send("77", {}, wrong)];
    await house.close();
    answers.push(await send("77", {}, wrong));
    expect(answers.map(({ kind }) => kind)).toEqual(["failed", "failed", "failed"]);
    for (const secret of [wrong, botToken, "localhost", "sendMessage"]) expect(JSON.stringify(answers)).not.toContain(secret);
    house = await openTelegram();
  });
});
