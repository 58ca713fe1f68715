import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Home, makeHome } from "../../support/herald.ts";

let home: Home;
let draft: string;
const summary = "---\ntitle: Ferries run late\n---\nFerries to Manora run until midnight from Monday, the port trust said.\n";

beforeAll(async () => {
  home = makeHome({ X_API_KEY: "k", X_API_SECRET: "s", X_ACCESS_TOKEN: "1-t", X_ACCESS_SECRET: "s" }, "together");
  const { posts } = await home.json(["add", home.write("ferries.md", summary)]);
  draft = String(posts.find(({ platform }) => platform === "x")?.id);
});
afterAll(() => home?.remove());

async function refusal(...words: readonly string[]) {
  const { code, stdout } = await home.run([...words, "--json"]);
  const { problems } = JSON.parse(stdout);
  expect(problems).toHaveLength(1);
  return { exit: code, ...problems[0] };
}

describe("a time that was typed", () => {
  it("is the end of a pause in the house's zone", async () => {
    await home.run(["pause", "--all", "--reason", "A holiday", "--until", "2090-12-01 09:00"]);
    expect((await home.run(["status"])).stdout).toContain("A holiday (until Fri 1 Dec 2090 09:00 (Asia/Karachi, UTC+5))");
    await home.run(["resume", "--all"]);
    expect(await refusal("pause", "--all", "--reason", "A holiday", "--until", "2020-01-01 09:00")).toMatchObject({
      exit: 1,
      code: "time-past",
      where: "--until",
    });
  });

  it("is read back in the zone that it was read in, in the list as well", async () => {
    const { code, stdout } = await home.run(["approve", draft, "--at", "2090-12-01 09:00"]);
    expect(code).toBe(0);
    expect(stdout).toContain("2090-12-01 09:00");
    expect(stdout).toContain("goes out Fri 1 Dec 2090 09:00 (Asia/Karachi, UTC+5)");
    expect((await home.run(["list"])).stdout).toContain("2090-12-01 09:00");
    expect((await home.run(["schedule", draft, "--at", "2090-12-02T04:00:00Z"])).stdout).toContain(
      "2 Dec 2090 09:00 (Asia/Karachi, UTC+5)",
    );
    expect((await refusal("schedule", draft, "--at", "2020-01-01 09:00")).message).toBe(
      "Wed 1 Jan 2020 09:00 (Asia/Karachi, UTC+5) has passed.",
    );
  });

  it("is no time at which a platform's scheduler shows a post that was not written yet", async () => {
    const { posts } = await home.json(["list"]);
    const other = String(posts.find(({ platform }) => platform === "youtube-community")?.id);
    expect(await refusal("done", other, "--scheduled", "2020-01-01 09:00")).toMatchObject({ exit: 1, code: "time-past" });
  });
});

describe("a list of nothing", () => {
  it("says so to people, and is an empty list for programs", async () => {
    const { code, stdout, stderr } = await home.run(["list", "--state", "held"]);
    expect([code, stdout.trim(), stderr]).toEqual([0, "No post is held.", ""]);
    expect(await home.json(["list", "--state", "held"])).toEqual({ posts: [] });
  });
});

describe("--json", () => {
  it("is one JSON document, or is refused as one where another form is asked for", async () => {
    const page = ["preview", "config/examples/crop-insurance.txt", "--format", "html"];
    expect(await refusal(...page)).toMatchObject({ exit: 2, where: "--format" });
    expect((await refusal("preview", "nowhere.md", "--format", "json")).code).toBe("input-file");
  });
});

describe("a slip on the command line", () => {
  it("says that a post is approved already, and which states a command is for", async () => {
    expect(await refusal("approve", draft)).toMatchObject({ exit: 1, where: `post ${draft}`, message: "It is approved already." });
    const { posts } = await home.json(["list", "--state", "draft"]);
    expect((await refusal("retry", String(posts[0]?.id))).message).toBe("It is draft, and `retry` is for a post that is failed or missed.");
  });

  it("names the accounts there are where one is paused or resumed that isn't", async () => {
    for (const words of [
      ["pause", "nope", "--reason", "A try"],
      ["resume", "nope"],
    ])
      expect(await refusal(...words)).toMatchObject({ exit: 1, code: "account-unknown", remedy: "Use one of: x, instagram, youtube." });
  });

  it("is not taken for a record that somebody cut, nor for a post without decisions", async () => {
    expect(await refusal("audit", "--verify", "--head", "abc")).toMatchObject({ exit: 2, where: "--head" });
    expect(await refusal("audit", "--post", "nope")).toMatchObject({ exit: 1, where: "nope" });
    expect(await refusal("audit", "--jsonl")).toMatchObject({ exit: 2, where: "--jsonl" });
  });
});
