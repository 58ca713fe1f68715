import type { Language } from "../../domain/summary.ts";
import { attributed } from "../../language/attribution.ts";
import { shorterForms } from "../../language/clauses.ts";
import { pieces } from "./blocks.ts";
import { overlap } from "./content-words.ts";
import { introduced } from "./introduce.ts";
import type { Statement } from "./statements.ts";
import type { Story } from "./story.ts";

/** Two statements that share more of their words say the same. */
const sameness = 0.72;
/** Every paragraph has something of its own to say: a second point from one weighs this much less. */
const again = 0.5;
/** What weighs less is told only where nothing else is. */
const slight = 0.6;
/** No post tells a tenth of these; a summary of a thousand sentences shall not take a thousand times as long. */
const mostConsidered = 60;
/** Shorter than this a text is no point by itself. Urdu says more in a line. */
const shortestPoint: Readonly<Record<Language, number>> = { en: 55, ur: 40 };

/** What may be chosen, and what of it fits. */
export interface Wanted {
  /** What the reader has seen already: the post's opening. */
  readonly opening: string;
  /** Most points, and most statements in them all. */
  readonly most: number;
  readonly statements?: number;
  /** Whether the text may stand as the point at this place; `last` is the post's end, where a link or an invitation joins it. */
  readonly fits: (text: string, last: boolean) => boolean;
  /** Characters up to which neighbours of one paragraph share a point; 0: never. */
  readonly joinedTo: number;
}

/** A point as it is posted, and the statements it tells. */
export interface Point {
  readonly text: string;
  readonly from: readonly Statement[];
}

/**
 * The key points after the lead: the heaviest statements that stand alone, no two that say the same, in the order of the source,
 * people introduced at their first mention. One that leans on its neighbour comes only behind it; one that doesn't fit gives up a
 * clause that only adds, or its place.
 */
export function select(story: Story, wanted: Wanted): readonly Point[] {
  const standing = story.statements.filter((statement) => statement.stands && statement !== story.lead);
  const left = new Set(standing.toSorted((a, b) => b.weight - a.weight).slice(0, mostConsidered));
  let chosen: readonly Statement[] = [];
  let points: readonly Point[] = [];
  while (chosen.length < (wanted.statements ?? Number.POSITIVE_INFINITY)) {
    const best = heaviest(left, story.lead, chosen);
    if (best === null || (points.length >= wanted.most && best.weight < slight)) break;
    left.delete(best);
    const more = [...chosen, best].sort((a, b) => a.index - b.index);
    const told = pointsOf(more, story, wanted);
    if (told === null || told.length > wanted.most) continue;
    chosen = more;
    points = told;
  }
  return points;
}

/** True for a summary that says something twice: then it isn't told whole. Meant for short ones. */
export function repeatsItself({ statements }: Story): boolean {
  return statements.some((one, at) => statements.slice(at + 1).some((other) => overlap(one.words, other.words) >= sameness));
}

/** The statement that tells most beside what is told; null where none is left that may follow. */
function heaviest(left: ReadonlySet<Statement>, lead: Statement, chosen: readonly Statement[]): Statement | null {
  const told = [lead, ...chosen];
  // What only stands behind another can't be told without it, and lends it weight.
  const follower = (each: Statement) => [...left].find((other) => other.leans && other.index === each.index + 1);
  const weight = (each: Statement) => Math.max(each.weight, (each.weight + (follower(each)?.weight ?? 0)) / 2);
  const worth = (each: Statement) => weight(each) - again * told.filter((other) => other.paragraph === each.paragraph).length;
  const free = [...left].filter(
    (each) =>
      (!each.leans || told.some((other) => other.index === each.index - 1)) &&
      told.every((other) => overlap(each.words, other.words) < sameness),
  );
  return free.length === 0 ? null : free.reduce((one, other) => (worth(other) > worth(one) ? other : one));
}

/** The chosen statements as they are posted; null where one doesn't fit. */
function pointsOf(chosen: readonly Statement[], story: Story, wanted: Wanted): readonly Point[] | null {
  const ordered = nextLast(chosen);
  const texts = introduced(
    wanted.opening,
    ordered.map((statement) => statement.text),
    story.people,
  );
  const points: Point[] = [];
  for (const [at, statement] of ordered.entries()) {
    const isLast = at === ordered.length - 1;
    const fits = (text: string) => wanted.fits(text, isLast);
    const forms = formsOf(statement, texts[at] ?? "", story.language).find((each) => each.every(fits));
    const [text = ""] = forms ?? [];
    const before = points.at(-1);
    const both = before && neighbours(before.from.at(-1), statement) ? `${before.text} ${text}` : null;
    if (forms === undefined) return null;
    if (before && both !== null && both.length <= wanted.joinedTo && fits(both)) {
      points[points.length - 1] = { text: both, from: [...before.from, statement] };
    } else points.push(...forms.map((form) => ({ text: form, from: [statement] })));
  }
  return points.every((point) => point.text.length >= shortestPoint[story.language]) ? points : null;
}

/** Ways to tell a statement, fullest first, each in one text or, a long list, in several. Most of them are never asked for. */
function* formsOf({ list, core }: Statement, text: string, language: Language): Generator<readonly string[]> {
  yield [text];
  if (list) {
    for (const count of [2, 3]) yield pieces(list, count);
    return;
  }
  for (const form of shortened(text, language)) yield [form];
  if (core !== undefined && text.startsWith(core)) yield [core];
}

function neighbours(one: Statement | undefined, other: Statement): boolean {
  return (
    one !== undefined && one.paragraph === other.paragraph && one.index + 1 === other.index && !`${one.text}${other.text}`.includes("\n")
  );
}

/** Comes to pass after everything else. */
const next =
  /\b(?:(?:is|are) expected to (?:meet|decide|vote|hear|rule|announce|approve|take up|be (?:taken up|presented|held|published))|prepare for|(?:is|are) (?:scheduled|due) (?:to|for))\b/u;

/** What comes next closes the post, where nothing leans on it and something else is told behind it. */
function nextLast(chosen: readonly Statement[]): readonly Statement[] {
  const coming = chosen.filter((statement) => next.test(statement.text.toLowerCase()) && !statement.leans);
  const [one] = coming;
  if (coming.length !== 1 || one === undefined || chosen.some((other) => other.index === one.index + 1 && other.leans)) return chosen;
  const isAlone = chosen.filter((other) => other.paragraph === one.paragraph && other.index < one.index).length === 0;
  return isAlone ? [...chosen.filter((other) => other !== one), one] : chosen;
}

/** The sentence without a closing clause that only adds; its attribution stays. */
export function shortened(text: string, language: Language): readonly string[] {
  const { claim, attribution } = attributed(text, language);
  const stop = language === "ur" ? "۔" : ".";
  const comma = language === "ur" ? "،" : ",";
  return shorterForms(claim, language).map((form) => (attribution === null ? form + stop : `${form}${comma} ${attribution}${stop}`));
}
