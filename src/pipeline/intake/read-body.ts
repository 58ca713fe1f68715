import { withoutFollowLines } from "./follow-lines.ts";
import { type Line, readMarkdown, readPlain } from "./markdown.ts";

/** What a file says below its front matter. */
export interface Body {
  /** A leading `# Heading`. */
  readonly title?: string;
  readonly paragraphs: readonly string[];
}

/**
 * Blank lines, follow lines, headings and list items part paragraphs. In a text without blank lines each line is a paragraph;
 * otherwise lines belong together. A list's item begins with `• `.
 */
export function readBody(text: string, markdown: boolean): Body {
  const plain = text.replace(/\n[^\S\n]+(?=\n)/g, "\n");
  const lines = markdown ? readMarkdown(plain) : readPlain(plain);
  const title = firstHeading(lines);
  const wrapped = /\n[^\S\n]*\n/.test(plain.trim());
  const paragraphs: string[] = [];
  let open = false;
  for (const line of title === undefined ? lines : lines.slice(lines.findIndex((each) => each.kind === "heading") + 1)) {
    const kept = itemised(line, folded(withoutFollowLines(line.text)));
    const joins = open && wrapped && line.kind === "text" && kept !== "";
    if (joins) paragraphs.push(`${paragraphs.pop() ?? ""} ${kept}`);
    else if (kept !== "") paragraphs.push(kept);
    open = kept !== "" && line.kind !== "heading";
  }
  return { ...(title === undefined ? {} : { title }), paragraphs };
}

function itemised(line: Line, text: string): string {
  return line.kind === "item" && text !== "" ? `• ${text}` : text;
}

function firstHeading(lines: readonly Line[]): string | undefined {
  const first = lines.find((line) => line.text.trim() !== "");
  const title = first?.kind === "heading" ? folded(first.text) : "";
  return title === "" ? undefined : title;
}

/** Every run of white space, no-break spaces too, as one space. */
export function folded(text: string): string {
  return text.replace(/\s+/gu, " ").trim();
}
