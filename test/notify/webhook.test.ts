import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { systemClock } from "../../src/edge/clock.ts";
import { webhook } from "../../src/notify/webhook.ts";
import { freePort } from "../support/herald.ts";
import { type HookServer, startHook } from "../support/hook-server.ts";
import { messageOf } from "./message.ts";

let hook: HookServer;
beforeEach(async () => {
  hook = await startHook("/in/s3cr3t-t0ken?key=s3cr3t-key");
});
afterEach(() => hook.close());

const send = (boundMs = 5_000) => webhook(hook.url).send(messageOf("held:lusab-42:7"), systemClock.timeout(boundMs));

describe("a webhook", () => {
  it("gets the message as JSON, to the letter", async () => {
    expect(await send()).toEqual({ ok: true });
    expect(hook.messages).toEqual([{ ...messageOf("held:lusab-42:7"), path: "/in/s3cr3t-t0ken?key=s3cr3t-key" }]);
  });

  it.each([500, 503, 404, 400, 429])("that answers %i has not taken it", async (status) => {
    hook.reactions.push(status);
    expect(await send()).toEqual({ ok: false, reason: `it answered ${status}` });
  });

  it("that points elsewhere is not followed: who is told is a matter of settings", async () => {
    hook.reactions.push(302);
    expect(await send()).toEqual({ ok: false, reason: "it answered 302" });
    expect(hook.messages).toHaveLength(1);
  });

  it("that never answers is given up in time", async () => {
    hook.reactions.push("hang");
    expect(await send(100)).toEqual({ ok: false, reason: "it took too long" });
  });

  it("that cuts the line, or isn't there, is named by the fault alone: its address may hold a token", async () => {
    hook.reactions.push("cut");
    const away = webhook(`http://127.0.0.1:${await freePort()}/in/s3cr3t-t0ken`);
    const answers = [await send(), await away.send(messageOf("a"), systemClock.timeout(5_000))];
    expect(answers).toMatchObject([{ ok: false }, { ok: false, reason: "ECONNREFUSED" }]);
    expect(JSON.stringify(answers)).not.toContain("s3cr3t");
  });
});
