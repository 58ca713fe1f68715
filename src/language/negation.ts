import type { Language } from "../domain/summary.ts";
import { stemmed } from "./stems.ts";
import type { Token } from "./tokens.ts";

/** A word that turns another: `not` and what it denies. */
export interface Turn {
  readonly at: number;
  /** The token it bears on; itself where that is no word of weight: `they don't`. */
  readonly governs: number;
}

const english = new Set("not no never cannot neither nor none without nobody nothing nowhere".split(" "));
/** `refused to sign`: the verb denies what follows its `to`. */
const verbal = new Set("refuse refused refuses fail failed fails decline declined declines unable".split(" "));
/** `no more than`, `not only` deny nothing. */
const harmless = new Set("only more less fewer later earlier sooner least yet".split(" "));
const urdu = new Set("نہیں نہ مت بغیر".split(" "));
const orElse = "ورنہ";

/** Words that deny in their own way: a text that has one may do without a `not`. Stems. */
const negative: Readonly<Record<Language, ReadonlySet<string>>> = {
  en: stemmed(
    "refuse reject deny fail lack oppose dismiss decline unable unlikely impossible barely hardly without against ban block prevent withhold absent " +
      "free miss few little stop halt scrap abandon drop exclude zero forbid bar avoid contrary uninterrupted unfunded unpaid unsigned",
    "en",
  ),
  ur: stemmed("انکار مسترد ناکام بغیر خلاف مخالفت محروم عدم غیر ناممکن فقدان مستثنیٰ نامنظور", "ur"),
};

function isNot(token: Token, language: Language): boolean {
  if (language === "ur" && urdu.has(token.plain)) return true;
  return english.has(token.plain) || /n't$/.test(token.plain);
}

/** True for any word that denies. */
export function denies(token: Token, language: Language): boolean {
  return (
    isNot(token, language) ||
    token.plain === orElse ||
    negative[language].has(token.key) ||
    negative.en.has(token.key) ||
    verbal.has(token.plain)
  );
}

/** Every negation of a sentence, and the word it bears on. */
export function negationsIn(tokens: readonly Token[], language: Language): readonly Turn[] {
  return tokens.flatMap((token, at): Turn[] => {
    const next = tokens[at + 1];
    if (verbal.has(token.plain)) {
      if (next?.plain !== "to") return [];
      const governs = wordFrom(tokens, at + 1, 1);
      return governs === null ? [] : [{ at, governs }];
    }
    if (!isNot(token, language) || harmless.has(next?.plain ?? "") || next?.plain === "صرف") return [];
    const governs = urdu.has(token.plain) ? urduGoverned(tokens, at) : wordFrom(tokens, at, 1);
    return [{ at, governs: governs ?? at }];
  });
}

function urduGoverned(tokens: readonly Token[], at: number): number | null {
  const next = tokens[at + 1];
  if (next?.kind === "word" && tokens[at]?.plain !== "بغیر") return at + 1;
  return wordFrom(tokens, at, -1) ?? wordFrom(tokens, at, 1);
}

const notAdverbs = new Set(
  "apply supply rely reply imply comply multiply family fly ally rally tally assembly july italy early only".split(" "),
);

function isAdverb({ plain }: Token): boolean {
  return /ly$/.test(plain) && !notAdverbs.has(plain);
}

/** The nearest word of weight in one direction, within its clause; adverbs are passed over. */
export function wordFrom(tokens: readonly Token[], at: number, step: 1 | -1, reach = 6): number | null {
  for (let place = at + step, left = reach; left > 0; place += step, left--) {
    const token = tokens[place];
    if (!token || token.kind === "stop" || token.kind === "pause") return null;
    if (token.kind !== "small" && !isAdverb(token)) return place;
  }
  return null;
}
