import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { passes } from "../../../src/domain/problem.ts";
import { checkAgainstSource } from "../../../src/pipeline/check.ts";
import { readSummary } from "../../../src/pipeline/intake.ts";
import * as instagram from "../../../src/platforms/instagram/compose.ts";
import * as x from "../../../src/platforms/x/compose.ts";
import { validate } from "../../../src/platforms/x/validate.ts";
import * as youtube from "../../../src/platforms/youtube-community/compose.ts";
import { briefFor, house } from "./house.ts";

const folder = "config/examples";
const files = readdirSync(folder).filter((name) => /\.(?:txt|md)$/.test(name));

function example(name: string) {
  const result = readSummary({ name, bytes: readFileSync(`${folder}/${name}`) }, { timezone: "Asia/Karachi" });
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.value;
}

test("the examples show both languages, Markdown, an opinion and a single sentence", () => {
  const summaries = files.map(example);
  expect(new Set(summaries.map((summary) => summary.language))).toEqual(new Set(["en", "ur"]));
  expect(summaries.some((summary) => summary.title !== undefined && summary.tags.length > 0 && summary.date !== undefined)).toBe(true);
  expect(summaries.some((summary) => summary.kind === "opinion")).toBe(true);
  expect(summaries.some((summary) => summary.paragraphs.length === 1)).toBe(true);
});

test("exactly one example is stopped, by the link of its thread on X", () => {
  const stopped = files.filter((name) => !passes(validate(x.compose(example(name), briefFor("x"), []))));
  expect(stopped).toEqual(["budget-transparency-http.md"]);
});

test.each(files)("%s becomes three posts that say nothing new, in its own language", (name) => {
  const summary = example(name);
  const parts = x.compose(summary, briefFor("x"), []).parts.map(({ text }, at) => ({ where: `part ${at + 1}`, text }));
  const { caption } = instagram.compose(summary, briefFor("instagram"), []);
  const { text } = youtube.compose(summary, briefFor("youtube-community"), []);
  expect(checkAgainstSource(parts, summary, house)).toEqual([]);
  expect(checkAgainstSource([{ where: "caption", text: caption }], summary, house)).toEqual([]);
  expect(checkAgainstSource([{ where: "text", text }], summary, house)).toEqual([]);
  for (const words of [...parts.map((part) => part.text), caption, text]) expect(words).not.toMatch(/👉|\{\{|null|undefined|\n{3}/);
});
