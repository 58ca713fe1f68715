import type { Summary } from "../domain/summary.ts";
import { sentences } from "../language/sentences.ts";

/** Letters of a sentence that stands for a headline. */
const most = 120;

/** What a list calls a summary: its headline, else its first sentence as far as a line holds it. */
export function storyTitle({ id, title, paragraphs, language }: Summary): string {
  if (title !== undefined) return title;
  const [first = id] = sentences(paragraphs[0] ?? id, language);
  if (first.length <= most) return first;
  return `${first.slice(0, most).replace(/[\s\p{P}]*\S*$/u, "")}…`;
}
