import { readFileSync } from "node:fs";
import type { Document, Node } from "yaml";
import { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument } from "yaml";
import type { Problem, Result } from "../domain/problem.ts";
import { block, ok, refuse } from "../domain/problem.ts";

/** Where a value stands in the file: `["accounts", 0, "minGap"]`. */
export type ConfigPath = readonly PropertyKey[];

/** A YAML file as parsed, able to tell where each value stands. */
export interface ConfigFile {
  /** Its name for people: `config/herald.yaml`. */
  readonly name: string;
  readonly value: unknown;
  /** `config/herald.yaml:12`, the line of the value or of the nearest thing around it. */
  where(path: ConfigPath): string;
}

/** Reads the editors' settings. A file that is missing or no YAML is one sentence a fault, with its line. */
export function readConfigFile(path: string, name: string): Result<ConfigFile> {
  const read = readText(path, name);
  if (!read.ok) return read;
  const text = read.value;
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const lineAt = (offset: number) => `${name}:${lines.linePos(offset).line}`;
  if (document.errors.length > 0) return refuse(...document.errors.map((error) => malformed(lineAt(error.pos[0]), error.message)));
  const where = (place: ConfigPath) => lineAt(offsetOf(document, place));
  try {
    return ok({ name, value: document.toJS(), where });
  } catch (error) {
    return refuse(malformed(where([]), error instanceof Error ? error.message : String(error)));
  }
}

function readText(path: string, name: string): Result<string> {
  try {
    return ok(readFileSync(path, "utf8"));
  } catch (error) {
    if (!(error instanceof Error && "code" in error)) throw error;
    if (error.code === "ENOENT" || error.code === "ENOTDIR") return refuse(missing(name));
    return refuse(block("settings-file", name, `${name} can't be read (${error.message}).`, "Make it a file that Herald's user may read."));
  }
}

function missing(name: string): Problem {
  return block(
    "settings-file",
    name,
    `There is no ${name}, so Herald knows neither the outlet nor its accounts.`,
    "Make one with `npm run herald -- setup`, or name another in HERALD_CONFIG.",
  );
}

function malformed(where: string, message: string): Problem {
  return block(
    "settings-yaml",
    where,
    `This isn't valid YAML: ${message}.`,
    "Mend that line: a value that begins with @ or { or holds a colon needs quotes, and what belongs together is indented alike.",
  );
}

function offsetOf(document: Document.Parsed, path: ConfigPath): number {
  let node: Node | null = document.contents;
  let offset = node?.range?.[0] ?? 0;
  for (const key of path) {
    const found = child(document, node, key);
    if (!found) return offset;
    offset = found.offset ?? offset;
    node = found.value;
  }
  return offset;
}

/** A setting's line is that of its name; an item's, where the item begins. */
function child(
  document: Document.Parsed,
  parent: Node | null,
  key: PropertyKey,
): { offset?: number | undefined; value: Node | null } | null {
  const node = isAlias(parent) ? parent.resolve(document) : parent;
  if (isSeq<Node>(node) && typeof key === "number") {
    const item = node.items[key];
    return item ? { offset: item.range?.[0], value: item } : null;
  }
  if (!isMap<Node, Node | null>(node)) return null;
  const pair = node.items.find((item) => isScalar(item.key) && item.key.value === key);
  return pair ? { offset: pair.key.range?.[0], value: pair.value } : null;
}
