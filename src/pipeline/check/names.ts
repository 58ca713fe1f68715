import { rootOf } from "../../language/demonyms.ts";
import { isEveryday } from "../../language/everyday-words.ts";
import { nameRuns } from "../../language/names.ts";
import { isSaying } from "../../language/speech.ts";
import type { Token } from "../../language/tokens.ts";
import { isOffice, type Who } from "../../language/who.ts";
import { rivalOf } from "./context.ts";
import type { Finding } from "./finding.ts";
import { isOther, isSame, type Mention, mentionsIn, spotOf, titled } from "./people.ts";
import { around, type Sentence } from "./sentence.ts";
import type { Source } from "./source.ts";
import { wordsOf } from "./words.ts";

const remedy = "Write the name as the source has it, or take it out.";

/** Every name must stand in the source, with no title but its own, and do there what it does here. */
export function nameFindings(said: Sentence, source: Source, house: ReadonlySet<string>): readonly Finding[] {
  const strange =
    said.language === "ur" ? [...strangeRuns(said, source, house), ...strangeWords(said, source, house)] : strangeRuns(said, source, house);
  if (strange.length > 0) return strange;
  const named = said.who.filter((who) => who.kind !== "pronoun" && !said.tokens[who.from]?.quoted);
  return named.flatMap((who) => [...findingsOn(who, said, source), ...anothersTitle(who, said, source)]);
}

function findingsOn(who: Who, said: Sentence, source: Source): readonly Finding[] {
  const all = mentionsIn(source);
  const own = all.filter((mention) => isSame(who, mention, source));
  const title = own.length === 0 ? wrongTitle(who, source) : null;
  if (title) return [title];
  const isRepeated = said.who.filter(({ core }) => core.some((key) => who.core.includes(key))).length > 1;
  const rival = rivalOf(
    spotOf(said, who),
    own,
    all.filter((mention) => isOther(who, mention, source)),
    isRepeated,
  );
  return rival ? [swapped(who, said, rival)] : [];
}

function swapped(who: Who, said: Sentence, rival: Mention): Finding {
  const isPlace = /^(?:in|at|near|across|میں)$/u.test(said.tokens[who.from - 1]?.plain ?? said.tokens[who.to]?.plain ?? "");
  return {
    code: isPlace ? "claim-place" : "claim-name",
    // "the judges" may be others of the same kind, and may be the same: a person must look.
    severity: who.kind === "body" ? "warn" : "block",
    words: who.text,
    wrong: "stands where the source names another.",
    nearest: around(rival.place.sentence, rival.place.at),
    remedy,
  };
}

/** The name stands in the source, but never with this title. */
function wrongTitle(who: Who, source: Source): Finding | null {
  if (who.kind !== "name") return null;
  const mention = mentionsIn(source).find((each) => each.who.kind === "name" && who.core.every((key) => each.who.core.includes(key)));
  const extra = who.keys.filter((key) => !who.core.includes(key));
  if (!mention || titled(extra, who.core, source)) return null;
  return {
    code: "claim-title",
    severity: "block",
    words: who.text,
    wrong: "has a title that the source doesn't give.",
    nearest: around(mention.place.sentence, mention.place.at),
    remedy: "Write the title as the source has it, or the name alone.",
  };
}

/** `Omar Ayub, the food minister,` where the source gives that title to another. */
function anothersTitle(who: Who, said: Sentence, source: Source): readonly Finding[] {
  const next = said.who.find(({ from }) => from > who.to && from - who.to <= 2);
  if (who.kind !== "name" || next?.kind !== "body" || said.tokens[who.to]?.kind !== "pause") return [];
  const closes = said.tokens[next.to] === undefined || /^(?:pause|stop)$/.test(said.tokens[next.to]?.kind ?? "");
  if (!closes || !next.keys.some(isOffice) || titled(next.keys, who.core, source)) return [];
  const owner = mentionsIn(source).find(
    (mention) => mention.who.kind === "name" && !isSame(who, mention, source) && next.keys.every((key) => mention.who.keys.includes(key)),
  );
  if (!owner) return [];
  const nearest = around(owner.place.sentence, owner.place.at);
  return [{ code: "claim-title", severity: "block", words: `${who.text}, ${next.text}`, wrong: "has another’s title.", nearest, remedy }];
}

/** Capitals that stand nowhere in the source. */
function strangeRuns(said: Sentence, source: Source, house: ReadonlySet<string>): readonly Finding[] {
  return nameRuns(said.text).flatMap((run): readonly Finding[] => {
    const tokens = said.tokens.filter(
      (token) => token.start >= run.start && token.start < run.end && token.kind !== "date" && token.kind !== "figure",
    );
    const first = tokens[0];
    if (!first || stands(run.text, source, house)) return [];
    const opens = said.text.slice(0, run.start).search(/[\p{L}\p{N}]/u) < 0 || /[.!?:•۔"“‘(]\s*$/u.test(said.text.slice(0, run.start));
    const rest = tokens.slice(opens ? 1 : 0).filter(({ kind }) => kind === "word");
    const missing = rest.filter((token) => !known(token.key, token.plain, source, house));
    if (missing.length > 0) return [stranger(run.text, said, source)];
    if (opens && tokens.length === 1) return opening(first, run.text, said, source, house);
    if (opens && rest.length > 0 && stands(said.text.slice(rest[0]?.start, run.end), source, house)) return [];
    return tokens.length > 1 && !scattered(tokens, source) ? [stranger(run.text, said, source)] : [];
  });
}

function known(key: string, plain: string, source: Source, house: ReadonlySet<string>): boolean {
  return (
    source.keys.has(key) || house.has(key) || source.words.includes(` ${plain} `) || isAcronym(plain, source) || isDemonym(plain, source)
  );
}

/** `IMF` for the International Monetary Fund of the source, and the other way round. */
function isAcronym(plain: string, source: Source): boolean {
  return plain.length >= 2 && plain.length <= 6 && mentionsIn(source).some(({ who }) => initials(who.text) === plain);
}

function initials(name: string): string {
  return (name.match(/\p{Lu}/gu) ?? []).join("").toLowerCase();
}

const roots = new WeakMap<Source, ReadonlySet<string>>();

/** `Pakistani` for Pakistan, `Ukraine` for Ukrainian. */
function isDemonym(plain: string, source: Source): boolean {
  const kept = roots.get(source) ?? new Set(source.words.split(" ").map(rootOf));
  roots.set(source, kept);
  return rootOf(plain) !== plain && kept.has(rootOf(plain));
}

function stands(text: string, source: Source, house: ReadonlySet<string>): boolean {
  const words = wordsOf(text);
  if (source.words.includes(` ${words.join(" ")} `) || words.every((word) => house.has(word))) return true;
  return isAcronym(words.join(""), source) || (initials(text).length > 2 && source.words.includes(` ${initials(text)} `));
}

/** Known words in an order that the source doesn't have: a title put before its name is right, two names mixed are not. */
function scattered(tokens: Sentence["tokens"], source: Source): boolean {
  const words = tokens.filter(({ kind }) => kind === "word").map(({ key }) => key);
  const last = words.slice(-1);
  return words.length <= 1 || titled(words.slice(0, -1), last, source);
}

function stranger(name: string, said: Sentence, source: Source): Finding {
  const nearest = nearestName(said, source);
  return {
    code: "claim-name",
    severity: "block",
    words: name,
    wrong: "is a name that doesn't stand in the source.",
    ...(nearest ? { nearest } : {}),
    remedy,
  };
}

function nearestName(said: Sentence, source: Source): string | undefined {
  const keys = new Set(said.tokens.filter(({ kind }) => kind === "word").map(({ key }) => key));
  const worth = (mention: Mention) => mention.place.sentence.tokens.filter(({ key }) => keys.has(key)).length;
  return [...mentionsIn(source)].filter(({ who }) => who.kind === "name").sort((a, b) => worth(b) - worth(a))[0]?.who.text;
}

/** A capital that opens a sentence may be any word; one that speaks or owns is a name. */
function opening(
  { kind, key, plain }: Token,
  text: string,
  said: Sentence,
  source: Source,
  house: ReadonlySet<string>,
): readonly Finding[] {
  if (kind === "small" || isEveryday(key, "en") || known(key, plain, source, house)) return [];
  const next = said.tokens[1];
  const acts =
    isSaying(next) ||
    /^(?:has|have|had|was|were|is|are|will|would|did|and|[a-z]{3,}s|[a-z]{3,}ed)$/.test(next?.plain ?? "") ||
    /[’']s$/u.test(text);
  const bare = text.replace(/[’']s?$/u, "");
  const isPlain =
    /(?:tion|ment|ness|ity|ing|ed|ers|ors|ists|ies|ly|ism|ance|ence|ship|age)s?$/iu.test(bare) ||
    (/s$/.test(bare) && !/(?:ss|us|is|as|es)$/.test(bare));
  if (acts && !isPlain) return [stranger(text, said, source)];
  return [
    {
      code: "claim-name",
      severity: "warn",
      words: text,
      wrong: "opens a sentence and doesn't stand in the source; if it is a name, nobody there bears it.",
      remedy: "Check it against the source.",
    },
  ];
}

/** Behind a name, or what a name rules, in Urdu. */
const after = new Set("نے کا کے کی کو میں سے پر تک اور بھی ، نامی صاحب".split(" "));

/**
 * Urdu has no capitals: a word that isn't everyday language and stands nowhere in the source is taken for a name where one could
 * stand, and is a new word elsewhere.
 */
function strangeWords(said: Sentence, source: Source, house: ReadonlySet<string>): readonly Finding[] {
  const isStrange = (token: Token | undefined) =>
    token?.kind === "word" &&
    !/^[a-z]/.test(token.plain) &&
    !source.keys.has(token.key) &&
    !isEveryday(token.key, "ur") &&
    !house.has(token.key);
  return said.tokens.flatMap((token, at): readonly Finding[] => {
    if (!isStrange(token)) return [];
    const next = said.tokens[at + 1];
    const isNamed =
      next === undefined ||
      after.has(next.plain) ||
      isStrange(next) ||
      isStrange(said.tokens[at - 1]) ||
      isOffice(said.tokens[at - 1]?.key ?? "");
    return [strangeWord(said.text.slice(token.start, token.end), isNamed, nearestName(said, source))];
  });
}

function strangeWord(words: string, isNamed: boolean, nearest: string | undefined): Finding {
  const remedy = "Write it as the source does, or take it out.";
  if (!isNamed) return { code: "claim-word", severity: "warn", words, wrong: "stands nowhere in the source.", remedy };
  const wrong = "stands nowhere in the source; if it is a name, nobody there bears it.";
  return { code: "claim-name", severity: "block", words, wrong, ...(nearest ? { nearest } : {}), remedy };
}
