import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { block, ok, refuse } from "../../src/domain/problem.ts";
import { isLeft, numbered } from "../../src/sources/folder/names.ts";
import { patienceMs, settleMs } from "../../src/sources/folder/watch.ts";
import { type Folder, type FolderParts, openFolder } from "../../src/sources/folder.ts";
import { type FakeClock, fakeClock } from "../support/fake-clock.ts";

let directory: string;
let clock: FakeClock;
let taken: string[];
let said: string[];
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "herald-inbox-"));
  clock = fakeClock(0);
  taken = [];
  said = [];
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const isWrong = (text: string) => !text.endsWith(".");

/** Texts are whole sentences; a queue knows each only once. */
function open(owner = "here/1/1", change: Partial<FolderParts> = {}): Folder {
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  const wrong = (name: string) => block("input-empty", name, "It breaks off.", "Write it to its end.");
  return openFolder({
    directory,
    name: "inbox",
    clock,
    owner,
    isGone: () => false,
    judge: async ({ name, bytes }) => (isWrong(text(bytes)) ? [wrong(name)] : []),
    take: async ({ name, bytes }) => {
      if (isWrong(text(bytes))) return refuse(wrong(name));
      if (!taken.includes(text(bytes))) taken.push(text(bytes));
      return ok(`${name} taken`);
    },
    say: (line) => said.push(line),
    ...change,
  });
}

const at = (...names: string[]) => join(directory, ...names);
const drop = (name: string, text: string) => writeFileSync(at(name), text);
const inside = (folder: string) => (existsSync(at(folder)) ? readdirSync(at(folder)).toSorted() : []);

/** Looks, lets it stand, and looks again. */
async function settled(folder: Folder, ms = settleMs): Promise<void> {
  await folder.look();
  clock.pass(ms);
  await folder.look();
}

describe("a file in the watched folder", () => {
  test("is taken once it stood still, and lies in done/", async () => {
    const folder = open();
    drop("story.md", "Whole.");
    await settled(folder, settleMs - 1);
    expect(taken).toEqual([]);
    clock.pass(1);
    await folder.look();
    expect([taken, inside("done"), said]).toEqual([["Whole."], ["story.md"], ["inbox/story.md taken"]]);
    expect(existsSync(at("story.md"))).toBe(false);
  });

  test("is taken whole where it is written piece by piece, whatever the wall clock does", async () => {
    const folder = open();
    drop("story.md", "First.");
    for (const piece of [" Second.", " Third."]) {
      await settled(folder, settleMs - 1);
      appendFileSync(at("story.md"), piece);
      clock.jump(3_600_000);
    }
    await settled(folder, settleMs - 1);
    expect(taken).toEqual([]);
    await settled(folder);
    expect(taken).toEqual(["First. Second. Third."]);
  });

  test("that can't be taken yet is waited for, and then lies in problems/ beside its reason", async () => {
    const folder = open();
    drop("story.md", "It breaks");
    await settled(folder, patienceMs - 1);
    expect(inside("problems")).toEqual([]);
    clock.pass(1);
    await folder.look();
    expect(inside("problems")).toEqual(["story.md", "story.md.reason.txt"]);
    expect(readFileSync(at("problems", "story.md.reason.txt"), "utf8")).toContain("inbox/story.md: It breaks off. Write it to its end.");
    expect([taken, said]).toEqual([[], ["inbox/story.md is in problems/: It breaks off."]]);
  });

  test("overwrites none of those before it", async () => {
    const folder = open();
    for (const text of ["One.", "Two.", "Three.", "bad", "worse"]) {
      drop("story.md", text);
      await settled(folder, patienceMs);
    }
    expect(inside("done").map((name) => readFileSync(at("done", name), "utf8"))).toEqual(["Two.", "Three.", "One."]);
    expect(inside("done")).toEqual(["story (2).md", "story (3).md", "story.md"]);
    expect(inside("problems")).toEqual(["story (2).md", "story (2).md.reason.txt", "story.md", "story.md.reason.txt"]);
  });

  test("is left alone where it is hidden, unfinished, a picture, a link, or in a subfolder", async () => {
    const folder = open();
    const names = [".hidden.md", "~$list.xlsx", "a.md~", "a.md.part", "a.crdownload", "photo.JPG", "a.md.reason.txt", "Thumbs.db"];
    for (const name of names) drop(name, "Whole.");
    mkdirSync(at("sub"));
    drop("sub/a.md", "Whole.");
    const elsewhere = mkdtempSync(join(tmpdir(), "herald-elsewhere-"));
    writeFileSync(join(elsewhere, "secret.md"), "Secret.");
    symlinkSync(join(elsewhere, "secret.md"), at("link.md"));
    await settled(folder, patienceMs);
    expect([taken, inside("done"), inside("problems")]).toEqual([[], [], []]);
    expect(names.filter((name) => !existsSync(at(name)))).toEqual([]);
    rmSync(elsewhere, { recursive: true });
  });

  test("of another kind's size is not read", async () => {
    const folder = open();
    drop("film.md", "");
    truncateSync(at("film.md"), 3_000_000_000);
    await settled(folder, patienceMs);
    expect(inside("problems")).toEqual(["film.md", "film.md.reason.txt"]);
    expect(readFileSync(at("problems", "film.md.reason.txt"), "utf8")).toContain("more than 20 MB");
  });

  test("goes nowhere where done/ leads elsewhere", async () => {
    const elsewhere = mkdtempSync(join(tmpdir(), "herald-elsewhere-"));
    symlinkSync(elsewhere, at("done"));
    drop("story.md", "Whole.");
    await expect(open().look()).rejects.toThrow("done is no folder");
    expect(readdirSync(elsewhere)).toEqual([]);
    rmSync(elsewhere, { recursive: true });
  });
});

describe("what goes wrong meanwhile", () => {
  test("a failure that is not the file's leaves it there, to be tried again later", async () => {
    let isFull = true;
    const take = async () => {
      if (isFull) throw new Error("The disk is full.");
      return ok("taken");
    };
    const folder = open("here/1/1", { take });
    drop("story.md", "Whole.");
    await expect(settled(folder)).rejects.toThrow("The disk is full.");
    expect(existsSync(at("story.md"))).toBe(true);
    isFull = false;
    await settled(folder, 30_000);
    expect(inside("done")).toEqual([]);
    await settled(folder, 30_000);
    expect(inside("done")).toEqual(["story.md"]);
  });

  test("a file that grows while it is taken is taken again, whole", async () => {
    let isSlow = true;
    const folder = open("here/1/1", {
      take: async ({ bytes }) => {
        taken.push(new TextDecoder().decode(bytes));
        const [hand = ""] = readdirSync(at(".herald-taking"));
        if (isSlow) appendFileSync(at(".herald-taking", hand, "story.md"), " And more.");
        isSlow = false;
        return ok("taken");
      },
    });
    drop("story.md", "Whole.");
    await settled(folder);
    await settled(folder);
    expect(taken).toEqual(["Whole.", "Whole. And more."]);
    expect(inside("done")).toEqual(["story.md"]);
  });

  test.each([
    ["before it is taken", []],
    ["after it is taken", ["Whole."]],
  ])("a crash %s brings it once", async (_when, before) => {
    taken.push(...before);
    const hand = at(".herald-taking", encodeURIComponent("here/7/7"));
    mkdirSync(hand, { recursive: true });
    drop("story.md", "Whole.");
    renameSync(at("story.md"), join(hand, "story.md"));
    await settled(open("here/1/1", { isGone: (owner) => owner === "here/7/7" }));
    expect([taken, inside("done"), readdirSync(at(".herald-taking"))]).toEqual([
      ["Whole."],
      ["story.md"],
      [encodeURIComponent("here/1/1")],
    ]);
  });

  test("what another process has in hand stays there, until nobody can still be at it", async () => {
    const hand = at(".herald-taking", encodeURIComponent("there/7/7"));
    mkdirSync(hand, { recursive: true });
    writeFileSync(join(hand, "story.md"), "Whole.");
    const folder = open();
    await settled(folder, 9 * 60_000);
    expect(taken).toEqual([]);
    clock.pass(2 * 60_000);
    await settled(folder);
    await settled(folder);
    expect(taken).toEqual(["Whole."]);
  });

  test("several processes on one folder take each file once, and lose none", async () => {
    const counts = new Map<string, number>();
    const take: FolderParts["take"] = async ({ bytes }) => {
      const text = new TextDecoder().decode(bytes);
      await new Promise((resolve) => setImmediate(resolve));
      counts.set(text, (counts.get(text) ?? 0) + 1);
      return ok("taken");
    };
    const folders = [1, 2, 3].map((pid) => open(`here/${pid}/1`, { take }));
    for (let index = 0; index < 20; index += 1) drop(`${index}.md`, `Story ${index}.`);
    await Promise.all(folders.map((folder) => folder.look()));
    clock.pass(settleMs);
    await Promise.all(folders.map((folder) => folder.look()));
    expect([...counts.values()]).toEqual(Array.from({ length: 20 }, () => 1));
    expect(inside("done").length).toBe(20);
  });

  test("however files are written, renamed, left and taken, every whole text is taken once and no half one", async () => {
    const act = fc.oneof(
      fc.record({ do: fc.constant("append" as const), file: fc.nat(2) }),
      fc.record({ do: fc.constant("finish" as const), file: fc.nat(2) }),
      fc.record({ do: fc.constant("rename" as const), file: fc.nat(2) }),
      fc.record({ do: fc.constant("pass" as const), ms: fc.constantFrom(100, 2_000, settleMs - 1) }),
      fc.record({ do: fc.constant("crash" as const) }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(act, { maxLength: 25 }), async (acts) => {
        rmSync(directory, { recursive: true, force: true });
        mkdirSync(directory);
        taken.length = 0;
        let [number, pid] = [0, 1];
        const next = () => {
          number += 1;
          return number;
        };
        const whole: string[] = [];
        let folder = open(`here/${pid}/1`, { isGone: () => true });
        const finish = (name: string) => {
          const text = `${existsSync(at(name)) ? readFileSync(at(name), "utf8") : ""} end ${next()}.`;
          // What others finished under this name and is not taken yet is written over: only the last text counts.
          const before = existsSync(at(name)) ? readFileSync(at(name), "utf8") : "";
          if (whole.includes(before)) whole.splice(whole.indexOf(before), 1);
          writeFileSync(at(name), text);
          whole.push(text);
        };
        for (const one of acts) {
          if (one.do === "pass") clock.pass(one.ms);
          else if (one.do === "crash") {
            pid += 1;
            folder = open(`here/${pid}/1`, { isGone: () => true });
          } else if (one.do === "finish") finish(`${one.file}.md`);
          else if (one.do === "append") {
            const before = existsSync(at(`${one.file}.md`)) ? readFileSync(at(`${one.file}.md`), "utf8") : "";
            if (!whole.includes(before)) appendFileSync(at(`${one.file}.md`), ` piece ${next()}`);
          } else {
            drop(`.new-${one.file}`, `Renamed ${next()}.`);
            renameSync(at(`.new-${one.file}`), at(`new ${number}.md`));
            whole.push(`Renamed ${number}.`);
          }
          await folder.look();
          expect(taken.filter((text) => !whole.includes(text))).toEqual([]);
        }
        await settled(folder);
        expect(taken.toSorted()).toEqual(whole.toSorted());
        expect(inside("done").length).toBe(whole.length);
      }),
      { numRuns: 40 },
    );
  });
});

describe("names", () => {
  test("stay names that a file system holds, with their ending", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", minLength: 1, maxLength: 300 }), fc.integer({ min: 1, max: 99 }), (stem, count) => {
        const name = numbered(`${stem.replaceAll(/[./\0]/g, "_")}.md`, count);
        expect(Buffer.byteLength(`${name}.reason.txt`)).toBeLessThanOrEqual(255);
        expect(name.endsWith(count === 1 ? ".md" : ` (${count}).md`)).toBe(true);
      }),
    );
    expect([numbered("story.md", 2), numbered("README", 2)]).toEqual(["story (2).md", "README (2)"]);
    expect(["خلاصہ.md", "a.txt", "b.xlsx"].filter(isLeft)).toEqual([]);
  });
});
