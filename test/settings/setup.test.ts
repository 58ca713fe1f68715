import { chmodSync, existsSync, readdirSync, readFileSync, statSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { parse } from "dotenv";
import { describe, expect, test } from "vitest";
import { type SetupAnswers, writeSetup } from "../../src/settings/setup.ts";
import { least, loaded, workplace } from "./workplace.ts";

const answers: SetupAnswers = {
  name: "The Karachi Ledger",
  handles: { x: "ledger", instagram: "@ledger.pk" },
  timezone: "Europe/London",
  languages: ["en"],
};

const configIn = (directory: string) => readFileSync(join(directory, "config/herald.yaml"), "utf8");
const envIn = (directory: string) => readFileSync(join(directory, ".env"), "utf8");
const shipped = readFileSync(`${import.meta.dirname}/../../config/herald.yaml`, "utf8");

function written(directory: string, changed: Partial<SetupAnswers> = {}) {
  const result = writeSetup({ ...answers, ...changed }, directory);
  if (!result.ok) throw new Error(result.problems.map((problem) => problem.message).join("\n"));
  return result.value;
}

function refused(directory: string, changed: Partial<SetupAnswers>) {
  const result = writeSetup({ ...answers, ...changed }, directory);
  return result.ok ? [] : result.problems;
}

describe("setup in an empty folder", () => {
  test("writes settings that load, with the answers in them", () => {
    const directory = workplace({});
    expect(written(directory)).toEqual({ written: ["config/herald.yaml", ".env"], kept: [] });
    const settings = loaded({ directory });
    expect(settings.house.brand).toMatchObject({ name: "The Karachi Ledger", handles: { x: "@ledger", instagram: "@ledger.pk" } });
    expect(settings.timezone).toBe("Europe/London");
    expect(settings.accounts.map(({ id, languages }) => [id, languages])).toEqual([
      ["sandbox-x", ["en"]],
      ["sandbox-instagram", ["en"]],
      ["sandbox-youtube", ["en"]],
    ]);
  });

  test("makes .env for its owner alone, with a long secret that differs each time", () => {
    const [one, other] = [workplace({}), workplace({})];
    written(one);
    written(other);
    expect(statSync(join(one, ".env")).mode & 0o777).toBe(0o600);
    expect(parse(envIn(one)).HERALD_SECRET).toMatch(/^[\w-]{43}$/);
    expect(parse(envIn(one)).HERALD_SECRET).not.toBe(parse(envIn(other)).HERALD_SECRET);
  });

  test("leaves nothing half-written beside the files", () => {
    const directory = workplace({});
    written(directory);
    expect(readdirSync(directory).toSorted()).toEqual([".env", "config"]);
    expect(readdirSync(join(directory, "config"))).toEqual(["herald.yaml"]);
  });
});

describe("setup over existing settings", () => {
  test("changes the answered lines of the shipped file and no other character", () => {
    const directory = workplace({ "config/herald.yaml": shipped });
    written(directory);
    const before = shipped.split("\n");
    const after = configIn(directory).split("\n");
    expect(after.filter((line) => !before.includes(line))).toEqual([
      "  name: The Karachi Ledger",
      '    x: "@ledger"',
      '    instagram: "@ledger.pk"',
      "timezone: Europe/London",
      "    languages: [en] # takes summaries in these languages; else those listed above",
      "    languages: [en]",
      "    languages: [en]",
    ]);
    expect(before.filter((line) => !after.includes(line)).map((line) => line.trim())).toEqual([
      "name: Republic Policy",
      'x: "@republicpolicy"',
      'instagram: "@republicpolicy"',
      'youtube: "@republicpolicy"',
      "timezone: Asia/Karachi",
      "name: ریپبلک پالیسی",
      "languages: [en, ur] # takes summaries in these languages; else those listed above",
      "languages: [en, ur]",
      "languages: [en, ur]",
    ]);
  });

  test("the follow lines then invite to the new outlet in every language", () => {
    const directory = workplace({ "config/herald.yaml": shipped });
    written(directory);
    const { phrases } = loaded({ directory }).house;
    expect([...phrases.en.follow, ...phrases.ur.follow].join()).not.toMatch(/Republic Policy|ریپبلک/);
  });

  test("a second time with the same answers changes nothing", () => {
    const directory = workplace({ "config/herald.yaml": shipped });
    written(directory);
    const [config, env] = [configIn(directory), envIn(directory)];
    expect(written(directory)).toEqual({ written: [], kept: ["config/herald.yaml", ".env: HERALD_SECRET"] });
    expect([configIn(directory), envIn(directory)]).toEqual([config, env]);
  });

  test("what the shipped answers would be leaves the shipped file as it is", () => {
    const directory = workplace({ "config/herald.yaml": shipped });
    const handle = "@republicpolicy";
    const same = { name: "Republic Policy", timezone: "Asia/Karachi", handles: { x: handle, instagram: handle, youtube: handle } };
    expect(written(directory, { ...same, languages: ["ur", "en"] }).kept).toEqual(["config/herald.yaml"]);
    expect(configIn(directory)).toBe(shipped);
  });

  test("each account keeps its own languages, and one that nobody took yet is taken by all", () => {
    const yaml = `${least}    languages: [en]\n  - { id: urdu-x, platform: x, languages: [ur] }\n`;
    const languages = (directory: string) => loaded({ directory }).accounts.map((account) => account.languages);
    const directory = workplace({ "config/herald.yaml": yaml });
    written(directory, { languages: ["en", "ur"] });
    expect(languages(directory)).toEqual([["en"], ["ur"]]);
    written(directory, { languages: ["en"] });
    expect(languages(directory)).toEqual([["en"], ["en"]]);
    written(directory, { languages: ["en", "ur"] });
    expect(languages(directory)).toEqual([
      ["en", "ur"],
      ["en", "ur"],
    ]);
  });

  test("a file written by other habits is changed as well", () => {
    const yaml = `---
accounts: # all of them
- {platform: instagram, id: ig}
-   id: x
    languages:
    - ur # for now
    # a comment of what follows
    platform: x
brand: {name: 'Old', handles: {youtube: old, x: old}} # end
timezone:
`;
    const directory = workplace({ "config/herald.yaml": yaml });
    written(directory);
    expect(configIn(directory)).toBe(`---
accounts: # all of them
- {platform: instagram, languages: [en], id: ig}
-   id: x
    languages: [en] # for now
    # a comment of what follows
    platform: x
brand: {name: The Karachi Ledger, handles: { instagram: "@ledger.pk", x: "@ledger" }} # end
timezone: Europe/London
`);
    expect(loaded({ directory }).timezone).toBe("Europe/London");
  });

  test("a file in Windows' line endings stays valid", () => {
    const directory = workplace({ "config/herald.yaml": shipped.replaceAll("\n", "\r\n") });
    written(directory);
    expect(loaded({ directory })).toMatchObject({ timezone: "Europe/London", house: { brand: { handles: { x: "@ledger" } } } });
  });

  test("a broken file is left as it is, with its line", () => {
    const directory = workplace({ "config/herald.yaml": "brand: { name: [\n" });
    expect(refused(directory, {})[0]).toMatchObject({ code: "settings-yaml", where: "config/herald.yaml:2" });
    expect(configIn(directory)).toBe("brand: { name: [\n");
    expect(existsSync(join(directory, ".env"))).toBe(false);
  });

  test("a file whose settings hang on anchors is left to its author", () => {
    const yaml = `base: &b { name: Old }\nbrand: *b\n${least.replace(/^brand.*\n/, "")}`;
    const directory = workplace({ "config/herald.yaml": yaml });
    expect(refused(directory, {})[0]?.remedy).toContain("by hand");
    expect(configIn(directory)).toBe(yaml);
  });
});

describe("setup and .env", () => {
  test("begins from the example, with its comments", () => {
    const directory = workplace({ ".env.example": "# Where the queue is\nDATABASE_URL=\n# For tokens\nHERALD_SECRET=\nPORT=\n" });
    written(directory);
    expect(envIn(directory)).toMatch(/^# Where the queue is\nDATABASE_URL=\n# For tokens\nHERALD_SECRET=[\w-]{43}\nPORT=\n$/);
  });

  test("never replaces a secret or any other value, and closes the file to others", () => {
    const directory = workplace({ ".env": "HERALD_SECRET=mine\nX_API_KEY=abc\n" });
    chmodSync(join(directory, ".env"), 0o644);
    expect(written(directory).kept).toEqual([".env: HERALD_SECRET"]);
    expect(envIn(directory)).toBe("HERALD_SECRET=mine\nX_API_KEY=abc\n");
    expect(statSync(join(directory, ".env")).mode & 0o777).toBe(0o600);
  });

  test("adds a secret to a file without one, whole and at its end", () => {
    const directory = workplace({ ".env": "X_API_KEY=abc" });
    written(directory);
    expect(envIn(directory)).toMatch(/^X_API_KEY=abc\n\n# .*\nHERALD_SECRET=[\w-]{43}\n$/);
    expect(parse(envIn(directory)).X_API_KEY).toBe("abc");
  });

  test("a link to a file elsewhere stays a link", () => {
    const directory = workplace({ "safe/env": "X_API_KEY=abc\n" });
    symlinkSync(join(directory, "safe/env"), join(directory, ".env"));
    written(directory);
    expect(readFileSync(join(directory, "safe/env"), "utf8")).toContain("HERALD_SECRET=");
  });

  test("the settings file keeps its rights", () => {
    const directory = workplace({ "config/herald.yaml": shipped });
    chmodSync(join(directory, "config/herald.yaml"), 0o640);
    written(directory);
    expect(statSync(join(directory, "config/herald.yaml")).mode & 0o777).toBe(0o640);
  });
});

describe("wrong answers", () => {
  test.each([
    ["no name", { name: " " }, "name", "The outlet has no name."],
    ["a name of two lines", { name: "A\nB" }, "name", "runs over several lines"],
    ["a name that fits no card", { name: "n".repeat(81) }, "name", "has 81 characters"],
    [
      "an address for a handle",
      { handles: { x: "https://x.com/ledger" } },
      "handles, x",
      'The handle "https://x.com/ledger" can\'t be right',
    ],
    ["a handle that is too short", { handles: { youtube: "@a" } }, "handles, youtube", "must be a YouTube handle"],
    ["a city for a zone", { timezone: "karachi" }, "timezone", '"karachi" is no time zone'],
    ["no language", { languages: [] }, "languages", "No language is chosen."],
  ] as const)("%s", (_, changed, where, words) => {
    const directory = workplace({});
    const problems = refused(directory, changed);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatchObject({ where, severity: "block" });
    expect(problems[0]?.message).toContain(words);
    expect(readdirSync(directory)).toEqual([]);
  });

  test("a city is answered with its zone", () => {
    expect(refused(workplace({}), { timezone: "new york" })[0]?.remedy).toBe("Did you mean America/New_York?");
  });

  test("all of them are said at once", () => {
    const problems = refused(workplace({}), { name: "", timezone: "", handles: { x: "a b" }, languages: [] });
    expect(problems.map((problem) => problem.where)).toEqual(["name", "handles, x", "timezone", "languages"]);
  });

  test("an empty handle is no wrong one", () => {
    const directory = workplace({});
    written(directory, { handles: { x: "", instagram: "ledger" } });
    expect(loaded({ directory }).house.brand.handles).toEqual({ instagram: "@ledger" });
  });
});
