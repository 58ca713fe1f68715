import { describe, expect, it } from "vitest";
import type { Entry } from "../../../src/domain/journal.ts";
import { type Actor, agent } from "../../../src/domain/person.ts";
import { type Post, type State, states, type Transition } from "../../../src/domain/post.ts";
import { beyondAgents } from "../../../src/pipeline/approval.ts";

const byAgent: Actor = { id: "esha", role: "admin", via: agent };

function postIn(state: State, ...moves: readonly Transition[]) {
  const journal = moves.map(
    (transition, place): Entry => ({ kind: "moved", transition, to: "draft", seq: place + 1, at: place, by: "esha" }),
  );
  return { post: { id: "lusab-42", state } as Post, journal };
}

describe("an agent", () => {
  it("keeps off what a person approved, wherever that stands now", () => {
    const off = states.filter((state) => beyondAgents(byAgent, postIn(state, "add")) !== null);
    expect(off).toEqual(["approved", "publishing", "waiting", "held", "failed", "missed"]);
  });

  it("keeps off a draft to which one of two has agreed, until anything about it changes", () => {
    expect(beyondAgents(byAgent, postIn("draft", "add", "endorse"))?.message).toMatch(/^Somebody has agreed to it as it is/);
    for (const change of ["edit", "ask", "unapprove", "recompose"] as const)
      expect([change, beyondAgents(byAgent, postIn("draft", "add", "endorse", change))]).toEqual([change, null]);
  });

  it("changes a draft that nobody agreed to, also one that the house announced", () => {
    expect(beyondAgents(byAgent, postIn("draft", "add", "announce"))).toBeNull();
  });

  it("is told apart from the person it acts for, and from their keys", () => {
    const post = postIn("approved", "add", "approve");
    expect(beyondAgents({ id: "esha", role: "admin" }, post)).toBeNull();
    expect(beyondAgents({ id: "esha", role: "admin", via: "newsroom-cms", only: ["read", "write"] }, post)).toBeNull();
  });
});
