import type { Language } from "../../domain/summary.ts";
import { type Hedge, hedgesIn } from "../../language/hedges.ts";
import { negationsIn, type Turn } from "../../language/negation.ts";
import { type Quotation, quotations } from "../../language/quotations.ts";
import { speakersIn } from "../../language/speakers.ts";
import type { Speaking } from "../../language/speaking.ts";
import { type Token, tokensOf } from "../../language/tokens.ts";
import { type Who, whoIn } from "../../language/who.ts";

/** One sentence with all that the check asks of it; places are places in `tokens`. */
export interface Sentence {
  readonly text: string;
  readonly language: Language;
  readonly tokens: readonly Token[];
  readonly who: readonly Who[];
  readonly quotations: readonly Quotation[];
  readonly negations: readonly Turn[];
  readonly hedges: readonly Hedge[];
  /** Who says what. */
  readonly speaking: readonly Speaking[];
  /** The same, and who announces, finds or reports a thing. */
  readonly acting: readonly Speaking[];
}

export function readSentence(text: string, language: Language): Sentence {
  const tokens = tokensOf(text, language);
  const who = whoIn(text, tokens, language);
  const acting = speakersIn(tokens, who, language);
  return {
    text,
    language,
    tokens,
    who,
    quotations: quotations(text),
    negations: negationsIn(tokens, language),
    hedges: hedgesIn(tokens, language),
    speaking: acting.filter(({ isDeed }) => !isDeed),
    acting,
  };
}

/** The places of a kind of token. */
export function placesOf(sentence: Sentence, kind: Token["kind"]): readonly number[] {
  return sentence.tokens.flatMap((token, at) => (token.kind === kind ? [at] : []));
}

/** Words of the text round a token, for showing. */
export function around(sentence: Sentence, at: number, reach = 5): string {
  const first = sentence.tokens[Math.max(0, at - reach)];
  const last = sentence.tokens[Math.min(sentence.tokens.length - 1, at + reach)];
  if (!first || !last) return sentence.text;
  const head = at - reach > 0 ? "…" : "";
  const tail = at + reach < sentence.tokens.length - 1 ? "…" : "";
  return `${head}${sentence.text.slice(first.start, last.end)}${tail}`;
}
