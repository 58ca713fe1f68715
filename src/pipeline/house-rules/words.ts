import { block, type Problem, warn } from "../../domain/problem.ts";
import { findPhrase, type Phrase, phraseOf, type Searched, searched } from "./phrase.ts";
import { misspellings } from "./preferred.ts";
import type { Shown } from "./shown.ts";
import type { Style } from "./style.ts";

interface Compiled {
  readonly never: readonly { readonly phrase: Phrase; readonly why: string }[];
  readonly careful: readonly { readonly about: string; readonly phrases: readonly Phrase[] }[];
}

const known = new WeakMap<Style, Compiled>();

function compile(style: Style): Compiled {
  const there = known.get(style);
  if (there) return there;
  const compiled = {
    never: style.never.map(({ words, why }) => ({ phrase: phraseOf(words), why: why === undefined ? "" : ` ${why}` })),
    careful: style.careful.map(({ about, words }) => ({ about, phrases: words.map(phraseOf) })),
  };
  known.set(style, compiled);
  return compiled;
}

function wordsFound(phrase: Phrase, search: Searched): readonly string[] {
  return findPhrase(phrase, search).map(({ start, end }) => search.text.slice(start, end));
}

/** `style-prefer`: spellings that the house doesn't use. Each once a text. */
export function preferProblems(texts: readonly Shown[], style: Style): readonly Problem[] {
  return texts.flatMap(({ where, text }) => {
    const found = new Map(misspellings(text, style).map(({ written, instead }) => [written, instead]));
    return [...found].map(([written, instead]) =>
      warn(
        "style-prefer",
        where,
        `The house writes "${instead}", not "${written}".`,
        "`herald edit POST --apply-style` writes it so, wherever it stands.",
      ),
    );
  });
}

/** `style-never`: words that the house doesn't post. Each once a text. */
export function neverProblems(texts: readonly Shown[], style: Style): readonly Problem[] {
  const { never } = compile(style);
  return texts.flatMap(({ where, text }) => {
    const search = searched(text);
    const found = never.flatMap(({ phrase, why }) => [...new Set(wordsFound(phrase, search))].map((words) => ({ words, why })));
    return found.map(({ words, why }) =>
      block("style-never", where, `The words "${words}" are never posted by this house.${why}`, "Say it another way."),
    );
  });
}

/** As a person reads the list: `"court", "verdict"`, at most three. */
function quoted(words: readonly string[]): string {
  const few = words.slice(0, 3).map((word) => `"${word}"`);
  return words.length > few.length ? `${few.join(", ")} …` : few.join(", ");
}

const alone = "Ask somebody else to read it against its source before you approve it.";

/** `style-careful`: a matter that two people must have read, once a post. @param approvers how many people approve a post of the account */
export function carefulProblems(texts: readonly Shown[], style: Style, approvers: number): readonly Problem[] {
  const searches = texts.map(({ where, text }) => ({ where, search: searched(text) }));
  return compile(style).careful.flatMap(({ about, phrases }) => {
    const found = searches.flatMap(({ where, search }) =>
      phrases.flatMap((phrase) => wordsFound(phrase, search)).map((words) => ({ where, words: words.toLowerCase() })),
    );
    const [first] = found;
    if (!first) return [];
    const words = [...new Set(found.map((one) => one.words))];
    const remedy = approvers > 1 ? "Two different people must read and approve it." : alone;
    return [warn("style-careful", first.where, `It touches on ${about} (${quoted(words)}).`, remedy)];
  });
}

/**
 * How many different people must approve a post with these findings: two at least where a matter needs care and more than one
 * person could. Where nobody else could, the finding only warns.
 * @param approvers how many the account asks for @param able how many people could
 */
export function approversNeeded(problems: readonly Problem[], approvers: number, able = approvers): number {
  const needsCare = problems.some(({ code }) => code === "style-careful");
  return needsCare && able > 1 ? Math.max(2, approvers) : approvers;
}
