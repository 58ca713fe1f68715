/** `herald mcp` as an agent meets it: a process of its own, spoken to by the protocol's own client. */
import { spawn } from "node:child_process";
import { userInfo } from "node:os";
import { join } from "node:path";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { afterAll, beforeAll, expect, test } from "vitest";
import { operations } from "../../src/desk/operations/table.ts";
import { storyText } from "../support/api-house.ts";
import { type Home, makeHome } from "../support/herald.ts";

const root = join(import.meta.dirname, "..", "..");
const node = join(root, "node_modules", ".bin", "node");
const words = [join(root, "src", "main.ts"), "mcp", "--sandbox"];
const env = { PATH: process.env.PATH ?? "", HOME: process.env.HOME ?? "", USER: "editor", TZ: "UTC", LANG: "C.UTF-8" };

let home: Home;
let client: Client;
let said = "";
beforeAll(async () => {
  home = makeHome({}, "together");
  const transport = new StdioClientTransport({ command: node, args: words, cwd: home.directory, env, stderr: "pipe" });
  transport.stderr?.on("data", (chunk: Buffer) => {
    said += chunk.toString();
  });
  client = new Client({ name: "test", version: "1" });
  await client.connect(transport);
  await client.listTools();
});
afterAll(async () => {
  await client?.close();
  home?.remove();
});

async function call(name: string, fields: Record<string, unknown>) {
  // The client holds what comes back against the tool's own schema.
  // biome-ignore lint/suspicious/noExplicitAny: a test reads what it expects
  const { structuredContent, isError = false, content }: any = await client.callTool({ name, arguments: fields });
  return { value: structuredContent, isError, text: String(content[0].text) };
}

test("an agent previews, drafts, checks, mends and asks", async () => {
  const markdown = storyText(1);
  const preview = await call("preview", { markdown, platform: "x" });
  expect(preview.value.posts).toMatchObject([{ platform: "x", state: "draft" }]);
  expect((await home.json(["list", "--sandbox"])).posts).toEqual([]);

  const added = await call("add-summary", { markdown });
  const draft = added.value.posts.find((post: { platform: string }) => post.platform === "x");
  expect(added.value).toMatchObject({ added: true, summary: { source: `agent/${userInfo().username}/summary.md` } });

  const wrong = { source: markdown, platform: "x", text: "The cabinet approved canal plans for nine districts." };
  expect((await call("check", wrong)).value.problems).toContainEqual(expect.objectContaining({ code: "claim-number", severity: "block" }));

  const [first, ...rest] = draft.content.parts;
  const content = { parts: [{ ...first, text: "Three districts get a new canal plan, Water Minister Sana Mirza said." }, ...rest] };
  const edited = await call("edit-post", { id: draft.id, content, revision: draft.revision });
  expect(edited.value.posts).toMatchObject([{ id: draft.id, state: "draft", wordedBy: "editor" }]);
  await call("ask-post", { id: draft.id, note: "Please look at the first sentence." });

  const shown = (await call("show-post", { id: draft.id })).value.posts[0];
  expect(shown).toEqual((await home.json(["show", draft.id, "--sandbox"])).posts[0]);
  expect(shown.agreement.asked).toMatchObject({ by: userInfo().username, note: "Please look at the first sentence." });
});

test("the same post reads alike for agents and on the command line, and so does what waits", async () => {
  const listed = (await call("list-posts", {})).value.posts;
  expect(listed).toEqual((await home.json(["list", "--sandbox"])).posts);
  const { sources: _, ...status } = (await call("show-status", {})).value;
  expect(status).toEqual(await home.json(["status", "--sandbox"]));
});

test("no tool approves, sends or takes anything down, though its person may", async () => {
  const { tools } = await client.listTools();
  const offered = tools.map(({ name }) => name);
  const [post] = (await home.json(["list", "--sandbox"])).posts;
  const fields = {
    id: post?.id,
    digest: post?.digest,
    posts: [{ id: post?.id, digest: post?.digest }],
    now: true,
    next: true,
    reason: "Now.",
  };
  for (const name of [...offered, ...operations.map((one) => one.name), "approve", "publish"])
    await call(name, fields).catch(() => undefined);
  const after = (await home.json(["list", "--sandbox"])).posts;
  expect(after.map(({ state }) => state)).toEqual(after.map(() => "draft"));
  const transitions = after.flatMap(({ journal }) => JSON.stringify(journal).match(/"transition":"[a-z-]+"/g) ?? []);
  expect(new Set(transitions)).not.toContain('"transition":"approve"');
  expect(offered.filter((name) => /approve|schedule|retry|resolve|resume|take|cancel|pause|withdraw|correct/.test(name))).toEqual([]);
});

test("standard output is the protocol's alone, and the program ends with its input", async () => {
  const child = spawn(node, words, { cwd: home.directory, env, stdio: ["pipe", "pipe", "pipe"] });
  let out = "";
  child.stdout.on("data", (chunk: Buffer) => {
    out += chunk.toString();
  });
  const send = (message: object) => child.stdin.write(`${JSON.stringify({ jsonrpc: "2.0", ...message })}\n`);
  const about = { protocolVersion: "2025-06-18", capabilities: {}, clientInfo: { name: "test", version: "1" } };
  send({ id: 1, method: "initialize", params: about });
  send({ method: "notifications/initialized" });
  send({ id: 2, method: "tools/call", params: { name: "add-summary", arguments: { markdown: storyText(2) } } });
  await expect.poll(() => out.split("\n").length, { timeout: 20_000 }).toBe(3);
  child.stdin.end();
  expect(await new Promise((resolve) => child.once("close", resolve))).toBe(0);
  const messages = out
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  expect(messages.map(({ jsonrpc, id }) => [jsonrpc, id])).toEqual([
    ["2.0", 1],
    ["2.0", 2],
  ]);
  expect(said).toBe("");
});
