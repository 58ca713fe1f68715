import type { FigureCard } from "../../../domain/media.ts";
import type { Language } from "../../../domain/summary.ts";
import { attributed } from "../../../language/attribution.ts";
import { dates } from "../../../language/dates.ts";
import { nameRuns } from "../../../language/names.ts";
import { type Quantity, quantities } from "../../../language/quantities.ts";
import { sentences } from "../../../language/sentences.ts";
import { shortened } from "../select.ts";
import type { Statement } from "../statements.ts";
import type { Story } from "../story.ts";
import { wordCount } from "./words.ts";

/** A number that is worth a card, and the statement it comes from. */
export interface KeyFigure extends Pick<FigureCard, "figure" | "hedge" | "meaning" | "attribution"> {
  readonly from: Statement;
}

/** Fewer words than this give a number no meaning, and more are no caption. */
const fewestWords = 6;
const mostWords = 30;
/** From here on a number is worth a card. */
const least = 1.5;
/** What a number costs that the first card tells already. */
const told = 1.2;
/** What a number costs that has to share its sentence with another. */
const sharing = 0.6;
/** A sentence of more numbers is a table. */
const mostNumbers = 2;

const currencies = new Set(["rupee", "dollar", "pound", "euro"]);
const measures = new Set(["kilometre", "mile", "acre", "hectare", "tonne", "megawatt", "gigawatt", "cusec", "litre", "barrel"]);

/** The number that tells most, whole with its hedge and the sentence that says what it means; null where no number is that telling. */
export function keyFigure(story: Story, room: number): KeyFigure | null {
  const found = story.statements
    .filter((statement) => statement.stands && !statement.leans && !statement.list)
    .flatMap((statement) => candidatesIn(statement, story, room))
    .filter(({ worth }) => worth >= least);
  if (found.length === 0) return null;
  return found.reduce((one, other) => (other.worth > one.worth ? other : one)).figure;
}

interface Candidate {
  readonly figure: KeyFigure;
  readonly worth: number;
}

function candidatesIn(statement: Statement, story: Story, room: number): readonly Candidate[] {
  const text = statement.core ?? statement.text;
  if (sentences(text, story.language).length !== 1) return [];
  const found = numbersIn(text, story.language);
  if (found.length === 0 || found.length > mostNumbers || changes(text)) return [];
  const isTold = (number: string) => story.headline.includes(number) || (statement === story.lead && story.main.startsWith(story.headline));
  return found.flatMap((quantity): readonly Candidate[] => {
    const said = saying(text, quantity, story.language, room);
    if (said === null) return [];
    const worth = worthIn(text, quantity) + 0.15 * statement.weight - sharing * (found.length - 1) - (isTold(quantity.text) ? told : 0);
    return [{ figure: { ...said, from: statement }, worth }];
  });
}

/** The numbers that count something: no dates, no parts of names, no fractions in words. */
function numbersIn(text: string, language: Language): readonly Quantity[] {
  const names = nameRuns(text).filter((run) => run.start > 0 && !/^(?:Rs|PKR|USD?|EUR|GBP)\.?$/u.test(run.text));
  const inName = ({ start, end }: Quantity) => names.some((run) => run.start < end && start < run.end);
  return quantities(text, dates(text, language)).filter(
    (each) => /\p{Nd}/u.test(each.text) && !inName(each) && !isLabel(text, each, language) && worthIn(text, each) > 0,
  );
}

/** `Article 17`, `NA-258`, `G20`, `Boeing 777`: a number that names something. */
function isLabel(text: string, { start, end }: Quantity, language: Language): boolean {
  const before = text.slice(0, start);
  if (/[\p{L}\p{Nd}][-–/]?$|[#§]$/u.test(before) || /^[-–/]?[\p{L}\p{Nd}]/u.test(text.slice(end))) return true;
  if (language === "ur") return /(?:آرٹیکل|دفعہ|سیکشن|شق|نمبر|حلقہ|این اے|پی پی|گریڈ|مرحلہ|باب|قرارداد)[ -]?$/u.test(before);
  if (/\b(?:article|section|clause|rule|form|grade|phase|chapter|no|number|resolution|page|part|schedule|class|type)s?\.? $/iu.test(before))
    return true;
  return /(?<=[\p{L},] )\p{Lu}[\p{L}’'-]*[ -]$/u.test(before) && !/(?:^|\s)(?:Rs|PKR|USD|US|Some|About|Nearly|Only)\.? $/u.test(before);
}

/** From one number to another, or how it was: neither is the figure. */
function changes(text: string): boolean {
  if (/^(?:a year ago|last year|previously|until now)\b/i.test(text)) return true;
  return /\b(?:from|against|(?<!(?:more|less|fewer) )than|compared with) \S*\p{Nd}|\p{Nd}\S* (?:to|or) \S*\p{Nd}|\bbetween \S*\p{Nd}.* and \S*\p{Nd}|\p{Nd}\S* (?:فیصد |روپے )?سے (?:بڑھ|کم ہو|گھٹ)/u.test(
    text,
  );
}

function worthIn(text: string, { value, unit, text: number, start, end }: Quantity): number {
  if (unit === null) return value >= 10_000 || /\p{L}/u.test(number) ? 2 : value >= 1000 ? 1.6 : value >= 100 ? 1 : 0;
  if (currencies.has(unit)) return value >= 1e9 ? 3 : value >= 1e6 ? 2.5 : 1.4;
  if (unit === "percent") return meansSomething(text.slice(0, start), text.slice(end)) ? 2 : 0;
  return measures.has(unit) && value >= 100 ? 1.2 : 0;
}

/** `54 per cent of the documents`, `fell by 9 per cent`: a share of something, or a change. */
function meansSomething(before: string, after: string): boolean {
  const share =
    /^ (?:of|more|less|higher|lower|fewer) |^ [\p{L}]+/u.test(after) &&
    !/^ (?:and|or|last|in|on|at|from|to|while|but|اور|رہ|ہے|تھ|سے)/u.test(after);
  return (
    share ||
    /\b(?:by|rose|risen|rises|fell|fallen|falls|grew|grown|down|up|rise of|fall of|increase of|cut of) (?:\p{L}+ ){0,2}$/iu.test(before)
  );
}

const hedgesBefore: Readonly<Record<Language, RegExp>> = {
  en: /(?:^|(?<=\s))(?:(?:as (?:many|much) as|more than|less than|fewer than|no more than|at least|at most|up to|above|below|about|around|some|nearly|almost|over|under|only|just (?:under|over)|roughly|approximately|an estimated|close to|well over))\s$/iu,
  ur: /(?:^|(?<=\s))(?:کم از کم|زیادہ سے زیادہ|تقریباً|تقریبا|قریباً|لگ بھگ|اندازاً|صرف|محض)\s$/u,
};
const hedgesAfter: Readonly<Record<Language, RegExp>> = {
  en: /^ or (?:more|less|so|fewer)\b/u,
  ur: /^ (?:سے (?:زائد|زیادہ|کم)|کے (?:قریب|لگ بھگ))/u,
};

/** The sentence round its number; a number that opens it is taken out, so that the sentence goes on from it. */
function saying(text: string, quantity: Quantity, language: Language, room: number): Omit<KeyFigure, "from"> | null {
  const forms = [text, ...shortened(text, language)].filter((form) => form.includes(quantity.text));
  for (const form of forms) {
    const { claim, attribution } = attributed(form, language);
    const at = claim.indexOf(quantity.text);
    if (at < 0) continue;
    const hedge = hedgesBefore[language].exec(claim.slice(0, at))?.[0].trim();
    const after = hedgesAfter[language].exec(claim.slice(at + quantity.text.length))?.[0] ?? "";
    const opens = claim.slice(0, at).trim() === (hedge ?? "") && language === "en";
    const rest = claim.slice(at + quantity.text.length + after.length).trim();
    const stop = language === "ur" ? "۔" : ".";
    const meaning = `${opens ? rest : claim}${stop}`;
    const figure = printed(quantity.text + after);
    const said = { figure, ...(hedge === undefined ? {} : { hedge }), meaning, ...(attribution === null ? {} : { attribution }) };
    if (
      /^[\p{L}“‘]/u.test(meaning) &&
      wordCount(meaning) >= fewestWords &&
      wordCount(meaning) <= mostWords &&
      wordCount(hedge, figure, meaning, attribution ?? "") <= room
    )
      return said;
  }
  return null;
}

/** As large type likes it: `54%`, and no space that parts the sign from its number. */
function printed(text: string): string {
  return text.trim().replace(/[ \u00a0-]?(?:per\s?cent|percent)\b\.?/iu, "%");
}
