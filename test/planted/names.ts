/** Swapped names and speakers, and words changed inside quotations. */
import type { Summary } from "../../src/domain/summary.ts";
import { eachReplaced, inQuotes, type Planter, quoted } from "./kinds.ts";

const institution =
  /^(?:The|A|An|In|On|For|Its|His|Her|Some|No|Of|Bank|Court|Assembly|Ministry|Fund|Council|Centre|Center|Institute|Forum|Club|Watch|Network|Constitution|Article|Constitutional|Federal|National|International|Monetary|Asian|Infrastructure|Policy|Public|Survey|Vote|Fair|Ballot|South|Central|Association|Education|Act|Gen|Sen|Art|Sec|Nov|Rs)$/u;
const places =
  "Khyber Pakhtunkhwa|Punjab|Sindh|Balochistan|Karachi|Lahore|Quetta|Peshawar|Islamabad|Multan|Bahawalpur|Sukkur|Hunza|Badin|Tashkent|Herat|Mardan|Drosh|Upper Dir|Chitral|Gilgit|Kotri|Gwadar|Faisalabad|Rawalpindi";
const strangePlaces = ["Faisalabad", "Gwadar", "Nepal"];
const urduPlaces = "خیبر پختونخوا|پنجاب|سندھ|بلوچستان|کراچی|لاہور|کوئٹہ|پشاور|گلگت بلتستان|خضدار|اسلام آباد|فیصل آباد|گوادر";
const strangers = ["Adil Sherazi", "Maria Kessler", "Zubaida Marri"];
const urduStrangers = ["کامران مگسی", "سلمیٰ درانی"];
const person = /(?<![\p{L}.])\p{Lu}\p{Ll}+ (?:\p{Lu}\p{Ll}+ )?\p{Lu}\p{Ll}{2,}(?![\p{L}])/gu;
const urduPerson =
  /(?<=(?:ترجمان|صدر|چیئرمین|چیئرپرسن|جسٹس|پروفیسر|لیڈر|خزانہ|تعلیم|جنرل|وزیر) )([\u0621-\u06ff]+ [\u0621-\u06ff]+)(?= (?:نے|کے مطابق|کا کہنا))/gu;

function bodyOf(summary: Summary): string {
  return summary.paragraphs.join("\n");
}

function persons(text: string): readonly string[] {
  const found = (text.match(person) ?? [])
    .map((name) => name.trim())
    .filter((name) => !name.split(" ").some((word) => institution.test(word)));
  return [...new Set([...found, ...(text.match(urduPerson) ?? [])])];
}

const roles =
  /\b(?:Deputy Prime Minister|Transport Minister|Labour Minister|Prime Minister|President|Justice|Minister|Senator|Professor|General|Commissioner|Chief)\b /gu;

/** A person or a place in the place of another: of the same summary, or a stranger. */
export const names: Planter = (text, summary) => {
  const body = bodyOf(summary);
  const all = persons(body.replace(roles, ""));
  const isUrdu = summary.language === "ur";
  const here = all.filter((name) => text.includes(name));
  const swapped = here.flatMap((name) => {
    const others = all.filter((each) => each !== name && !each.includes(name) && !name.includes(each));
    return [...others, ...(isUrdu ? urduStrangers : strangers)].flatMap((instead) =>
      eachReplaced(text, new RegExp(name, "gu"), (match) => (inQuotes(text, match.index) ? null : instead)),
    );
  });
  const placeForm = isUrdu ? urduPlaces : places;
  const known = [...new Set(body.match(new RegExp(placeForm, "gu")) ?? [])];
  const moved = eachReplaced(text, new RegExp(`(?<![\\p{L}\\p{M}#_])(?:${placeForm})(?![\\p{L}\\p{M}])`, "gu"), (match) => {
    if (inQuotes(text, match.index)) return null;
    return [...known, ...(isUrdu ? ["گوادر"] : strangePlaces)].filter(
      (place) => place !== match[0] && !place.includes(match[0]) && !match[0].includes(place),
    );
  });
  return [...swapped, ...moved];
};

const verbs = "said|says|told|announced|warned|argued|found|wrote|replied|answered|reported";
const speakerForms: readonly RegExp[] = [
  /(?<=according to )(?:(?!,|(?<!\b(?:Dr|Gen|Sen|Prof|retd))\.(?:\s|$)).)+/gu,
  new RegExp(`(?<=(?:, |,[”"] |^|\\. |\\n))(?:[Tt]he )?[\\p{L}’' .-]{3,60}?(?= (?:${verbs})(?:[ .,]))`, "gu"),
  /(?<=(?:^|\n|۔ |، ))[\u0621-\u06ffA-Za-z ]{3,50}?(?= (?:کے مطابق|نے (?:خبردار|بتایا|کہا)|کا کہنا))/gu,
];

function speakersIn(text: string): readonly { readonly at: number; readonly words: string }[] {
  return speakerForms.flatMap((form) =>
    [...text.matchAll(form)]
      .map((match) => ({ at: match.index, words: match[0] }))
      .filter(
        ({ at, words }) =>
          !inQuotes(text, at) &&
          words.split(" ").length <= 7 &&
          !/^(?:As|Unofficial|Campaigned) |[.(]/iu.test(words.replace(/\b(?:Dr|Prof|Gen|Sen|R|K)\./g, "")) &&
          // "were found" and "we are told" name nobody who speaks.
          !/^(?:which|who|that|and|but|it|he|she|they|we|i|you|while|where)\b|\b(?:and|had|has|who|is|are|was|were|be|been|not|them)$/iu.test(
            words,
          ) &&
          !/^(?:ان|انہوں|جس|جو|یہ)(?: |$)/u.test(words),
      ),
  );
}

/** Somebody else says it. */
export const speakers: Planter = (text, summary) => {
  const all = [...new Set(speakersIn(bodyOf(summary)).map(({ words }) => words))];
  const strange = summary.language === "ur" ? ["وزیر کامران مگسی", "محکمہ جنگلات"] : ["Adil Sherazi", "the forest department"];
  const wordsOf = (words: string) =>
    words
      .toLowerCase()
      .replace(/[’']s/g, "")
      .split(/\s+/)
      .filter((word) => !/^(?:the|of|a|an|an|dr\.|کے|کی|نے)$/u.test(word));
  return speakersIn(text).flatMap(({ at, words }) => {
    const mine = wordsOf(words);
    // "the board’s director, Faisal Marwat": both are the same person.
    const body = bodyOf(summary);
    const isSame = (each: string) =>
      body.includes(`${each}, ${words}`) || mine.some((word) => new RegExp(`${each},? (?:\\S+ ){0,2}${word}\\b`, "iu").test(body));
    const others = all.filter((each) => !wordsOf(each).some((word) => mine.includes(word)) && !isSame(each));
    return [...others, ...strange].map((instead) => text.slice(0, at) + fitted(instead, text.slice(0, at)) + text.slice(at + words.length));
  });
};

/** With a capital where a sentence begins, and "the" in small letters elsewhere. */
function fitted(words: string, before: string): string {
  const begins = /(?:^|[.!?]["”’]?\s|\n(?:• )?)$/u.test(before);
  return begins
    ? words.charAt(0).toUpperCase() + words.slice(1)
    : words.replace(/^(?:The|An?|Unofficial|Officials|Teachers)(?= )/u, (word) => word.toLowerCase());
}

const fillers = { en: ["never", "always", "small", "quickly", "together"], ur: ["کبھی", "ضرور", "بڑی", "جلد"] } as const;

/** A word changed, dropped or put in inside a quotation. */
export const quotations: Planter = (text, summary) =>
  quoted(text).flatMap(([from, to]) => {
    const open = /^(?:’’|.)/u.exec(text.slice(from))?.[0].length ?? 1;
    const inside = text.slice(from + open, to - open);
    const words = inside.split(" ");
    if (words.length < 3) return [];
    const rebuilt = (changed: readonly string[]) => text.slice(0, from + open) + changed.join(" ") + text.slice(to - open);
    return words.slice(0, -1).flatMap((_, place) => {
      const filler = fillers[summary.language][place % fillers[summary.language].length] ?? "";
      if (words[place] === filler) return [];
      return [rebuilt(words.with(place, filler)), ...(place > 0 ? [rebuilt(words.toSpliced(place, 1))] : [])];
    });
  });
