import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Home, makeHome } from "../support/herald.ts";

let home: Home;
beforeAll(() => {
  home = makeHome({}, "together");
});
afterAll(() => home?.remove());

/** In the sandbox, which has accounts to approve for. */
const run = (...words: readonly string[]) => home.run([...words, "--sandbox"]);
const json = async (...words: readonly string[]) => JSON.parse((await run(...words, "--json")).stdout);

describe("the record on the command line", () => {
  it("is read, exported, verified against a kept head, and names what was altered", { timeout: 120_000 }, async () => {
    const file = home.write("grain.txt", "The granary of Ferozabad opens on Monday.\n\nIt holds wheat for a year.\n");
    const { posts } = await json("add", file);
    const id = posts.find(({ platform }: { platform: string }) => platform === "x").id;
    await run("approve", id, "--now");
    expect(await json("ask", id, "--note", "Say who runs it.")).toMatchObject({
      posts: [{ state: "draft", agreement: { asked: { note: "Say who runs it." }, agreed: [], secondLook: null } }],
    });
    expect((await run("status")).stdout).toContain("asks for changes: Say who runs it.");

    const { record } = await json("audit", "--post", id);
    expect(record.map(({ kind }: { kind: string }) => kind)).toEqual(["add", "approve", "ask"]);
    const { audit } = await json("audit", "--verify");
    expect(audit).toMatchObject({ head: expect.stringMatching(/^[0-9a-f]{64}$/), posts: posts.length });

    const lines = (await run("audit", "--jsonl")).stdout.trim().split("\n");
    expect(lines).toHaveLength(audit.rows);
    expect(JSON.parse(lines.at(-1) ?? "").hash).toBe(audit.head);
    expect((await run("audit")).stdout).toContain(`ask  post ${id}  (`);

    await run("unapprove", id);
    await run("reject", id, "--reason", "No.");
    expect((await run("audit", "--verify", "--head", audit.head)).code).toBe(0);
    expect((await run("audit", "--head", audit.head)).code).toBe(2);

    const database = new DatabaseSync(join(home.directory, "data", "sandbox.db"));
    database.exec("update record set by = 'mallory' where kind = 'approve'");
    database.close();
    const { code, stdout } = await run("audit", "--verify", "--json");
    expect([code, JSON.parse(stdout).problems[0].code]).toEqual([1, "record-altered"]);
  });
});
