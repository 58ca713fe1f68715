import { contradict, sidesOf } from "../../language/comparisons.ts";
import { isHearsay, isHedge, isSaidTo, leavesOpen } from "../../language/hedges.ts";
import { denies } from "../../language/negation.ts";
import { stemmed } from "../../language/stems.ts";
import type { Token } from "../../language/tokens.ts";
import { isAct, saysFor } from "./attributions.ts";
import type { Finding } from "./finding.ts";
import { nearestSegment, placesIn, type Segment, segmentsOf, tokensIn } from "./segments.ts";
import { readSentence, type Sentence } from "./sentence.ts";
import type { Source, SourceSentence } from "./source.ts";

type Pair = readonly [said: Segment, known: Segment<SourceSentence>];

/**
 * What a clause told anew may have lost of the clause it comes from: its negation, its hedge, its direction. All warn: in other
 * words a clause may say the same by other means, which a person sees at a glance.
 */
export function driftFindings(said: Sentence, before: string | null, source: Source): readonly Finding[] {
  return segmentsOf(said).flatMap((segment) => {
    const known = tellsWho(segment) ? null : nearestSegment(segment, source);
    if (!known) return [];
    const pair: Pair = [segment, known];
    return [...negation(pair, said), ...hedge(pair, said), ...attribution(pair, said, before), ...direction(pair)];
  });
}

/** `…, the union’s president said`: it says who speaks and nothing else. */
function tellsWho(segment: Segment): boolean {
  const speakers = segment.sentence.acting.flatMap(({ who, beside, at }) => [...(who ? [who] : []), ...beside, { from: at, to: at + 1 }]);
  const isTold = (place: number) => speakers.some((each) => each.from <= place && place < each.to);
  return placesIn(segment, ({ kind }, at) => kind === "word" && !isTold(at)).length === 0;
}

function warning(code: string, wrong: string, remedy: string, [said, known]: Pair): Finding {
  return { code, severity: "warn", words: textOf(said), wrong, nearest: textOf(known), remedy };
}

function textOf({ sentence, from, to }: Segment): string {
  const tokens = sentence.tokens.slice(from, to);
  const first = tokens.find(({ kind }) => kind !== "pause" && kind !== "stop");
  return sentence.text.slice(first?.start ?? 0, tokens.at(-1)?.end ?? 0);
}

const refusing = stemmed("refuse deny reject decline unable without انکار مسترد نامنظور بغیر", "en");

function refuses({ key, plain }: Token): boolean {
  return refusing.has(key) || refusing.has(plain);
}

/** How near a negation or a hedge a word of the source must stand to be what it turns. */
const span = 4;

/** True when a word near a place of the source stands in the post's clause too. */
function standsBy(at: number, [mine, { sentence, from, to }]: Pair): boolean {
  const kept = new Set(tokensIn(mine).flatMap(({ kind, key }) => (kind === "small" || kind === "pause" || kind === "stop" ? [] : [key])));
  return sentence.tokens.slice(Math.max(from, at - span), Math.min(to, at + span + 1)).some(({ key }) => kept.has(key));
}

/** The source denies words that stand here too, where nothing denies any. */
function negation(pair: Pair, said: Sentence): readonly Finding[] {
  const [, theirs] = pair;
  const does = (token: Token, at: number) =>
    denies(token, said.language) || (token.plain === "down" && said.tokens[at - 1]?.key === "turn");
  if (said.tokens.some(does)) return [];
  const isTurn = (place: number) => theirs.sentence.negations.some(({ at }) => at === place);
  const denying = placesIn(theirs, (token, at) => !token.quoted && (refuses(token) || isTurn(at)));
  return denying.some((at) => standsBy(at, pair))
    ? [warning("claim-negation", "seems to have lost a negation.", "Check that it denies what the source denies.", pair)]
    : [];
}

/** What somebody says in the source, nobody says here. */
function attribution(pair: Pair, said: Sentence, before: string | null): readonly Finding[] {
  const [, { sentence, from, to }] = pair;
  if (said.acting.length > 0 || isSaidTo(said.tokens) || said.tokens.some((token) => isHearsay(token) || isAct(token))) return [];
  const known = sentence.speaking.find((each) => each.from < to && from < each.to);
  const speaker = known?.who;
  if (!known || (before !== null && saysFor(readSentence(before, said.language), sentence))) return [];
  if (speaker && said.who.some(({ core }) => core.some((key) => speaker.core.includes(key)))) return [];
  return [warning("claim-hedge", "is somebody’s claim in the source.", "Say who says so.", pair)];
}

const sure = new Set("will is are گا گی گے ہوگا ہوگی ہوں".split(" "));

/** The source leaves open what is certain here. */
function hedge(pair: Pair, said: Sentence): readonly Finding[] {
  const [mine, theirs] = pair;
  const isOpen = (token: Token) => !token.quoted && isHedge(token);
  const isLost = placesIn(theirs, isOpen).some((at) => standsBy(at, pair));
  if (!isLost || isSaidTo(said.tokens) || said.tokens.some(isOpen)) return [];
  const isSure = tokensIn(mine).some(({ plain }) => sure.has(plain));
  if (!isSure && said.tokens.some(leavesOpen)) return [];
  return [warning("claim-hedge", "seems surer than the source.", "Put the hedge back.", pair)];
}

/** A word of the one says the contrary of a word of the other, and the clauses agree on no side; or so beside the same number. */
function direction(pair: Pair): readonly Finding[] {
  const [mine, theirs] = pair;
  // "did not rise" goes no other way than "fell".
  if (deniesIn(mine) !== deniesIn(theirs)) return [];
  const sides = (segment: Segment) => placesIn(segment, ({ quoted }) => !quoted).flatMap((at) => sidesOf(segment.sentence.tokens, at));
  const figures = placesIn(mine, ({ kind, quoted }) => kind === "figure" && !quoted);
  const isTurned = contradict(sides(mine), sides(theirs)) || figures.some((at) => turnsAt(at, mine.sentence, theirs.sentence));
  return isTurned
    ? [warning("claim-direction", "seems to go the other way than the source.", "Check the direction against the source.", pair)]
    : [];
}

function deniesIn({ sentence, from, to }: Segment): boolean {
  return sentence.negations.some(({ at }) => at >= from && at < to);
}

function turnsAt(at: number, said: Sentence, known: Sentence): boolean {
  const places = known.tokens.flatMap(({ key }, place) => (key === said.tokens[at]?.key ? [place] : []));
  return places.length > 0 && places.every((place) => contradict(sidesBy(said, at), sidesBy(known, place)));
}

/** How far from a number the word may stand that says which way it goes. */
const reach = 4;

/** The sides of the words beside a number, up to the next number, comma or stop. */
function sidesBy({ tokens }: Sentence, at: number): readonly string[] {
  const isEnd = (place: number) => /^(?:figure|pause|stop)$/.test(tokens[place]?.kind ?? "stop") || Math.abs(place - at) > reach;
  let [from, to] = [at - 1, at + 1];
  while (!isEnd(from)) from--;
  while (!isEnd(to)) to++;
  return tokens.slice(from + 1, to).flatMap((_, index) => sidesOf(tokens, from + 1 + index));
}
