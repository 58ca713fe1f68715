import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { freePort, type Home, makeHome, type Running, until } from "../support/herald.ts";

let home: Home;
let herald: Running;
let page: string;

beforeAll(async () => {
  const port = await freePort();
  page = `http://127.0.0.1:${port}/`;
  home = makeHome({ PORT: String(port) }, "together");
  herald = home.spawn(["start"]);
  await until(
    "the showpiece to be published",
    () => /sandbox-instagram: https:/.test(herald.said()) && /sandbox-x: https:/.test(herald.said()),
    60_000,
  );
}, 90_000);

afterAll(async () => {
  herald?.child.kill("SIGKILL");
  await herald?.ended;
  home?.remove();
});

async function look(): Promise<string> {
  return (await fetch(`${page}stand-ins`)).text();
}

describe("npm start with no account connected", () => {
  it("says plainly that this is the sandbox, what it composed, approved and published, and where to look", () => {
    expect(herald.said()).toMatch(/^SANDBOX: .*Nothing reaches a real platform/m);
    expect(herald.said()).toMatch(/^composed .*sandbox-x.*solar-net-billing\.txt/m);
    expect(herald.said()).toMatch(/^approved /m);
    expect(herald.said()).toContain(page);
  });

  it("shows one example published, one stopped by a finding, and one that waits", async () => {
    const html = await look();
    expect(html).toContain("Published on the stand-ins");
    expect(html).toContain("rooftop solar");
    expect(html).toContain("link-insecure");
    expect(html).toMatch(/npm run herald -- approve [a-z]+-\d+/);
  });

  it("keeps to a database and account names of its own", async () => {
    const { posts } = await home.json(["list"]);
    expect(posts.length).toBeGreaterThan(6);
    expect(posts.every(({ account }) => account.startsWith("sandbox-"))).toBe(true);
    expect(readdirSync(join(home.directory, "data")).filter((name) => name.endsWith(".db"))).toEqual(["sandbox.db"]);
  });

  it("publishes what the newcomer approves in a second terminal", async () => {
    const { posts } = await home.json(["list", "--state", "draft"]);
    const draft = posts.find(({ platform, problems }) => platform === "x" && problems.length === 0);
    const approved = await home.run(["approve", String(draft?.id), "--now"]);
    expect(approved.code, approved.stderr).toBe(0);
    await until("the newcomer's post to be published", () => herald.said().includes(`${draft?.id} is published on sandbox-x: https://`));
    expect(await look()).toContain(String((draft?.content as { parts: { text: string }[] } | undefined)?.parts[0]?.text.slice(0, 20)));
  });

  it("answers nothing but its page, its health and pictures of posts under way", async () => {
    for (const path of ["list", "data/sandbox.db", "media/", ".env", "media/../../.env", "api/posts"])
      expect((await fetch(`${page}${path}`)).status).toBe(404);
    expect(await (await fetch(`${page}health`)).json()).toMatchObject({ status: "ok" });
  });

  it("refuses a second Herald on the same port in one sentence", async () => {
    const second = await home.run(["start"]);
    expect(second.code).toBe(2);
    expect(second.stderr.trim().split("\n")).toHaveLength(1);
    expect(second.stderr).toContain("set PORT to a free port");
  });

  it("stops at SIGTERM, and starts again where it was without filling the queue twice", async () => {
    const before = (await home.json(["list"])).posts.map(({ id, state }) => `${id} ${state}`);
    herald.child.kill("SIGTERM");
    expect(await herald.ended).toBe(0);
    herald = home.spawn(["start"]);
    await until("the page to be there again", () => herald.said().includes(page));
    expect((await home.json(["list"])).posts.map(({ id, state }) => `${id} ${state}`)).toEqual(before);
    expect(await look()).toContain("Published on the stand-ins");
  });
});

describe("a live queue", () => {
  it("takes no example and no sandbox post, and keeps the drafts of an account that is not connected", async () => {
    const live = makeHome({ DATABASE_URL: "file:data/herald.db", PORT: String(await freePort()) }, "together");
    try {
      const running = live.spawn(["start"]);
      await until("it to say what is connected", () => running.said().includes("not connected"));
      expect((await live.json(["list"])).posts).toEqual([]);
      running.child.kill("SIGTERM");
      expect(await running.ended).toBe(0);
      const { posts } = await live.json(["add", "config/examples/crop-insurance.txt"]);
      expect(posts.map(({ account, state }) => `${account} ${state}`).sort()).toEqual(["instagram draft", "x draft", "youtube draft"]);
      const refused = await live.json(["approve", String(posts[0]?.id)]);
      expect(refused.problems?.[0]).toMatchObject({ code: "account-not-connected" });
      expect(existsSync(join(live.directory, "data", "sandbox.db"))).toBe(false);
    } finally {
      live.remove();
    }
  });

  it("answers one plain sentence to a stranger, and nothing of the queue", async () => {
    const port = await freePort();
    const live = makeHome({ DATABASE_URL: "file:data/herald.db", PORT: String(port) });
    const running = live.spawn(["start"]);
    try {
      await until("it to listen", () => running.said().includes("Herald is at work"));
      const home = await fetch(`http://127.0.0.1:${port}/`);
      expect(home.status).toBe(200);
      expect((await home.text()).trim().split("\n")).toHaveLength(1);
      expect((await fetch(`http://127.0.0.1:${port}/posts`)).status).toBe(404);
    } finally {
      running.child.kill("SIGTERM");
      await running.ended;
      live.remove();
    }
  });
});
