import type { Span } from "./span.ts";

/** A number as it stands in a text, with its scale and, where simple, its unit. */
export interface Figure extends Span {
  readonly text: string;
  /** Scale multiplied in: `1.1 trillion`, `۱۱ کھرب` and `1,100 billion` compare by value. */
  readonly value: number;
  /** `percent`, `points`, `rupee`, `dollar`, `pound`, `euro`; null: none, or none that is known here. */
  readonly unit: string | null;
}

const scales: Readonly<Record<string, number>> = {
  hundred: 1e2,
  thousand: 1e3,
  lakh: 1e5,
  lakhs: 1e5,
  lac: 1e5,
  million: 1e6,
  mn: 1e6,
  crore: 1e7,
  crores: 1e7,
  billion: 1e9,
  bn: 1e9,
  trillion: 1e12,
  tr: 1e12,
  سو: 1e2,
  ہزار: 1e3,
  لاکھ: 1e5,
  کروڑ: 1e7,
  ارب: 1e9,
  کھرب: 1e11,
  ملین: 1e6,
  بلین: 1e9,
  ٹریلین: 1e12,
};
const units: readonly (readonly [RegExp, string])[] = [
  [/^(?:percentage points?|basis points?|bps)$/i, "points"],
  [/^(?:%|٪|per\s?cent|pc|فیصد|فی صد)$/i, "percent"],
  [/^(?:rs\.?|pkr|₨|rupees?|روپے|روپیہ|روپیے)$/i, "rupee"],
  [/^(?:us\$|\$|usd|dollars?|ڈالرز?)$/i, "dollar"],
  [/^(?:£|gbp|pounds?|پاؤنڈ)$/i, "pound"],
  [/^(?:€|eur|euros?|یورو)$/i, "euro"],
];
const small = "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen";
const tens = "twenty thirty forty fifty sixty seventy eighty ninety";
/** `دو`, `نو` and `اسی` are left out: they are also "give", "new" and "this". */
const urdu = "تین چار پانچ چھ سات آٹھ";
const urduTeens = "دس گیارہ بارہ تیرہ چودہ پندرہ سولہ سترہ اٹھارہ انیس بیس";
const words: ReadonlyMap<string, number> = new Map([
  ...small.split(" ").map((word, at) => [word, at + 2] as const),
  ...tens.split(" ").map((word, at) => [word, (at + 2) * 10] as const),
  ...urdu.split(" ").map((word, at) => [word, at + 3] as const),
  ...urduTeens.split(" ").map((word, at) => [word, at + 10] as const),
  ["پچیس", 25],
  ["تیس", 30],
  ["چالیس", 40],
  ["پچاس", 50],
  ["ساٹھ", 60],
  ["ستر", 70],
  ["نوے", 90],
  ["ڈیڑھ", 1.5],
  ["ڈھائی", 2.5],
]);
/** Numbers only before a scale: `a million`, `دو لاکھ`. */
const scaled: ReadonlyMap<string, number> = new Map([
  ["a", 1],
  ["one", 1],
  ["ایک", 1],
  ["دو", 2],
  ["نو", 9],
]);

const before = "(?:rs\\.?|pkr|₨|us\\$|\\$|usd|£|€)";
const after = "(?:percentage points?|basis points?|bps|%|٪|per ?cent|pc|فیصد|فی صد|rupees?|روپے|روپیہ|dollars?|ڈالرز?|pounds?|euros?|یورو)";
const scale = `(?:${Object.keys(scales).join("|")})`;
const edge = "(?![\\p{L}\\p{M}])";
const digit = "[0-9٠-٩۰-۹]";
const digits = `${digit}+(?:[,٬]${digit}{2,3})*(?:[.٫۔]${digit}+)?`;
const spelled = `(?<![\\p{L}\\p{M}])(?:(?:${tens.replaceAll(" ", "|")})-(?:one|${small.split(" ").slice(0, 8).join("|")})|${[...words.keys()].join("|")}|(?:${[...scaled.keys()].join("|")})(?= ${scale}${edge}))${edge}`;
const pattern = new RegExp(
  `(?:(?<![\\p{L}])(${before})[ \\u00a0]?)?(${digits}|${spelled})((?:[ \\u00a0-]?${scale}${edge}){0,2})(?:[ \\u00a0-]?(${after})(?![\\p{L}]))?`,
  "giu",
);

/** Every number of a text in order: Latin or Urdu digits, small number words, scale words and simple units with them. */
export function figures(text: string): readonly Figure[] {
  return [...text.matchAll(pattern)].map((match) => {
    const letter = match[1] && !match[3] ? shortScale(text.slice(match.index + match[0].length)) : "";
    const end = match.index + match[0].length + letter.length;
    return {
      start: match.index,
      end,
      text: text.slice(match.index, end),
      value: worth(match[2] ?? "") * scaleOf(match[3] ?? "") * (letters[letter.toLowerCase()] ?? 1),
      unit: unitOf(match[4] ?? match[1] ?? ""),
    };
  });
}

/** `$48m`: one letter is a scale only behind a sum of money; elsewhere it may be metres. */
const letters: Readonly<Record<string, number>> = { k: 1e3, m: 1e6, b: 1e9 };

function shortScale(rest: string): string {
  return /^[kmb](?![\p{L}\p{N}])/iu.exec(rest)?.[0] ?? "";
}

/** True when two figures may be the same: equal values to twelve digits, and no two different units. */
export function sameFigure(one: Figure, other: Figure): boolean {
  const equal = one.value === other.value || one.value.toPrecision(12) === other.value.toPrecision(12);
  return equal && (one.unit === null || other.unit === null || one.unit === other.unit);
}

function worth(text: string): number {
  const [first = "", second] = text.toLowerCase().split("-");
  const word = words.get(first) ?? scaled.get(first);
  if (word !== undefined) return word + (second === undefined ? 0 : second === "one" ? 1 : (words.get(second) ?? 0));
  return Number(
    text
      .replace(/[,٬]/g, "")
      .replace(/[٫۔]/g, ".")
      .replace(/[٠-٩۰-۹]/g, asciiDigit),
  );
}

/** Urdu has two sets of digits beside the Latin ones. */
function asciiDigit(digit: string): string {
  const code = digit.codePointAt(0) ?? 0;
  return String(code >= 0x6f0 ? code - 0x6f0 : code >= 0x660 ? code - 0x660 : digit);
}

function scaleOf(text: string): number {
  return (text.toLowerCase().match(/[\p{L}\p{M}]+/gu) ?? []).reduce((product, word) => product * (scales[word] ?? 1), 1);
}

function unitOf(text: string): string | null {
  return units.find(([form]) => form.test(text.trim()))?.[1] ?? null;
}
