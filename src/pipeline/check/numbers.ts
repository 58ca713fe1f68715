import { changesIn } from "../../language/comparisons.ts";
import { equal, isHonest, type Quantity, unitsAgree } from "../../language/quantities.ts";
import { stemmed } from "../../language/stems.ts";
import { rivalOf, type Spot } from "./context.ts";
import type { Finding } from "./finding.ts";
import { nearestSegment, segmentsOf, tokensIn } from "./segments.ts";
import { around, placesOf, type Sentence } from "./sentence.ts";
import type { Place, Source, SourceSentence } from "./source.ts";

const remedy = "Write the number as the source has it, or take it out.";

/** Every number with its unit must stand in the source, as written or honestly rounded, and count there what it counts here. */
export function numberFindings(said: Sentence, source: Source): readonly Finding[] {
  const turned = turnedChanges(said, source);
  const single = placesOf(said, "figure").flatMap((at): readonly Finding[] => {
    const quantity = said.tokens[at]?.quantity;
    return quantity === undefined ? [] : findingsOn(quantity, at, said, source, turned.length === 0);
  });
  return [...single, ...turned];
}

function findingsOn(quantity: Quantity, at: number, said: Sentence, source: Source, looksRound: boolean): readonly Finding[] {
  const words = quantity.text.trim();
  const own = source.quantities.filter((known) => isHonest(quantity, known));
  if (own.length === 0) return [strange(quantity, words, source)];
  if (own.every((known) => wrongWay(quantity, known))) return [turned(words, said, at)];
  if (said.tokens[at]?.quoted || !looksRound) return [];
  const [mine, others] = spots(quantity, source);
  const isRepeated = said.tokens.filter(({ key }) => key === said.tokens[at]?.key).length > 1;
  const rival = rivalOf(spotOf(said, at), mine, others, isRepeated);
  if (!rival || fitsHere(said, source, quantity, rival.place.sentence)) return foreignUnit(quantity, words, source);
  const finding = { code: "claim-number", severity: "block", words: around(said, at, 3), remedy } as const;
  return [{ ...finding, wrong: "gives the number of something else.", nearest: around(rival.place.sentence, rival.place.at) }];
}

function strange(quantity: Quantity, words: string, source: Source): Finding {
  const other = source.quantities.find((known) => equal(known.value, quantity.value));
  if (other) {
    return {
      code: "claim-unit",
      severity: "block",
      words,
      wrong: "stands in the source with another unit.",
      nearest: other.text.trim(),
      remedy,
    };
  }
  const nearest = nearestTo(quantity, source);
  return {
    code: "claim-number",
    severity: "block",
    words,
    wrong: "doesn't stand in the source.",
    ...(nearest ? { nearest: nearest.text.trim() } : {}),
    remedy,
  };
}

function nearestTo(quantity: Quantity, source: Source): Quantity | undefined {
  const far = ({ value, unit }: Quantity) =>
    Math.abs(Math.log10((value || 0.1) / (quantity.value || 0.1))) + (unit === quantity.unit ? 0 : 3);
  return [...source.quantities].sort((a, b) => far(a) - far(b))[0];
}

/** `at least 5` for `at most 5`. */
function wrongWay(said: Quantity, known: Quantity): boolean {
  const ways = [said.rounding, known.rounding];
  return equal(said.value, known.value) && ways.includes("over") && ways.includes("under");
}

function turned(words: string, said: Sentence, at: number): Finding {
  return {
    code: "claim-direction",
    severity: "block",
    words: around(said, at, 3),
    wrong: `turns a limit round: ${words} is not the least but the most, or the other way.`,
    remedy: "Say it as the source does.",
  };
}

/** The sentence has as many words that only the number's own sentence knows as words that only the rival's does. */
export function fitsHere(said: Sentence, source: Source, quantity: Quantity, rival: SourceSentence): boolean {
  const words = said.tokens.filter(({ kind }) => kind === "word").map(({ key }) => key);
  const only = (one: SourceSentence, other: SourceSentence) =>
    new Set(words.filter((key) => one.tokens.some((token) => token.key === key) && !other.tokens.some((token) => token.key === key))).size;
  const own = source.sentences.filter((sentence) => sentence !== rival && sentence.quantities.some((known) => isHonest(quantity, known)));
  const at = said.tokens.findIndex((token) => token.quantity === quantity);
  const clause = segmentsOf(said).find(({ from, to }) => from <= at && at < to);
  const nearest = clause ? nearestSegment(clause, source) : null;
  // Its own clause of the same sentence: what the other number counts stands elsewhere.
  const there = nearest ? tokensIn(nearest).flatMap((token) => (token.quantity ? [token.quantity] : [])) : [];
  if (there.length > 0 && there.every((known) => isHonest(quantity, known))) return true;
  return own.some((sentence) => only(sentence, rival) > 0 && only(sentence, rival) >= only(rival, sentence));
}

/** A number without a unit in the source takes a unit of its sentence, or of the one before; any other is invented. */
function foreignUnit(quantity: Quantity, words: string, source: Source): readonly Finding[] {
  if (quantity.unit === null) return [];
  const own = source.sentences.filter((sentence) => sentence.quantities.some((known) => isHonest(quantity, known)));
  const fits = (sentence: SourceSentence) =>
    sentence.quantities.some(
      (known) => isHonest(quantity, known) && (known.unit !== null || nearby(sentence, source).some(({ unit }) => unit === quantity.unit)),
    );
  if (own.length === 0 || own.some(fits)) return [];

  const nearest = own[0]?.quantities.find((known) => equal(known.value, quantity.value));
  const finding = { code: "claim-unit", severity: "block", words, wrong: "has a unit that the source doesn't give it.", remedy } as const;
  return [{ ...finding, ...(nearest ? { nearest: nearest.text.trim() } : {}) }];
}

/** The numbers of a sentence and of the one before, which may give them their unit. */
function nearby(sentence: SourceSentence, source: Source): readonly Quantity[] {
  return [...(source.sentences[sentence.index - 1]?.quantities ?? []), ...sentence.quantities];
}

function spotOf(sentence: Sentence, at: number): Spot {
  return { tokens: sentence.tokens, from: at, to: at + 1, ends: (place) => sentence.tokens[place]?.kind === "figure" };
}

interface Standing extends Spot {
  readonly place: Place;
}

/** Where the number stands in the source, and where others do. */
function spots(quantity: Quantity, source: Source): readonly [readonly Standing[], readonly Standing[]] {
  const all = source.sentences.flatMap((sentence) =>
    placesOf(sentence, "figure").map((at) => ({
      known: sentence.tokens[at]?.quantity,
      standing: { ...spotOf(sentence, at), place: { sentence, at } },
    })),
  );
  const isOwn = (known: Quantity | undefined) => known !== undefined && isHonest(quantity, known);
  const mayBe = (known: Quantity | undefined) => known !== undefined && !isHonest(quantity, known) && unitsAgree(quantity, known);
  return [
    all.filter(({ known }) => isOwn(known)).map(({ standing }) => standing),
    all.filter(({ known }) => mayBe(known)).map(({ standing }) => standing),
  ];
}

/** `from 22 to 11` where the source says from 11 to 22. */
function turnedChanges(said: Sentence, source: Source): readonly Finding[] {
  return changesIn(said.tokens).flatMap(({ from, to }): Finding[] => {
    const [start, end] = [said.tokens[from]?.quantity, said.tokens[to]?.quantity];
    if (!start || !end) return [];
    let same = false;
    let reverse: Place | null = null;
    for (const sentence of source.sentences) {
      for (const change of changesIn(sentence.tokens)) {
        const [first, last] = [sentence.tokens[change.from]?.quantity, sentence.tokens[change.to]?.quantity];
        if (!first || !last) continue;
        if (isHonest(start, first) && isHonest(end, last)) same = true;
        else if (isHonest(start, last) && isHonest(end, first)) reverse = { sentence, at: change.from };
      }
    }
    const way = contraryWord(said, from, to, start, end);
    if (way !== null) return [contrary(said, way)];
    if (same || !reverse) return [];
    const words = said.text.slice(
      Math.min(said.tokens[from]?.start ?? 0, said.tokens[to]?.start ?? 0),
      Math.max(said.tokens[from]?.end ?? 0, said.tokens[to]?.end ?? 0),
    );
    const nearest = around(reverse.sentence, reverse.at);
    return [
      {
        code: "claim-direction",
        severity: "block",
        words,
        wrong: "goes the other way in the source.",
        nearest,
        remedy: "Put the two numbers in the order of the source.",
      },
    ];
  });
}

const up = stemmed("rise increase grow climb jump surge gain raise up بڑھ اضافہ", "en");
const down = stemmed("fall decrease decline drop shrink lower down cut reduce slow کم گھٹ کمی", "en");

/** A word near a change that says it goes the other way than its numbers do: "rose to 38 from 47". */
function contraryWord(said: Sentence, from: number, to: number, start: Quantity, end: Quantity): number | null {
  if (start.unit !== end.unit && start.unit !== null && end.unit !== null) return null;
  const [right, wrong] = end.value > start.value ? [up, down] : [down, up];
  const places = said.tokens.flatMap((_, at) => (at >= Math.min(from, to) - 5 && at <= Math.max(from, to) ? [at] : []));
  const has = (words: ReadonlySet<string>) =>
    places.find((at) => words.has(said.tokens[at]?.key ?? "") || words.has(said.tokens[at]?.plain ?? ""));
  return has(right) === undefined ? (has(wrong) ?? null) : null;
}

function contrary(said: Sentence, at: number): Finding {
  const wrong = "goes the other way than its numbers do.";
  return {
    code: "claim-direction",
    severity: "block",
    words: around(said, at, 3),
    wrong,
    remedy: "Say it in the direction of the source.",
  };
}
