import { describe, expect, it } from "vitest";
import { readiness, verdictOf } from "../../../src/platforms/instagram/container.ts";
import { outcomeOf, refusalOf, waitMs } from "../../../src/platforms/instagram/errors.ts";

const hidden = { account: "instagram", where: "picture 1", isVisible: false };
const visible = { account: "instagram", where: "post", isVisible: true };

function refusal(code: number, subcode = 0, status = 400) {
  return refusalOf(status, { error: { message: "Words of Meta.", type: "OAuthException", code, error_subcode: subcode } });
}

describe("what Meta's codes mean", () => {
  it.each([
    [190, 463, "account-credential"],
    [10, 0, "account-rights"],
    [200, 0, "account-rights"],
    [299, 0, "account-rights"],
    [24, 2207006, "account-rights"],
    [25, 2207050, "account-blocked"],
    [9004, 2207052, "account-public-url"],
  ])("pauses the account for %i/%i", (code, subcode, expected) => {
    for (const place of [hidden, visible])
      expect(outcomeOf(refusal(code, subcode), place, 0)).toMatchObject({
        kind: "denied",
        problem: { code: expected, where: "account instagram" },
      });
  });

  it.each([
    [36000, 2207004, "media-too-large"],
    [36001, 2207005, "media-type"],
    [36003, 2207009, "media-aspect"],
    [36004, 2207010, "length-refused"],
    [100, 2207028, "media-too-many"],
    [100, 2207040, "style-mentions"],
    [352, 2207026, "media-refused"],
    [100, 0, "style-refused"],
  ])("fails the post for %i/%i on a container", (code, subcode, expected) => {
    expect(outcomeOf(refusal(code, subcode), hidden, 0)).toMatchObject({
      kind: "refused",
      problem: { code: expected, where: "picture 1" },
    });
  });

  it("starts over when a container is gone", () => {
    for (const subcode of [2207008, 0])
      expect(outcomeOf(refusal(24, subcode), visible, 0)).toMatchObject({ kind: "restart", from: "container-1" });
  });

  it("waits for tomorrow's posts, for readiness, and for calls to be free again", () => {
    expect(outcomeOf(refusal(9, 2207042), visible, 0)).toMatchObject({ kind: "later", afterMs: 3_600_000 });
    expect(outcomeOf(refusal(9007, 2207027), visible, 0)).toMatchObject({ kind: "later", afterMs: 1000 });
    expect(outcomeOf(refusal(4), visible, 0)).toMatchObject({ kind: "later", afterMs: 0 });
    expect(outcomeOf(refusal(4), visible, 120_000)).toMatchObject({ kind: "later", afterMs: 120_000 });
  });

  it("takes a publication suspected of spam for doubt: it may be live", () => {
    expect(outcomeOf(refusal(4, 2207051), visible, 0)).toMatchObject({ kind: "doubt" });
  });

  it.each([
    [100, 0],
    [1, 0],
    [-1, 2207053],
    [-2, 2207020],
    [368, 0],
    [506, 0],
    [123456, 0],
  ])("takes %i/%i of a publication for doubt, unlisted or Meta's own fault", (code, subcode) => {
    expect(outcomeOf(refusal(code, subcode), visible, 0).kind).toBe("doubt");
  });

  it("believes no words of a server that is broken", () => {
    expect(outcomeOf(refusal(36003, 2207009, 500), visible, 0).kind).toBe("doubt");
  });

  it("does not blame a post for an object that Meta can't see at the moment", () => {
    expect(outcomeOf(refusal(100, 33), hidden, 0).kind).toBe("doubt");
  });

  it("quotes Meta's words with their codes", () => {
    expect(outcomeOf(refusal(4, 2207051), visible, 0)).toEqual({
      kind: "doubt",
      reason: "Instagram answered 400 (code 4/2207051): Words of Meta.",
    });
    expect(outcomeOf(refusalOf(502, "<html>"), hidden, 0)).toEqual({ kind: "doubt", reason: "Instagram answered 502." });
  });

  it("waits as long as the usage header says", () => {
    const usage = { "17841400000000001": [{ type: "instagram", call_count: 100, estimated_time_to_regain_access: 7 }] };
    expect(waitMs(new Headers({ "x-business-use-case-usage": JSON.stringify(usage) }))).toBe(420_000);
    expect(waitMs(new Headers({ "x-business-use-case-usage": "{" }))).toBe(0);
    expect(waitMs(new Headers({ "retry-after": "30" }))).toBe(30_000);
  });
});

describe("a container", () => {
  it("is ready, not yet, to be remade, or at fault", () => {
    expect(readiness("5", { status_code: "FINISHED" }, hidden)).toEqual({ kind: "done", output: { id: "5" } });
    expect(readiness("5", { status_code: "IN_PROGRESS" }, hidden)).toMatchObject({ kind: "later", afterMs: 1000 });
    expect(readiness("5", { status_code: "EXPIRED" }, hidden)).toMatchObject({ kind: "restart", from: "container-1" });
    expect(readiness("5", { status_code: "ERROR" }, hidden)).toMatchObject({ kind: "restart" });
    const status = "Error: Media upload has failed with error code 2207009";
    expect(readiness("5", { status_code: "ERROR", status }, hidden)).toMatchObject({ kind: "refused", problem: { code: "media-aspect" } });
  });

  it("tells of a publication whether it took, and leaves the rest to a person", () => {
    expect(verdictOf("5", { status_code: "PUBLISHED" })).toEqual({ kind: "took", output: { id: "container:5" } });
    expect(verdictOf("5", { status_code: "FINISHED" })).toEqual({ kind: "absent" });
    expect(verdictOf("5", { status_code: "EXPIRED" })).toMatchObject({ kind: "unknown" });
    expect(verdictOf("5", { status_code: "ERROR" })).toMatchObject({ kind: "unknown" });
    expect(verdictOf("5", { status_code: "IN_PROGRESS" })).toMatchObject({ kind: "later" });
  });
});
