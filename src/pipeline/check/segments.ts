import type { Token } from "../../language/tokens.ts";
import type { Sentence } from "./sentence.ts";
import type { Source, SourceSentence } from "./source.ts";

/** A clause: some tokens of a sentence, `to` exclusive. */
export interface Segment<S extends Sentence = Sentence> {
  readonly sentence: S;
  readonly from: number;
  readonly to: number;
}

const joints = new Set("but while whereas although though which who لیکن مگر جبکہ تاہم".split(" "));
/** A clause of fewer words of weight goes with the one before. */
const fewest = 2;

/** The clauses of a sentence, cut at its stops and commas and before what contrasts; quotations stay whole. */
export function segmentsOf<S extends Sentence>(sentence: S): readonly Segment<S>[] {
  const cut: number[] = [0];
  for (const [at, { kind, plain, quoted }] of sentence.tokens.entries()) {
    if (at > 0 && !quoted && (kind === "pause" || kind === "stop" || joints.has(plain))) cut.push(at);
  }
  const all: { from: number; to: number }[] = [];
  for (const [index, from] of cut.entries()) {
    const to = cut[index + 1] ?? sentence.tokens.length;
    const last = all.at(-1);
    if (last && weighty(sentence.tokens.slice(from, to)).length < fewest) last.to = to;
    else if (last && all.length === 1 && weighty(sentence.tokens.slice(last.from, last.to)).length < fewest) last.to = to;
    else all.push({ from, to });
  }
  return all.map((range) => ({ sentence, ...range }));
}

function weighty(tokens: readonly Token[]): readonly Token[] {
  return tokens.filter(({ kind }) => kind === "word" || kind === "figure" || kind === "date");
}

export function tokensIn({ sentence, from, to }: Segment): readonly Token[] {
  return sentence.tokens.slice(from, to);
}

/** The places of the clause's tokens that are asked for. */
export function placesIn({ sentence, from, to }: Segment, isAsked: (token: Token, at: number) => boolean): readonly number[] {
  return sentence.tokens.flatMap((token, at) => (at >= from && at < to && isAsked(token, at) ? [at] : []));
}

interface Known {
  readonly segment: Segment<SourceSentence>;
  readonly keys: ReadonlySet<string>;
}

const known = new WeakMap<Source, readonly Known[]>();

function segmentsIn(source: Source): readonly Known[] {
  const kept = known.get(source);
  if (kept) return kept;
  const found = source.sentences.flatMap(segmentsOf).map((segment) => ({ segment, keys: keysOf(segment) }));
  known.set(source, found);
  return found;
}

function keysOf(segment: Segment): ReadonlySet<string> {
  return new Set(weighty(tokensIn(segment)).map(({ key }) => key));
}

/** A word that the source has everywhere says little of where something comes from. */
function worth(key: string, source: Source): number {
  return 1 / Math.sqrt(source.places.get(key)?.length ?? 1);
}

/** Least that two clauses must share: in worth, and as shares of the one and the other. */
const least = { worth: 1.1, ofPost: 0.34, ofSource: 0.3 };

/** The clause of the source that a clause of the post tells again; null where none is near. */
export function nearestSegment(said: Segment, source: Source): Segment<SourceSentence> | null {
  const mine = [...keysOf(said)].filter((key) => source.places.has(key));
  const size = Math.max(1, weighty(tokensIn(said)).length);
  let found: Segment<SourceSentence> | null = null;
  let best = 0;
  for (const { segment, keys } of segmentsIn(source)) {
    const shared = mine.filter((key) => keys.has(key));
    if (shared.length === 0) continue;
    const sum = shared.reduce((total, key) => total + worth(key, source), 0);
    const near = shared.length / size >= least.ofPost || shared.length / Math.max(1, keys.size) >= least.ofSource;
    const score = sum + shared.length / Math.max(size, keys.size);
    if (sum < least.worth || !near || score <= best) continue;
    best = score;
    found = segment;
  }
  return found;
}
