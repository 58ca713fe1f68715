import { plainWords } from "./words.ts";

/** The sentences of a source in one form, end to end. */
export interface Flow {
  readonly text: string;
  /** Where sentences begin in it. */
  readonly starts: ReadonlySet<number>;
}

/** @param sentences in order. */
export function flowOf(sentences: readonly string[]): Flow {
  const starts = new Set<number>([0]);
  let text = "";
  for (const sentence of sentences) {
    text += `${folded(sentence)} `;
    starts.add(text.length);
  }
  return { text, starts };
}

/** Without its closing marks only at the very end. */
function folded(sentence: string): string {
  return plainWords(`${sentence} x`).slice(0, -2).trimEnd();
}

/** True when the words are whole sentences of the source, one or several in a row, as they stand there. */
export function isWhole(said: string, { text, starts }: Flow): boolean {
  const plain = plainWords(said);
  if (plain === "") return true;
  for (let at = text.indexOf(plain); at >= 0; at = text.indexOf(plain, at + 1)) {
    if (!starts.has(at)) continue;
    const rest = /^[\p{P}\p{S}\s]*/u.exec(text.slice(at + plain.length))?.[0].length ?? 0;
    for (let end = 0; end <= rest; end++) if (starts.has(at + plain.length + end)) return true;
  }
  return false;
}
