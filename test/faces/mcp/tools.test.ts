import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { approve, unapprove } from "../../../src/desk/approve.ts";
import { agentOperations, agentRights } from "../../../src/desk/operations/for-agents.ts";
import { operations } from "../../../src/desk/operations/table.ts";
import type { Actor } from "../../../src/domain/person.ts";
import { agentOf, callTool, toolsFor } from "../../../src/faces/mcp/tools.ts";
import { chosenSource } from "../../../src/pipeline/review.ts";
import { may } from "../../../src/pipeline/rights.ts";
import { type ApiHouse, layApiHouse, storyText } from "../../support/api-house.ts";

/** Written by hand: a new operation is none of an agent's until it stands here and in the code. */
const byHand = [
  "add-summary",
  "check",
  "ask-post",
  "edit-post",
  "list-accounts",
  "list-posts",
  "list-slots",
  "list-sources",
  "list-summaries",
  "preview",
  "read-post-record",
  "recompose-post",
  "revise-summary",
  "show-post",
  "show-status",
  "show-summary",
  "style-post",
];

let house: ApiHouse;
beforeAll(async () => {
  house = await layApiHouse();
});
afterAll(() => house.remove());

const deskAs = (actor: Actor) => ({ ...house.desk, actor });
const admin: Actor = { id: "admin", role: "admin" };

async function called(actor: Actor, name: string, fields: object) {
  // biome-ignore lint/suspicious/noExplicitAny: a test reads what it expects
  const result: any = await callTool(deskAs(actor), name, { ...fields });
  return { isError: result.isError === true, said: String(result.content[0].text), value: result.structuredContent };
}

describe("an agent's tools", () => {
  test("are those that are named, and no other operation", () => {
    expect(agentOperations.map(({ name }) => name).toSorted()).toEqual(byHand.toSorted());
    expect(agentOperations.every(({ right }) => agentRights.includes(right))).toBe(true);
    expect(agentRights).toEqual(["read", "write", "review"]);
  });

  test("are fewer for whoever may do less, and none for strangers", () => {
    const names = (actor: Actor) => toolsFor(actor).map(({ name }) => name);
    expect(names(admin).toSorted()).toEqual(byHand.toSorted());
    expect(names({ id: "writer", role: "writer" })).not.toContain("ask-post");
    expect(names({ id: "writer", role: "writer" })).toContain("add-summary");
    expect(names({ id: "nobody", role: "stranger" })).toEqual([]);
  });

  test("do nothing that isn't an agent's, whatever they are called", async () => {
    const head = (await house.desk.store.audit.head())?.seq;
    const others = operations.map(({ name }) => name).filter((name) => !byHand.includes(name));
    expect(others).toContain("approve-post");
    for (const name of [...others, "approve", "constructor", "__proto__", ""]) {
      const { isError, said } = await called(admin, name, { id: "none", digest: "0".repeat(64), reason: "Now." });
      expect([name, isError, said.includes("There is no such tool.")]).toEqual([name, true, true]);
    }
    expect((await house.desk.store.audit.head())?.seq).toBe(head);
  });

  test("leave no right to approve or publish, though one slipped in", () => {
    for (const actor of [admin, { id: "root", role: "operator" }] as const) {
      const own = agentOf(actor);
      expect(
        (["approve", "break", "settle", "hand-off", "correct", "resume", "pause", "people", "house"] as const).filter((right) =>
          may(own, right),
        ),
      ).toEqual([]);
      expect(may(own, "write")).toBe(true);
    }
    expect(agentOf({ ...admin, only: ["read"] }).only).toEqual(["read"]);
  });

  test("bring in what no rule of the house approves by itself, and the record says that an agent did", async () => {
    const { value } = await called(admin, "add-summary", { markdown: storyText(1) });
    expect(value.summary.source).toBe("agent/admin/summary.md");
    const anything = { approval: { least: "editor", people: [], others: false, auto: ["*", "agent/*"] } } as const;
    expect(chosenSource(value.summary, anything)).toBeNull();
    expect(chosenSource({ source: "api/admin/summary.md" }, anything)).toBe("*");
    const { value: told } = await called(admin, "read-post-record", { id: value.posts[0].id });
    expect(told.record[0]).toMatchObject({ kind: "add", by: "admin", body: { via: "agent" } });
  });

  test("change no post that people approved, nor the story under it, while a draft stays theirs to change", async () => {
    const { value } = await called(admin, "add-summary", { markdown: storyText(3) });
    const [first, second] = value.posts;
    const approved = await approve(deskAs(admin), [first.id], { when: { kind: "next" }, digest: first.digest });
    expect(approved.ok).toBe(true);
    const frozen = await house.desk.store.view(first.id);
    const text = storyText(3).replace("three districts", "four districts");
    const tries = [
      ["edit-post", { id: first.id, content: first.content }],
      ["recompose-post", { id: first.id, afresh: true }],
      ["ask-post", { id: first.id, note: "Shorter, please." }],
      ["revise-summary", { id: value.summary.id, version: 1, markdown: text }],
    ] as const;
    for (const [name, fields] of tries) {
      const { isError, said } = await called(admin, name, fields);
      expect([name, isError, said.split(". ")[0]]).toEqual([
        name,
        true,
        `post ${first.id}: People have approved it (it is approved), and an agent changes only drafts that nobody has agreed to`,
      ]);
    }
    expect(await house.desk.store.view(first.id)).toEqual(frozen);
    const edited = await called(admin, "edit-post", { id: second.id, content: second.content });
    expect([edited.isError, edited.value?.posts?.[0]?.state]).toEqual([false, "draft"]);
    expect((await unapprove(deskAs(admin), [first.id])).ok).toBe(true);
    const revised = await called(admin, "revise-summary", { id: value.summary.id, version: 1, markdown: text });
    expect([revised.isError, revised.value?.version]).toEqual([false, 2]);
  });

  test("say in words what stands against it, and what is wrong with their fields", async () => {
    const wrong = await called(admin, "show-post", { id: 7 });
    expect([wrong.isError, wrong.said]).toEqual([true, expect.stringContaining("id: ")]);
    const unknown = await called(admin, "show-post", { id: "none" });
    expect([unknown.isError, unknown.said]).toEqual([true, expect.stringContaining("There is no post of this name.")]);
  });

  test("end with whoever they act for", async () => {
    const gone = await called({ id: "somebody", role: "admin" }, "add-summary", { markdown: storyText(2) });
    expect([gone.isError, gone.said]).toEqual([true, expect.stringContaining("rights-stranger")]);
  });
});
