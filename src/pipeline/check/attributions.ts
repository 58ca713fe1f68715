import { isHearsay } from "../../language/hedges.ts";
import type { Speaking } from "../../language/speakers.ts";
import { stemmed } from "../../language/stems.ts";
import type { Token } from "../../language/tokens.ts";
import type { Match } from "./align.ts";
import type { Finding } from "./finding.ts";
import { isSame, spotOf } from "./people.ts";
import { readSentence, type Sentence } from "./sentence.ts";
import type { Source, SourceSentence } from "./source.ts";
import { claimKeys, share } from "./speakers.ts";

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
  if (/^…|…$/u.test(said.text) || said.tokens.some(isHearsay) || heads(said) || mine.size < fewest) return [];
  const lost = found
    .slice(0, 3)
    .flatMap(({ sentence }) => sentence.speaking.map((known): Claim => ({ sentence, known, keys: claimKeys(sentence, known) })))
    .filter(({ keys }) => keys.size >= fewest && (share(mine, keys) >= sameClaim || share(keys, mine) >= wholeClaim))
    .filter(
      ({ keys, known, sentence }) => !covered(keys, mine, said) && !plainly(keys, mine, found) && !names(said, known, sentence, source),
    )
    .filter(({ sentence }) => before === null || !saysFor(readSentence(before, said.language), sentence));
  const [claim] = lost;
  if (!claim) return [];
  const { known, sentence } = claim;
  const verb = sentence.tokens[known.at];
  return [
    {
      code: "claim-hedge",
      // An authority that announces what it does has done it.
      severity: isDeed(verb) ? "warn" : "block",
      words: said.text.length > 60 ? `${said.text.slice(0, 60)}…` : said.text,
      wrong: "is said by nobody here; the source only reports it.",
      nearest: known.who?.text || sentence.text.slice(verb?.start ?? 0, verb?.end ?? 0),
      remedy: "Say who says so.",
    },
  ];
}

const deeds = stemmed("announce confirm declare", "en");

function isDeed(verb: Token | undefined): boolean {
  return verb !== undefined && (deeds.has(verb.key) || verb.plain === "اعلان");
}

/** "The director accepts the finding": who says so is who does it. */
function names(said: Sentence, { who: speaker }: Speaking, sentence: SourceSentence, source: Source): boolean {
  const [first] = said.who;
  if (speaker?.kind !== "name" || first?.kind !== "name" || said.tokens.slice(0, first.from).some(({ kind }) => kind === "word"))
    return false;
  return isSame(first, { ...spotOf(sentence, speaker), who: speaker, place: { sentence, at: speaker.from } }, source);
}

/** True when the sentence before names who says what this one goes on with. */
function saysFor(before: Sentence, sentence: SourceSentence): boolean {
  return before.speaking.length > 0 && share(contentOf(before), contentOf(sentence)) >= 0.5;
}

/** `Ministry: …` */
function heads(said: Sentence): boolean {
  return /^[^:,]{2,50}:\s/u.test(said.text);
}

function contentOf(sentence: Sentence): ReadonlySet<string> {
  return new Set(sentence.tokens.flatMap(({ kind, key }) => (kind === "word" || kind === "figure" || kind === "date" ? [key] : [])));
}

/** What the post takes of the claim, somebody says there too. */
function covered(claim: ReadonlySet<string>, mine: ReadonlySet<string>, said: Sentence): boolean {
  const taken = new Set([...claim].filter((key) => mine.has(key)));
  return said.speaking.some((speaking) => share(taken, claimKeys(said, speaking)) >= 0.5);
}

/** Another sentence of the source says the same as its own. */
function plainly(claim: ReadonlySet<string>, mine: ReadonlySet<string>, found: readonly Match[]): boolean {
  const taken = new Set([...claim].filter((key) => mine.has(key)));
  return found.some(({ sentence }) => sentence.speaking.length === 0 && share(taken, contentOf(sentence)) >= 0.8);
}
