import { isHearsay } from "../../language/hedges.ts";
import type { Speaking } from "../../language/speaking.ts";
import { stemmed } from "../../language/stems.ts";
import type { Token } from "../../language/tokens.ts";
import type { Match } from "./align.ts";
import type { Finding } from "./finding.ts";
import { isSame, spotOf } from "./people.ts";
import { readSentence, type Sentence } from "./sentence.ts";
import type { Source, SourceSentence } from "./source.ts";
import { claimKeys, isTeller, share } from "./speakers.ts";

/** Least share of the post's words that must be the claim's, or of the claim's that must be the post's. */
const sameClaim = 0.6;
const wholeClaim = 0.85;
const fewest = 2;

interface Claim {
  readonly sentence: SourceSentence;
  readonly known: Speaking;
  readonly keys: ReadonlySet<string>;
}

/**
 * A claim that is somebody's in the source must not become the house's own: who says so, or a hedge, stays in the sentence or in
 * the one before it.
 */
export function attributionFindings(said: Sentence, before: string | null, found: readonly Match[], source: Source): readonly Finding[] {
  const mine = contentOf(said);
  if (
    /^…|…$/u.test(said.text) ||
    said.tokens.some((token) => isHearsay(token) || isAct(token)) ||
    heads(said) ||
    decides(said) ||
    mine.size < fewest
  )
    return [];
  const lost = found
    .slice(0, 3)
    .flatMap(({ sentence }) => sentence.speaking.map((known): Claim => ({ sentence, known, keys: claimKeys(sentence, known) })))
    .filter(({ keys }) => keys.size >= fewest && (share(mine, keys) >= sameClaim || share(keys, mine) >= wholeClaim))
    .filter(
      ({ keys, known, sentence }) =>
        !covered(keys, mine, said) &&
        !isTold(said, known, sentence, source) &&
        !plainly(keys, mine, found) &&
        !isSubjectOf(said, known, sentence, source),
    )
    .filter(({ sentence }) => before === null || !saysFor(readSentence(before, said.language), sentence));
  const [claim] = lost;
  if (!claim) return [];
  const { known, sentence } = claim;
  const verb = sentence.tokens[known.at];
  return [
    {
      code: "claim-hedge",
      // Who says so may stand where the check doesn't see it, or be plain from the matter: a person is shown it.
      severity: "warn",
      words: said.text.length > 60 ? `${said.text.slice(0, 60)}…` : said.text,
      wrong: "is said by nobody here; the source only reports it.",
      nearest: known.who?.text || sentence.text.slice(verb?.start ?? 0, verb?.end ?? 0),
      remedy: "Say who says so.",
    },
  ];
}

/** "The director accepts the finding": who says so is who does it. */
export function isSubjectOf(said: Sentence, { who: speaker }: Speaking, sentence: SourceSentence, source: Source): boolean {
  const [first] = said.who;
  const isNamed = speaker?.kind === "name" && first?.kind === "name";
  const isBody = speaker?.kind === "body" && first?.kind === "body" && first.keys.length > 1;
  if (!speaker || !first || !(isNamed || isBody) || said.tokens.slice(0, first.from).some(({ kind }) => kind === "word")) return false;
  return isSame(first, { ...spotOf(sentence, speaker), who: speaker, place: { sentence, at: speaker.from } }, source);
}

/** True when the sentence before names who says what this one goes on with. */
export function saysFor(before: Sentence, sentence: SourceSentence): boolean {
  return before.speaking.length > 0 && share(contentOf(before), contentOf(sentence)) >= 0.5;
}

const acts = stemmed("threaten vow promise pledge demand urge", "en");

/** "Teachers threaten to stay at home" is told of them, and not claimed for them. */
export function isAct({ key, quoted }: Token): boolean {
  return !quoted && acts.has(key);
}

/** `…, the board has decided`: whoever decides, answers for it. */
function decides(said: Sentence): boolean {
  return /, [^,]{3,60}(?<!\b(?:be|been|was|were)) (?:decided|ruled|ordered|agreed)(?: (?:on|in) \p{Lu}\p{L}+)?\.?$/u.test(said.text);
}

/** `Ministry: …` */
function heads(said: Sentence): boolean {
  const colon = said.tokens.findIndex(({ plain }) => plain === ":");
  return (
    /^[^:,]{2,50}:\s/u.test(said.text) &&
    said.tokens.slice(0, colon).every(({ kind }) => kind === "word" || kind === "small") &&
    !said.tokens.slice(0, colon).some(({ plain }) => /^(?:is|are|was|were|has|have|had|will|did|not)$|[a-z]{3,}ed$/.test(plain))
  );
}

function contentOf(sentence: Sentence): ReadonlySet<string> {
  return new Set(sentence.tokens.flatMap(({ kind, key }) => (kind === "word" || kind === "figure" || kind === "date" ? [key] : [])));
}

const calls = stemmed("announce call describe dismiss propose", "en");

/** What the post takes of the claim, somebody says there too, or announces. */
function covered(claim: ReadonlySet<string>, mine: ReadonlySet<string>, said: Sentence): boolean {
  const taken = new Set([...claim].filter((key) => mine.has(key)));
  const telling = said.acting.filter(({ isDeed, at }) => !isDeed || calls.has(said.tokens[at]?.key ?? ""));
  return telling.some((speaking) => share(taken, claimKeys(said, speaking)) >= (speaking.who?.kind === "pronoun" ? 0.3 : 0.5));
}

/** The claim's own speaker speaks here. */
function isTold(said: Sentence, known: Speaking, sentence: SourceSentence, source: Source): boolean {
  return known.who !== null && said.speaking.some((each) => each.who !== null && isTeller(each, sentence, known, source));
}

/** Another sentence of the source says the same as its own. */
function plainly(claim: ReadonlySet<string>, mine: ReadonlySet<string>, found: readonly Match[]): boolean {
  const taken = new Set([...claim].filter((key) => mine.has(key)));
  return found.some(({ sentence }) => sentence.speaking.length === 0 && share(taken, contentOf(sentence)) >= 0.8);
}
