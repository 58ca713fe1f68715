import type { Finding } from "./finding.ts";
import type { Sentence } from "./sentence.ts";
import type { Source, SourceSentence } from "./source.ts";
import { isTeller } from "./speakers.ts";
import { plainWords } from "./words.ts";

/** A quotation must stand in the source letter by letter, and in the same mouth. */
export function quotationFindings(said: Sentence, source: Source): readonly Finding[] {
  return said.quotations.flatMap(({ words }): readonly Finding[] => {
    const plain = plainWords(words);
    const places = source.sentences.filter((sentence) => holdsWords(sentence, plain));
    if (places.length === 0 && !holds(source.plain, plain)) return [changed(words, source)];
    return places.length === 0 || words.split(/\s+/).length < 2 ? [] : otherMouth(words, places, said, source);
  });
}

interface Forms {
  readonly plain: string;
  readonly joined: string;
}

const forms = new WeakMap<SourceSentence, Forms>();

function formsOf(sentence: SourceSentence): Forms {
  const found = forms.get(sentence) ?? { plain: plainWords(sentence.text), joined: joined(sentence) };
  forms.set(sentence, found);
  return found;
}

function holdsWords(sentence: SourceSentence, words: string): boolean {
  const { plain, joined } = formsOf(sentence);
  return holds(plain, words) || (joined !== "" && holds(joined, bare(words)));
}

/** A quotation that its speaker interrupts: “She can call it a lease,” he said, “but …”. */
function joined({ quotations }: SourceSentence): string {
  return quotations.length < 2 ? "" : quotations.map(({ words }) => bare(plainWords(words))).join(" ");
}

function bare(words: string): string {
  return words.replace(/[,،.]/gu, "");
}

/** True when the words stand in the text, and don't begin or end inside one of its words. */
function holds(text: string, words: string): boolean {
  // Marks alone stand anywhere, and would be looked for without end.
  if (words === "") return true;
  for (let at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + 1)) {
    const around = [text.slice(0, at), text.slice(at + words.length)];
    if (!/[\p{L}\p{M}\p{N}]$/u.test(around[0] ?? "") && !/^[\p{L}\p{M}\p{N}]/u.test(around[1] ?? "")) return true;
  }
  return false;
}

function changed(words: string, source: Source): Finding {
  const nearest = nearestQuotation(words, source);
  return {
    code: "claim-quotation",
    severity: "block",
    words,
    wrong: "stands in quotation marks, and nobody says so in the source.",
    ...(nearest ? { nearest } : {}),
    remedy: "Quote word for word, or take the quotation marks away.",
  };
}

function nearestQuotation(words: string, source: Source): string | undefined {
  const mine = new Set(plainWords(words).split(" "));
  const all = source.sentences.flatMap((sentence) => sentence.quotations.map((quotation) => quotation.words));
  const worth = (other: string) =>
    plainWords(other)
      .split(" ")
      .filter((word) => mine.has(word)).length;
  return all.sort((a, b) => worth(b) - worth(a))[0];
}

/** Who answers for the quotation here, and none of those who do there. */
function otherMouth(words: string, places: readonly SourceSentence[], said: Sentence, source: Source): readonly Finding[] {
  const here = said.speaking.filter(({ who }) => who !== null && who.kind !== "pronoun");
  const there = places.flatMap((sentence) => sentence.speaking.flatMap((known) => (known.who ? [{ known, sentence }] : [])));
  if (here.length === 0 || there.length === 0) return [];
  const same = here.some((speaking) => there.some(({ known, sentence }) => isTeller(speaking, sentence, known, source)));
  if (same) return [];
  return [
    {
      code: "claim-speaker",
      severity: "block",
      words,
      wrong: `is put into the mouth of ${here[0]?.who?.text ?? "another"}.`,
      nearest: there[0]?.sentence.text.slice(0, 160) ?? "",
      remedy: "Name the one who said it.",
    },
  ];
}
