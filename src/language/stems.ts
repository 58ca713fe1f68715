import type { Language } from "../domain/summary.ts";

/** Verbs whose past can't be read off their present, each line a verb. */
const irregular = new Map(
  (
    "say said,tell told,rise rose risen,fall fell fallen,take took taken,give gave given,make made,hold held,keep kept,leave left,lose lost," +
    "win won,pay paid,sell sold,buy bought,bring brought,build built,send sent,spend spent,begin began begun,break broke broken,speak spoke spoken," +
    "choose chose chosen,write wrote written,grow grew grown,know knew known,show shown,see saw seen,go went gone goes,die died dies,come came,become became,get got," +
    "find found,meet met,lead led,seek sought,think thought,teach taught,fight fought,strike struck,draw drew drawn,drive drove driven,feel felt," +
    "mean meant,stand stood,understand understood,withdraw withdrew withdrawn,overtake overtook,bear bore borne,wear wore worn,steal stole stolen," +
    "sink sank sunk,sing sang,shut shut,put put,swear swore sworn,forget forgot forgotten,forbid forbade forbidden,freeze froze frozen," +
    "senator sen,general gen,professor prof,doctor dr,justice j,government govt,child children,woman women,man men,person people,country countries,half halves,life lives,be been,have has had"
  )
    .split(",")
    .flatMap((line) => {
      const [base = "", ...forms] = line.split(" ");
      return forms.map((form) => [form, base] as const);
    }),
);

/** True for the past of an irregular verb: `met`, `told`. */
export function isIrregularPast(word: string): boolean {
  return irregular.has(word);
}

const marks = /[\u064b-\u0652\u0670\u200c-\u200f]/gu;

/** Stems found already; more than a day's summaries have, and then it begins anew. */
const stems: Readonly<Record<Language, Map<string, string>>> = { en: new Map(), ur: new Map() };
const mostStems = 20_000;

/** The word in one form for its inflections and spellings: `approves`, `approved` and `approving` meet, `فیصلہ` and `فیصلوں` too. */
export function stem(word: string, language: Language): string {
  const kept = stems[language].get(word);
  if (kept !== undefined) return kept;
  if (stems[language].size >= mostStems) stems[language].clear();
  const found = language === "ur" && /\p{Script=Arabic}/u.test(word) ? urduStem(word) : englishStem(word);
  stems[language].set(word, found);
  return found;
}

function englishStem(word: string): string {
  const plain = word.replace(/[’']s?$/u, "").replaceAll("’", "'");
  const base = irregular.get(plain) ?? irregular.get(plain.replace(/s$/, "")) ?? plain;
  if (base.length < 4 || !/^[a-z]+$/.test(base)) return base.length > 3 ? base.replace(/(?<=[\p{L}]{3})(?<!s)s$/u, "") : base;
  const spelled = base
    .replace(/is(e|ed|es|ing|ations?)$/, "iz$1")
    .replace(/our(?=(?:s|ed|ing|er|ers|able)?$)/, "or")
    .replace(/amme(?=s?$)/, "am")
    .replace(/(?<=.{2})tre(?=s?$)/, "ter")
    .replace(/ence(?=s?$)/, "ense");
  return withoutEnding(spelled);
}

function withoutEnding(word: string): string {
  const singular = word
    .replace(/ies$/, "y")
    .replace(/(?<=ch|sh|x|z|ss)es$/, "")
    .replace(/(?<![sui])s$/, "");
  const bare = singular
    .replace(/ied$/, "y")
    .replace(/(?<=[a-z]{2}[^e])(?:ed|ing)$/, "")
    .replace(/(?<=[a-z]{2}e)(?:d|ing)$/, "");
  const single = bare === singular ? bare : bare.replace(/([bcdfgkmnprtvz])\1$/, "$1");
  return single.length > 3 ? single.replace(/e+$/, "") : single;
}

/** Letters that Urdu keyboards write in two ways, in one. */
export function foldUrdu(word: string): string {
  return word.normalize("NFC").replace(marks, "").replace(/[يى]/g, "ی").replace(/ك/g, "ک").replace(/[ةۃۂ]/g, "ہ").replace(/ۓ/g, "ے");
}

function urduStem(word: string): string {
  const plain = foldUrdu(word);
  if (plain.length < 3) return plain;
  const bare = plain.replace(/(?:یوں|ئیں|وں|یں)$/, "");
  return (bare.length < 2 ? plain : bare).replace(/(?<=.{2})[ےیاہ]$/, "");
}

/** A list of words, as a set of stems. */
export function stemmed(words: string, language: Language): ReadonlySet<string> {
  return new Set(
    words
      .trim()
      .split(/\s+/)
      .map((word) => stem(word, language)),
  );
}
