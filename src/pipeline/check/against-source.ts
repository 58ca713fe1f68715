import type { House } from "../../domain/brand.ts";
import { block, type Problem, warn } from "../../domain/problem.ts";
import type { Summary } from "../../domain/summary.ts";
import { withoutAddresses } from "../../language/addresses.ts";
import { nameRuns } from "../../language/names.ts";
import { type Figure, figures, sameFigure } from "../../language/numbers.ts";
import { quotations } from "../../language/quotations.ts";
import { ownWords } from "./own-words.ts";
import { plainWords, wordsOf } from "./words.ts";

/** A text of a post, and where it stands: `part 2`, `caption`. */
export interface Claimed {
  readonly where: string;
  readonly text: string;
}

/** All that a post may say. */
interface Source {
  readonly figures: readonly Figure[];
  /** Words without marks, for quotations, and with one space round each, for names. */
  readonly plain: string;
  readonly words: string;
}

/**
 * Every number (with its unit, where simple), quotation and name in the texts must stand in the summary. Follow lines, hashtags,
 * links and the numbering of parts are Herald's own and not looked at. All findings; `claim-number`, `claim-quotation` and
 * `claim-name` block, a capital word at the start of a sentence only warns.
 */
export function checkAgainstSource(texts: readonly Claimed[], summary: Summary, house: House): readonly Problem[] {
  const source = sourceOf(summary, house);
  return texts.flatMap(({ where, text }) => {
    const said = ownWords(text, texts.length, summary, house);
    return [...numberProblems(said, source, where), ...quotationProblems(said, source, where), ...nameProblems(said, source, where)];
  });
}

function sourceOf(summary: Summary, house: House): Source {
  const { title = "", author = "", date = "", tags, image } = summary;
  const phrases = house.phrases[summary.language];
  const written = [title, ...summary.paragraphs];
  // Composing takes addresses out, so that their neighbours meet.
  const body = [...written, ...written.map(withoutAddresses)].join("\n");
  const beside = [author, date, image?.alt ?? "", image?.credit ?? "", ...tags, house.brand.name, phrases.opinion].join("\n");
  return { figures: figures(`${body}\n${beside}`), plain: plainWords(body), words: ` ${wordsOf(`${body}\n${beside}`).join(" ")} ` };
}

function numberProblems(text: string, source: Source, where: string): readonly Problem[] {
  const strangers = figures(text).filter((figure) => !source.figures.some((other) => sameFigure(figure, other)));
  return distinct(strangers.map((figure) => figure.text.trim())).map((words) =>
    block(
      "claim-number",
      where,
      `The number "${words}" doesn't stand in the source.`,
      "Write the number as the source has it, or take it out.",
    ),
  );
}

function quotationProblems(text: string, source: Source, where: string): readonly Problem[] {
  const strangers = quotations(text).filter((quotation) => !source.plain.includes(plainWords(quotation.words)));
  return distinct(strangers.map((quotation) => quotation.words)).map((words) =>
    block(
      "claim-quotation",
      where,
      `The words “${words}” stand in quotation marks, and nobody says them so in the source.`,
      "Quote word for word, or take the quotation marks away.",
    ),
  );
}

function nameProblems(text: string, source: Source, where: string): readonly Problem[] {
  const found = new Map<string, Problem>();
  for (const run of nameRuns(text)) {
    const opens = /(?:^|[.!?:•۔"“‘(]|\n)\s*$/u.test(text.slice(0, run.start));
    const words = wordsOf(run.text);
    if (stands(words, source) || (opens && words.length > 1 && stands(words.slice(1), source))) continue;
    // "… in the U.S. Sindh agreed": two names, where a sentence ends with an abbreviation.
    if (run.text.split(/(?<=\.) /).every((name) => stands(wordsOf(name), source))) continue;
    found.set(run.text, opens && words.length === 1 ? opening(run.text, where) : stranger(run.text, where));
  }
  return [...found.values()];
}

function stands(words: readonly string[], source: Source): boolean {
  return source.words.includes(` ${words.join(" ")} `);
}

function stranger(name: string, where: string): Problem {
  return block(
    "claim-name",
    where,
    `The name "${name}" doesn't stand in the source.`,
    "Write the name as the source has it, or take it out.",
  );
}

function opening(word: string, where: string): Problem {
  return warn(
    "claim-name",
    where,
    `"${word}" opens a sentence and doesn't stand in the source; if it is a name, nobody there bears it.`,
    "Check it against the source.",
  );
}

function distinct(words: readonly string[]): readonly string[] {
  return [...new Set(words)];
}
