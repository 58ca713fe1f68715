import { mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Home, makeHome } from "../support/herald.ts";

let home: Home;
/** What a person sees: a process, its streams and its exit code. */
const apart = { apart: true } as const;

beforeAll(() => {
  home = makeHome(
    {
      DATABASE_URL: "file:data/herald.db",
      X_API_KEY: "k",
      X_API_SECRET: "s",
      X_ACCESS_TOKEN: "1234-abc",
      X_ACCESS_SECRET: "s",
    },
    "together",
  );
});

afterAll(() => home?.remove());

/** Inputs that an editor might give by mistake, and what the one sentence must name. */
const wrongInputs: readonly (readonly [what: string, name: string, bytes: Uint8Array | string, said: RegExp])[] = [
  ["an empty file", "empty.txt", "", /empty\.txt/],
  [
    "a file that is not UTF-8",
    "latin.txt",
    new Uint8Array([0x43, 0x61, 0x66, 0xe9, 0x20, 0x61, 0x66, 0x66, 0x61, 0x69, 0x72, 0x73]),
    /latin\.txt.*UTF-8/,
  ],
  ["a file of 5 MB", "large.txt", "Policy. ".repeat(655_360), /large\.txt/],
  ["front matter that does not parse", "broken.md", "---\ntitle: [unclosed\n---\nThe cabinet met.\n", /broken\.md:\d/],
  ["a key that does not exist", "unknown.md", "---\ntitle: A\nheadline: B\n---\nThe cabinet met.\n", /unknown\.md:3.*headline/],
  ["an embargo that is no time", "embargo.md", "---\nembargo: soon\n---\nThe cabinet met.\n", /embargo\.md:2/],
  ["an account that does not exist", "account.md", "---\naccounts: [facebook]\n---\nThe cabinet met on Monday.\n", /facebook/],
  [
    "nothing but follow lines",
    "follow.txt",
    "👉 Follow Republic Policy on YouTube\n\n👉 Follow Republic Policy on X / Twitter\n",
    /follow\.txt/,
  ],
];

describe("bad input", () => {
  it.each(wrongInputs)("%s gets one clear sentence, and nothing is half-added", async (_what, name, bytes, said) => {
    writeFileSync(join(home.directory, name), bytes);
    const { code, stdout, stderr } = await home.run(["add", "config/examples/crop-insurance.txt", name], apart);
    expect(code).toBe(1);
    expect(stdout).toBe("");
    expect(stderr.trim().split("\n")).toHaveLength(1);
    expect(stderr).toMatch(said);
    expect((await home.json(["list"])).posts).toEqual([]);
    const { problems } = await home.json(["preview", name]);
    expect(problems?.length).toBeGreaterThan(0);
  });

  it("names a file that isn't there, and a folder", async () => {
    mkdirSync(join(home.directory, "folder.txt"));
    for (const name of ["nowhere.txt", "folder.txt"]) {
      const { code, stderr } = await home.run(["add", name], apart);
      expect(code).toBe(1);
      expect(stderr).toContain(name);
      expect(stderr).not.toMatch(/\bat .*\.ts/);
    }
  });
});

describe("wrong usage", () => {
  const cases: readonly (readonly string[])[] = [
    ["nonsense"],
    ["add"],
    ["list", "--state", "sleeping"],
    ["preview", "config/examples/crop-insurance.txt", "--format", "pdf"],
    ["preview", "config/examples/crop-insurance.txt", "--platform", "facebook"],
    ["approve"],
    ["schedule", "lusab-42"],
    ["pause"],
    ["check"],
    ["templates", "burn"],
    ["approve", "lusab-42", "--override", "Claim Number", "--reason", "So."],
    ["list", "--colour"],
  ];

  it.each(cases.map((words) => [words]))("%j ends with 2 and says why", async (words) => {
    const { code, stderr, stdout } = await home.run(words, apart);
    expect(code).toBe(2);
    expect(stderr.trim()).not.toBe("");
    expect(stdout).toBe("");
    const document = JSON.parse((await home.run([...words, "--json"])).stdout) as { problems: { code: string }[] };
    expect(document.problems.length).toBeGreaterThan(0);
  });

  it("names a post that does not exist, as a problem and not as wrong usage", async () => {
    for (const words of [
      ["show", "lusab-42"],
      ["approve", "lusab-42"],
      ["cancel", "lusab-42"],
      ["preview", "lusab-42"],
    ]) {
      const { code, stderr } = await home.run(words, apart);
      expect(code).toBe(1);
      expect(stderr).toContain("lusab-42");
    }
  });
});

describe("wrong settings", () => {
  it("stop every command with one sentence each, before anything is opened", async () => {
    const wrong = makeHome({ DATABASE_URL: "file:data/herald.db", PORT: "eighty", HERALD_SETTLE_MS: "10" });
    try {
      for (const words of [["start"], ["list"], ["worker", "--until-idle"]]) {
        const { code, stderr } = await wrong.run(words);
        expect(code).toBe(2);
        expect(stderr).toContain("PORT");
      }
    } finally {
      wrong.remove();
    }
  });
});

describe("an editor's day", () => {
  it("goes from draft to approved, edited, approved again, moved, taken back and rejected", async () => {
    const { posts } = await home.json(["add", "config/examples/solar-net-billing.txt"]);
    const x = posts.find(({ platform }) => platform === "x");
    const id = String(x?.id);
    const approved = (await home.json(["approve", id])).posts[0];
    expect(approved).toMatchObject({ state: "approved", digest: x?.digest });
    expect(approved?.scheduledAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);

    const content = { parts: (x?.content as { parts: unknown[] } | undefined)?.parts.slice(0, 1) };
    const edited = (await home.json(["edit", id, "--file", home.write("edited.json", JSON.stringify(content))])).posts[0];
    expect(edited).toMatchObject({ state: "draft", scheduledAt: null, content });
    expect(edited?.digest).not.toBe(x?.digest);

    const stale = await home.json(["approve", id, "--digest", String(x?.digest)]);
    expect(stale.problems?.[0]).toMatchObject({ code: "state-changed" });

    const again = (await home.json(["approve", id, "--digest", String(edited?.digest)])).posts[0];
    const moved = (await home.json(["schedule", id, "--at", "2031-01-06 09:00"])).posts[0];
    expect(moved).toMatchObject({ state: "approved", digest: again?.digest, scheduledAt: "2031-01-06T04:00:00.000Z" });

    expect((await home.json(["unapprove", id])).posts[0]).toMatchObject({ state: "draft" });
    expect((await home.json(["reject", id, "--reason", "Old news."])).posts[0]).toMatchObject({ state: "rejected" });
    expect((await home.json(["approve", id])).problems?.[0]?.code).toMatch(/^state-/);
  });

  it("gives two posts of an account two different slots, and shows them in the calendar", async () => {
    const { posts } = await home.json(["add", "config/examples/punjab-local-government.txt", "config/examples/school-meals.md"]);
    const ids = posts.filter(({ account }) => account === "x").map(({ id }) => String(id));
    const times = (await home.json(["approve", ...ids])).posts.map(({ scheduledAt }) => scheduledAt);
    expect(new Set(times).size).toBe(2);
    const slots = (await home.json(["slots", "--days", "10"])).slots as { post: string | null; skipped: string | null; at: string }[];
    expect(
      slots
        .filter(({ post }) => post !== null)
        .map(({ post }) => post)
        .sort(),
    ).toEqual([...ids].sort());
    expect(slots.some(({ skipped }) => skipped === "Friday prayers")).toBe(true);
  });

  it("approves all or none", async () => {
    const { posts } = await home.json(["add", "config/examples/water-accord-opinion.md"]);
    const ids = posts.map(({ id }) => String(id));
    const refused = await home.run(["approve", ...ids], apart);
    expect(refused.code).toBe(1);
    expect((await home.json(["list"])).posts.filter(({ id }) => ids.includes(String(id))).every(({ state }) => state === "draft")).toBe(
      true,
    );
  });
});

describe("setup", () => {
  it("writes herald.yaml and an .env that only its owner may read, and keeps what is there", async () => {
    const fresh = makeHome();
    try {
      const words = ["setup", "--name", "Policy Weekly", "--x", "@policyweekly", "--timezone", "Asia/Karachi", "--languages", "en"];
      const first = await fresh.run(words);
      expect(first.code, first.stderr).toBe(0);
      const env = readFileSync(join(fresh.directory, ".env"), "utf8");
      expect(env).toMatch(/^HERALD_SECRET=.{40,}$/m);
      expect(statSync(join(fresh.directory, ".env")).mode & 0o777).toBe(0o600);
      expect(readFileSync(join(fresh.directory, "config", "herald.yaml"), "utf8")).toContain("name: Policy Weekly");
      await fresh.run(words);
      expect(readFileSync(join(fresh.directory, ".env"), "utf8")).toBe(env);
      const { code, stdout } = await fresh.run(["preview", "config/examples/solar-net-billing.txt"]);
      expect(code).toBe(0);
      expect(stdout).toContain("@policyweekly");
    } finally {
      fresh.remove();
    }
  });

  it("refuses wrong answers without writing anything", async () => {
    const fresh = makeHome();
    try {
      const { code, stderr } = await fresh.run(["setup", "--name", "Policy Weekly", "--timezone", "Karachi", "--languages", "en,xx"]);
      expect(code).toBe(2);
      expect(stderr).toContain("Asia/Karachi");
      expect(stderr).toContain("xx");
    } finally {
      fresh.remove();
    }
  });
});
