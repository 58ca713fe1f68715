import type { Language } from "../domain/summary.ts";
import { type DateMention, dates } from "./dates.ts";
import { type Quantity, quantities } from "./quantities.ts";
import { quotations } from "./quotations.ts";
import { isSmall } from "./small-words.ts";
import type { Span } from "./span.ts";
import { foldUrdu, stem } from "./stems.ts";

/** `word`: carries weight. `small`: ties others together. `pause`: a comma. `stop`: any stronger mark. */
export type TokenKind = "word" | "small" | "figure" | "date" | "pause" | "stop";

/** A word, number, date or mark of a sentence. */
export interface Token extends Span {
  readonly kind: TokenKind;
  /** As written, in lower case. */
  readonly plain: string;
  /** What two texts are compared by: a stem, a value, a date's parts. */
  readonly key: string;
  /** Begins with a capital. */
  readonly capital: boolean;
  /** Stands inside quotation marks. */
  readonly quoted: boolean;
  readonly quantity?: Quantity;
  readonly date?: DateMention;
}

const piece = /[\p{L}\p{M}\p{N}\u200c]+(?:[’'.](?=\p{L})[\p{L}\p{M}\p{N}]+)*\.?|[,،]|[.;؛:—–()…!?؟۔|]/gu;

/** The tokens of one sentence, in order. */
export function tokensOf(sentence: string, language: Language): readonly Token[] {
  const days = dates(sentence, language);
  const spans = [...days.map((date) => ({ ...date, date })), ...quantities(sentence, days).map((quantity) => ({ ...quantity, quantity }))];
  const quotes = quotations(sentence);
  const isQuoted = (at: number) => quotes.some((quote) => quote.start <= at && at < quote.end);
  const found: Token[] = spans.map((span) => special(span, isQuoted(span.start)));
  for (const match of sentence.matchAll(piece)) {
    const start = match.index;
    if (spans.some((span) => span.start <= start && start < span.end)) continue;
    found.push(...plainTokens(match[0], start, isQuoted(start), language));
  }
  return found.sort((a, b) => a.start - b.start);
}

function special(
  span: Span & { readonly text: string; readonly date?: DateMention; readonly quantity?: Quantity },
  quoted: boolean,
): Token {
  const { start, end, date, quantity } = span;
  const rest = { start, end, plain: span.text.toLowerCase().trim(), capital: false, quoted };
  if (date) return { ...rest, kind: "date", key: `@${[date.year, date.yearTo, date.month, date.day, date.weekday].join("-")}`, date };
  const key = `#${quantity ? Number(quantity.value.toPrecision(12)) : 0}`;
  return { ...rest, kind: "figure", key, ...(quantity ? { quantity } : {}) };
}

const shortestEnd = 5;
const pauses = new Set([",", "،", "(", ")"]);

function plainTokens(text: string, start: number, quoted: boolean, language: Language): readonly Token[] {
  if (pauses.has(text)) return [mark("pause", text, start, quoted)];
  if (!/[\p{L}\p{N}]/u.test(text)) return [mark("stop", text, start, quoted)];
  const word = text.replace(/\.$/, "");
  const lower = word.toLowerCase().replace(/(?<=\p{L})\.(?=\p{L})/gu, "");
  const folded = /\p{Script=Arabic}/u.test(lower) ? foldUrdu(lower) : lower;
  const plain = folded.replace(/[’']s?$/u, "").replaceAll("’", "'");
  const isTie = isSmall(plain, language) && !/^(?:\p{Lu}\.?){2,}$/u.test(word);
  const token: Token = {
    start,
    end: start + word.length,
    kind: isTie ? "small" : "word",
    plain,
    key: isTie ? plain : stem(plain, language),
    capital: /^\p{Lu}/u.test(word),
    quoted,
  };
  // A full stop inside what was taken for one sentence ends it all the same; behind a short word it marks an abbreviation.
  const stops = text.endsWith(".") && word.length >= shortestEnd;
  return stops ? [token, mark("stop", ".", start + word.length, quoted)] : [token];
}

function mark(kind: "pause" | "stop", text: string, start: number, quoted: boolean): Token {
  return { start, end: start + text.length, kind, plain: text, key: text, capital: false, quoted };
}
