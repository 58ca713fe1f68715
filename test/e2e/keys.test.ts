/** Keys by commands, and what they open on the real server. */
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Problem } from "../../src/domain/problem.ts";
import { storyText } from "../support/api-house.ts";
import { freePort, type Home, makeHome, type Running, until } from "../support/herald.ts";

let home: Home;
let herald: Running;
let origin: string;
beforeAll(async () => {
  const port = String(await freePort());
  origin = `http://127.0.0.1:${port}`;
  home = makeHome({ PORT: port, HOST: "127.0.0.1" }, "together");
  herald = home.spawn(["start", "--sandbox"]);
  await until("the desk is there", () => herald.said().includes("editors’ desk"), 60_000);
});
afterAll(async () => {
  herald?.child.kill("SIGTERM");
  await herald?.ended;
  home?.remove();
});

const key = (...words: readonly string[]) => home.json(["key", ...words, "--sandbox"]);
const codes = ({ problems = [] }: { readonly problems?: readonly Problem[] }) => problems.map(({ code }) => code);

async function ask(path: string, token: unknown, init: RequestInit = {}) {
  const answer = await fetch(`${origin}/api${path}`, { ...init, headers: { ...init.headers, Authorization: `Bearer ${token}` } });
  // biome-ignore lint/suspicious/noExplicitAny: a test reads what it expects
  return { status: answer.status, json: (await answer.json().catch(() => null)) as any };
}

test("a key opens the API until it is ended, and what comes by it reads as the commands print it", async () => {
  expect((await fetch(`${origin}/api/status`)).status).toBe(404);
  const { keys, token } = await key("add", "newsroom-cms");
  expect(keys).toMatchObject([{ name: "newsroom-cms", rights: ["read", "write"], state: "live" }]);
  expect((await fetch(`${origin}/api/status`)).status).toBe(401);

  const headers = { "Content-Type": "text/markdown", "Idempotency-Key": "6d0f" };
  const send = () => ask("/summaries?name=canal.md", token, { method: "POST", headers, body: storyText(31) });
  const [first, second] = [await send(), await send()];
  expect([first.status, second.json]).toEqual([200, first.json]);
  const id = first.json.posts[0].id;
  expect((await ask(`/posts/${id}`, token)).json.posts).toEqual((await home.json(["show", id, "--sandbox"])).posts);
  const digest = first.json.posts[0].digest;
  const approved = await ask(`/posts/${id}/approve`, token, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ digest }),
  });
  expect([approved.status, codes(approved.json)]).toEqual([403, ["rights-approve"]]);
  expect((await ask("/openapi.json", token)).json).toMatchObject({ openapi: "3.1.1" });

  expect((await key("revoke", "newsroom-cms")).keys).toMatchObject([{ state: "revoked" }]);
  expect((await ask("/status", token)).status).toBe(401);
  expect(herald.said()).not.toContain(String(token));
});

test("rights and an end are chosen, and what is wrong is said", async () => {
  const made = await key("add", "wire", "--rights", "read,review", "--expires", "2099-01-01T00:00:00Z");
  expect(made.keys).toMatchObject([{ rights: ["read", "review"], expiresAt: "2099-01-01T00:00:00.000Z" }]);
  const { code, stdout } = await home.run(["key", "list", "--sandbox"]);
  expect([code, stdout]).toEqual([
    0,
    expect.stringMatching(/^newsroom-cms +revoked .*\nwire +live +acts for \S+: read, review, until 2099/m),
  ]);
  expect(stdout).not.toContain("herald_");
  for (const [words, wrong] of [
    [["add", "wire"], "state-key"],
    [["add", "Wire"], "input-key-name"],
    [["add", "boss", "--rights", "people"], "usage-key"],
    [["add", "past", "--expires", "2020-01-01T00:00:00Z"], "time-past"],
    [["revoke", "none"], "input-unknown-key"],
    [["rename", "wire"], "usage-key"],
    [["revoke"], "usage-key"],
  ] as const)
    expect([words, codes(await key(...words))]).toEqual([words, [wrong]]);
});
