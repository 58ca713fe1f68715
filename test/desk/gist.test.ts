import { describe, expect, it } from "vitest";
import { gistOf } from "../../src/desk/gist.ts";

const digest = "0123456789abcdef".repeat(4);

describe("what a decision comes to", () => {
  it("is its own reason and the beginning of its digest", () => {
    expect(gistOf({ digest, reason: "Too early.", account: "x" })).toEqual({ reason: "Too early.", digest: "0123456789ab" });
  });

  it("is the last reason of its entries where it has none of its own", () => {
    const entries = [{ kind: "moved", reason: "First." }, { kind: "moved", reason: "Last." }, { kind: "moved" }];
    expect(gistOf({ entries })).toEqual({ reason: "Last." });
  });

  it.each([[null], ["{ cut off"], [{ entries: "none" }], [{}]])("is nothing of %j", (body) => {
    expect(gistOf(body)).toEqual({});
  });

  it("names the key, or the agent, by which it was decided", () => {
    expect(gistOf({ via: "newsroom-cms", reason: "Late." })).toEqual({ reason: "Late.", via: "newsroom-cms" });
  });
});
