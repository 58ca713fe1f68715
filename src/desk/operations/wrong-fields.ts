import type { z } from "zod";
import { block, type Problem } from "../../domain/problem.ts";

type Issue = z.core.$ZodIssue;

/** More than these nobody mends at once. */
const most = 20;

/** A name is whatever a program sent. */
const longestName = 100;

const kinds: Readonly<Record<string, string>> = {
  string: "text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "an object",
  nonoptional: "it",
};

/** How much there may be, and of what. */
function sizeOf(origin: string, size: number | bigint): string {
  if (origin === "string") return `${size} characters`;
  return origin === "array" ? `${size} of them` : String(size);
}

function isMissing({ input }: Issue): boolean {
  return input === undefined;
}

/** What is wrong and what to do: the reader's own words for what the schema found. */
function said(issue: Issue): readonly [message: string, remedy: string] {
  switch (issue.code) {
    case "invalid_type":
      return [isMissing(issue) ? "It is missing." : "It is of another kind.", `Give ${kinds[issue.expected] ?? issue.expected}.`];
    case "invalid_value":
      return [isMissing(issue) ? "It is missing." : "There is no such choice.", `Give one of: ${issue.values.map(String).join(", ")}.`];
    case "too_big":
      return ["It is too much.", `Give at most ${sizeOf(issue.origin, issue.maximum)}.`];
    case "too_small":
      return issue.minimum === 1 ? ["It is empty.", "Give something."] : ["It is too little.", `Give at least ${issue.minimum}.`];
    case "invalid_format":
      return ["It is not in the form that is read here.", "The description of the API says which it is."];
    default:
      return [`${issue.message}.`, "The description of the API says what each field takes."];
  }
}

function nameOf(path: readonly PropertyKey[]): string {
  return path.map(String).join(".").slice(0, longestName) || "input";
}

function problemsOf(issue: Issue): readonly Problem[] {
  if (issue.code === "unrecognized_keys")
    return issue.keys.map((key) =>
      block("input-field", nameOf([...issue.path, key]), "There is no such field here.", "Leave it out, or see how it is spelt."),
    );
  const [message, remedy] = said(issue);
  return [block("input-field", nameOf(issue.path), message, remedy)];
}

/** What is wrong with fields that a program gave, each by its name. */
export function wrongFields({ issues }: Pick<z.ZodError, "issues">): readonly Problem[] {
  return issues.flatMap(problemsOf).slice(0, most);
}
