import { afterAll, beforeAll, expect, test } from "vitest";
import { actorByKey } from "../../../src/desk/keys.ts";
import { deskVia } from "../../../src/desk/once.ts";
import { pause, resume } from "../../../src/desk/pause.ts";
import { type FiveVisitors, layFiveVisitors } from "../../support/five-visitors.ts";

let house: FiveVisitors;
beforeAll(async () => {
  house = await layFiveVisitors();
});
afterAll(() => house.remove());

const make = async (fields: Readonly<Record<string, string | readonly string[]>>) => {
  const answer = await house.ask("admin", "/keys", { method: "POST", fields });
  return { status: answer.status, html: await answer.text() };
};
const tokenIn = (html: string) => /value="(herald_[\w-]{43})"/.exec(html)?.[1] ?? "";

test("an admin makes a key for somebody, sees its token once, and ends it", async () => {
  const { status, html } = await make({ name: "newsroom-cms", owner: "writer", right: ["read", "write"], expires: "2026-12-01T09:00" });
  const token = tokenIn(html);
  expect(status).toBe(200);
  expect(await actorByKey(house.desk, token)).toEqual({ id: "writer", role: "writer", only: ["read", "write"], via: "newsroom-cms" });
  const page = await (await house.ask("admin", "/keys")).text();
  expect(page).toContain("newsroom-cms");
  expect(page).toContain("1 Dec 2026, 09:00");
  expect(tokenIn(page)).toBe("");
  const ended = await house.ask("admin", "/keys/newsroom-cms/revoke", { method: "POST" });
  expect([ended.status, ended.headers.get("location")]).toEqual([303, "/keys?said=keyRevoked"]);
  expect(await actorByKey(house.desk, token)).toBeNull();
});

test("what was typed stays where something stands against it, and nothing is made", async () => {
  const { status, html } = await make({ name: "Newsroom", owner: "editor", right: ["read", "settle"], expires: "" });
  expect(status).toBe(422);
  expect(html).toContain('value="Newsroom"');
  expect(html).toMatch(/<option value="editor" selected>/);
  expect(html).toMatch(/value="settle" checked/);
  expect(tokenIn(html)).toBe("");
  expect((await make({ name: "beyond", owner: "writer", right: ["read", "settle"] })).html).toContain("writer has not the right");
  expect((await make({ name: "when", owner: "writer", right: ["read"], expires: "soon" })).status).toBe(422);
  expect((await house.desk.store.keys.list()).map(({ name }) => name)).toEqual(["newsroom-cms"]);
});

test("whoever works here may read what programs may ask, without a key", async () => {
  const answer = await house.ask("writer", "/keys/openapi.json");
  expect(await answer.json()).toMatchObject({
    openapi: "3.1.1",
    paths: { "/posts/{id}/approve": { post: { operationId: "approve-post" } } },
  });
});

test("the record says by which key somebody decided, and where it was an agent of theirs", async () => {
  const admin = { id: "admin", role: "admin" } as const;
  await pause(deskVia(house.desk, { ...admin, via: "newsroom-cms" }), null, "Floods.", null);
  await resume(deskVia(house.desk, { ...admin, via: "agent" }), null);
  const page = await (await house.ask("admin", "/record")).text();
  expect(page).toContain("by the key <bdi>newsroom-cms</bdi>");
  expect(page).toContain("by an agent");
});
