/** Reads a page as a browser does, and finds what a payload made of it. */
import { type DefaultTreeAdapterTypes, parse } from "parse5";

type Node = DefaultTreeAdapterTypes.Node;
type Element = DefaultTreeAdapterTypes.Element;

/** Stands in every payload: where it is anything but text, something was made of it. */
export const marker = "zqxjkvwqzj";

/** Attributes whose value is words for people, or what a field holds. */
const wordy = new Set(["value", "alt", "title", "aria-label", "placeholder", "content", "datetime", "data-search"]);
const addresses = new Set(["href", "src", "action", "formaction", "poster", "data", "xlink:href"]);
const neverMade = new Set(["iframe", "object", "embed", "base", "frame", "frameset", "applet", "style", "link", "meta", "script"]);

function isElement(node: Node): node is Element {
  return "tagName" in node;
}

function* nodesIn(node: Node, above: readonly Element[] = []): Generator<readonly [Node, readonly Element[]]> {
  yield [node, above];
  const path = isElement(node) ? [...above, node] : above;
  if ("childNodes" in node) for (const child of node.childNodes) yield* nodesIn(child, path);
  if ("content" in node) yield* nodesIn(node.content, path);
}

/** An address of ours, of the web, or a place on the page; nothing that runs. */
function isPlainAddress(value: string): boolean {
  return /^(?:\/(?![/\\])|https:\/\/|#|data:image\/(?:jpeg|png);base64,[A-Za-z0-9+/=]*$)/.test(value);
}

function inElement({ tagName, attrs, childNodes }: Element): readonly string[] {
  const own = (name: string) => attrs.find((attribute) => attribute.name === name)?.value ?? "";
  const found = attrs.flatMap(({ name, value }) => {
    if (name.includes(marker)) return [`attribute ${name}`];
    if (/^on/i.test(name) || name === "style" || name === "srcdoc") return [`${tagName} ${name}="${value}"`];
    if (addresses.has(name) && !isPlainAddress(value)) return [`${tagName} ${name}="${value}"`];
    return value.includes(marker) && !wordy.has(name) && !addresses.has(name) ? [`${tagName} ${name}="${value}"`] : [];
  });
  if (tagName.includes(marker)) found.push(`<${tagName}>`);
  if (tagName === "script" && (!own("src").startsWith("/assets/") || childNodes.length > 0)) found.push("a script in the page");
  if (tagName === "link" && !own("href").startsWith("/assets/")) found.push("a link to elsewhere");
  if (tagName === "meta" && own("http-equiv") !== "") found.push("a meta that acts");
  if (neverMade.has(tagName) && attrs.some(({ value }) => value.includes(marker))) found.push(`<${tagName}> of the payload`);
  if (tagName === "img" && !/^(?:\/pictures\/|data:image\/)/.test(own("src"))) found.push(`a picture at ${own("src")}`);
  return found;
}

const overrides = /[\u202a-\u202e\u2066-\u2069]/u;

/** Where a text turns its own direction it must not turn the page's. */
function isIsolated(above: readonly Element[]): boolean {
  return above.some(
    ({ tagName, attrs }) => tagName === "bdi" || tagName === "textarea" || attrs.some(({ name }) => name === "dir" || name === "lang"),
  );
}

/** What a page holds that no page of ours may hold, whatever was typed into it; empty: nothing. */
export function suspectsIn(html: string): readonly string[] {
  const found: string[] = [];
  for (const [node, above] of nodesIn(parse(html))) {
    if (isElement(node)) found.push(...inElement(node));
    else if ("data" in node && node.data.includes(marker)) found.push(`a comment: ${node.data}`);
    else if ("value" in node && overrides.test(node.value) && !isIsolated(above.slice(2)))
      found.push(`turns the page's direction: ${JSON.stringify(node.value.trim().slice(0, 120))}`);
    else if ("value" in node && node.value.includes(marker) && above.some(({ tagName }) => tagName === "script" || tagName === "style"))
      found.push("words of the payload in a script");
  }
  return found;
}

/** Whether the payload stands on the page at all, as text or as what a field holds. */
export function shows(html: string, text: string): boolean {
  const words: string[] = [];
  for (const [node] of nodesIn(parse(html))) {
    if (isElement(node)) words.push(...node.attrs.map(({ value }) => value));
    else if ("value" in node) words.push(node.value);
  }
  return words.some((each) => each.includes(text));
}
