import type { Language } from "../domain/summary.ts";
import { isEveryday } from "./everyday-words.ts";
import { nameRuns } from "./names.ts";
import { isSaying } from "./speech.ts";
import { isIrregularPast, stem, stemmed } from "./stems.ts";
import type { Token } from "./tokens.ts";

/** Somebody or something that a sentence names: a person with title, a place, a body; or a pronoun in their place. */
export interface Who {
  /** Tokens, `to` exclusive. */
  readonly from: number;
  readonly to: number;
  readonly text: string;
  /** All words of weight, title included. */
  readonly keys: readonly string[];
  /** The name itself; of a body without one, all of its words. */
  readonly core: readonly string[];
  readonly kind: "name" | "body" | "pronoun";
}

const offices = new Set(
  (
    "minister secretary chairman chairwoman chairperson chair president director governor spokesman spokeswoman spokesperson adviser advisor envoy " +
    "ombudsman auditor judge justice economist ambassador commissioner superintendent general officer chief leader head lawyer counsel member candidate"
  ).split(" "),
);
const bodies = new Set(
  (
    "ministry department authority agency committee commission council court bank board company party union parliament assembly cabinet government " +
    "police army regulator opposition federation association institute centre center tribunal bench division office university officials experts " +
    "analysts economists lawmakers traders farmers teachers doctors growers installers observers judges petitioner petitioners residents critics " +
    "report survey study audit poll evaluation judgment judgement determination companies unions parties groups organisation organization fund"
  ).split(" "),
);
const bodyKeys = new Set([...bodies].map((word) => stem(word, "en")));
const pronouns = new Set("he she it they انہوں ان وہ".split(" "));
/** Capitals that name nobody: `Article 17`. */
const headings = new Set("article art section sec clause part chapter rule no mr mrs ms dr prof gen sen justice retd".split(" "));

const officeKeys = new Set([...offices].map((word) => stem(word, "en")));

/** True for a word that is a person's office and nobody's name: `minister`. @param key stemmed. */
export function isOffice(key: string): boolean {
  return officeKeys.has(key) || urduOffices.has(key);
}

/** True for a word that says what kind of body or office somebody is, and nothing more. @param key stemmed. */
export function isGeneric(key: string): boolean {
  return isOffice(key) || bodyKeys.has(key) || urduHeads.has(key);
}

const institutions = new Set([
  ...stemmed(
    "ministry department authority agency committee commission council court bank board company party union parliament assembly cabinet " +
      "government institute centre center tribunal division university fund bureau association federation corporation foundation network",
    "en",
  ),
  ...stemmed("محکمہ وزارت ادارہ اتھارٹی کمیشن کمیٹی کونسل عدالت کورٹ بینک بورڈ یونین انجمن تنظیم ٹربیونل کابینہ", "ur"),
]);

const isBodyOf = new WeakMap<Who, boolean>();

/** True for a body, which is never a he or a she; its chairman may be, and `Sana Mir of the Centre` too. */
export function isInstitution(who: Who): boolean {
  const kept = isBodyOf.get(who) ?? isBody(who);
  isBodyOf.set(who, kept);
  return kept;
}

function isBody({ text, keys }: Who): boolean {
  const head = (text.split(/ (?:of|for|at|in) /u)[0] ?? "").toLowerCase().split(/[\s-]+/u);
  const names = (key: string) => institutions.has(key);
  return (head.some((word) => names(stem(word, "en"))) || keys.some((key) => names(key) && /^[^a-z]/.test(key))) && !keys.some(isOffice);
}

const papers = new Set([
  ...stemmed("report survey study audit poll evaluation judgment judgement determination statement", "en"),
  ...stemmed("رپورٹ سروے جائزہ تحقیق آڈٹ", "ur"),
]);

/** True for a paper that somebody speaks through. @param key stemmed. */
export function isPaper(key: string): boolean {
  return papers.has(key);
}

function isTitle(token: Token): boolean {
  return offices.has(token.plain);
}

/** They look like verbs and stand before bodies: `the planning board`. */
const nouns = new Set(
  "planning housing shipping banking engineering monitoring building mining accounting standing united allied".split(" "),
);

function isModifier(token: Token | undefined): token is Token {
  if (token?.kind !== "word" || isSaying(token) || isIrregularPast(token.plain)) return false;
  return nouns.has(token.plain) || !/(?:ed|ing|ly)$/.test(token.plain);
}

/** Everybody that a sentence names, in order. */
export function whoIn(sentence: string, tokens: readonly Token[], language: Language): readonly Who[] {
  const found = language === "ur" ? urduNames(sentence, tokens) : englishNames(sentence, tokens);
  return [...found, ...pronounsIn(sentence, tokens, found)].sort((a, b) => a.from - b.from);
}

function pronounsIn(sentence: string, tokens: readonly Token[], others: readonly Who[]): readonly Who[] {
  return tokens.flatMap((token, at): Who[] => {
    if (!pronouns.has(token.plain) || others.some((who) => who.from <= at && at < who.to)) return [];
    return [{ from: at, to: at + 1, text: sentence.slice(token.start, token.end), keys: [], core: [], kind: "pronoun" }];
  });
}

interface Range {
  from: number;
  to: number;
  core: readonly [number, number] | null;
}

function englishNames(sentence: string, tokens: readonly Token[]): readonly Who[] {
  const ranges = joined(
    [...capitalRanges(sentence, tokens), ...bodyRanges(tokens)].sort((a, b) => a.from - b.from),
    tokens,
  );
  return ranges.map(({ from, to, core }) => {
    const keysOf = (start: number, end: number) =>
      tokens.slice(start, end).flatMap(({ kind, key, plain }) => (kind === "word" && !headings.has(plain) ? [key] : []));
    const keys = keysOf(from, to);
    const named = core === null ? [] : keysOf(...core);
    return {
      from,
      to,
      text: sentence.slice(tokens[from]?.start ?? 0, tokens[to - 1]?.end ?? 0),
      keys,
      core: named.length > 0 ? named : keys,
      kind: named.length > 0 ? "name" : "body",
    };
  });
}

/** Runs of capitals as token ranges, without what only opens the sentence. */
function capitalRanges(sentence: string, tokens: readonly Token[]): readonly Range[] {
  // Both are in order, so that each token is come to once, however many names a text has.
  let reached = 0;
  const firstFrom = (place: number) => {
    while ((tokens[reached]?.start ?? place) < place) reached++;
    return reached;
  };
  return nameRuns(sentence).flatMap((run): Range[] => {
    let from = firstFrom(run.start);
    const to = firstFrom(run.end);
    while (from < to && (tokens[from]?.kind !== "word" || headings.has(tokens[from]?.plain ?? ""))) from++;
    const first = tokens[from];
    if (from >= to || !first || tokens.slice(from, to).every((token) => token.kind === "date" || token.kind === "figure")) return [];
    const opens = sentence.slice(0, first.start).search(/[\p{L}\p{N}]/u) < 0;
    if (opens && to - from === 1 && (isEveryday(first.key, "en") || isPlural(first, tokens[to]))) return [];
    let nameFrom = from;
    for (let at = from; at < to - 1; at++) if (isTitle(tokens[at] as Token)) nameFrom = at + 1;
    return [{ from, to, core: [nameFrom, to] }];
  });
}

/** `Tomatoes are …`: things, and nobody's name. */
function isPlural({ plain }: Token, next: Token | undefined): boolean {
  return /[^s]s$/.test(plain) && /^(?:are|were|have|do|aren't|weren't|haven't|don't)$/.test(next?.plain ?? "");
}

/** `the power ministry`, `ports secretary`: a body or an office in small letters, with the words before it. */
function bodyRanges(tokens: readonly Token[]): readonly Range[] {
  return tokens.flatMap((token, at): Range[] => {
    if (token.kind !== "word" || (token.capital && at > 0) || !(bodies.has(token.plain) || offices.has(token.plain))) return [];
    if (/^(?:to|would|will|may|must|should|could|can|not)$/.test(tokens[at - 1]?.plain ?? "")) return [];
    let from = at;
    while (at - from < 3 && isModifier(tokens[from - 1]) && (from === 1 || !tokens[from - 1]?.capital)) from--;
    return [{ from, to: at + 1, core: null }];
  });
}

/** Ranges that touch are one: `Pakistan’s special envoy Rizwan Hyat`. */
function joined(ranges: readonly Range[], tokens: readonly Token[]): readonly Range[] {
  const all: Range[] = [];
  for (const range of ranges) {
    const last = all.at(-1);
    const touches = last && range.from <= last.to && !(tokens[last.to - 1]?.plain === tokens[range.from]?.plain && range.from >= last.to);
    if (last && touches)
      all[all.length - 1] = {
        from: last.from,
        to: Math.max(last.to, range.to),
        core: range.core ?? (range.from < last.to ? last.core : null),
      };
    else all.push({ ...range });
  }
  return all;
}

const urduHeads = new Set(
  (
    "حکومت کابینہ وزارت وزیر وزیراعظم وزیراعلیٰ محکمہ محکمے کمیشن کمیٹی عدالت کورٹ بینک اسمبلی سینیٹ پارلیمنٹ کونسل بورڈ اتھارٹی ادارہ ادارے تنظیم انجمن یونین " +
    "جماعت پارٹی اپوزیشن پولیس فوج صدر گورنر ترجمان سیکرٹری سیکریٹری چیئرمین سربراہ ڈائریکٹر جنرل جسٹس جج ماہرین حکام ذرائع کاشتکار تاجر اساتذہ سینٹر لیڈر وکیل رکن"
  )
    .split(" ")
    .map((word) => stem(word, "ur")),
);
const urduOffices = new Set(
  "وزیر وزیراعظم وزیراعلیٰ صدر گورنر ترجمان سیکرٹری چیئرمین سربراہ جسٹس جج لیڈر وکیل رکن".split(" ").map((word) => stem(word, "ur")),
);
const urduModifiers = new Set(
  "صوبائی وفاقی ضلعی قومی مرکزی اعلیٰ سابق نائب پروفیسر ڈاکٹر داخلہ خارجہ خزانہ دفاع حزب سرکاری بین"
    .split(" ")
    .map((word) => stem(word, "ur")),
);
const governing = new Set("وزارت وزیر محکمہ محکمے سیکرٹری سیکریٹری".split(" ").map((word) => stem(word, "ur")));

function urduNames(sentence: string, tokens: readonly Token[]): readonly Who[] {
  const isUnknown = (token: Token) => token.kind === "word" && !isEveryday(token.key, "ur");
  const belongs = (at: number) => {
    const token = tokens[at];
    if (token?.kind !== "word") return false;
    return isUnknown(token) || urduHeads.has(token.key) || urduModifiers.has(token.key) || governing.has(tokens[at - 1]?.key ?? "");
  };
  const all: Who[] = [];
  for (let from = 0; from < tokens.length; from++) {
    if (!belongs(from)) continue;
    let to = from + 1;
    while (belongs(to)) to++;
    const run = tokens.slice(from, to);
    const core = run.filter(isUnknown).map(({ key }) => key);
    if (core.length > 0 || run.some(({ key }) => urduHeads.has(key))) {
      const keys = run.map(({ key }) => key);
      const text = sentence.slice(run[0]?.start ?? 0, run.at(-1)?.end ?? 0);
      all.push({ from, to, text, keys, core: core.length > 0 ? core : keys, kind: core.length > 0 ? "name" : "body" });
    }
    from = to;
  }
  return all;
}
