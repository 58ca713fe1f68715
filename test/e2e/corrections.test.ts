import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { PostReport } from "../../src/desk/report.ts";
import { type StandIns, startStandIns } from "../../src/sandbox/index.ts";
import { freePort, type Home, makeHome } from "../support/herald.ts";

const story = (name: string, sum: string) =>
  [
    "---",
    `title: Assembly passes ${name} bill`,
    "date: 2026-03-01",
    "---",
    "",
    `The assembly passed the ${name} bill with Rs${sum} billion for schools. The bill takes effect in July.`,
    "",
    `Teachers of ${name} will be hired by district boards.`,
  ].join("\n");

let standIns: StandIns;
let home: Home;

beforeAll(async () => {
  standIns = await startStandIns();
  const timing = { HERALD_REQUEST_TIMEOUT_MS: "1500", HERALD_SETTLE_MS: "1600", HERALD_LEASE_MS: "1700", HERALD_TICK_MS: "50" };
  const port = String(await freePort());
  const where = { PORT: port, PUBLIC_URL: `http://127.0.0.1:${port}`, DATABASE_URL: "file:data/herald.db" };
  home = makeHome(
    { ...standIns.envForChild(), ...standIns.logins.x, ...standIns.logins["youtube-community"], ...timing, ...where },
    "together",
  );
});

afterAll(async () => {
  home?.remove();
  await standIns?.close();
});

afterEach(() => standIns.faults.clear());

async function all(...words: readonly string[]): Promise<readonly PostReport[]> {
  const answer = await home.json(words);
  if (!answer.posts) throw new Error(`${words.join(" ")}: ${JSON.stringify(answer.problems)}`);
  return answer.posts;
}

async function ask(...words: readonly string[]): Promise<PostReport> {
  const [post] = await all(...words);
  if (!post) throw new Error(`${words.join(" ")} printed no post.`);
  return post;
}

async function work(): Promise<void> {
  const { code, stderr } = await home.run(["worker", "--until-idle"]);
  expect(code, stderr).toBe(0);
}

function threadOf(name: string): readonly string[] {
  const seen = standIns.readers().find(({ parts }) => parts[0]?.text.includes(name));
  return seen?.parts.map(({ text }) => text) ?? [];
}

/** A story that is out on X and approved for no other account. */
async function out(name: string): Promise<{ readonly id: string; readonly story: string }> {
  const posts = await all("add", home.write(`${name}.md`, story(name, "1.1")));
  const post = posts.find(({ platform }) => platform === "x");
  if (!post?.id) throw new Error("No post on X.");
  await ask("approve", post.id, "--now");
  await work();
  return { id: post.id, story: post.summaryId };
}

describe("a correction on X", () => {
  it("answers the post that was wrong, at once, and is found again although the answer to it was lost", async () => {
    const { id, story: summary } = await out("Kharan");
    const revised = await home.json(["revise", summary, "--file", home.write("Kharan-2.md", story("Kharan", "1.2"))]);
    expect(revised).toMatchObject({ version: 2, out: [{ id, state: "published" }] });
    expect(revised.posts.map(({ state }) => state)).not.toContain("published");
    const draft = await ask("correct", id);
    expect(draft).toMatchObject({ state: "draft", corrects: id, correction: { way: "reply" } });
    expect(draft.problems.filter(({ severity }) => severity === "block")).toEqual([]);
    const correction = draft.id ?? "";
    await ask("approve", correction, "--digest", draft.digest);
    standIns.faults.add({ host: "api.x.com", method: "POST", path: "/2/tweets", after: "cut" });
    await work();
    expect(await ask("show", correction)).toMatchObject({ state: "published", visible: [{ step: "post-1" }] });
    const parts = threadOf("Kharan");
    expect(parts.at(-1)).toBe("Correction: we wrote “Rs1.1 billion”. It should be “Rs1.2 billion”.");
    expect(parts.filter((text) => text.startsWith("Correction"))).toHaveLength(1);
    expect(await ask("show", id)).toMatchObject({ correctedBy: [correction] });
    const { stdout } = await home.run(["show", correction]);
    expect(stdout).toContain(`Corrects ${id} (reply): “Rs1.1 billion” → “Rs1.2 billion”`);
  });
});

describe("withdrawing a story", () => {
  it("says what will happen, stops the rest, and deletes what is out once that is approved", async () => {
    const { id, story: summary } = await out("Lasbela");
    const foreseen = await home.json(["withdraw", summary, "--dry-run"]);
    expect(foreseen.posts.map((post) => [post.platform, (post as PostReport & { fate: string }).fate])).toEqual([
      ["x", "delete"],
      ["instagram", "stop"],
      ["youtube-community", "stop"],
    ]);
    expect(threadOf("Lasbela")).not.toEqual([]);
    expect((await home.run(["withdraw", summary, "--json"])).code).toBe(2);
    await all("withdraw", summary, "--reason", "The assembly took it back.");
    await work();
    expect(threadOf("Lasbela")).not.toEqual([]);
    const proposed = await ask("show", id);
    expect(proposed).toMatchObject({ state: "draft", deletes: true, problems: [] });
    expect((await home.run(["show", id])).stdout).toContain("DELETES what readers see of it.");
    expect((await home.run(["take-down", id, "--json"])).code).toBe(1);
    await ask("approve", id, "--digest", proposed.digest);
    await work();
    expect(await ask("show", id)).toMatchObject({ state: "withdrawn", visible: [] });
    expect(threadOf("Lasbela")).toEqual([]);
    const whole = (await all("list")).filter(({ summaryId }) => summaryId === summary);
    expect(whole.map(({ state }) => state)).toEqual(["withdrawn", "withdrawn", "withdrawn"]);
  });
});
