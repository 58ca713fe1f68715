import fc from "fast-check";
import twitter from "twitter-text";
import { expect, test } from "vitest";
import type { Account } from "../../../src/domain/account.ts";
import type { Picture } from "../../../src/domain/media.ts";
import { compose } from "../../../src/platforms/x/compose.ts";
import { validate } from "../../../src/platforms/x/validate.ts";
import { weightedLength } from "../../../src/platforms/x/weighted-length.ts";
import { arbitrarySummary } from "../../pipeline/compose/arbitrary.ts";
import { briefFor, news, summaryOf, urduNews } from "../../pipeline/compose/house.ts";

const picture: Picture = { digest: "a".repeat(64), mime: "image/jpeg", width: 1600, height: 900, alt: "Words" };
const texts = (text: string, changes: Partial<Account> = {}) =>
  compose(summaryOf(text), briefFor("x", changes), []).parts.map((part) => part.text);
const linked = `---\nlink: https://example.com/ports\n---\n${news}`;

test("a thread opens with the lead whole, keeps both sides, and ends with one invitation", () => {
  const parts = texts(news);
  expect(parts[0]).toBe(
    "Karachi’s port authority has agreed to open its night berths to bulk carriers and tankers, a change that shippers have sought for a decade, according to ports secretary Nadia Rahim.",
  );
  expect(parts.length).toBeGreaterThanOrEqual(3);
  expect(parts.length).toBeLessThanOrEqual(5);
  expect(parts.join("\n")).toContain("has rejected the plan");
  expect(parts.slice(0, -1).join("\n")).not.toContain("Policy Herald");
  expect(parts.at(-1)).toMatch(/\n\n(?:Follow|More from) Policy Herald on YouTube and Instagram\.$/);
});

test("the picture stands on the first part alone", () => {
  const { parts } = compose(summaryOf(news), briefFor("x"), [picture]);
  expect(parts.map((part) => part.media.length)).toEqual([1, ...parts.slice(1).map(() => 0)]);
});

test("the link stands where the account wants it", () => {
  const where = (link: "first" | "last" | "none") => texts(linked, { link }).map((text) => text.includes("https://example.com/ports"));
  expect(where("first").indexOf(true)).toBe(0);
  expect(where("last").indexOf(true)).toBe(where("last").length - 1);
  expect(where("none")).not.toContain(true);
  expect(texts(linked, { link: "last", format: "single" })).toHaveLength(1);
  expect(texts(linked, { link: "last", format: "single" })[0]).toMatch(/Nadia Rahim\.\n\nhttps:\/\/example\.com\/ports$/);
});

test("a single post has no invitation", () => {
  expect(texts(news, { format: "single" }).join()).not.toContain("Policy Herald");
});

test("a summary that fits one post is told whole in it", () => {
  expect(texts("The bill passed. It takes effect in May.\nTraders object.")).toEqual([
    "The bill passed. It takes effect in May.\n\nTraders object.",
  ]);
});

test("parts are numbered only where the account wants it", () => {
  const parts = texts(news, { numbering: true });
  expect(parts[0]?.endsWith(`1/${parts.length}`)).toBe(true);
  expect(parts.at(-1)).toContain(` ${parts.length}/${parts.length}\n`);
  expect(texts(news).join()).not.toMatch(/\d\/\d/);
});

test("an opinion carries its author in the first part and invites nobody", () => {
  const parts = texts(`---\nkind: opinion\nauthor: Zarmina Tareen\n---\n${news}`);
  expect(parts[0]).toMatch(/^Opinion · Zarmina Tareen\nKarachi/);
  expect(parts.join()).not.toContain("Policy Herald");
});

test("an @name, a #word and a second cashtag are written so that X links none of them", () => {
  const [part = ""] = texts("The exchange, @psx_pk, said $OGDC and $PPL rose after #Budget day; write to desk@example.com.");
  expect(part).toBe("The exchange, psx_pk, said $OGDC and PPL rose after Budget day; write to desk@example.com.");
  expect(twitter.extractMentions(part)).toEqual([]);
});

test("one sentence that is too long goes on in the next part, cut at a clause, without a new word", () => {
  const sentence = `The finance ministry will borrow Rs. 1.5 trillion from local banks by 30 June, ${"if every province agrees to the plan in writing, ".repeat(6)}and “no new tax of any kind is planned” for the rest of the year.`;
  const parts = texts(sentence);
  expect(parts.length).toBeGreaterThan(1);
  expect(parts.slice(0, -1).every((part) => part.endsWith("…"))).toBe(true);
  const whole = parts
    .join(" ")
    .replace(/…/g, "")
    .replace(/[\s,]+/g, " ");
  expect(whole.startsWith(sentence.replace(/[\s,]+/g, " ").slice(0, 250))).toBe(true);
});

test("an Urdu thread keeps its digits and sets a Latin opening from the right", () => {
  const parts = texts(urduNews);
  expect(parts.join("\n")).toContain("4,200 روپے");
  for (const part of parts) for (const line of part.split("\n")) expect(line).not.toMatch(/^[A-Za-z].*\p{Script=Arabic}/u);
});

test("every post of any summary passes X's rules, and is the same every time", () => {
  fc.assert(
    fc.property(
      arbitrarySummary(),
      fc.constantFrom("single" as const, "thread" as const, "auto" as const),
      fc.constantFrom("first" as const, "last" as const, "none" as const),
      fc.boolean(),
      (summary, format, link, numbering) => {
        const content = compose(summary, briefFor("x", { format, link, numbering }), []);
        const problems = validate(content);
        expect(problems.filter((problem) => problem.code !== "link-insecure")).toEqual([]);
        for (const { text } of content.parts) {
          expect(weightedLength(text)).toBeLessThanOrEqual(280);
          expect(text).toBe(text.trim());
        }
        expect(compose(summary, briefFor("x", { format, link, numbering }), [])).toEqual(content);
      },
    ),
  );
});

test("braces of a template in the source are printed, never carried out", () => {
  const [part] = texts("The clerk typed {{ link }} and {% include 'x' %} and <script>alert(1)</script> into the form.");
  expect(part).toBe("The clerk typed {{ link }} and {% include 'x' %} and <script>alert(1)</script> into the form.");
});

test("a long lead gives up a clause that only adds before it is cut", () => {
  const lead =
    "Floods in three districts have killed at least 31 people and displaced more than 12,000 since Thursday night, the disaster authority said on Saturday, as rescue teams, the army and volunteers worked through heavy rain to reach villages that had been cut off when bridges were swept away, and as schools closed.";
  expect(texts(lead)).toEqual([
    "Floods in three districts have killed at least 31 people and displaced more than 12,000 since Thursday night, the disaster authority said on Saturday.",
  ]);
});

test("the link carries the account's UTM parameters, and keeps its own", () => {
  const utm = { source: "x", medium: "social" };
  const linkIn = (link: string) => /https:\S+/.exec(texts(`---\nlink: ${link}\n---\n${news}`, { utm }).at(-1) ?? "")?.[0];
  expect(linkIn("https://example.com/ports")).toBe("https://example.com/ports?utm_source=x&utm_medium=social");
  expect(linkIn("https://example.com/ports?a=%20b#top")).toBe("https://example.com/ports?a=%20b&utm_source=x&utm_medium=social#top");
  expect(linkIn("https://example.com/ports?utm_source=feed")).toBe("https://example.com/ports?utm_source=feed&utm_medium=social");
});

test("a correction leaves nothing out and invites nobody", () => {
  const parts = texts(
    '---\ntitle: "Correction: the fuel levy"\n---\nThe levy on petrol will rise by Rs. 2 a litre, not by Rs. 12, as our summary of 9 November said; the error was ours and not the petroleum division’s, which had published the figure correctly on 7 November and again on the day after that.\n\nThe next review of prices is due in January, not in December.',
  );
  expect(parts[0]).toMatch(/^Correction\nThe levy on petrol/);
  expect(parts.join("\n")).toContain("The next review of prices is due in January");
  expect(parts.join("\n")).not.toContain("Policy Herald");
});

test("nobody is invited anywhere under a disaster", () => {
  const dead = "Flash floods have killed 46 people in Upper Dir, the authority said.";
  expect(texts(`${dead} ${news}`, { format: "thread" }).join("\n")).not.toContain("Policy Herald");
});

test("a list that is too long for one part is told in several, announced anew", () => {
  const items = [
    "gives every council the property tax of its area",
    "reserves a third of the seats for women",
    "sets a term of four years for all councils",
  ];
  const parts = texts(
    `The assembly passed the local government law on Monday with 198 votes to 104.\n\nThe law:\n\n${[...items, ...items.map((item) => `${item}, from the year 2028 on`)].map((item) => `- ${item};`).join("\n")}\n\nThe opposition voted against it because councils can be suspended.`,
    { format: "thread" },
  );
  const lists = parts.filter((part) => part.startsWith("The law:\n– "));
  expect(lists.length).toBeGreaterThan(1);
  for (const item of items) expect(lists.join("\n")).toContain(`– ${item}\n`);
});

test("a long report is told in whole sentences, each with who says so", () => {
  const parts = texts(
    `The planning ministry has told the provinces that ${"federal money for their schools, hospitals and roads will end on 30 June 2027 at the latest"}, that ${"projects which are more than four-fifths finished by then will be paid for to their very end"}, and that ${"all others must be taken over by the provinces or closed within a year"}.`,
  );
  expect(parts).toHaveLength(2);
  for (const part of parts) expect(part).toMatch(/^The planning ministry has told the provinces that .*\.(?:\n\n.*)?$/su);
});

test("whatever the length of its sentences, no part counts one too many", () => {
  const sentence = (words: string, letters: number) =>
    `${words} ${"to the last village ".repeat(10)}${"o".repeat(letters)} in the year 2028.`;
  for (let letters = 1; letters <= 60; letters += 1) {
    const text = [sentence("The board will lay cables", letters), sentence("Sindh has refused to sign and asks for help", letters)].join(
      "\n",
    );
    for (const link of ["", "---\nlink: https://example.com/a\n---\n"]) {
      for (const format of ["auto", "single"] as const) {
        const { parts } = compose(summaryOf(`${link}${text}`), briefFor("x", { format, link: "first", numbering: letters % 2 === 0 }), []);
        for (const part of parts) expect(weightedLength(part.text), part.text).toBeLessThanOrEqual(280);
      }
    }
  }
});

test("the end of a sentence that takes several parts leaves room for the link", () => {
  for (let letters = 1; letters <= 80; letters += 1) {
    const sentence = `Karachi will have ${"a new berth and ".repeat(26)}a ${"o".repeat(letters)} lamp in the year 2028.`;
    const parts = texts(`---\nlink: https://example.com/a\n---\n${sentence}`);
    for (const part of parts) expect(weightedLength(part), part).toBeLessThanOrEqual(280);
    expect(parts.length).toBeGreaterThan(1);
    expect(parts.at(-1)).toContain("https://example.com/a");
  }
});
