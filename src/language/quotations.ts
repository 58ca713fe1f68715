import type { Span } from "./span.ts";

/** A quotation with its marks (`start`, `end`) and the words between them. */
export interface Quotation extends Span {
  readonly words: string;
}

/** Urdu sets `’’ … ‘‘` and `” … “`, so double marks count by turns, whichever way they lean. */
const double = /[“”„‟"«»]|’’|‘‘|''/gu;
const single = /(?<=^|[\s([])['‘](?=\S)([^'‘“”"]*?\S)['’](?![\p{L}\p{N}])/gu;

/** The quotations of a text, in order. An opening mark that nothing closes in its line is none. */
export function quotations(text: string): readonly Quotation[] {
  const found: Quotation[] = [];
  let open: { start: number; inside: number } | null = null;
  for (const mark of text.matchAll(double)) {
    if (open && text.slice(open.inside, mark.index).includes("\n")) open = null;
    const end = mark.index + mark[0].length;
    if (open) found.push({ start: open.start, end, words: text.slice(open.inside, mark.index).trim() });
    open = open ? null : { start: mark.index, inside: end };
  }
  for (const match of text.matchAll(single)) {
    const span = { start: match.index, end: match.index + match[0].length };
    if (!found.some((other) => other.start < span.end && span.start < other.end)) found.push({ ...span, words: match[1] ?? "" });
  }
  return found.sort((a, b) => a.start - b.start).filter((quotation) => quotation.words !== "");
}

/** True when every double mark has its partner. */
export function quotesAreEven(text: string): boolean {
  return (text.match(double)?.length ?? 0) % 2 === 0;
}
