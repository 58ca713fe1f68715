import type { Language } from "../domain/summary.ts";
import { insideSentence } from "./inside-sentence.ts";
import { quotations, quotesAreEven } from "./quotations.ts";
import { cuts } from "./span.ts";

/** A sentence taken apart: what is claimed, and who says so (`according to …`), which goes wherever the claim goes. */
export interface Attributed {
  /** Without the final full stop. */
  readonly claim: string;
  readonly attribution: string | null;
}

const longest = 110;
const speech = "said|says|told|announced|reported|confirmed|added|warned|claimed|stated|noted|explained|argued";
/** Speech only where nothing but a day follows: "…, the council decided on Wednesday". */
const result = "wrote|decided|ruled|found|finds|showed|shows";
const day = "(?: on [A-Z][a-z]+)?";
/** Clauses that go on with the claim, not with the name of who says so. */
const relative = "(?!(?:which|who|whom|whose|that|and|but|while|where|after|when|as|if|because|so)\\s)(?![^,]*\\s(?:that|which|who)\\s)";
/** `the council’s secretary, Naila Rizvi, said`, `the ministry announced on Monday`. */
const speaker = `${relative}[^,“”"]{2,80}?(?:,\\s${relative}[^,“”"]{2,60},)?\\s(?:(?:${speech})(?:\\s[^,]{0,60})?|(?:${result})${day})`;

/** What can say something: a name, or a thing that is read or heard. `According to the area that each protects` says nothing. */
const voices =
  "[A-Z]|\\b(?:reports?|survey|poll|study|statement|determination|results|officials?|sources|data|figures|documents?|evaluation|records?|analysts|economists|experts|researchers|witnesses|residents|police|ministry|department|authority|authorities|board|council|agency|commission|committee|office|spokes(?:man|woman|person)|letter|petition|judgment|order|draft|notification|audit|minister|secretary|director|bank|company|government|court|union|association|institute|centre|group|media|estimates?|forecast|census|review|index|paper|article|announcement|count|lawyer|family|hospital|doctors)\\b";
const according = `according to (?=[^,]*(?:${voices}))`;

/** A form is only tried on sentences that have what it asks for: patterns are compiled when first tried. */
interface Form {
  readonly asks: RegExp;
  readonly form: RegExp;
}

const speaks = new RegExp(`\\b(?:${speech}|${result})\\b`);
const forms: Readonly<Record<Language, readonly Form[]>> = {
  en: [
    // …, according to a survey, defeating …: the claim goes on.
    {
      asks: /according to /,
      form: new RegExp(
        `^(?<claim>(?:[^,]|,(?=\\d)){20,}?),?\\s(?<by>${according}[^,]{3,90}),\\s(?<rest>(?:[a-z]+ing|which|while|and|as|after|before|because|but|with|in) .+)$`,
        "u",
      ),
    },
    { asks: /according to /, form: new RegExp(`^(?<claim>.{20,}?),?\\s(?<by>${according}.+)$`, "u") },
    // “…,” the minister said as she opened …
    {
      asks: /^[“"]/,
      form: new RegExp(
        `^(?<claim>[“"][^“”"]{12,}),(?<mark>[”"])\\s(?<by>[^“”"]{3,90}?\\s(?:${speech}|wrote)${day})(?:,? (?:as|when|after|while|before|whose|which) [^“”"]+)$`,
        "u",
      ),
    },
    {
      asks: /^[“"]/,
      form: /^(?<claim>[“"][^“”"]{12,}),(?<mark>[”"])\s(?<by>[^“”"]{3,60}? told [^“”",]{3,50})(?:, (?:as|when|after|while|before|whose|which) [^“”"]+)$/u,
    },
    { asks: speaks, form: new RegExp(`^(?<claim>.{12,}),(?<mark>["”’]?)\\s(?<by>${speaker})$`, "u") },
    // …, the education ministry announced, in the largest …: the speaker stands inside.
    {
      asks: speaks,
      form: new RegExp(
        `^(?<claim>(?:[^,]|,(?=\\d)){30,}),\\s(?<by>${relative}[^,“”"]{3,60}\\s(?:(?:${speech}|${result})${day}|told [^,“”"]{3,40})),\\s(?<rest>.+)$`,
        "u",
      ),
    },
  ],
  ur: [
    {
      asks: /مطابق|کہا|بتایا|کہنا|اعلان/,
      form: /^(?<claim>.{20,})،\s(?<by>[^،]{3,90}(?:کے مطابق|نے کہا|نے بتایا|کا کہنا ہے|نے (?:ایک بیان میں |پیر کو |منگل کو |بدھ کو |جمعرات کو |جمعے کو |ہفتے کو |اتوار کو )?(?:کہا|بتایا|اعلان کیا)))$/u,
    },
  ],
};

/**
 * Takes the attribution off the end of a sentence, or out of its middle. A sentence whose attribution can't be told apart, or which
 * leaves a quotation open, stays whole.
 */
export function attributed(sentence: string, language: Language): Attributed {
  const bare = withoutStop(sentence);
  if (!quotesAreEven(bare)) return { claim: bare, attribution: null };
  for (const { asks, form } of forms[language]) {
    const { claim, mark = "", by, rest } = (asks.test(bare) && form.exec(bare)?.groups) || {};
    if (claim !== undefined && by !== undefined && by.length <= longest && !isQuoted(bare, bare.indexOf(by, claim.length), by.length)) {
      return { claim: claim + mark + (rest === undefined ? "" : `, ${rest}`), attribution: by };
    }
  }
  return { claim: bare, attribution: null };
}

/** True when a stretch begins or ends inside a quotation, where nothing can be taken out. */
function isQuoted(text: string, at: number, length: number): boolean {
  const quoted = quotations(text);
  return cuts(quoted, at) || cuts(quoted, at + length);
}

/** Without the full stop at its end; a question or an exclamation keeps its mark, an abbreviation its dot. */
export function withoutStop(sentence: string): string {
  return /(?:\p{Lu}|\.\p{L})\.$/u.test(sentence) ? sentence : sentence.replace(/(?<!\.)[.۔]$/u, "");
}

/** `its director-general, Amina Shahbaz, announced`: in front of the claim nobody knows whose. The name says it. */
const owned = /^(?:its|his|her|their) (?<role>\p{Ll}[^,]{2,50}), (?<name>\p{Lu}[^,]{2,50}), /u;

const othersSpeak = /\b(?:said|says|told|according to)\b|(?:^|\s)(?:کہا|بتایا|مطابق)(?=[\s،۔]|$)/u;

/**
 * The claim with who says so in front of it: `According to the ministry, …`, `The ministry said on Monday that …`. Null where the
 * claim's first word may or may not be a name, or others speak in it.
 * @param text tells names from words: what it writes small inside a sentence is a word.
 */
export function fronted({ claim, attribution: said }: Attributed, language: Language, text: string): string | null {
  const attribution = said?.replace(owned, "$<role> $<name> ") ?? null;
  // Where others speak in the claim, whoever stands in front would seem to say it all.
  if (
    attribution === null ||
    /^[“"‘'’]/u.test(claim) ||
    othersSpeak.test(claim) ||
    /^(?:its|his|her|their|he|she|they|it)\s/u.test(attribution)
  )
    return null;
  if (language === "ur") return /مطابق$/u.test(attribution) ? `${attribution} ${claim}۔` : `${attribution} کہ ${claim}۔`;
  const inside = insideSentence(claim, text);
  if (inside === null) return null;
  const by = attribution.replace(/^\p{Ll}/u, (letter) => letter.toUpperCase());
  if (/^According to /u.test(by)) return `${by}, ${inside}.`;
  const speaks = new RegExp(`\\b(?:${speech}|${result})${day}$|\\btold [^,]+$`, "u").test(by);
  return speaks ? `${by} that ${inside}.` : null;
}
