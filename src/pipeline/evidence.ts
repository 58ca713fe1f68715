/** Where each number, date, name and quotation of a post stands in its source, for a reader who wants to see it there. Pure. */
import type { House } from "../domain/brand.ts";
import type { Language, Summary } from "../domain/summary.ts";
import { isHonest, type Quantity } from "../language/quantities.ts";
import { quotations } from "../language/quotations.ts";
import type { Span } from "../language/span.ts";
import { tokensOf } from "../language/tokens.ts";
import { whoIn } from "../language/who.ts";
import { ownWords } from "./check/own-words.ts";

export type Kind = "number" | "date" | "name" | "quotation";

/** Something in a text that must stand in the source. */
interface Fact extends Span {
  readonly kind: Kind;
  readonly text: string;
  /** True where the other says the same. */
  readonly isSame: (other: Fact) => boolean;
  readonly key: string;
  readonly quantity?: Quantity;
}

/** A passage of the source that the post rests on. */
export interface Passage extends Span {
  /** Among the texts of the source: its title, if it has one, then its paragraphs. */
  readonly block: number;
  /** 1, 2, 3 … in the order of the source. */
  readonly number: number;
}

/** What the post says, and where the source does; null: the check says more of it. */
export interface Evidence {
  readonly kind: Kind;
  readonly text: string;
  readonly passage: number | null;
}

export interface Proof {
  /** The texts of the source, in which the passages stand. */
  readonly blocks: readonly string[];
  readonly passages: readonly Passage[];
  /** What the post says, each thing once. */
  readonly evidence: readonly Evidence[];
}

function plain(words: string): string {
  return words
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

/** What must be proven, in the order of the text; words inside a quotation are proven with it. */
function factsIn(text: string, language: Language): readonly Fact[] {
  const tokens = tokensOf(text, language);
  const quotes = quotations(text).map(({ start, end, words }): Fact => {
    const key = plain(words);
    return { kind: "quotation", start, end, text: words, key, isSame: (other) => other.key.includes(key) };
  });
  const isQuoted = ({ start }: Span) => quotes.some((quote) => quote.start <= start && start < quote.end);
  const figures = tokens.flatMap(({ kind, start, end, key, quantity }): readonly Fact[] => {
    if (kind !== "figure" && kind !== "date") return [];
    const isSame = (other: Fact) =>
      other.key === key || (quantity !== undefined && other.quantity !== undefined && isHonest(quantity, other.quantity));
    return [
      {
        kind: kind === "date" ? "date" : "number",
        start,
        end,
        text: text.slice(start, end).trim(),
        key,
        isSame,
        ...(quantity && { quantity }),
      },
    ];
  });
  const names = whoIn(text, tokens, language).flatMap(({ kind, from, to, core }): readonly Fact[] => {
    const [first, last] = [tokens[from], tokens[to - 1]];
    if (kind !== "name" || !first || !last) return [];
    const key = core.at(-1) ?? "";
    const isSame = (other: Fact) => other.key === key;
    return [{ kind: "name", start: first.start, end: last.end, text: text.slice(first.start, last.end), key, isSame }];
  });
  const rest = [...figures, ...names].filter((fact) => !isQuoted(fact));
  return [...quotes, ...rest].toSorted((a, b) => a.start - b.start);
}

/** @param texts the parts of the post, as their readers see them; what Herald adds of its own needs no proof */
export function proofOf(texts: readonly string[], summary: Summary, house: House): Proof {
  const { title, paragraphs, language } = summary;
  const blocks = [...(title === undefined ? [] : [title]), ...paragraphs];
  const known = blocks.flatMap((text, block) => factsIn(text, language).map((fact) => ({ fact, block })));
  const own = texts.map((text) => ownWords(text, texts.length, summary, house));
  const said = own.flatMap((text) => text.split("\n").flatMap((line) => factsIn(line, language)));
  const once = said.filter((fact, place) => said.findIndex(({ kind, key }) => kind === fact.kind && key === fact.key) === place);
  const found = once.map((fact) => ({ fact, place: known.find((other) => other.fact.kind === fact.kind && fact.isSame(other.fact)) }));
  const used = known.filter((place) => found.some((one) => one.place === place));
  const passages = used.map(({ fact: { start, end }, block }, index) => ({ block, start, end, number: index + 1 }));
  const evidence = found.map(({ fact: { kind, text }, place }) => {
    const at = place ? used.indexOf(place) : -1;
    return { kind, text, passage: at < 0 ? null : at + 1 };
  });
  return { blocks, passages, evidence };
}
