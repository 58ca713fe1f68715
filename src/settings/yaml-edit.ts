/**
 * Changes single settings in a YAML text and leaves every other character alone: comments, quotes and alignment are the
 * editors' own, and writing the whole document anew would move them about. Paths must lead through plain, unaliased maps and lists.
 */
import type { Node, Pair, YAMLMap } from "yaml";
import { isCollection, isMap, isPair, isScalar, parseDocument } from "yaml";

type Path = readonly (string | number)[];

/** The value at a path, as plain data; undefined where there is none. */
export function valueIn(text: string, path: Path): unknown {
  const node = parseDocument(text).getIn(path, true);
  return isCollection(node) ? node.toJSON() : isScalar(node) ? node.value : undefined;
}

/**
 * The text with a setting set; it is added, with the sections around it, where it isn't there yet. Unchanged where something
 * other than a section stands in its way: an alias, a list.
 * @param written YAML on one line
 */
export function withValue(text: string, path: Path, written: string): string {
  const parent = mapAt(text, path.slice(0, -1));
  const key = String(path.at(-1));
  const pair = parent && pairOf(parent, key);
  if (pair) return splice(text, colonAfter(text, pair) + 1, Math.max(endOf(pair.value), colonAfter(text, pair) + 1), ` ${written}`);
  if (parent?.items[0]) return insertInto(text, parent, `${key}: ${written}`);
  if (!parent && isHeld(text, path.slice(0, -1))) return text;
  if (path.length > 1) return withValue(text, path.slice(0, -1), `{ ${key}: ${written} }`);
  return `${key}: ${written}\n${text}`;
}

/** The text without a setting. */
export function withoutValue(text: string, path: Path): string {
  const parent = mapAt(text, path.slice(0, -1));
  const pair = parent && pairOf(parent, String(path.at(-1)));
  if (!parent || !pair) return text;
  if (parent.flow) {
    const others = pairsOf(parent).filter((other) => other !== pair);
    const kept = others.map((other) => text.slice(startOf(other.key), endOf(other.value)));
    return splice(text, startOf(parent), endOf(parent), kept.length > 0 ? `{ ${kept.join(", ")} }` : "{}");
  }
  return splice(text, text.lastIndexOf("\n", startOf(pair.key)) + 1, lineEnd(text, endOf(pair.value)) + 1, "");
}

/** True where something other than nothing stands there. */
function isHeld(text: string, path: Path): boolean {
  const node = path.length === 0 ? parseDocument(text).contents : parseDocument(text).getIn(path, true);
  return node !== undefined && node !== null && !(isScalar(node) && node.value === null);
}

type Place = Pair<Node, Node | null>;

function mapAt(text: string, path: Path): YAMLMap | undefined {
  const document = parseDocument(text);
  const node = path.length === 0 ? document.contents : document.getIn(path, true);
  return isMap(node) ? node : undefined;
}

function pairsOf(map: YAMLMap): Place[] {
  return map.items.filter((item): item is Place => isPair(item));
}

function pairOf(map: YAMLMap, key: string): Place | undefined {
  return pairsOf(map).find((pair) => isScalar(pair.key) && pair.key.value === key);
}

/** After the first setting where that is one word or line, as an account's languages read best below its id; else before it. */
function insertInto(text: string, map: YAMLMap, setting: string): string {
  const first = pairsOf(map)[0];
  const start = startOf(first?.key);
  const isLine = isScalar(first?.value) && !String(first.value.type).startsWith("BLOCK") && first.value.source !== "";
  if (map.flow) return isLine ? insert(text, endOf(first.value), `, ${setting}`) : insert(text, start, `${setting}, `);
  const indent = " ".repeat(start - (text.lastIndexOf("\n", start - 1) + 1));
  return isLine ? insert(text, lineEnd(text, endOf(first.value)), `\n${indent}${setting}`) : insert(text, start, `${setting}\n${indent}`);
}

function startOf(node: unknown): number {
  return (isScalar(node) || isCollection(node)) && node.range ? node.range[0] : 0;
}

/** A block collection ends with its last value: its own range runs on over comments that belong to what follows. */
function endOf(node: unknown): number {
  const last = isCollection(node) && !node.flow ? node.items.at(-1) : undefined;
  if (last !== undefined) return isPair(last) ? Math.max(endOf(last.key), endOf(last.value)) : endOf(last);
  return (isScalar(node) || isCollection(node)) && node.range ? node.range[1] : 0;
}

function colonAfter(text: string, pair: Place): number {
  return text.indexOf(":", endOf(pair.key));
}

function lineEnd(text: string, from: number): number {
  const end = text.indexOf("\n", from);
  return end === -1 ? text.length : end;
}

function insert(text: string, at: number, added: string): string {
  return splice(text, at, at, added);
}

function splice(text: string, from: number, to: number, added: string): string {
  return text.slice(0, from) + added + text.slice(to);
}
