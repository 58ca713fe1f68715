import { contradict, sidesOf } from "../../language/comparisons.ts";
import { isHonest, type Quantity } from "../../language/quantities.ts";
import type { Token } from "../../language/tokens.ts";
import type { Match } from "./align.ts";
import { rivalOf, type Spot } from "./context.ts";
import { editsOf } from "./edits.ts";
import type { Finding } from "./finding.ts";
import { around, type Sentence } from "./sentence.ts";
import type { Place, Source } from "./source.ts";

interface Standing extends Spot {
  readonly place: Place;
  readonly sides: readonly string[];
}

const standings = new WeakMap<Source, readonly Standing[]>();

function sidedWords(source: Source): readonly Standing[] {
  const kept = standings.get(source);
  if (kept) return kept;
  const found = source.sentences.flatMap((sentence) =>
    sentence.tokens.flatMap((token, at): Standing[] => {
      const sides = sidesOf(sentence.tokens, at);
      return token.kind === "figure" || sides.length === 0 ? [] : [{ ...spotAt(sentence, at), place: { sentence, at }, sides }];
    }),
  );
  standings.set(source, found);
  return found;
}

function spotAt(sentence: Sentence, at: number): Spot {
  return { tokens: sentence.tokens, from: at, to: at + 1, ends: () => false };
}

/** A small word compares only beside a number or a `than`. */
function compares(tokens: readonly Token[], at: number): boolean {
  return tokens
    .slice(Math.max(0, at - 2), at + 4)
    .some(({ kind, plain }) => kind === "figure" || kind === "date" || plain === "than" || plain === "from" || plain === "سے");
}

/** `more than 1,800`: the number that the word sets a limit to. */
function figureAfter(tokens: readonly Token[], at: number): Quantity | null {
  const next = tokens.slice(at + 1, at + 3).find(({ kind }) => kind !== "small");
  const isLimit = /^(?:more|less|fewer|over|under|above|below|least|most)$/.test(tokens[at]?.plain ?? "");
  return (isLimit && next?.quantity) || null;
}

function sameFigure(one: Quantity | null, other: Quantity | null): boolean {
  return one === null || other === null || isHonest(one, other) || isHonest(other, one);
}

/** A comparison keeps its direction: where the source has "fell", nothing rises here. */
export function directionFindings(said: Sentence, found: readonly Match[], source: Source): readonly Finding[] {
  const bySurroundings = turnedWords(said, source);
  return bySurroundings.length > 0 ? bySurroundings : turnedByEdit(said, found);
}

/** In a sentence that is otherwise repeated, a word in the place of its contrary. */
function turnedByEdit(said: Sentence, found: readonly Match[]): readonly Finding[] {
  return found.slice(0, 2).flatMap(({ sentence }) =>
    editsOf(said, sentence).flatMap(({ from, to, at, instead }): readonly Finding[] => {
      const theirs = sentence.tokens.slice(from, to).flatMap((_, index) => sidesOf(sentence.tokens, from + index));
      const turned = instead.findIndex((token, index) => !token.quoted && contradict(sidesOf(said.tokens, at + index), theirs));
      return turned < 0 ? [] : [turnedFinding(said, at + turned, around(sentence, from))];
    }),
  );
}

function turnedFinding(said: Sentence, at: number, nearest: string): Finding {
  const token = said.tokens[at];
  return {
    code: "claim-direction",
    severity: "block",
    words: around(said, at, 3),
    wrong: `turns the source round with “${token ? said.text.slice(token.start, token.end) : ""}”.`,
    nearest,
    remedy: "Say it in the direction of the source.",
  };
}

function turnedWords(said: Sentence, source: Source): readonly Finding[] {
  return said.tokens.flatMap((token, at): readonly Finding[] => {
    const sides = sidesOf(said.tokens, at);
    if (sides.length === 0 || token.quoted || (token.kind === "small" && !compares(said.tokens, at))) return [];
    const all = sidedWords(source);
    const own = all.filter((each) => each.sides.some((side) => sides.includes(side)));
    const limits = figureAfter(said.tokens, at);
    const others = all.filter((each) => contradict(sides, each.sides) && sameFigure(limits, figureAfter(each.tokens, each.from)));
    const rival = rivalOf(spotAt(said, at), own, others, true);
    return rival ? [turnedFinding(said, at, around(rival.place.sentence, rival.place.at))] : [];
  });
}
