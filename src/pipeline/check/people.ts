import { rootOf } from "../../language/demonyms.ts";
import { isInstitution, isOffice, type Who } from "../../language/who.ts";
import type { Spot } from "./context.ts";
import type { Sentence } from "./sentence.ts";
import type { Place, Source, SourceSentence } from "./source.ts";

/** Somebody where the source names them. */
export interface Mention extends Spot {
  readonly who: Who;
  readonly place: Place;
}

const mentions = new WeakMap<Source, readonly Mention[]>();

/** Everybody whom the source names, and where. */
export function mentionsIn(source: Source): readonly Mention[] {
  const kept = mentions.get(source);
  if (kept) return kept;
  const found = source.sentences.flatMap((sentence) =>
    sentence.who.map((who): Mention => ({ ...spotOf(sentence, who), who, place: { sentence, at: who.from } })),
  );
  mentions.set(source, found);
  return found;
}

/** A closer look ends at the next of those who are named. */
export function spotOf(sentence: Sentence, who: Who): Spot {
  const { tokens, who: all } = sentence;
  const ends = (at: number) => all.some((other) => other !== who && other.from <= at && at < other.to && !isPaired(other, who, tokens));
  return { tokens, from: who.from, to: who.to, ends };
}

/** "Upper Dir and Chitral": the one is part of where the other stands. */
function isPaired(one: Who, other: Who, tokens: Sentence["tokens"]): boolean {
  const [first, second] = one.from < other.from ? [one, other] : [other, one];
  const between = tokens.slice(first.to, second.from);
  return between.length === 1 && /^(?:and|or|to|اور|یا|سے)$/u.test(between[0]?.plain ?? "");
}

function within(small: readonly string[], large: readonly string[]): boolean {
  return small.every((key) => {
    if (large.includes(key)) return true;
    const root = rootOf(key);
    return large.some((other) => rootOf(other) === root);
  });
}

/** Words that may belong to a mention: its sentence without other people's names and titles; for a body also the sentence before. */
function surroundings({ place: { sentence }, who }: Mention, source: Source): readonly string[] {
  const others = sentence.who.filter(
    (other) => other !== who && other.kind === "name" && !other.core.some((key) => who.core.includes(key)),
  );
  const own = sentence.tokens.filter((_, at) => !others.some((other) => other.from <= at && at < other.to)).map(({ key }) => key);
  const before = who.kind === "body" ? (source.sentences[sentence.index - 1]?.tokens ?? []).map(({ key }) => key) : [];
  return [...own, ...before];
}

/** True when the post may mean by `said` whom the source names there: the same name, shorter or longer, and no title that is another's. */
export function isSame(said: Who, mention: Mention, source: Source): boolean {
  const { who } = mention;
  if (who.kind === "pronoun" || said.kind === "pronoun") return who.kind !== said.kind && standsFor(mention, said, source);
  if (within(said.keys, who.keys) || isShort(said, who) || isShort(who, said)) return true;
  if (!within(said.core, who.core) && !within(who.core, said.core)) return within(said.keys, who.keys) || bareTitle(said, mention, source);
  if (who.kind === "body" && !within(who.keys, said.keys)) return false;
  const extra = said.keys.filter((key) => !who.keys.includes(key));
  return extra.length === 0 || titled(extra, who.core, source);
}

/** Each of the words stands near the name somewhere in the source. */
export function titled(words: readonly string[], core: readonly string[], source: Source): boolean {
  const all = mentionsIn(source).filter((mention) => mention.who.core.some((key) => core.includes(key)));
  const near = new Set(all.flatMap((mention) => surroundings(mention, source)));
  return words.every((word) => near.has(word));
}

/** "the minister" may be the person whose title that is. */
function bareTitle(said: Who, { who }: Mention, source: Source): boolean {
  if (who.kind === "body" && said.kind === "name")
    return who.keys.length === 1 && who.keys.every(isOffice) && titled(who.keys, said.core, source);
  return said.kind === "body" && who.kind === "name" && said.keys.some(isOffice) && titled(said.keys, who.core, source);
}

/** `IMF` for the International Monetary Fund. */
function isShort(short: Who, long: Who): boolean {
  const [key = ""] = short.keys;
  return short.keys.length === 1 && key.length > 1 && (long.text.match(/\p{Lu}/gu) ?? []).join("").toLowerCase() === key;
}

/** "he" stands for somebody whom the sentence before names, or an earlier part of its own. */
function standsFor({ place, who }: Mention, said: Who, source: Source): boolean {
  return candidates(place.sentence, who, source).some(
    (each) => within(said.keys, each.keys) || within(said.core, each.core) || within(each.core, said.core),
  );
}

/** Whom a pronoun may mean: whoever its sentence names before it, or speaks in the sentence before; else anybody of the two before. */
function candidates(sentence: SourceSentence, pronoun: Who, source: Source): readonly Who[] {
  const mayBe = ({ kind }: Who) => kind !== "pronoun";
  const own = sentence.who.filter((each) => mayBe(each) && each.to <= pronoun.from);
  const speakers =
    source.sentences[sentence.index - 1]?.acting.flatMap(({ who, beside }) => (who && mayBe(who) ? [who, ...beside] : [])) ?? [];
  const before = source.sentences.slice(Math.max(0, sentence.index - 2), sentence.index).flatMap((each) => each.who.filter(mayBe));
  const isPersonal = /^(?:s?he|انہوں)$/iu.test(pronoun.text);
  const personal = (all: readonly Who[]) => (isPersonal ? all.filter((each) => !isInstitution(each)) : all);
  const spoken = isPersonal ? personal(speakers) : [];
  return personal([...own, ...(spoken.length > 0 ? spoken : before)]);
}

/** True when what the source names there can't be what the post means: a real other, not a shorter form of the same. */
export function isOther(said: Who, mention: Mention, source: Source): boolean {
  const { who } = mention;
  if (said.kind === "pronoun") return false;
  if (who.kind === "pronoun") return candidates(mention.place.sentence, who, source).length > 0 && !standsFor(mention, said, source);
  return !within(who.keys, said.keys) && !within(said.keys, who.keys) && !isSame(said, mention, source);
}
