import type { House } from "../../domain/brand.ts";
import type { Day } from "../../domain/instant.ts";
import type { Problem } from "../../domain/problem.ts";
import type { Language, Summary } from "../../domain/summary.ts";
import { sentences } from "../../language/sentences.ts";
import { stem } from "../../language/stems.ts";
import { type Match, matches } from "./align.ts";
import { attributionFindings } from "./attributions.ts";
import { dateFindings } from "./dates.ts";
import { directionFindings } from "./directions.ts";
import { driftFindings } from "./drifts.ts";
import { distinct, type Finding, problemOf } from "./finding.ts";
import { nameFindings } from "./names.ts";
import { newWordFindings } from "./new-words.ts";
import { numberFindings } from "./numbers.ts";
import { ownWords } from "./own-words.ts";
import { quotationFindings } from "./quotations.ts";
import { readSentence, type Sentence } from "./sentence.ts";
import { readSource, type Source } from "./source.ts";
import { speakerFindings } from "./speakers.ts";
import { swapFindings } from "./swaps.ts";
import { hedgeFindings, negationFindings } from "./turns.ts";
import { bySurname, type Form, formOf, isChain, isCut, isWhole, rejoined } from "./whole.ts";
import { wordsOf } from "./words.ts";

/** A text of a post, and where it stands: `part 2`, `caption`. */
export interface Claimed {
  readonly where: string;
  readonly text: string;
}

/**
 * Everything that a post says must stand in its summary: numbers with their units, dates, names with their titles, quotations with
 * their speakers; and nothing that stood there may be lost that turns it: a negation, a hedge, the direction of a comparison. A
 * sentence taken over whole is passed; any other is compared with the sentences of the source that share its words. Follow lines,
 * hashtags, links and the numbering of parts are Herald's own and not looked at.
 *
 * `claim-number`, `-unit`, `-date`, `-name`, `-title`, `-place`, `-quotation`, `-speaker`, `-negation`, `-hedge` and `-direction`
 * block; `claim-word` and a capital that only opens a sentence warn, and so does what a clause told anew seems to have lost.
 * @param spokenOn the day the source speaks from, by which its weekdays and "yesterday" are dates; absent: the summary's own.
 */
export function checkAgainstSource(
  texts: readonly Claimed[],
  summary: Summary,
  house: House,
  spokenOn: Day | undefined = summary.date,
): readonly Problem[] {
  const source = readSource(summary);
  const own = ownKeys(house, summary.language);
  return joinedParts(texts, source, house).flatMap(({ where, text }) =>
    findingsIn(text, source, own, spokenOn).map((finding) => problemOf(finding, where)),
  );
}

/** A sentence that goes on in the next part is read as one. */
function joinedParts(texts: readonly Claimed[], { summary, flows }: Source, house: House): readonly Claimed[] {
  const all: { where: string; text: string }[] = [];
  for (const { where, text } of texts) {
    const said = ownWords(text, texts.length, summary, house).trim();
    const last = all.at(-1);
    if (last?.text.endsWith("…") && said.startsWith("…")) last.text = rejoined(last.text.slice(0, -1), said.slice(1), flows);
    else all.push({ where, text: said });
  }
  return all;
}

const houses = new WeakMap<House, Partial<Record<Language, ReadonlySet<string>>>>();

/** The house may name itself, and head an opinion. */
function ownKeys(house: House, language: Language): ReadonlySet<string> {
  const known = houses.get(house) ?? {};
  houses.set(house, known);
  known[language] ??= keysIn(`${house.brand.name} ${house.phrases[language].opinion}`, language);
  return known[language];
}

function keysIn(text: string, language: Language): ReadonlySet<string> {
  return new Set(wordsOf(text).flatMap((word) => [word, stem(word, language)]));
}

function findingsIn(text: string, source: Source, own: ReadonlySet<string>, spokenOn: Day | undefined): readonly Finding[] {
  const { language } = source.summary;
  const found: Finding[] = [];
  for (const line of text.split("\n").map((each) => each.replace(/^\s*[•·▪-]\s+/u, ""))) {
    const forms = formsOf(line, source);
    if (isTaken(forms, isWhole, source) || isTaken(forms, isChain, source)) continue;
    const isRepeated = isTaken(forms, isCut, source);
    let before: string | null = null;
    for (const written of sentences(line, language)) {
      if (!isTaken(formsOf(written, source), isWhole, source)) {
        const said = readSentence(written, language);
        const all = isRepeated ? turnsOf(said, before, matches(said, source), source) : findingsOn(said, before, source, own, spokenOn);
        found.push(...distinct(all.toSorted((a, b) => Number(a.severity === "warn") - Number(b.severity === "warn"))));
      }
      before = written;
    }
  }
  return found;
}

/** The text as it is, and with its people by their surnames. */
function formsOf(text: string, { people }: Source): readonly Form[] {
  const short = bySurname(text, people);
  return short === text ? [formOf(text)] : [formOf(text), formOf(short)];
}

function isTaken(forms: readonly Form[], how: typeof isWhole, { flows }: Source): boolean {
  return forms.some((form) => flows.some((flow) => how(form, flow)));
}

function findingsOn(
  said: Sentence,
  before: string | null,
  source: Source,
  own: ReadonlySet<string>,
  spokenOn: Day | undefined,
): readonly Finding[] {
  const found = matches(said, source);
  const firm = [
    ...numberFindings(said, source),
    ...dateFindings(said, source, spokenOn),
    ...quotationFindings(said, source),
    ...nameFindings(said, source, own),
  ];
  const isKnown = ({ code }: Pick<Finding, "code">) => firm.some((other) => other.code === code && other.severity === "block");
  const speakers = isKnown({ code: "claim-name" }) || isKnown({ code: "claim-speaker" }) ? [] : speakerFindings(said, found, source);
  const swaps = swapFindings(said, found, source).filter(
    (finding) => !isKnown(finding) && ((speakers.length === 0 && !isKnown({ code: "claim-speaker" })) || finding.code !== "claim-name"),
  );
  const all = [...firm, ...speakers, ...swaps, ...turnsOf(said, before, found, source)];
  const drifts = driftFindings(said, before, source).filter(({ code }) => !all.some((other) => other.code === code));
  return [...all, ...drifts, ...newWordFindings(said, source, own)];
}

/** What a sentence lost that turned it: of one taken over and cut, it is all that can be wrong. */
function turnsOf(said: Sentence, before: string | null, found: readonly Match[], source: Source): readonly Finding[] {
  return [
    ...negationFindings(said, found, source),
    ...hedgeFindings(said, found, source),
    ...attributionFindings(said, before, found, source),
    ...directionFindings(said, found, source),
  ];
}
