import type { z } from "zod";
import type { Problem } from "../domain/problem.ts";
import { block } from "../domain/problem.ts";
import type { ConfigFile, ConfigPath } from "./config-file.ts";

/** What zod found, one sentence a fault, each with the line of the file on which it stands. */
export function wordIssues(issues: readonly z.core.$ZodIssue[], file: ConfigFile): Problem[] {
  return issues.flatMap((issue) => (issue.code === "unrecognized_keys" ? unknownNames(issue, file) : [wrongValue(issue, file)]));
}

function unknownNames(issue: z.core.$ZodIssueUnrecognizedKeys, file: ConfigFile): Problem[] {
  const inside = issue.path.length === 0 ? file.name : sayPath(issue.path, file.value);
  return issue.keys.map((key) =>
    block(
      "settings-unknown",
      file.where([...issue.path, key]),
      `There is no setting "${key}" in ${inside}.`,
      `Remove it or mend its spelling; known there: ${issue.message}.`,
    ),
  );
}

function wrongValue(issue: z.core.$ZodIssue, file: ConfigFile): Problem {
  const value = valueAt(file.value, issue.path);
  const name = issue.path.length === 0 ? "The file" : `Setting ${sayPath(issue.path, file.value)}`;
  const code = value === undefined ? "settings-missing" : "settings-value";
  const where = file.where(issue.path);
  return block(
    code,
    where,
    `${name} ${sayValue(value)}; it must be ${issue.message}.`,
    value === undefined ? "Add it there." : "Correct it there.",
  );
}

/** `account x, slots 1, times 2`: an account by its id, items counted from 1 as people count. */
function sayPath(path: ConfigPath, root: unknown): string {
  const words: string[] = [];
  for (const [index, key] of path.entries()) {
    if (typeof key !== "number") words.push(String(key));
    else words.push(`${words.pop() ?? "item"} ${key + 1}`);
    const id = index === 1 && path[0] === "accounts" ? valueAt(root, [...path.slice(0, 2), "id"]) : undefined;
    if (typeof id === "string") words.splice(0, words.length, `account ${id}`);
  }
  return words.join(", ");
}

function valueAt(root: unknown, path: ConfigPath): unknown {
  return path.reduce<unknown>((value, key) => (typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined), root);
}

function sayValue(value: unknown): string {
  if (value === undefined) return "is missing";
  if (value === null) return "is empty";
  if (Array.isArray(value)) return value.length === 0 ? "is an empty list" : "is a list";
  if (typeof value === "object") return "is a section of settings";
  const written = JSON.stringify(value);
  return `is ${written.length > 60 ? `${written.slice(0, 60)}…` : written}`;
}
