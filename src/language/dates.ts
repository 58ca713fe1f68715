import type { Language } from "../domain/summary.ts";
import type { Span } from "./span.ts";

/** A date as far as a text names it: `12 March`, `June 2027`, `Friday`, `2026-27`. */
export interface DateMention extends Span {
  readonly text: string;
  readonly day?: number;
  /** 1 to 12. */
  readonly month?: number;
  readonly year?: number;
  /** The second year of `2026-27`. */
  readonly yearTo?: number;
  /** 1 (Monday) to 7. */
  readonly weekday?: number;
}

const monthNames = {
  en: "january february march april may june july august september october november december".split(" "),
  ur: "جنوری فروری مارچ اپریل مئی جون جولائی اگست ستمبر اکتوبر نومبر دسمبر".split(" "),
};
const shortMonths = "jan feb mar apr may jun jul aug sep oct nov dec".split(" ");
const weekdayNames = {
  en: "monday tuesday wednesday thursday friday saturday sunday".split(" "),
  ur: "پیر منگل بدھ جمعرات جمعہ ہفتہ اتوار".split(" "),
};

const digit = "[0-9٠-٩۰-۹]";
const weekdayEn = "(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day";
const monthEn =
  "(?:January|February|March|April|May|June|July|August|September|October|November|December|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)(?:\\.|(?= \\d)))";
const dayEn = "(?:[0-2]?\\d|3[01])(?:st|nd|rd|th)?(?![\\d%]|,\\d|\\.\\d)";
const yearEn = "(?:19|20)\\d\\d(?!\\d|[.,]\\d)";
const english = new RegExp(
  [
    `(?<iso>(?:19|20)\\d\\d-\\d\\d-\\d\\d)`,
    `(?<![\\p{L}\\p{N}.,])(?:(?<w1>${weekdayEn}),? (?:the )?)?(?<d1>${dayEn})(?:(?:\\s?[-–]\\s?| to | and |, )(?<d2>${dayEn}))?(?: of)? (?<m1>${monthEn})(?:,? (?<y1>${yearEn}))?(?![\\p{L}])`,
    `(?<![\\p{L}])(?:(?<w2>${weekdayEn}),? )?(?<m2>${monthEn}) (?<d3>${dayEn})(?:(?:\\s?[-–]\\s?| to | and )(?<d4>${dayEn}))?(?:,? (?<y2>${yearEn}))?(?![\\p{L}]| ?(?:%|per cent))`,
    `(?<![\\p{L}])(?<m3>${monthEn})(?:,? (?<y3>${yearEn}))?(?![\\p{L}])`,
    `(?<![\\p{L}])(?<w3>${weekdayEn})(?![\\p{L}])`,
    `(?<![\\p{L}\\p{N}.,$£€-]|Rs\\.? ?)(?<y4>${yearEn})(?:[-–](?<y5>\\d\\d(?:\\d\\d)?)(?!\\d))?(?![\\p{L}%]|[ -]?(?:per cent|percent|million|billion|trillion|crore|lakh))`,
  ].join("|"),
  "gu",
);

const monthUr = `(?:${monthNames.ur.join("|")})(?![\\p{L}\\p{M}])`;
const yearUr = `(?:(?:19|20)\\d\\d|[۱۲][۹۰][۰-۹]{2}|[١٢][٩٠][٠-٩]{2})(?!${digit}|[.,٫]${digit})`;
const dayUr = `(?:${digit}{1,2}|یکم)`;
const urdu = new RegExp(
  [
    `(?<iso>(?:19|20)\\d\\d-\\d\\d-\\d\\d)`,
    `(?<![\\p{L}\\p{N}.,])(?<d1>${dayUr})(?:(?:\\s?[-–]\\s?| سے | تا | اور )(?<d2>${dayUr}))? (?<m1>${monthUr})(?: (?<y1>${yearUr}))?`,
    `(?<![\\p{L}])(?<m3>${monthUr})(?: (?<y3>${yearUr}))?`,
    `(?<![\\p{L}\\p{M}])(?<w3>منگل|بدھ|جمعرات|جمع[ہے]|اتوار|(?:پیر|ہفت[ہے])(?= (?:کو|کے (?:روز|دن)|کی (?:شب|شام|صبح))))(?![\\p{L}\\p{M}])`,
    `(?<![\\p{L}\\p{N}.,٫-])(?<y4>${yearUr})(?:[-–](?<y5>${digit}{2}(?:${digit}{2})?)(?!${digit}))?(?![\\p{L}٪%]|[ -]?(?:فیصد|روپے|ارب|کروڑ|لاکھ|ہزار))`,
  ].join("|"),
  "gu",
);

/** Every date of a text in order; `1 and 2 December` is two of them at one place. */
export function dates(text: string, language: Language): readonly DateMention[] {
  return [...text.matchAll(language === "ur" ? urdu : english)].flatMap((match) => {
    const span = { start: match.index, end: match.index + match[0].length, text: match[0] };
    const groups = match.groups ?? {};
    if (groups.iso !== undefined) return [{ ...span, ...isoDay(groups.iso) }];
    const days = [groups.d1, groups.d2, groups.d3, groups.d4].filter((day) => day !== undefined).map(dayOf);
    const rest = { ...month(groups.m1 ?? groups.m2 ?? groups.m3), ...years(groups), ...weekday(groups.w1 ?? groups.w2 ?? groups.w3) };
    return days.length === 0 ? [{ ...span, ...rest }] : days.map((day) => ({ ...span, day, ...rest }));
  });
}

function isoDay(text: string): Pick<DateMention, "year" | "month" | "day"> {
  const [year = 0, monthOfYear = 0, day = 0] = text.split("-").map(Number);
  return { year, month: monthOfYear, day };
}

/** Digits of any of Urdu's three sets as a number. */
export function numberOf(text: string): number {
  return Number.parseInt(
    text.replace(/[٠-٩۰-۹]/g, (each) => String((each.codePointAt(0) ?? 0) & 0xf)),
    10,
  );
}

function dayOf(text: string): number {
  return text === "یکم" ? 1 : numberOf(text);
}

function month(name: string | undefined): { month?: number } {
  if (name === undefined) return {};
  const plain = name.toLowerCase();
  const place = Math.max(monthNames.en.indexOf(plain), monthNames.ur.indexOf(plain), shortMonths.indexOf(plain.slice(0, 3)));
  return { month: place + 1 };
}

function years(groups: Readonly<Record<string, string | undefined>>): { year?: number; yearTo?: number } {
  const text = groups.y1 ?? groups.y2 ?? groups.y3 ?? groups.y4;
  if (text === undefined) return {};
  const year = numberOf(text);
  if (groups.y5 === undefined) return { year };
  const to = numberOf(groups.y5);
  return { year, yearTo: to < 100 ? Math.floor(year / 100) * 100 + to : to };
}

function weekday(name: string | undefined): { weekday?: number } {
  if (name === undefined) return {};
  const plain = name.toLowerCase().replace(/(?<=جمع|ہفت)ے$/u, "ہ");
  return { weekday: Math.max(weekdayNames.en.indexOf(plain), weekdayNames.ur.indexOf(plain)) + 1 };
}

const parts = ["day", "month", "year", "yearTo", "weekday"] as const;

/** True when everything that `said` names of a date stands in `known`. */
export function datesAgree(said: DateMention, known: Omit<DateMention, "start" | "end" | "text">): boolean {
  return parts.every((part) => said[part] === undefined || said[part] === known[part]);
}

/** The days that a date can mean in a text that speaks from `spokenOn`: the nearest before and after. */
export function daysMeant(date: DateMention, spokenOn: Temporal.PlainDate): readonly Temporal.PlainDate[] {
  if (date.day !== undefined && date.month !== undefined) {
    const years = date.year === undefined ? [-1, 0, 1].map((step) => spokenOn.year + step) : [date.year];
    const days = years.flatMap((year) => dayIn(year, date.month ?? 0, date.day ?? 0));
    return nearest(days, spokenOn);
  }
  if (date.weekday === undefined || date.month !== undefined) return [];
  const back = (spokenOn.dayOfWeek - date.weekday + 7) % 7;
  const last = spokenOn.subtract({ days: back });
  return back === 0 ? [last, last.add({ days: 7 })] : [last, last.add({ days: 7 })];
}

function dayIn(year: number, monthOfYear: number, day: number): readonly Temporal.PlainDate[] {
  const date = Temporal.PlainDate.from({ year, month: monthOfYear, day: Math.max(1, day) });
  return date.day === day && date.month === monthOfYear ? [date] : [];
}

function nearest(days: readonly Temporal.PlainDate[], to: Temporal.PlainDate): readonly Temporal.PlainDate[] {
  const distance = (day: Temporal.PlainDate) => Math.abs(to.until(day).days);
  return [...days].sort((a, b) => distance(a) - distance(b)).slice(0, 2);
}
