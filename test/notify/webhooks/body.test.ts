import { describe, expect, test } from "vitest";
import { eventTypes } from "../../../src/domain/event.ts";
import { bodyOf, sayEvent } from "../../../src/notify/webhooks/body.ts";

const at = Date.UTC(2026, 2, 2, 4);
const origin = "https://desk.example";
const post = { id: "lusab-42", account: "x", state: "held", title: "Rs <5> & more", change: { transition: "hold", reason: "No\nanswer." } };

describe("the body of a webhook", () => {
  test("is type, time and data by the convention", () => {
    const body = JSON.parse(bodyOf({ type: "post.held", at, data: post }, "plain", origin));
    expect(body).toEqual({ type: "post.held", timestamp: "2026-03-02T04:00:00.000Z", data: post });
  });

  test("is one line for Slack, in which its three characters mean nothing", () => {
    const { text } = JSON.parse(bodyOf({ type: "post.held", at, data: post }, "slack", origin));
    expect(text).toBe(
      "lusab-42 (x) “Rs &lt;5&gt; &amp; more”: Nobody knows whether a part of it is out: a person must look. No answer. https://desk.example/posts/lusab-42",
    );
  });

  test("is one line for Discord that calls nobody and is never too long", () => {
    const long = { ...post, url: `https://x.com/i/status/${"1".repeat(3_000)}`, change: { reason: "@everyone" } };
    const body = JSON.parse(bodyOf({ type: "post.published", at, data: long }, "discord", origin));
    expect(body.allowed_mentions).toEqual({ parse: [] });
    expect(body.content).toHaveLength(2_000);
    expect(body.content).toContain("@everyone");
  });

  test("has words for every type, and leads to what readers see", () => {
    for (const type of eventTypes) expect(sayEvent({ type, at, data: {} }, origin)).not.toBe("");
    const published = { id: "lusab-42", account: "x", url: "https://x.com/i/status/1" };
    expect(sayEvent({ type: "post.published", at, data: published }, origin)).toBe(
      "lusab-42 (x): Readers see it. https://x.com/i/status/1",
    );
    const pause = { account: "x", reason: "Floods.", until: null };
    expect(sayEvent({ type: "account.paused", at, data: pause }, origin)).toBe("x: An account stands still. Floods.");
    const until = "2026-03-03T04:00:00.000Z";
    expect(sayEvent({ type: "account.paused", at, data: { ...pause, until } }, origin)).toBe(
      `x: An account stands still. Until ${until}. Floods.`,
    );
  });
});
