import { isEveryday } from "../../language/everyday-words.ts";
import type { Speaking } from "../../language/speaking.ts";
import { isGeneric, isInstitution, isOffice, isPaper, type Who } from "../../language/who.ts";
import type { Match } from "./align.ts";
import type { Finding } from "./finding.ts";
import { isSame, mentionsIn, spotOf } from "./people.ts";
import type { Sentence } from "./sentence.ts";
import type { Source, SourceSentence } from "./source.ts";

/** Least share of a claim's words that must be one of the source's for their speakers to be compared. */
const sameClaim = 0.5;
const sameDeed = 0.75;
/** Where a claim is told anew: what its speaker's own sentences, and any others, must share of it. */
const little = 0.15;
const enough = 0.3;

/** Who is said to say something must be who says it in the source. */
export function speakerFindings(said: Sentence, found: readonly Match[], source: Source): readonly Finding[] {
  return said.acting.flatMap((speaking): readonly Finding[] => {
    const { who } = speaking;
    if (!who || who.kind === "pronoun") return [];
    // Behind other words an institution's name means that one and no other: "the forest department".
    const isOne = isInstitution(who);
    const strange = who.keys.filter((key) => !source.keys.has(key) && !isGeneric(key) && (isOne || !isEveryday(key, said.language)));
    if (strange.length > 0 && who.kind === "body" && !speaking.isDeed)
      return [otherTeller(who.text, found[0]?.sentence.speaking[0]?.who?.text)];
    const claim = claimKeys(said, speaking);
    const told = found.slice(0, 4).flatMap(({ sentence }) => {
      return sentence.acting.map((known) => ({ sentence, known, share: share(claim, claimKeys(sentence, known)) }));
    });
    const best = Math.max(0, ...told.map((each) => each.share));
    if (claim.size < 2) return [];
    if (speaking.isDeed && (best < sameDeed || claim.size < 3)) return [];
    if (best < sameClaim) return speaking.isDeed ? [] : elsewhere(who, claim, found, source);
    const tellers = told.filter((each) => each.share >= best - 0.1 && each.known.who !== null);
    if (tellers.length === 0 || tellers.some(({ sentence, known }) => isTeller(speaking, sentence, known, source))) return [];
    if (tellers.some(({ sentence }) => contradicts(speaking, said, sentence, source))) return [];
    return [otherTeller(who.text, tellers[0]?.known.who?.text)];
  });
}

/** "She said they would. He said they would not.": he denies what she says, in words that only she has. */
function contradicts(speaking: Speaking, said: Sentence, sentence: SourceSentence, source: Source): boolean {
  const next = source.sentences[sentence.index + 1];
  if (!next || said.negations.length === 0 || sentence.negations.length > 0 || next.negations.length === 0) return false;
  return next.speaking.some((known) => known.who !== null && isTeller(speaking, next, known, source));
}

/** A claim in other words: whoever says it must at least be named in the sentences that it comes from, or just before them. */
function elsewhere(who: Who, claim: ReadonlySet<string>, found: readonly Match[], source: Source): readonly Finding[] {
  if (claim.size < 4) return [];
  const named = mentionsIn(source).flatMap((mention) =>
    isSame(who, mention, source) || (who.kind === "name" && who.core.every((key) => mention.who.core.includes(key)))
      ? [mention.place.sentence.index]
      : [],
  );
  const told = source.sentences.flatMap(({ index, acting }) =>
    acting.some((each) => each.who && sameWords(each.who, who)) ? [index] : [],
  );
  const own = new Set([...named, ...told].flatMap((index) => [index, ...silentAfter(index, claim, source)]));
  if (own.size === 0) return [];
  const parts = found.map(({ sentence }) => ({ sentence, part: share(claim, keysOf(sentence)) }));
  const best = (isOwn: boolean) =>
    Math.max(0, ...parts.filter(({ sentence }) => own.has(sentence.index) === isOwn).map(({ part }) => part));
  if (best(true) > Math.max(little, best(false) / 3) || best(false) < enough) return [];
  return [otherTeller(who.text, parts.find(({ sentence }) => !own.has(sentence.index))?.sentence.speaking[0]?.who?.text)];
}

function sameWords(one: Who, other: Who): boolean {
  return one.keys.length > 0 && one.keys.every((key) => other.keys.includes(key));
}

/** How many sentences may go on with whoever was named before. */
const reach = 2;

/** The sentences behind one, up to the first that names somebody whom the claim doesn't. */
function silentAfter(index: number, claim: ReadonlySet<string>, source: Source): readonly number[] {
  const after = source.sentences.slice(index + 1, index + 1 + reach);
  const names = after.findIndex(({ who }) => who.some(({ kind, keys }) => kind === "name" && !keys.some((key) => claim.has(key))));
  return after.slice(0, names < 0 ? reach : names).map((sentence) => sentence.index);
}

function keysOf(sentence: Sentence): ReadonlySet<string> {
  return new Set(sentence.tokens.map(({ key }) => key));
}

function otherTeller(words: string, nearest: string | undefined): Finding {
  const wrong = "is made to say what another says in the source.";
  return { code: "claim-speaker", severity: "block", words, wrong, ...(nearest ? { nearest } : {}), remedy: "Name the one who said it." };
}

/** True when the post may mean by its speaker whoever says it there. Where both are named, it is the names that count. */
export function isTeller(speaking: Speaking, sentence: SourceSentence, known: Speaking, source: Source): boolean {
  const [mine, theirs] = [chain(speaking), chain(known)];
  if (mine.length === 0 || theirs.length === 0) return true;
  if (
    mine.some((who) => speaksThrough(who, theirs)) ||
    (theirs.every(({ keys }) => keys.every(isPaper)) && mine.some((who) => isAuthor(who, theirs, sentence, source))) ||
    theirs.some((who) => isBare(who) && mine.some((one) => isBodyName(one, sentence, source)))
  )
    return true;
  const named = mine.some(isPerson) && theirs.some(isPerson);
  const [these, those] = named ? [mine.filter(isPerson), theirs.filter(isPerson)] : [mine, theirs];
  return these.some((who) =>
    those.some((other) => isSame(who, { ...spotOf(sentence, other), who: other, place: { sentence, at: other.from } }, source)),
  );
}

/** "the audit" for the auditors who made it. */
function speaksThrough({ keys }: Who, theirs: readonly Who[]): boolean {
  const made = theirs.flatMap((who) => who.keys);
  return keys.length > 0 && keys.every((paper) => isPaper(paper) && made.some((key) => key.startsWith(paper.slice(0, 5))));
}

/** "the ombudsman", where the source has "the ombudsman, whose report" or "a report by the ombudsman" just before. */
function isAuthor(who: Who, theirs: readonly Who[], sentence: SourceSentence, source: Source): boolean {
  const papers = new Set(theirs.flatMap(({ keys }) => keys));
  return mentionsIn(source).some((mention) => {
    const { place, tokens, from, to } = mention;
    const back = sentence.index - place.sentence.index;
    const near = [...tokens.slice(Math.max(0, from - 3), from), ...tokens.slice(to, to + 3)];
    return back >= 0 && back <= 1 && near.some(({ key }) => papers.has(key)) && isSame(who, mention, source);
  });
}

/** "the authority", which may be any body that was named before. */
function isBare({ kind, keys }: Who): boolean {
  return kind === "body" && keys.length === 1 && keys.every((key) => isGeneric(key) && !isOffice(key));
}

/** A body known by one proper name, named in the sentences before. */
function isBodyName({ kind, keys, core }: Who, sentence: SourceSentence, source: Source): boolean {
  if (kind !== "name" || core.length !== 1 || keys.length !== 1 || isSurname(core[0] ?? "", source)) return false;
  return source.sentences
    .slice(Math.max(0, sentence.index - 3), sentence.index + 1)
    .some(({ tokens }) => tokens.some(({ key }) => key === core[0]));
}

/** Somebody's, with a first name or an office before it: never a body's. */
function isSurname(key: string, source: Source): boolean {
  return mentionsIn(source).some(
    ({ who }) => who.kind === "name" && who.core.at(-1) === key && (who.core.length > 1 || who.keys.some((each) => isOffice(each))),
  );
}

function chain({ who, beside }: Speaking): readonly Who[] {
  return who ? [who, ...beside] : beside;
}

function isPerson({ kind }: Who): boolean {
  return kind === "name";
}

/** What a claim is about, without whoever makes it; where it is quoted, the quotation. */
export function claimKeys(sentence: Sentence, { who, from, to, at }: Speaking): ReadonlySet<string> {
  const places = sentence.tokens.flatMap(({ kind }, place) => {
    const isSpeaker = place === at || (who !== null && who.from <= place && place < who.to);
    return place >= from && place < to && !isSpeaker && (kind === "word" || kind === "figure" || kind === "date") ? [place] : [];
  });
  const quoted = places.filter((place) => sentence.tokens[place]?.quoted);
  const opens = places.length > 0 && quoted[0] === places[0];
  return new Set((opens ? quoted : places).flatMap((place) => sentence.tokens[place]?.key ?? []));
}

export function share(claim: ReadonlySet<string>, other: ReadonlySet<string>): number {
  return claim.size === 0 ? 0 : [...claim].filter((key) => other.has(key)).length / claim.size;
}
