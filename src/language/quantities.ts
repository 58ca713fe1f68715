import { type Figure, figures } from "./numbers.ts";
import type { Span } from "./span.ts";

/** How a text hedges a number: `about` 12,000, `nearly` (a little less is meant), `over`, `under`. */
export type Rounding = "about" | "nearly" | "over" | "under";

/** A number with all that belongs to it. */
export interface Quantity extends Span {
  readonly text: string;
  readonly value: number;
  /** A currency, `percent`, `points`, a measure (`day`, `kilometre`), `ordinal`, `share` (`half`); null: none that is known here. */
  readonly unit: string | null;
  readonly rounding: Rounding | null;
}

const measures: ReadonlyMap<string, string> = new Map(
  (
    "second:seconds|minute:minutes,منٹ|hour:hours,گھنٹے,گھنٹہ,گھنٹوں|day:days,دن,دنوں,روز|week:weeks,ہفتے,ہفتوں|month:months,ماہ,مہینے,مہینوں|" +
    "year:years,سال,سالوں,برس,برسوں|decade:decades|kilometre:kilometres,kilometer,kilometers,km,کلومیٹر|metre:metres,meter,meters,میٹر|" +
    "mile:miles,میل|foot:feet,فٹ|acre:acres,ایکڑ|hectare:hectares,ہیکٹر|tonne:tonnes,ton,tons,ٹن|kilo:kilos,kilogram,kilograms,kilogramme,kg,کلو,کلوگرام|" +
    "litre:litres,liter,liters,لیٹر|gallon:gallons,گیلن|barrel:barrels,بیرل|megawatt:megawatts,mw,میگاواٹ|kilowatt:kilowatts,kw,کلوواٹ|gigawatt:gigawatts,gw|" +
    "cusec:cusecs,کیوسک|maund:maunds,من"
  )
    .split("|")
    .flatMap((entry) => {
      const [unit = "", forms = ""] = entry.split(":");
      return [unit, ...forms.split(",")].map((form) => [form, unit] as const);
    }),
);

const ordinals: ReadonlyMap<string, number> = new Map(
  "third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split(" ").map((word, at) => [word, at + 3]),
);
const ordinalWord = new RegExp(`(?<![\\p{L}-])(?:${[...ordinals.keys()].join("|")})(?![\\p{L}])`, "giu");
const fractions: readonly (readonly [RegExp, number])[] = [
  [/(?<![\p{L}-])half(?= |[.,;]|$)(?! a dozen)|(?<![\p{L}\p{M}])(?:نصف|آدھ[اےی])(?![\p{L}\p{M}])/giu, 0.5],
  [/(?<![\p{L}])two[- ]thirds(?![\p{L}])|(?<![\p{L}\p{M}])دو تہائی(?![\p{L}\p{M}])/giu, 2 / 3],
  [/(?<![\p{L}])(?:a|one)[- ]third(?![\p{L}])|(?<![\p{L}\p{M}])(?:ایک )?تہائی(?![\p{L}\p{M}])/giu, 1 / 3],
  [/(?<![\p{L}])three[- ]quarters(?![\p{L}])|(?<![\p{L}\p{M}])تین چوتھائی(?![\p{L}\p{M}])/giu, 0.75],
  [/(?<![\p{L}])(?:a|one)[- ]quarter(?= of)|(?<![\p{L}\p{M}])ایک چوتھائی(?![\p{L}\p{M}])/giu, 0.25],
];

const roundings: readonly (readonly [RegExp, Rounding])[] = [
  [/\b(?:no|not) (?:more|later) than(?: (?:a|an|the))? ?$/iu, "under"],
  [/\b(?:no|not) (?:less|fewer) than(?: (?:a|an|the))? ?$/iu, "over"],
  [/(?:\b(?:nearly|almost|just (?:under|below)|close to|not quite)|کے قریب|تقریباً آدھ) ?$/iu, "nearly"],
  [
    /\b(?:about|around|roughly|approximately|some|circa|or so)(?: (?:a|an|the))? ?$|(?:^|\s)(?:تقریب(?:اً|ا)|لگ بھگ|قریب(?:اً|ا)|کم و بیش|اندازاً|کوئی) ?$/iu,
    "about",
  ],
  [/\b(?:more than|over|above|at least|upwards of|exceed(?:s|ed|ing)?|as (?:much|many) as)(?: (?:a|an|the))? ?$|کم از کم ?$/iu, "over"],
  [/\b(?:less than|fewer than|under|below|at most|up to)(?: (?:a|an|the))? ?$|زیادہ سے زیادہ ?$/iu, "under"],
];
const roundingsAfter: readonly (readonly [RegExp, Rounding])[] = [
  [/^ (?:سے (?:زائد|زیادہ|اوپر)|or more\b)/u, "over"],
  [/^ (?:سے کم(?! (?:کر|ہو))|or less\b|or fewer\b)/u, "under"],
  [/^ (?:کے (?:قریب|لگ بھگ)|or so\b)/u, "about"],
];

/** Every quantity of a text in order; what lies in `taken` (dates) is left out. */
export function quantities(text: string, taken: readonly Span[] = []): readonly Quantity[] {
  const found = [...together(figures(text), text), ...fractionsIn(text), ...ratiosIn(text)].filter(
    (one) => !taken.some((span) => meet(span, one)),
  );
  const clear = found.filter(
    (one) => !found.some((other) => other !== one && meet(one, other) && other.unit === "share" && one.unit !== "share"),
  );
  const words = [...text.matchAll(ordinalWord)]
    .map((match) => ({ start: match.index, end: match.index + match[0].length, text: match[0] }))
    .filter((span) => !clear.some((one) => meet(span, one)))
    .map((span) => ({ ...span, value: ordinals.get(span.text.toLowerCase()) ?? 0, unit: "ordinal", rounding: null }));
  const whole = withPaise(
    clear.map((one) => measured(one, text)),
    text,
  );
  return [...whole.map((one) => rounded(one, text)), ...words].sort((a, b) => a.start - b.start);
}

function meet(one: Span, other: Span): boolean {
  return one.start < other.end && other.start < one.end;
}

type Bare = Omit<Quantity, "rounding">;

/** `18 ارب 60 کروڑ` and `2 crore 40 lakh` are one number. */
function together(all: readonly Figure[], text: string): readonly Bare[] {
  const sums: Bare[] = [];
  for (const figure of all) {
    const last = sums.at(-1);
    const between = last ? text.slice(last.end, figure.start) : "";
    const goesOn = last && /^(?: | اور | and )$/.test(between) && figure.value < last.value && figure.value > 0;
    if (
      goesOn &&
      last.unit === null &&
      isScaled(last.text) &&
      (isScaled(figure.text) || figure.value < 1000) &&
      last.value % scaleBelow(last.value) === 0
    ) {
      sums[sums.length - 1] = { ...figure, start: last.start, text: text.slice(last.start, figure.end), value: last.value + figure.value };
    } else sums.push({ start: figure.start, end: figure.end, text: figure.text, value: figure.value, unit: figure.unit });
  }
  return sums.map(halves(text));
}

/** `9 روپے 40 پیسے` is one sum of money. */
function withPaise(all: readonly Bare[], text: string): readonly Bare[] {
  const sums: Bare[] = [];
  for (const one of all) {
    const last = sums.at(-1);
    const between = last ? text.slice(last.end, one.start) : "";
    const small = /^(?: | and | اور )$/u.test(between) && /^ (?:paisas?|paise|پیسے|پیسہ|پیسوں)(?![\p{L}\p{M}])/iu.exec(text.slice(one.end));
    if (last?.unit === "rupee" && small && one.unit === null && one.value < 100) {
      const end = one.end + small[0].length;
      sums[sums.length - 1] = { ...last, end, text: text.slice(last.start, end), value: last.value + one.value / 100 };
    } else sums.push(one);
  }
  return sums;
}

function isScaled(text: string): boolean {
  return (
    /[\p{L}]{2,}\s*$/u.test(text.trim()) &&
    /(?:hundred|thousand|lakhs?|lac|million|mn|crores?|billion|bn|trillion|سو|ہزار|لاکھ|کروڑ|ارب|کھرب|ملین|بلین|ٹریلین)\s*(?:روپے|روپیہ|ڈالر)?$/iu.test(
      text.trim(),
    )
  );
}

function scaleBelow(value: number): number {
  return value >= 1e5 ? 1e4 : 100;
}

/** `ساڑھے تین` is three and a half. */
function halves(text: string): (one: Bare) => Bare {
  return (one) => {
    const start = one.start - "ساڑھے ".length;
    if (start < 0 || text.slice(start, one.start) !== "ساڑھے ") return one;
    const leading = /^\S+/u.exec(one.text)?.[0] ?? "";
    const [base] = figures(leading);
    const scale = base && base.value > 0 ? one.value / base.value : 1;
    return { ...one, start, text: text.slice(start, one.end), value: one.value + scale / 2 };
  };
}

/** `one in three`, `six out of ten`; a range of years or places is none. */
const ratio =
  /(?<![\p{L}\p{N}])(one|two|three|four|five|six|seven|eight|nine|\d{1,2}) (?:in|out of)(?: every)? (two|three|four|five|six|seven|eight|nine|ten|\d{1,3})(?![\p{L}\p{N},.%]| (?:per cent|percent|years?|months?|days?|weeks?|districts?|provinces?|of(?! (?:them|those|these))))/giu;

function ratiosIn(text: string): readonly Bare[] {
  return [...text.matchAll(ratio)].map((match) => {
    const [part, whole] = [match[1] ?? "", match[2] ?? ""].map((word) => figures(word)[0]?.value ?? 1);
    return { start: match.index, end: match.index + match[0].length, text: match[0], value: (part ?? 1) / (whole ?? 1), unit: "share" };
  });
}

function fractionsIn(text: string): readonly Bare[] {
  return fractions.flatMap(([pattern, value]) =>
    [...text.matchAll(pattern)].map((match) => ({
      start: match.index,
      end: match.index + match[0].length,
      text: match[0],
      value,
      unit: "share",
    })),
  );
}

function measured(one: Bare, text: string): Bare {
  if (one.unit !== null) return one;
  const next = /^[ \u00a0-]?([\p{L}\p{M}]+)/u.exec(text.slice(one.end, one.end + 24))?.[1]?.toLowerCase() ?? "";
  const unit = measures.get(next);
  return unit === undefined ? one : { ...one, unit };
}

function rounded(one: Bare, text: string): Quantity {
  const before = text.slice(Math.max(0, one.start - 24), one.start);
  const after = text.slice(one.end, one.end + 16);
  const rounding = roundings.find(([form]) => form.test(before))?.[1] ?? roundingsAfter.find(([form]) => form.test(after))?.[1] ?? null;
  return { ...one, rounding };
}

const tolerance = { about: 0.06, nearly: 0.1, over: 0.15, under: 0.15 } as const;

/** True when `said` is the number `known`, or an honest rounding of it: `about 12,000` or `nearly 12,000` for 11,980. */
export function isHonest(said: Quantity, known: Quantity): boolean {
  const value = inUnitOf(known, said);
  if (value === null) return false;
  if (equal(said.value, value)) return true;
  if (said.rounding === null || !isRounder(said.value, value)) return false;
  const off = (said.value - value) / value;
  switch (said.rounding) {
    case "about":
      return Math.abs(off) <= tolerance.about;
    case "nearly":
      return off > 0 && off <= tolerance.nearly;
    case "over":
      return off < 0 && -off <= tolerance.over && known.rounding !== "under";
    case "under":
      return off > 0 && off <= tolerance.under && known.rounding !== "over";
    default:
      return false;
  }
}

/** Equal to twelve digits. */
export function equal(one: number, other: number): boolean {
  return one === other || one.toPrecision(12) === other.toPrecision(12);
}

/** The known value in the unit of what is said: `half` and `50 per cent` meet. Null where the units contradict each other. */
function inUnitOf(known: Quantity, said: Quantity): number | null {
  if (known.unit === "share" && said.unit === "percent") return known.value * 100;
  if (known.unit === "percent" && said.unit === "share") return known.value / 100;
  return unitsAgree(said, known) ? known.value : null;
}

/** A missing unit agrees with any; an ordinal is no count, but for the suffix that a figure wears (`3rd`). */
export function unitsAgree(one: Quantity, other: Quantity): boolean {
  return one.unit === null || other.unit === null || one.unit === other.unit;
}

function isRounder(said: number, known: number): boolean {
  return digitsOf(said) < digitsOf(known);
}

/** How many digits a number has before its closing zeros. */
function digitsOf(value: number): number {
  return Number(value.toPrecision(12)).toExponential().split("e")[0]?.replace(/\D/g, "").length ?? 0;
}
