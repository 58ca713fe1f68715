/** Wrong digits, units, scales and dates. */
import { eachReplaced, inQuotes, type Planter } from "./kinds.ts";

const months = "January February March April May June July August September October November December".split(" ");
const urduMonths = "جنوری فروری مارچ اپریل مئی جون جولائی اگست ستمبر اکتوبر نومبر دسمبر".split(" ");
const weekdays = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split(" ");
const urduWeekdays = "منگل بدھ جمعرات اتوار".split(" ");
const month = `(?:${[...months, ...urduMonths, "Nov\\.", "Dec\\."].join("|")})`;
const digit = "[0-9۰-۹]";
const dated = new RegExp(
  `${digit}{1,2}(?:(?: and | to | سے | اور |[-–])${digit}{1,2})? ${month}(?: ${digit}{4})?|${month} ${digit}{1,4}|(?<![\\d,.])(?:19|20)\\d\\d(?:-\\d\\d)?(?![\\d,])`,
  "gu",
);

function inside(text: string, pattern: RegExp, at: number): boolean {
  return [...text.matchAll(pattern)].some((match) => match.index <= at && at < match.index + match[0].length);
}

function other(figure: string): readonly string[] {
  const isUrdu = /[۰-۹]/u.test(figure);
  const value = isUrdu ? (figure.codePointAt(0) ?? 0) - 0x6f0 : Number(figure);
  return [1, 2, 4, 7]
    .map((step) => ((value + step) % 9) + 1)
    .map((digitValue) => (isUrdu ? String.fromCodePoint(0x6f0 + digitValue) : String(digitValue)))
    .filter((each) => each !== figure);
}

const spelled = "two three four five six seven eight nine ten eleven twelve twenty thirty fifty".split(" ");
const urduSpelled = "تین چار پانچ چھ سات آٹھ دس".split(" ");
const address = /\S*(?:https?:|www\.|@|#)\S*/gu;

/** One digit of a number, or a number word. */
export const digits: Planter = (text) => [
  ...eachReplaced(text, new RegExp(digit, "gu"), (match) =>
    inside(text, dated, match.index) || inside(text, address, match.index) ? null : other(match[0]).slice(0, 2),
  ),
  ...eachReplaced(
    text,
    new RegExp(`(?<![\\p{L}-])(?:${spelled.join("|")})(?![\\p{L}])`, "gu"),
    (match) => spelled[(spelled.indexOf(match[0]) + 3) % spelled.length] ?? null,
  ),
  ...eachReplaced(
    text,
    new RegExp(`(?<![\\p{L}\\p{M}])(?:${urduSpelled.join("|")})(?![\\p{L}\\p{M}])`, "gu"),
    (match) => urduSpelled[(urduSpelled.indexOf(match[0]) + 2) % urduSpelled.length] ?? null,
  ),
];

const numeral = "(?<=[\\d۰-۹][\\d۰-۹,.]*(?: (?:million|billion|trillion|lakh|crore|ہزار|لاکھ|کروڑ|ارب|کھرب))? |[\\d۰-۹]-)";
const unitSwaps: readonly (readonly [RegExp, string])[] = [
  [/Rs\. ?(?=\d)/gu, "$"],
  [/\$(?=\d)/gu, "Rs. "],
  [new RegExp(`${numeral}per cent`, "gu"), "percentage points"],
  [new RegExp(`${numeral}percentage points`, "gu"), "per cent"],
  [new RegExp(`${numeral}hours`, "gu"), "days"],
  [new RegExp(`${numeral}days`, "gu"), "weeks"],
  [new RegExp(`${numeral}weeks`, "gu"), "months"],
  [new RegExp(`${numeral}months`, "gu"), "weeks"],
  [new RegExp(`${numeral}years`, "gu"), "months"],
  [new RegExp(`${numeral}kilometres?`, "gu"), "miles"],
  [new RegExp(`${numeral}acres`, "gu"), "hectares"],
  [new RegExp(`${numeral}روپے`, "gu"), "ڈالر"],
  [new RegExp(`${numeral}گھنٹے`, "gu"), "دن"],
  [new RegExp(`${numeral}دن`, "gu"), "ہفتے"],
  [new RegExp(`${numeral}سال`, "gu"), "ماہ"],
  [new RegExp(`${numeral}ٹن`, "gu"), "کلو"],
  [new RegExp(`${numeral}گیلن`, "gu"), "لیٹر"],
  [new RegExp(`${numeral}فیصد`, "gu"), "روپے"],
];

export const units: Planter = (text) => unitSwaps.flatMap(([from, to]) => eachReplaced(text, from, () => to));

const scaleSwaps: Readonly<Record<string, string>> = {
  million: "billion",
  billion: "million",
  trillion: "billion",
  lakh: "crore",
  crore: "lakh",
  ہزار: "لاکھ",
  لاکھ: "کروڑ",
  کروڑ: "ارب",
  ارب: "کروڑ",
  کھرب: "ارب",
  ٹریلین: "بلین",
};

export const scales: Planter = (text) => [
  ...eachReplaced(
    text,
    new RegExp(`(?<=[\\d۰-۹] )(?:${Object.keys(scaleSwaps).join("|")})(?![\\p{L}\\p{M}])`, "gu"),
    (match) => scaleSwaps[match[0]] ?? null,
  ),
  ...eachReplaced(text, /(?<![\d,.])(\d{1,3}),(\d{3})(?![\d,])/gu, ([, head, tail]) => [
    `${head},${tail},000`,
    `${Number(`${head}${tail}`) / 10}`,
  ]),
];

export const dates: Planter = (text) => [
  ...eachReplaced(
    text,
    new RegExp(`(?<![\\p{L}])(?:${months.join("|")})(?![\\p{L}])`, "gu"),
    (match) => months[(months.indexOf(match[0]) + 1) % 12] ?? null,
  ),
  ...eachReplaced(
    text,
    new RegExp(`(?<![\\p{L}\\p{M}])(?:${urduMonths.join("|")})(?![\\p{L}\\p{M}])`, "gu"),
    (match) => urduMonths[(urduMonths.indexOf(match[0]) + 5) % 12] ?? null,
  ),
  ...eachReplaced(text, new RegExp(`(?:${weekdays.join("|")})`, "gu"), (match) => weekdays[(weekdays.indexOf(match[0]) + 2) % 7] ?? null),
  ...eachReplaced(
    text,
    new RegExp(`(?<![\\p{L}\\p{M}])(?:${urduWeekdays.join("|")})(?![\\p{L}\\p{M}])`, "gu"),
    (match) => urduWeekdays[(urduWeekdays.indexOf(match[0]) + 1) % 4] ?? null,
  ),
  ...eachReplaced(text, dated, ([words]) => {
    const day = /^\d{1,2}(?= )|(?<=\. |\p{L} )\d{1,2}$/u.exec(words)?.[0];
    const year = /(?:19|20)\d\d/u.exec(words)?.[0];
    const shown = [];
    if (day !== undefined) shown.push(words.replace(day, String((Number(day) % 27) + 1)));
    if (year !== undefined) shown.push(words.replace(year, String(Number(year) + 1)));
    return shown;
  }),
];

/** Numbers of a change put the wrong way round. */
export const turnedNumbers: Planter = (text) => [
  ...eachReplaced(
    text,
    /from ((?:Rs\. |\$)?[\d,.]*\d(?: (?:per cent|days|million|billion|trillion))?|[a-z]+ days) to ((?:Rs\. |\$)?[\d,.]*\d(?: (?:per cent|days|million|billion|trillion))?)(?![\d])/gu,
    (match) => (inQuotes(text, match.index) ? null : `from ${match[2]} to ${match[1]}`),
  ),
  ...eachReplaced(
    text,
    /([\d۰-۹.]+ (?:فیصد|ٹریلین|روپے)) سے (کم|بڑھ) (کر کے|ہو کر|کر) ([\d۰-۹.]+ (?:فیصد|ٹریلین|روپے))/gu,
    (match) => `${match[4]} سے ${match[2]} ${match[3]} ${match[1]}`,
  ),
];
