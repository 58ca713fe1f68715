import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { pause } from "../../../src/desk/pause.ts";
import { offeredWords, offerFor, onDesk, sayOnDesk, wordsAt } from "../../../src/faces/web/remedies.ts";
import { type Strings, strings } from "../../../src/faces/web/strings.ts";
import { visitDesk, wordsIn } from "../../support/desk-visitor.ts";
import { layPeopleDesk, type PeopleDesk, value } from "../../support/people-desk.ts";

const src = join(import.meta.dirname, "../../../src");
let place: PeopleDesk;
let t: Strings;
beforeAll(async () => {
  place = await layPeopleDesk();
  t = strings(place.desk.templates);
});
afterAll(() => place.remove());

/** Commands between backticks, wherever the sources write one; what a template fills in stands as `…`. */
function commandsIn(file: string): readonly string[] {
  const text = readFileSync(join(src, file), "utf8").replaceAll(/\$\{[^{}]*\}/g, "…");
  return [...text.matchAll(/(?<!\()\\?`herald ([^`\\]+)\\?`/g)].map(([, typed = ""]) => typed.replace(/ (?:—|\. ).*/, ""));
}

/** What only the terminal or a letter ever says; and the table itself. */
const notOnDesk = ["faces/cli/", "notify/", "faces/web/remedies.ts"];

const named = globSync("**/*.ts", { cwd: src })
  .filter((file) => notOnDesk.every((folder) => !file.startsWith(folder)))
  .flatMap((file) => commandsIn(file).map((typed) => [file, typed] as const))
  // The command itself is filled in: `offers.ts` names those, and the next test reads them.
  .filter(([, typed]) => !/^(?:…|\$\{)/.test(typed));

describe("a command that a remedy names", () => {
  it("is found wherever the sources name one", () => {
    expect(named.length).toBeGreaterThan(60);
    expect(named.map(([file]) => file)).toContain("pipeline/guard.ts");
  });

  it.each(named)("in %s has its place on the desk, or is known to have none: herald %s", (_file, typed) => {
    expect(offerFor(typed)).not.toBeUndefined();
  });

  it("has one too where it is chosen from what can be done with a post", () => {
    const text = readFileSync(join(src, "pipeline/review/offers.ts"), "utf8");
    const acts = [...text.matchAll(/choice\("([a-z-]+)"/g)].map(([, act = ""]) => act);
    expect(acts.length).toBeGreaterThan(10);
    for (const act of acts) expect(offerFor(`${act} lusab-42`), act).toMatchObject({ words: expect.any(String) });
  });

  it("is said by words that the desk has", () => {
    for (const path of offeredWords) expect(wordsAt(t, path)).not.toBe("");
    expect(() => wordsAt(t, "remedies.nothing")).toThrow("remedies.nothing");
  });
});

describe("on the desk a remedy", () => {
  it.each([
    ["`herald list` shows them all.", "“Inbox” shows them all."],
    ["`herald list --state waiting` shows what is.", "“Hand-offs” shows what is."],
    ["Run `herald resume sandbox-x`.", "Press “Resume” under “Doubts and failures”."],
    ["Stop it; then run `herald resume --all`.", "Stop it; then press “Resume”."],
    ["`herald show lusab-42` tells where it stands.", "Its own page tells where it stands."],
    [
      "`herald approve lusab-42` deletes it, `herald leave lusab-42` leaves it.",
      "“Approve what you see” on the post's page deletes it, “Leave it as it is” under “Doubts and failures” leaves it.",
    ],
    [
      "Look at the account, then add the answer: `herald resolve lusab-42 --took ADDRESS` or `--absent`.",
      "Look at the account, then add the answer: “Readers see it” under “Doubts and failures” or “Readers don't see it” under “Doubts and failures”.",
    ],
    ["`herald edit POST --apply-style` writes it so.", "“Apply house spellings” on the post's page writes it so."],
    ["Connect it again: `herald connect x`, or on the desk under Accounts.", "Connect it again: “Accounts”."],
    ["Run `herald doctor`.", "Run `herald doctor` (ask whoever runs Herald)."],
    ["Write it as Asia/Karachi.", "Write it as Asia/Karachi."],
  ])("says %s so: %s", (written, said) => {
    expect(sayOnDesk(written, t)).toBe(said);
  });

  it("says nothing else of a problem in another way", () => {
    const problem = { code: "a", where: "b", message: "The text says `herald list`.", remedy: "`herald list`", severity: "block" } as const;
    expect(onDesk(problem, t)).toEqual({ ...problem, remedy: "“Inbox”" });
  });

  it("names no command where a page refuses something", async () => {
    const visitor = visitDesk(place.desk);
    const { text, status } = await visitor.get("/posts/nobody");
    expect(status).toBe(404);
    expect(wordsIn(text)).toContain("There is no post of this name.");
    expect(wordsIn(text)).toContain("“Inbox” shows them all.");
    value(await pause(place.desk, null, "Settle the held posts (`herald status`), then run `herald resume --all`.", null));
    const banner = wordsIn((await visitor.get("/")).text);
    expect(banner).toContain("Settle the held posts (“Doubts and failures”), then press “Resume”.");
    expect(banner).not.toContain("`herald");
  });
});
