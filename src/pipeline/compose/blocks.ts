import type { Language } from "../../domain/summary.ts";
import { withoutAddresses } from "../../language/addresses.ts";
import { sentences } from "../../language/sentences.ts";

/** A list with the words that announce it; empty where none do. */
export interface List {
  readonly intro: string;
  readonly items: readonly string[];
}

/** A paragraph, a heading between paragraphs, or a list. */
export type Block =
  | { readonly kind: "text" | "heading"; readonly text: string; readonly paragraph: number }
  | (List & { readonly kind: "list"; readonly paragraph: number });

/** How intake marks a list's item. */
const marker = "• ";
const longestHeading = 100;

/** A heading or a list's stub ends without a stop. */
export function isSentence(text: string): boolean {
  return /[.!?۔؟…:]["”“’‘»)\]]*$/u.test(text);
}

/** Paragraphs by what they are. Where all of them look like headings, none is one. */
export function blocks(paragraphs: readonly string[], language: Language): readonly Block[] {
  const found: Block[] = [];
  for (let at = 0; at < paragraphs.length; ) {
    const items = itemsFrom(paragraphs, at, found.at(-1));
    if (items.length > 0) found.push(...listOf(items, at, found, language));
    else found.push(plain(paragraphs[at] ?? "", at, paragraphs.length));
    at += Math.max(1, items.length);
  }
  return found.some((block) => block.kind !== "heading")
    ? found
    : found.map((block) => (block.kind === "heading" ? { ...block, kind: "text" } : block));
}

function plain(text: string, paragraph: number, of: number): Block {
  const heads = !isSentence(text) && text.length < longestHeading && !text.includes(". ") && paragraph < of - 1;
  return { kind: heads ? "heading" : "text", text, paragraph };
}

/** Marked items; or, after a colon, what ends with semicolons and the paragraph after it. */
function itemsFrom(paragraphs: readonly string[], at: number, before: Block | undefined): readonly string[] {
  const rest = paragraphs.slice(at);
  const end = rest.findIndex((text) => !text.startsWith(marker));
  const marked = rest.slice(0, end < 0 ? rest.length : end).map((text) => text.slice(marker.length));
  if (marked.length > 0 || before?.kind !== "text" || !before.text.endsWith(":")) return marked;
  const last = rest.findIndex((text) => !/[;؛](?: (?:and|or|اور))?$/u.test(text));
  return last > 0 ? rest.slice(0, last + 1) : [];
}

/** Takes the announcement off the paragraph before; items that are whole sentences and announced by nothing are paragraphs. */
function listOf(written: readonly string[], paragraph: number, found: Block[], language: Language): readonly Block[] {
  const items = written.map((item) => withoutAddresses(item)).filter((item) => /[\p{L}\p{N}]/u.test(item));
  const whole = items.every((item) => isSentence(item));
  const before = found.at(-1);
  const intro = before?.kind === "text" && before.text.endsWith(":") ? (sentences(before.text, language).at(-1) ?? "") : "";
  if (intro !== "" && before?.kind === "text") {
    const rest = before.text.slice(0, before.text.length - intro.length).trim();
    found.splice(-1, 1, ...(rest === "" ? [] : [{ ...before, text: rest }]));
  }
  if (intro === "" && whole) return items.map((text, nth) => ({ kind: "text", text, paragraph: paragraph + nth }));
  const announced = intro === "" && before?.kind === "heading" ? `${before.text}:` : intro;
  return [
    {
      kind: "list",
      intro: announced,
      items: whole ? items : items.map(bare),
      paragraph: Math.max(0, intro === "" ? paragraph : paragraph - 1),
    },
  ];
}

function bare(item: string): string {
  return item.replace(/[;,،؛.۔]?(?: (?:and|or|اور))?$/u, "").replace(/[;,،؛]$/u, "");
}

/** The list as readers see it, a line each. */
export function listed(intro: string, items: readonly string[]): string {
  return [intro, ...items.map((item) => `– ${item}`)].filter((line) => line !== "").join("\n");
}

/** The list in so many pieces of like length, announced anew in each. */
export function pieces({ intro, items }: List, count: number): readonly string[] {
  const size = Math.ceil(items.length / count);
  return Array.from({ length: Math.ceil(items.length / size) }, (_, at) => listed(intro, items.slice(at * size, (at + 1) * size)));
}
