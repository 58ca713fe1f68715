/** A summary as a program gives it, as the file that intake reads. */
import type { z } from "zod";
import { type Actor, agent } from "../../domain/person.ts";
import { block, ok, type Problem, type Result, refuse } from "../../domain/problem.ts";
import { readSummary } from "../../pipeline/intake.ts";
import type { Workshop } from "../desk.ts";
import { emptyForm, imageProblem, plainName, summaryFile } from "../new-summary.ts";
import type { Input } from "../preview.ts";
import type { summaryFields } from "./fields.ts";

type Fields = typeof summaryFields;
export type GivenSummary = { readonly [Name in keyof Fields]?: z.output<Fields[Name]> };

const both = block(
  "input-both",
  "markdown",
  "The text's own front matter and other fields would both say what the summary is.",
  "Give `markdown` with `name` alone, or `text` and the fields.",
);
const nothing = block("input-empty", "text", "There is no text.", "Give `text`, or the whole summary as `markdown`.");

/** @param place says who brought it and how, so that nothing passes for a source that the house trusts */
function inputOf(given: GivenSummary, place: string): Result<Input> {
  const { markdown, name = "summary.md", text, tags, accounts, ...fields } = given;
  const source = `${place}${plainName(name)}`;
  const others = [text, tags, accounts, ...Object.values(fields)].some((value) => value !== undefined);
  if (markdown !== undefined) return others ? refuse(both) : ok({ name: source, bytes: new TextEncoder().encode(markdown) });
  if (text === undefined || text.trim() === "") return refuse(nothing);
  const lists = { tags: tags?.join(", ") ?? "", accounts: accounts?.join(", ") ?? "" };
  const written = Object.fromEntries(Object.entries(fields).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])));
  return ok(summaryFile({ ...emptyForm, ...written, ...lists, text }, source));
}

/** As its sender knows it: without the place that it is given here. */
export function plainly(problem: Problem, place: string): Problem {
  const said = (text: string) => text.replaceAll(place, "");
  return { ...problem, where: said(problem.where), message: said(problem.message) };
}

/** By whom and how it came: `api/ayesha/`, `agent/ayesha/`; the house approves nothing by itself that an agent brought. */
export function placeOf({ id, via }: Pick<Actor, "id" | "via">): string {
  return via === agent ? `agent/${id}/` : `api/${id}/`;
}

/** The file, or what stands against it. Nothing on this machine's disk can be named as its picture. @param before a picture that it had */
export function givenSummary(shop: Workshop, given: GivenSummary, place: string, before = ""): Result<Input> {
  const input = inputOf(given, place);
  if (!input.ok) return input;
  const read = readSummary(input.value, { timezone: shop.settings.timezone });
  if (!read.ok) return refuse(...read.problems.map((problem) => plainly(problem, place)));
  const image = imageProblem({ image: read.value.image?.src ?? "" }, before);
  return image ? refuse(image) : input;
}
