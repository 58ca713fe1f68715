import { describe, expect, it } from "vitest";
import { outcomeOf, silenceOutcome, waitMs } from "../../../src/platforms/x/errors.ts";

const now = Date.parse("2026-11-23T10:00:00Z");
const blank = { title: "Forbidden", type: "about:blank", status: 403 };

function meaning(status: number, body: unknown, headers: Record<string, string> = {}) {
  return outcomeOf({ kind: "answer", status, body, headers }, "x", "part 1", now);
}

function detailed(status: number, detail: string, type = "about:blank") {
  return meaning(status, { title: "Title", detail, type });
}

describe("what X's refusals mean", () => {
  it.each([
    [402, { type: "https://api.twitter.com/2/problems/credits", title: "CreditsDepleted", detail: "No credits." }, "account-credits"],
    [403, { ...blank, detail: "You have reached your spending limit." }, "account-credits"],
    [429, { title: "UsageCapExceeded", type: "https://api.x.com/2/problems/usage-capped" }, "account-credits"],
    [401, { title: "Unauthorized", detail: "Unauthorized", type: "about:blank" }, "account-credential"],
    [403, { title: "Unsupported Authentication", type: "https://api.x.com/2/problems/unsupported-authentication" }, "account-rights"],
    [403, { title: "Client Forbidden", type: "https://api.x.com/2/problems/client-forbidden" }, "account-rights"],
    [403, { errors: [{ code: 261, message: "Application cannot perform write actions." }] }, "account-rights"],
    [403, { title: "Forbidden", type: "https://api.x.com/2/problems/user-suspended" }, "account-blocked"],
    [403, { errors: [{ code: 226, message: "This request looks like it might be automated." }] }, "account-blocked"],
    [401, { errors: [{ code: 135, message: "Timestamp out of bounds." }] }, "account-clock"],
  ])("pauses the account for %i %j", (status, body, code) => {
    const outcome = meaning(status, body);
    expect(outcome).toMatchObject({ kind: "denied", problem: { code, where: "account x", severity: "block" } });
  });

  it.each([
    [403, "You can only reply to or quote posts where you are mentioned or are the author.", "style-reply"],
    [403, "Your post may contain a maximum of one cashtag.", "style-cashtags"],
    [400, "maximum of 4 items", "media-too-many"],
    [400, "The Tweet contains an invalid URL.", "link-refused"],
    [403, "Your Tweet text is too long.", "length-refused"],
    [403, "You are not permitted to perform this action.", "style-refused"],
    [400, "One or more parameters to your request was invalid.", "style-refused"],
  ])("fails the post for %i %s", (status, detail, code) => {
    const outcome = detailed(status, detail);
    expect(outcome).toMatchObject({ kind: "refused", problem: { code, where: "part 1" } });
    expect(outcome.kind === "refused" && outcome.problem.message).toContain(detail.replace(/\.$/, ""));
  });

  it("starts the pictures over when X no longer knows them", () => {
    expect(detailed(400, "Your media IDs are invalid.")).toMatchObject({ kind: "restart", from: "media-1" });
    expect(meaning(400, { errors: [{ message: "Your media IDs are invalid." }], title: "Invalid Request" })).toMatchObject({
      kind: "restart",
    });
  });

  it("takes a duplicate for doubt, never for done", () => {
    const outcome = detailed(403, "You are not allowed to create a Tweet with duplicate content.");
    expect(outcome).toEqual({ kind: "doubt", reason: expect.stringContaining("duplicate content") });
  });

  it.each([403, 408, 500, 502, 503, 200, 302])("takes an unlisted %i for doubt", (status) => {
    expect(detailed(status, "Something nobody wrote down.").kind).toBe("doubt");
  });

  it("believes no words of a server that is broken", () => {
    expect(detailed(500, "You are not permitted to perform this action.").kind).toBe("doubt");
    expect(detailed(503, "Rate limit exceeded").kind).toBe("doubt");
  });

  it("quotes a page without its tags", () => {
    expect(meaning(503, "<html><h1>Service  Unavailable</h1></html>")).toEqual({
      kind: "doubt",
      reason: "X answered 503: Service Unavailable.",
    });
  });

  it("waits for the reset that X names, by X's own clock", () => {
    const reset = String(now / 1000 + 600);
    const headers = { "x-rate-limit-remaining": "0", "x-rate-limit-reset": reset };
    expect(meaning(429, { title: "Too Many Requests" }, headers)).toMatchObject({ kind: "later", afterMs: 600_000 });
    const ahead = { ...headers, date: new Date(now + 60_000).toUTCString() };
    expect(meaning(429, {}, ahead)).toMatchObject({ kind: "later", afterMs: 540_000 });
  });
});

describe("how long X asks to wait", () => {
  it("is to the end of the day when the day's posts are used up", () => {
    const headers = {
      "x-rate-limit-remaining": "10",
      "x-rate-limit-reset": String(now / 1000 + 60),
      "x-user-limit-24hour-remaining": "0",
      "x-user-limit-24hour-reset": String(now / 1000 + 7200),
    };
    expect(waitMs(headers, now)).toBe(7_200_000);
  });

  it("is nothing where X names no time or one that is over", () => {
    expect(waitMs({}, now)).toBe(0);
    expect(waitMs({ "x-rate-limit-reset": String(now / 1000 - 60) }, now)).toBe(0);
    expect(waitMs({ "retry-after": "soon" }, now)).toBe(0);
  });
});

describe("silence", () => {
  it("is certain to have done nothing only when nothing was sent", () => {
    expect(silenceOutcome({ kind: "silence", sent: false, reason: "ENOTFOUND" })).toMatchObject({ kind: "later" });
    expect(silenceOutcome({ kind: "silence", sent: true, reason: "ECONNRESET" })).toMatchObject({ kind: "doubt" });
  });
});
