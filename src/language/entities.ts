import type { Language } from "../domain/summary.ts";
import { nameRuns, personOf } from "./names.ts";
import { isPlace, urduPlaces } from "./places.ts";
import type { Span } from "./span.ts";

/** Somebody, somewhere or some body that a text names. */
export interface Entity extends Span {
  /** A person without title, the others as written. */
  readonly text: string;
  readonly kind: "person" | "place" | "institution";
}

const bodies =
  "ministry|department|authority|agency|committee|commission|council|court|bench|bank|board|party|union|parliament|assembly|senate|cabinet|" +
  "government|regulator|federation|association|institute|university|college|tribunal|bureau|directorate|fund|police|army|forum|alliance|network|" +
  "league|corporation|company|chamber|society|centre|center|foundation|club|front|office|post";
const bodyWord = new RegExp(`\\b(?:${bodies})s?\\b`, "u");
/** Words that tell one body from another, in small letters. */
const modifiers =
  "[a-z]+[s]?[’']s?|federal|provincial|national|central|local|public|state|standing|accounts?|finance|interior|foreign|defence|law|information|" +
  "planning|power|energy|petroleum|education|school|health|statistics|revenue|securities|disaster|environment|social|protection|labour|railways?|" +
  "transport|irrigation|industry|agriculture|food|security|water|land|records|high|supreme|constitutional|city|district|" +
  "election|electoral|anti-corruption|tax|trade|commerce|privatisation|seismic|emergency|operations|monitoring|management|market|stock|exchange|" +
  "wholesale|media|digital|rights|teachers|doctors|young|student|consumer|bus|grid|development|safety|curriculum|pension|ports?|port";
const small = new RegExp(
  `(?<![\\p{L}’'-])(?:(?:${modifiers}) ){1,4}(?:${bodies})(?![\\p{L}’'-]| (?:law|minister|secretary|bill|elections?|members?|tax|programme))`,
  "gu",
);
const calendar =
  /^(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July|August|September|October|November|December|Jan\.?|Feb\.?|Mar\.?|Apr\.?|Jun\.?|Jul\.?|Aug\.?|Sept?\.?|Oct\.?|Nov\.?|Dec\.?|Rs|Art|Sec|Article|Section|GDP|Act|Gen|Dr|Prof|Mr|Mrs|Ms|Sen|Sir|Lord|Maj|Col|Brig|Justice|Ramadan|Eid)\b/u;
const towards = /\b(?:in|at|near|from|across|to|around|outside|of)(?: the)? $/u;

/**
 * Everybody and everything that a text names, in order.
 * @param known surnames of people whom the text's surroundings name in full.
 */
export function entities(text: string, language: Language, known: ReadonlySet<string> = new Set()): readonly Entity[] {
  const latin = english(text, language, known);
  const found = language === "en" ? [...latin, ...smallBodies(text)] : [...latin, ...urdu(text)];
  return found
    .filter((one) => !found.some((other) => other !== one && other.start <= one.start && one.end <= other.end && longer(other, one)))
    .sort((a, b) => a.start - b.start);
}

function longer(one: Entity, other: Entity): boolean {
  return one.end - one.start > other.end - other.start;
}

function smallBodies(text: string): readonly Entity[] {
  return [...text.matchAll(small)].map((match) => spanned(match[0], match.index, "institution"));
}

function spanned(text: string, start: number, kind: Entity["kind"]): Entity {
  return { text, start, end: start + text.length, kind };
}

const urduTitleBefore = /(?:صدر|چیئرمین|چیئرپرسن|سربراہ|وزیر|سیکرٹری|ترجمان|ڈاکٹر|جسٹس|پروفیسر|سینیٹر|ڈائریکٹر|رہنما|ایلچی|میں|اور) $/u;

function english(text: string, language: Language, known: ReadonlySet<string>): readonly Entity[] {
  return nameRuns(text)
    .flatMap((run) => apart(run.text, run.start))
    .flatMap(({ text: run, start }): readonly Entity[] => {
      const before = text.slice(0, start);
      const name = run.replace(/[’']s?$/u, "");
      const person = bodyWord.test(run.toLowerCase()) ? null : personOf({ text: run, start, end: start + run.length }, text);
      const isElsewhere = person?.title === "" && (isPlace(name, "en") || /\b(?:in|at|near|from|across) $/u.test(before));
      const isBrand = language === "ur" && person?.title === "" && !urduTitleBefore.test(before);
      if (person && !isElsewhere && !isBrand) return [spanned(person.name, start + run.indexOf(person.name), "person")];
      if (known.has(name)) return [spanned(name, start, "person")];
      // `NA-258` is a constituency.
      const kind = isBrand ? "institution" : /^-\d/.test(text.slice(start + run.length)) ? null : kindOf(name, before);
      return kind === null ? [] : [spanned(name, start, kind)];
    });
}

/** `Dr. Sana Mir of the Centre for Public Policy` is somebody and a body; `The Senate` is one word. */
function apart(run: string, start: number): readonly { readonly text: string; readonly start: number }[] {
  const of = /^(?<who>(?:\p{Lu}[\p{L}.’-]*\s?){2,5}) of (?:the )?(?<rest>\p{Lu}.*)$/u.exec(run)?.groups;
  if (of?.who && of.rest && !bodyWord.test(of.who.toLowerCase()) && personOf({ text: of.who, start, end: start + of.who.length }, of.who)) {
    return [
      { text: of.who, start },
      { text: of.rest, start: start + run.length - of.rest.length },
    ];
  }
  const opening =
    /^(?:The|A|An|In|At|On|From|Of|For|But|And|If|When|While|As|Its|Their|Some|Both|Under|After|Since|Among|No|Where|(?:\p{Lu}\p{Ll}+s of the)) (?=\p{Lu})/u.exec(
      run,
    )?.[0] ?? "";
  return [{ text: run.slice(opening.length), start: start + opening.length }];
}

function kindOf(name: string, before: string): Entity["kind"] | null {
  if (calendar.test(name) || !/\p{L}{2}|\./u.test(name)) return null;
  if (isPlace(name, "en") || isPlace(name.replace(/\.?$/u, "."), "en")) return "place";
  const opens = /(?:^|[.!?:•۔"“‘(]\s*|\n)$/u.test(before.trimEnd().slice(-1)) || before.trim() === "";
  if (bodyWord.test(name.toLowerCase()) && (name.includes(" ") || !opens)) return "institution";
  if (/^(?:\p{Lu}\p{Ll}?){2,}\p{Lu}$|^\p{Lu}{2,6}$/u.test(name)) return "institution";
  if (opens && !name.includes(" ")) return null;
  return towards.test(before) && !/\d/.test(name) ? "place" : null;
}

const urduWord = "[\\p{Script=Arabic}\\p{M}\u200c]+";
const postposition = "(?: (?:نے|کے|کا|کی|کو|سے|پر|اور|میں)(?![\\p{L}\\p{M}])|،|۔|$)";
const urduBodies =
  "کمیشن|کمیٹی|عدالت|کورٹ|بینک|اسمبلی|سینیٹ|پارلیمنٹ|کونسل|بورڈ|اتھارٹی|ادارہ|ادارے|تنظیم|انجمن|یونین|جماعت|پارٹی|پولیس|فوج|حکومت|کابینہ|سینٹر|ڈویژن|ایسوسی ایشن";
const urduModifiers =
  "الیکشن|سپریم|ہائی|قومی|صوبائی|وفاقی|ضلعی|مرکزی|قائمہ|اسٹیٹ|انسداد|ترقیاتی|منصوبہ بندی|لائل پور سروے|سروے|شریعت|احتساب|اساتذہ|سندھ|پنجاب|بلوچستان|خیبر پختونخوا|اسلام آباد|لاہور|پشاور";
const urduTitles =
  "وزیرِ? (?:اعظم|اعلیٰ|مملکت|خزانہ|داخلہ|خارجہ|دفاع|تعلیم|صحت|قانون|اطلاعات|توانائی|تجارت|صنعت|منصوبہ بندی|زراعت|آبپاشی)|وزیراعظم|وزیراعلیٰ|جسٹس|ڈاکٹر|پروفیسر|سینیٹر|گورنر|ترجمان|" +
  "سیکری?ٹ?ری جنرل|سیکرٹری|سیکریٹری|چیئرمین|چیئرپرسن|صدر|سربراہ|ڈائریکٹر جنرل|ڈائریکٹر|اپوزیشن لیڈر|ڈپٹی کمشنر|کمشنر|رہنما|جنرل|ایلچی|میئر";

interface UrduRules {
  readonly places: RegExp;
  readonly bodies: RegExp;
  readonly people: RegExp;
}

let rules: UrduRules | undefined;

/** Compiled when first used: an English text needs none of them. */
function urduRules(): UrduRules {
  rules ??= {
    places: new RegExp(`(?<![\\p{L}\\p{M}])(?:${urduPlaces()})(?![\\p{L}\\p{M}])`, "gu"),
    bodies: new RegExp(
      `(?<![\\p{L}\\p{M}])(?:(?:وزارتِ?|محکمہ|محکمے) (?!(?:نے|کے|کا|کی|کو|سے|پر) )${urduWord}|(?:(?:${urduModifiers}) ){1,2}(?:${urduBodies})|سینیٹ|اوگرا|نیپرا|نیب|ایف۔آئی۔اے|آئی ایم ایف)(?![\\p{L}\\p{M}])`,
      "gu",
    ),
    people: new RegExp(
      `(?<![\\p{L}\\p{M}])(?:${urduTitles})(?: (?:${urduTitles}|${urduPlaces()}))? (?<name>(?!(?:نے|کے|کا|کی|کو|سے|پر|اور|میں) )${urduWord}(?: (?!(?:نے|کے|کا|کی|کو|سے|پر|اور|میں)(?![\\p{L}\\p{M}]))${urduWord}){1,2})(?=${postposition})`,
      "gu",
    ),
  };
  return rules;
}

function urdu(text: string): readonly Entity[] {
  const { places, bodies: urduBodyForms, people } = urduRules();
  return [
    ...[...text.matchAll(people)].map((match) => {
      const name = match.groups?.name ?? "";
      return spanned(name, match.index + match[0].lastIndexOf(name), "person");
    }),
    ...[...text.matchAll(urduBodyForms)].map((match) => spanned(match[0], match.index, "institution")),
    ...[...text.matchAll(places)].map((match) => spanned(match[0], match.index, "place")),
  ];
}
