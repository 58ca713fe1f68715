import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { PostReport } from "../../src/desk/report.ts";
import type { Problem } from "../../src/domain/problem.ts";
import { type Home, makeHome } from "../support/herald.ts";

const source = "config/examples/solar-net-billing.txt";
const honest = "Some 283,000 existing users will keep their contracts until they expire.";
const wrong = "Some 77,000 existing users will keep their contracts until they expire.";

let home: Home;

beforeAll(() => {
  home = makeHome(
    {
      DATABASE_URL: "file:data/herald.db",
      X_API_KEY: "k",
      X_API_SECRET: "s",
      X_ACCESS_TOKEN: "1234-abc",
      X_ACCESS_SECRET: "s",
      YOUTUBE_CHANNEL_ID: "UCabcdefghijklmnopqrstuv",
    },
    "together",
  );
  const style = readFileSync(join(home.directory, "config", "style.yaml"), "utf8");
  const more = "  - { write: contract papers, not: [contracts] }\n";
  writeFileSync(join(home.directory, "config", "style.yaml"), style.replace("prefer:\n", `prefer:\n${more}`));
});
afterAll(() => home?.remove());

async function checked(...words: readonly string[]): Promise<{ code: number | null; problems: readonly Problem[] }> {
  const { code, stdout, stderr } = await home.run(["check", "--source", source, ...words, "--json"]);
  expect(stderr).toBe("");
  return { code, problems: JSON.parse(stdout).problems };
}

function parts(...texts: readonly string[]): string {
  return JSON.stringify({ parts: texts.map((text) => ({ text, media: [] })) });
}

async function ask(...words: readonly string[]): Promise<PostReport> {
  const answer = await home.json(words);
  const [post] = answer.posts ?? [];
  if (!post) throw new Error(`${words.join(" ")}: ${JSON.stringify(answer.problems)}`);
  return post;
}

async function refusal(...words: readonly string[]): Promise<{ code: number | null; problems: readonly Problem[] }> {
  const { code, stdout } = await home.run([...words, "--json"]);
  return { code, problems: JSON.parse(stdout).problems };
}

describe("herald check", () => {
  it.each(["x", "instagram", "youtube-community"])("takes an honest text for %s, whatever is missing round it", async (platform) => {
    const text = home.write("honest.txt", "The regulator said the old rate had shifted Rs. 159 billion a year.\n");
    expect(await checked("--platform", platform, "--text", text)).toEqual({ code: 0, problems: [] });
  });

  it("names what stands nowhere in the source and what the platform can't take, and ends with 1", async () => {
    const { code, problems } = await checked("--platform", "x", "--text", home.write("wrong.txt", `${wrong} ${"More of it. ".repeat(30)}`));
    expect(code).toBe(1);
    expect(problems.map((one) => one.code)).toEqual(expect.arrayContaining(["length-over", "claim-number"]));
    expect(problems.find((one) => one.code === "claim-number")).toMatchObject({
      severity: "block",
      where: "text",
      message: expect.stringContaining("77,000"),
    });
  });

  it("ends with 0 where it only warns", async () => {
    const { code, problems } = await checked("--platform", "x", "--text", home.write("warn.txt", honest));
    expect(problems.map((one) => `${one.severity} ${one.code}`)).toEqual(["warn style-prefer"]);
    expect(code).toBe(0);
  });

  it("takes a whole content as JSON, and names the part", async () => {
    const post = home.write("post.json", parts("The regulator said the old rate had shifted Rs. 159 billion a year.", wrong));
    const { code, problems } = await checked("--platform", "x", "--post", post);
    expect(code).toBe(1);
    expect(problems.find((one) => one.code === "claim-number")?.where).toBe("part 2");
    const caption = home.write(
      "caption.json",
      JSON.stringify({ caption: "The regulator said the old rate had shifted Rs. 159 billion a year.", images: [] }),
    );
    expect(await checked("--platform", "instagram", "--post", caption)).toEqual({ code: 0, problems: [] });
  });

  it("says in words what it found, or that it found nothing", async () => {
    const fine = home.write("fine.txt", "The regulator said the old rate had shifted Rs. 159 billion a year.");
    expect((await home.run(["check", "--source", source, "--platform", "x", "--text", fine])).stdout).toBe("No findings.\n");
    const bad = await home.run(["check", "--source", source, "--platform", "x", "--text", "-"], { input: wrong });
    expect(bad).toMatchObject({ code: 1, stdout: expect.stringContaining("77,000") });
  });

  it.each([
    [["--source", source, "--platform", "x"], 2],
    [["--source", "-", "--platform", "x", "--text", "-"], 2],
    [["--source", source, "--platform", "facebook", "--text", "a.txt"], 2],
    [["--platform", "x", "--text", "a.txt"], 2],
    [["--source", source, "--platform", "x", "--text", "a.txt", "--post", "b.json"], 2],
    [["--source", source, "--platform", "x", "--text", "nowhere.txt"], 1],
    [["--source", "nowhere.md", "--platform", "x", "--text", source], 1],
    [["--source", source, "--platform", "x", "--post", source], 1],
  ])("answers %j with one sentence a fault and exit code %i", async (words, code) => {
    const result = await refusal("check", ...words);
    expect(result.code).toBe(code);
    expect(result.problems.length).toBeGreaterThan(0);
  });

  it("keeps nothing and needs no database", async () => {
    expect((await home.json(["list"])).posts).toEqual([]);
  });
});

describe("an override", () => {
  it("needs a reason, holds for the same words in the summary's other posts, and is shown", async () => {
    const { posts } = await home.json(["add", source]);
    const x = String(posts.find(({ platform }) => platform === "x")?.id);
    const youtube = String(posts.find(({ platform }) => platform === "youtube-community")?.id);
    await ask("edit", x, "--file", home.write("x.json", parts(wrong)));
    await ask("edit", youtube, "--file", home.write("y.json", JSON.stringify({ text: wrong, images: [] })));

    expect(await refusal("approve", x)).toMatchObject({
      code: 1,
      problems: [{ code: "claim-number", remedy: expect.stringContaining("--override claim-number") }],
    });
    expect(await refusal("approve", x, "--override", "claim-number")).toMatchObject({ code: 2, problems: [{ code: "usage-reason" }] });
    expect(await refusal("approve", x, "--reason", "So.")).toMatchObject({ code: 2, problems: [{ code: "usage-override" }] });
    const vain = await refusal("approve", x, "--override", "claim-quotation", "--reason", "So.");
    expect(vain).toMatchObject({ code: 1, problems: [{ code: "input-override", remedy: expect.stringContaining("claim-number") }] });
    expect((await ask("show", x)).state).toBe("draft");

    const approved = await ask("approve", x, "--override", "claim-number=77,000", "--reason", "The gazette has the new count.");
    expect(approved).toMatchObject({
      state: "approved",
      overrides: [{ code: "claim-number", reason: "The gazette has the new count.", finding: expect.stringContaining("77,000") }],
    });
    expect(approved.problems.find(({ code }) => code === "claim-number")).toMatchObject({ severity: "warn" });
    expect((await home.run(["show", x])).stdout).toMatch(/\S+ stands by claim-number: .*77,000/);

    expect(await ask("approve", youtube)).toMatchObject({ state: "approved" });
    const other = home.write("other.json", parts(wrong.replace("77,000", "78,000")));
    expect((await ask("edit", x, "--file", other)).problems).toContainEqual(
      expect.objectContaining({ code: "claim-number", severity: "block" }),
    );
  });

  it("lifts no limit of a platform", async () => {
    const id = String((await home.json(["list"])).posts.find(({ platform }) => platform === "x")?.id);
    await ask("edit", id, "--file", home.write("long.json", parts(`${honest} ${honest} ${honest} ${honest}`)));
    const result = await refusal("approve", id, "--override", "length-over", "--reason", "It must be long.");
    expect(result).toMatchObject({ code: 1, problems: [{ code: "input-override", message: expect.stringContaining("limit") }] });
  });
});

describe("two posts of one account", () => {
  it("must not say the same", async () => {
    const text = "Orchards of Swat need water before the summer, growers of the valley say.";
    const { posts } = await home.json([
      "add",
      home.write("swat.txt", `${text}\n`),
      home.write("swat-2.txt", `${text} They said so on Monday.\n`),
    ]);
    const [first = "", second = ""] = posts.filter(({ platform }) => platform === "x").map(({ id }) => String(id));
    for (const id of [first, second]) await ask("edit", id, "--file", home.write("swat.json", parts(text)));
    expect(await refusal("approve", first, second)).toMatchObject({
      code: 1,
      problems: [{ code: "style-repeated" }, { code: "style-repeated" }],
    });
    await ask("approve", first);
    expect((await refusal("approve", second)).problems).toMatchObject([
      { code: "style-repeated", message: expect.stringContaining(first) },
    ]);
    expect((await ask("show", second)).problems).toContainEqual(expect.objectContaining({ code: "style-repeated" }));
  });
});

describe("an editor's words", () => {
  it("get the house's spelling in one step, and stay when the post is composed anew", async () => {
    const { posts } = await home.json(["add", "config/examples/school-meals.md"]);
    const id = String(posts.find(({ platform }) => platform === "x")?.id);
    const composed = posts.find((post) => post.id === id)?.content as { parts: { text: string; media: object[] }[] };
    const [first, ...rest] = composed.parts;
    const mine = "Pupils of 41 districts will eat at school from April; no contracts are out yet.";
    await ask("edit", id, "--file", home.write("mine.json", JSON.stringify({ parts: [{ ...first, text: mine }, ...rest] })));

    const styled = await ask("edit", id, "--apply-style");
    expect(styled.content).toMatchObject({ parts: [{ text: mine.replace("contracts", "contract papers") }, ...rest] });
    expect((await ask("edit", id, "--apply-style")).revision).toBe(styled.revision);

    const template = join(home.directory, "templates", "posts", "x", "part.liquid");
    writeFileSync(template, `${readFileSync(template, "utf8")}\n{% if follow %}\nA new last line.\n{% endif %}\n`);
    const again = await ask("recompose", id);
    const texts = (again.content as typeof composed).parts.map(({ text }) => text);
    expect(texts[0]).toBe(mine.replace("contracts", "contract papers"));
    expect(texts.at(-1)).toMatch(/A new last line\.$/);
    const fresh = await ask("recompose", id, "--afresh");
    expect((fresh.content as typeof composed).parts[0]?.text).toBe(first?.text);
  });
});

describe("herald templates check", () => {
  const check = () => home.run(["templates", "check", "--json"]);

  it("fills every template with every example", async () => {
    const { code, stdout } = await check();
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ problems: [], checked: { examples: 6 } });
  });

  it.each([
    ["posts/x/single.liquid", "{{ txet }}", "single.liquid:1", "txet"],
    ["posts/instagram/caption.liquid", "{{ hook }}\n{% for p in paragraphs %}", "caption.liquid:2", "not closed"],
    ["posts/youtube-community/post.liquid", "{{ hook }}\n\n{% if label %}{{ label | louder }}{% endif %}", "post.liquid:3", "louder"],
    ["cards/line.liquid", "{{ nothing }}", "cards/line.liquid:1", "nothing"],
    ["cards/headline.liquid", "<div>no room</div>", "cards/headline.liquid", 'id="room"'],
    ["web/sheet.liquid", "{{ post.nobody }}", "web/sheet.liquid:1", "nobody"],
    ["web/unused.liquid", "\n{% include %}", "web/unused.liquid:2", ""],
  ])("names file and line of a fault in %s", async (file, template, where, what) => {
    const path = join(home.directory, "templates", file);
    const before = file === "web/unused.liquid" ? "fine" : readFileSync(path, "utf8");
    writeFileSync(path, template);
    const { code, stdout } = await check();
    writeFileSync(path, before);
    expect(code, stdout).toBe(1);
    const { problems } = JSON.parse(stdout) as { problems: Problem[] };
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatchObject({
      code: "input-template",
      severity: "block",
      where: expect.stringContaining(`templates/${where.includes("/") ? where : file.replace(/[^/]+$/, where)}`),
    });
    expect(problems[0]?.message).toContain(what);
  });
});
