import { type Document, isAlias, isMap, isScalar, LineCounter, parseDocument, visit } from "yaml";
import { block, type Problem } from "../../domain/problem.ts";
import { type Fields, type Keyed, readFields } from "./fields.ts";

export interface FrontMatter {
  readonly fields: Fields | null;
  readonly problems: readonly Problem[];
  readonly body: string;
  /** Line of the file on which the body begins, from 1. */
  readonly bodyLine: number;
}

/** Splits off what stands between two lines of `---` at the top; a text without them has no front matter. */
export function readFrontMatter(name: string, text: string, timezone: string): FrontMatter {
  const lines = text.split("\n");
  const first = lines.findIndex((line) => line.trim() !== "");
  if (!/^---\s*$/.test(lines[first] ?? "")) return { fields: {}, problems: [], body: text, bodyLine: 1 };
  const last = lines.findIndex((line, at) => at > first && /^(?:---|\.\.\.)\s*$/.test(line));
  if (last < 0)
    return { fields: null, problems: [unclosed(name, first + 1)], body: lines.slice(first + 1).join("\n"), bodyLine: first + 2 };
  const body = lines.slice(last + 1).join("\n");
  return { ...readYaml(name, lines.slice(first + 1, last).join("\n"), first + 1, timezone), body, bodyLine: last + 2 };
}

function readYaml(name: string, yaml: string, before: number, timezone: string): Pick<FrontMatter, "fields" | "problems"> {
  const counter = new LineCounter();
  // "failsafe": every value is the text that was written; `12:30`, `no` and `2026-11-20` stay themselves.
  const document = parseDocument(yaml, { schema: "failsafe", lineCounter: counter, prettyErrors: false });
  const at = (offset: number) => `${name}:${before + counter.linePos(offset).line}`;
  const faults = [...document.errors, ...document.warnings].map((error) => unreadable(at(error.pos[0]), error.message));
  if (faults.length > 0) return { fields: null, problems: faults };
  const alias = firstAlias(document);
  if (alias !== null) return { fields: null, problems: [unreadable(at(alias), "anchors and aliases (& and *) are not taken")] };
  if (document.contents === null || (isScalar(document.contents) && document.contents.value === "")) return { fields: {}, problems: [] };
  if (!isMap(document.contents)) return { fields: null, problems: [unreadable(at(0), 'it must be lines of "key: value"')] };
  const keyed: Keyed[] = document.contents.items.map((pair) => ({
    key: isScalar(pair.key) ? String(pair.key.value) : "?",
    value: isScalar(pair.value) ? pair.value.value : pair.value === null ? "" : JSON.parse(JSON.stringify(pair.value)),
    where: at(isScalar(pair.key) ? (pair.key.range?.[0] ?? 0) : 0),
  }));
  return readFields(keyed, timezone);
}

function firstAlias(document: Document): number | null {
  let found: number | null = null;
  visit(document, (_, node) => {
    const anchored = isAlias(node) || (isScalar(node) && node.anchor !== undefined);
    if (anchored && found === null) found = node.range?.[0] ?? 0;
    return found === null ? undefined : visit.BREAK;
  });
  return found;
}

function unclosed(name: string, line: number): Problem {
  return block(
    "input-front-matter",
    `${name}:${line}`,
    'The front matter begins here with "---" and never ends.',
    'End it with a line of "---" before the text, or take this line away.',
  );
}

function unreadable(where: string, why: string): Problem {
  const reason = why.replace(/\s+/g, " ").replace(/\.$/, "");
  return block(
    "input-front-matter",
    where,
    `The front matter can't be read: ${reason}.`,
    'Write one "key: value" a line; put a value with ": " or "#" in it in quotes.',
  );
}
