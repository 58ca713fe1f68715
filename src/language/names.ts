import type { Span } from "./span.ts";

/** A run of capitalised words: a person, a place, an institution, or only a sentence's first word. */
export interface NameRun extends Span {
  readonly text: string;
}

/** A person as the text first names them. */
export interface Person {
  /** Used alone later: `Zelenskyy`, `von der Leyen`. */
  readonly surname: string;
  /** `Volodymyr Zelenskyy`. */
  readonly name: string;
  /** `Ukrainian President`, `U.S. special envoy`; empty where the text gives none. */
  readonly title: string;
}

const word = "(?:\\p{Lu}\\.){2,}|(?:\\p{Lu}|[’']\\p{Lu})[\\p{L}\\p{M}\\p{N}]*(?:[-’'.&]\\p{L}[\\p{L}\\p{M}\\p{N}]*)*";
const particle = "von|van|der|den|de|da|di|del|la|bin|bint|ibn|al|ul|ur|e";
const link = `of the|of|for|the|${particle}`;
const run = (links: string) => new RegExp(`(?<![\\p{L}\\p{M}\\p{N}])(?:${word})(?:(?: (?:${links})){0,3} (?:${word}))*`, "gu");
const single = run(link);

/** Capitalised runs in order, `State Bank of Pakistan` as one. Urdu has no capitals: its Latin names only. */
export function nameRuns(text: string): readonly NameRun[] {
  return [...text.matchAll(single)].map((match) => ({ start: match.index, end: match.index + match[0].length, text: match[0] }));
}

/** Where no cut may fall for the names' sake: `Ministry of Finance and Revenue` too. */
export function nameSpans(text: string): readonly Span[] {
  const spans: { start: number; end: number }[] = [];
  for (const { start, end } of nameRuns(text)) {
    const last = spans.at(-1);
    const gap = last && text.slice(last.end, start);
    // `A. R. Cornelius`, `Finance and Revenue`
    const isOne =
      gap === ". "
        ? /(?<!\p{L})\p{L}$/u.test(text.slice(Math.max(0, (last?.end ?? 0) - 2), last?.end))
        : /^ (?:and|&)(?: the)? $/.test(gap ?? "");
    if (last && isOne) last.end = end;
    else spans.push({ start, end });
  }
  return spans;
}

const titles = new Set(
  (
    "sen sen. rep rep. president prime minister chief justice secretary general gen gen. dr dr. mr mr. ms ms. mrs mrs. sir lord senator governor ambassador " +
    "chairman chairwoman chairperson speaker commissioner director foreign finance interior defence defense law information planning " +
    "deputy vice former acting federal provincial attorney advocate captain brigadier brig. major maj. lt. lt col. colonel air admiral " +
    "marshal professor prof. prof hon. judge king queen prince princess crown sheikh pope special envoy adviser advisor spokesperson " +
    "spokesman spokeswoman managing executive ceo leader premier chancellor coordinator inspector mayor retired retd"
  ).split(" "),
);
const notPeople = new Set(
  (
    "bank court council ministry assembly commission union authority party board bureau committee department division corporation company " +
    "limited agency fund programme program project university college institute hospital senate parliament cabinet government league " +
    "movement army navy force police organisation organization association chamber city district province river sea ocean road street " +
    "airport port dam canal valley island islands east west north south gulf plan policy act bill law ordinance agreement treaty summit " +
    "conference report survey index day week year monday tuesday wednesday thursday friday saturday sunday january february march april " +
    "may june july august september october november december house office group nations states kingdom republic new saudi united azad " +
    "khyber pakistan india china punjab sindh balochistan pakhtunkhwa karachi lahore islamabad kashmir delhi korea africa america asia europe the a"
  ).split(" "),
);
const sentenceWords = new Set(
  (
    "the a an in on at by for from with under after before during while when if as but and or yet so however meanwhile moreover " +
    "according speaking earlier later yesterday today since until despite although though both this that these those its his her their " +
    "monday tuesday wednesday thursday friday saturday sunday"
  ).split(" "),
);

/** The people that a text names in full. */
export interface People {
  /** Those whom it elsewhere calls by surname, in order of their first mention. */
  readonly called: readonly Person[];
  /** Surnames of two people or more, in lower case: alone they name nobody. */
  readonly shared: ReadonlySet<string>;
}

export function people(text: string): People {
  const found = [...bySurname(text)];
  const words = spaced(text);
  return {
    called: found.flatMap(([, person]) => (person && isAlone(person, words) && !isPlace(person, words) ? [person] : [])),
    shared: new Set(found.flatMap(([surname, person]) => (person === null ? [surname] : []))),
  };
}

/** Surnames that a text introduces with a full name, as written. */
export function surnames(text: string): ReadonlySet<string> {
  return new Set([...bySurname(text).values()].flatMap((person) => (person === null ? [] : [person.surname])));
}

/** The person of each surname in lower case; null where two share it. */
function bySurname(text: string): ReadonlyMap<string, Person | null> {
  const found = new Map<string, Person | null>();
  for (const run of nameRuns(text)) {
    const person = personOf(run, text);
    if (!person) continue;
    const surname = person.surname.toLowerCase();
    const known = found.get(surname);
    if (known === undefined) found.set(surname, person);
    else if (known !== null && known.name !== person.name) found.set(surname, null);
  }
  return found;
}

/** Lower-case words with a space round each, possessives off: for finding words among words. */
function spaced(text: string): string {
  const words = text.toLowerCase().match(/[\p{L}\p{M}\p{N}]+(?:[-’'][\p{L}\p{M}\p{N}]+)*/gu) ?? [];
  return ` ${words.map((word) => word.replace(/[’']s$/, "")).join(" ")} `;
}

function isAlone(person: Person, words: string): boolean {
  return words.replaceAll(spaced(person.name), "  ").includes(spaced(person.surname));
}

/** A name that the text puts after "in" or "across" is a place. */
function isPlace(person: Person, words: string): boolean {
  const surname = spaced(person.surname);
  return ["in", "across", "near", "into", "throughout", "outside", "around"].some((where) => words.includes(` ${where}${surname}`));
}

/** The person that a run of capitals names in full; null where it names a place, a body, or somebody by surname alone. */
export function personOf(run: NameRun, text: string): Person | null {
  const words = run.text.replace(/[’']s?$/, "").split(" ");
  while (words[0] !== undefined && sentenceWords.has(words[0].toLowerCase())) words.shift();
  if (words.includes("of") || words.includes("for")) return null;
  const lastTitle = words.findLastIndex((each) => titles.has(each.toLowerCase()));
  const name = words.slice(lastTitle + 1);
  if (name.length < 2 || name.length > 5 || name.some((each) => notPeople.has(each.toLowerCase()) || each.includes("’"))) return null;
  const surname = surnameOf(name);
  if (surname === null) return null;
  const capitalTitle = words.slice(0, lastTitle + 1).join(" ");
  const title = capitalTitle || lowerTitle(text.slice(Math.max(0, run.start - longestTitle), run.start));
  return { surname, name: name.join(" "), title };
}

/** Characters before a name in which its title may stand. */
const longestTitle = 120;
const particles = new Set(particle.split("|"));

function surnameOf(name: readonly string[]): string | null {
  let from = name.length - 1;
  while (from > 1 && particles.has(name[from - 1] ?? "")) from--;
  const surname = name.slice(from).join(" ");
  return /^\p{Lu}?\p{L}*[\s\p{L}’'-]+$/u.test(surname) && surname.length > 2 ? surname : null;
}

const role =
  "(?:special|deputy|former|acting|prime|foreign|finance|interior|defence|defense|law|information|planning|chief|army|police|economic|energy|trade|ports|railways|labour|labor|health|education|transport|water|power|commerce|industries|revenue|tax|climate|housing|agriculture|provincial|federal|interim|caretaker|senior|cabinet|home|opposition|presidential|parliamentary|national|security|central|bank|union|government|company) ";
const office =
  "(?:envoy|minister|secretary|spokesman|spokeswoman|spokesperson|adviser|advisor|governor|chairman|economist|ambassador|commissioner|director|president|chief)";
const endsInOffice = new RegExp(`${office},? $`);
const lowerTitlePattern = new RegExp(`((?:(?:${word})(?:[’']s)? )?(?:${role}){0,3}${office}),? $`, "u");

/** `U.S. special envoy ` before a name. */
function lowerTitle(before: string): string {
  // The pattern is large, and compiled when a text first needs it.
  const title = (endsInOffice.test(before) && lowerTitlePattern.exec(before)?.[1]) || "";
  const first = title.split(" ")[0] ?? "";
  return sentenceWords.has(first.toLowerCase()) ? title.slice(first.length + 1) : title;
}
