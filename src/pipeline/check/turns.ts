import { isHearsay, isSaidTo, leavesOpen } from "../../language/hedges.ts";
import { denies, type Turn } from "../../language/negation.ts";
import type { Token } from "../../language/tokens.ts";
import type { Match } from "./align.ts";
import { isSubjectOf } from "./attributions.ts";
import { bestPlace } from "./context.ts";
import { editsOf } from "./edits.ts";
import type { Finding } from "./finding.ts";
import { around, type Sentence } from "./sentence.ts";
import type { Place, Source, SourceSentence } from "./source.ts";

/** How far from a word its negation or hedge may stand. */
const reach = 8;
/** Less in common, and two sentences may speak of different things. */
const leastFit = 1.4;
/** A negation that is put in must stand in the very words of the source. */
const leastAdded = 3.5;

/** The tokens of a clause round a place. */
function clause(tokens: readonly Token[], at: number): readonly Token[] {
  let from = at;
  while (from > 0 && at - from < reach && tokens[from - 1]?.kind !== "stop") from--;
  let to = at + 1;
  while (to < tokens.length && to - at <= reach && tokens[to]?.kind !== "stop") to++;
  return tokens.slice(from, to);
}

/** A word of the post that stands in the source under a negation or a hedge, and here without it. */
interface Loss<T extends Turn> {
  readonly at: number;
  readonly sentence: SourceSentence;
  readonly turn: T;
  /** True where it was cut out of a sentence that is otherwise repeated. */
  readonly cut: boolean;
}

type Turns<T extends Turn> = (sentence: Sentence) => readonly T[];
/** Whether the token does what the turn did. */
type Does<T extends Turn> = (token: Token, turn: T) => boolean;

/** Turns of the source that are lost from the words they bear on, and those dropped from a sentence that is otherwise repeated. */
function lost<T extends Turn>(said: Sentence, found: readonly Match[], source: Source, turns: Turns<T>, does: Does<T>): readonly Loss<T>[] {
  const byEdit = lostByEdit(said, found, turns, does);
  const byWord = lostFromWords(said, source, turns, does);
  const isCut = ({ turn }: Loss<T>) => byEdit.some((loss) => loss.turn === turn);
  return [
    ...byWord.map((loss) => ({ ...loss, cut: isCut(loss) })),
    ...byEdit.filter(({ turn }) => !byWord.some((loss) => loss.turn === turn)),
  ];
}

function lostFromWords<T extends Turn>(said: Sentence, source: Source, turns: Turns<T>, does: Does<T>): readonly Loss<T>[] {
  const wanted = new Set(source.sentences.flatMap((sentence) => turns(sentence).map(({ governs }) => sentence.tokens[governs]?.key ?? "")));
  const turnAt = ({ sentence, at }: Place) => turns(sentence).find(({ governs }) => governs === at);
  return said.tokens.flatMap((token, at): Loss<T>[] => {
    if (!wanted.has(token.key) || token.quoted) return [];
    const best = bestPlace(said.tokens, at, source);
    const turn = best ? turnAt(best.place) : undefined;
    if (!best || !turn || best.fit < leastFit || best.place.sentence.tokens[turn.at]?.quoted) return [];
    if (!sharesNeighbour(said.tokens, at, best.place)) return [];
    // The source may say both; then the post may say either.
    if (best.all.some((other) => other.fit >= best.fit - 0.25 && turnAt(other.place) === undefined)) return [];
    if (turns(said).some(({ governs, at: place }) => Math.abs(governs - at) <= 1 && does(said.tokens[place] as Token, turn))) return [];
    const theirs = clause(best.place.sentence.tokens, best.place.at).map(({ key }) => key);
    const isFree = (each: Token) =>
      !theirs.includes(each.key) || turns(said).some((own) => said.tokens[own.at] === each && bearsOnNew(said, own, source, turnAt));
    const replaced = clause(said.tokens, at).some((each) => does(each, turn) && isFree(each));
    return replaced ? [] : [{ at, sentence: best.place.sentence, turn, cut: false }];
  });
}

/** True when a word of weight stands near in both: without one it is only the same word. */
function sharesNeighbour(tokens: readonly Token[], at: number, { sentence, at: place }: Place): boolean {
  const around = (all: readonly Token[], centre: number) =>
    all.slice(Math.max(0, centre - 4), centre + 5).filter((token, index) => token.kind !== "small" && index !== Math.min(centre, 4));
  const keys = new Set(around(sentence.tokens, place).map(({ key }) => key));
  return around(tokens, at).some(({ key, kind }) => kind !== "pause" && kind !== "stop" && keys.has(key));
}

/** A turn of the post that isn't the source's own on another word: it stands for the one that seems lost. */
function bearsOnNew(said: Sentence, { governs }: Turn, source: Source, turnAt: (place: Place) => unknown): boolean {
  const best = bestPlace(said.tokens, governs, source);
  return best === null || turnAt(best.place) === undefined;
}

function lostByEdit<T extends Turn>(said: Sentence, found: readonly Match[], turns: Turns<T>, does: Does<T>): readonly Loss<T>[] {
  return found.slice(0, 2).flatMap(({ sentence }) => {
    const all = turns(sentence);
    if (all.length === 0 || turns(said).length >= all.length) return [];
    return editsOf(said, sentence).flatMap(({ from, to, instead, at }): Loss<T>[] => {
      const turn = all.find((each) => each.at >= from && each.at < to);
      if (!turn || sentence.tokens[turn.at]?.quoted || instead.some((token) => does(token, turn))) return [];
      if (said.tokens.some((token) => does(token, turn) && !sentence.tokens.some(({ key }) => key === token.key))) return [];
      const kept = sentence.tokens.slice(from, to).every((token, index) => token.kind === "small" || from + index === turn.at);
      return kept ? [{ at: Math.min(at, said.tokens.length - 1), sentence, turn, cut: true }] : [];
    });
  });
}

/** A negation of the source must not be lost, and none be added. */
export function negationFindings(said: Sentence, found: readonly Match[], source: Source): readonly Finding[] {
  const gone = lost(
    said,
    found,
    source,
    ({ negations }) => negations,
    (token) => denies(token, said.language),
  );
  return [...gone.map((loss) => lostNegation(said, loss)), ...addedNegations(said, source)];
}

function lostNegation(said: Sentence, { at, sentence, turn }: Loss<Turn>): Finding {
  return {
    code: "claim-negation",
    severity: "block",
    words: around(said, at, 3),
    wrong: `has lost its “${textAt(sentence, turn.at)}”.`,
    nearest: around(sentence, turn.at),
    remedy: "Put the negation back.",
  };
}

function addedNegations(said: Sentence, source: Source): readonly Finding[] {
  return said.negations.flatMap(({ at, governs }): Finding[] => {
    if (said.tokens[at]?.quoted) return [];
    const best = bestPlace(said.tokens, governs, source);
    if (!best || best.fit < leastAdded || said.tokens[governs]?.kind !== "word") return [];
    const plainly = ({ sentence, at: where }: Place) => !clause(sentence.tokens, where).some((token) => denies(token, said.language));
    if (!plainly(best.place) || best.all.some((other) => other.fit >= best.fit - 0.25 && !plainly(other.place))) return [];
    return [
      {
        code: "claim-negation",
        severity: "block",
        words: around(said, at, 3),
        wrong: `has a “${textAt(said, at)}” that the source hasn't.`,
        nearest: around(best.place.sentence, best.place.at),
        remedy: "Take the negation out.",
      },
    ];
  });
}

/**
 * A hedge of the source must not be lost from the word it bears on. Cut out, it blocks; told anew, the same may be
 * said by other means, and a person is shown it. A "would" that only reports another's words warns.
 */
export function hedgeFindings(said: Sentence, found: readonly Match[], source: Source): readonly Finding[] {
  const gone = lost(
    said,
    found,
    source,
    ({ hedges }) => hedges,
    (token, { kind }) => (kind === "hearsay" ? isHearsay(token) : leavesOpen(token)),
  );
  return gone.flatMap(({ at, sentence, turn, cut }): Finding[] => {
    const isReported = said.speaking.length > 0;
    if (turn.kind === "hearsay" && ((isReported && sentence.speaking.length === 0) || isSaidTo(said.tokens))) return [];
    if (turn.kind === "would" && isParticiple(said.tokens[at])) return [];
    return [
      {
        code: "claim-hedge",
        severity: !cut || (turn.kind === "would" && (isReported || speaksItself(said, sentence, source))) ? "warn" : "block",
        words: around(said, at, 3),
        wrong: `is surer than the source: it has lost “${textAt(sentence, turn.at)}”.`,
        nearest: around(sentence, turn.at),
        remedy: "Put the hedge back.",
      },
    ];
  });
}

/** "The Fund will not pay" for "the Fund said it would not pay". */
function speaksItself(said: Sentence, sentence: SourceSentence, source: Source): boolean {
  return sentence.speaking.some((known) => isSubjectOf(said, known, sentence, source));
}

/** `saving importers` leaves as open as "would save". */
function isParticiple(token: Token | undefined): boolean {
  return token?.plain.endsWith("ing") === true && token.key !== token.plain;
}

function textAt(sentence: Sentence, at: number): string {
  const token = sentence.tokens[at];
  return token ? sentence.text.slice(token.start, token.end) : "";
}
