import type { Language } from "../../domain/summary.ts";

/** Right-to-left mark: begins a line of Urdu whose first letter is Latin, which would else be laid out from the left. */
const rightToLeft = "\u200f";

/** A filled template as it is posted: no white space at its edges or line ends, at most one blank line, Urdu lines from the right. */
export function tidy(rendered: string, language: Language): string {
  const lines = rendered.split("\n").map((line) => (/\s\s|[^\S ]/u.test(line) ? line.replace(/\s+/gu, " ") : line).trim());
  const text = lines
    .join("\n")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
  return language === "ur" ? text.split("\n").map(directed).join("\n") : text;
}

function directed(line: string): string {
  const first = /[\p{Script=Latin}\p{Script=Arabic}]/u.exec(line)?.[0];
  const leftToRight = first !== undefined && /\p{Script=Latin}/u.test(first) && /\p{Script=Arabic}/u.test(line);
  return leftToRight ? rightToLeft + line : line;
}
