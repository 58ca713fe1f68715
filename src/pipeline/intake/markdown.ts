/** One line of a text, without its marks. An `item` begins a paragraph of its own. */
export interface Line {
  readonly kind: "text" | "heading" | "item";
  readonly text: string;
}

/** The light marks that people write by hand; anything heavier stays as it is written. */
export function readMarkdown(text: string): readonly Line[] {
  return text
    .replace(/<!--[\s\S]*?-->/g, "")
    .split("\n")
    .filter((line) => !/^\s*(?:(?:[-*_]\s*){3,}|```.*|~~~.*|={3,})$/.test(line))
    .map(readLine);
}

const bullet = /^\s*(?:[-*+•‣▪●◦–]|\d{1,3}[.)])\s+(.*)$/;

/** A text without marks. Only lines that begin alike, two of them at least, are a list: a single `-` is somebody's dash. */
export function readPlain(text: string): readonly Line[] {
  const lines = text.split("\n");
  const isList = lines.filter((line) => bullet.test(line)).length > 1;
  return lines.map((line) => {
    const item = isList ? bullet.exec(line) : null;
    return item ? { kind: "item", text: item[1] ?? "" } : { kind: "text", text: line };
  });
}

function readLine(line: string): Line {
  const heading = /^\s{0,3}#{1,6}\s+(.*?)\s*#*$/.exec(line);
  if (heading) return { kind: "heading", text: withoutMarks(heading[1] ?? "") };
  const unquoted = line.replace(/^\s*(?:>\s?)+/, "");
  const item = bullet.exec(unquoted);
  return item ? { kind: "item", text: withoutMarks(item[1] ?? "") } : { kind: "text", text: withoutMarks(unquoted) };
}

/** `**bold**`, `_stress_`, `` `code` ``, `[words](address)` and `![picture](address)` as plain words. */
function withoutMarks(text: string): string {
  return text
    .replace(/!\[[^\]]*\]\([^()\s]*(?:\s"[^"]*")?\)/g, "")
    .replace(/\[([^\]]+)\]\((?:[^()\s]|\([^()\s]*\))*(?:\s"[^"]*")?\)/g, "$1")
    .replace(/<(https?:\/\/[^>\s]+)>/g, "$1")
    .replace(/(\*\*|__)(?=\S)(.+?)(?<=\S)\1/g, "$2")
    .replace(/(?<![\p{L}\p{N}*])\*(?=\S)([^*]+?)(?<=\S)\*(?![\p{L}\p{N}*])/gu, "$1")
    .replace(/(?<![\p{L}\p{N}_])_(?=\S)([^_]+?)(?<=\S)_(?![\p{L}\p{N}_])/gu, "$1")
    .replace(/`([^`]+)`/g, "$1")
    .replace(/\\([\\`*_{}[\]()#+\-.!>~|])/g, "$1");
}
