import { languageOf } from "./script.ts";

/** Never wanted: controls, soft hyphen, fillers, embeddings, overrides and isolates, BOM, annotation marks, noncharacters. */
const never =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this removes
  // biome-ignore lint/suspicious/noMisleadingCharacterClass: each is removed by itself
  /[\u0000-\u0008\u000e-\u001f\u007f-\u0084\u0086-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff]/gu;
/** Invisible tag letters, except in a flag's emoji sequence (🏴 and tags). */
const strayTags = /(?<!\u{1F3F4}[\u{E0020}-\u{E007F}]*)[\u{E0000}-\u{E007F}]/gu;
/** A non-joiner shapes Urdu words; elsewhere it only hides. */
const strayNonJoiner = /(?<!\p{Script=Arabic}\p{M}*)\u200c|\u200c(?!\p{Script=Arabic})/gu;
/** A joiner shapes Urdu letters and holds emoji together. */
const strayJoiner = /(?<!\p{Script=Arabic}|\p{Extended_Pictographic}|\p{Emoji_Modifier}|\u{FE0F})\u200d/gu;
// biome-ignore lint/suspicious/noControlCharactersInRegex: vertical tab and form feed end lines in old files
const lineEnds = /\r\n?|[\u000b\u000c\u0085\u2028\u2029]/g;
const marks = /[\u200e\u200f]/gu;
/** In Urdu a direction mark does its work only beside a digit, a bracket or punctuation; anywhere else it is a leftover. */
const strayMark = /(?<![\p{N}\p{P}\p{S}])[\u200e\u200f](?![\p{N}\p{P}\p{S}])/gu;

/**
 * The text in NFC without the invisible characters that change how it reads or compares. Kept is what Urdu needs: ZWNJ inside
 * words, ZWJ on its letters, and LRM and RLM beside digits and punctuation. Line ends become `\n`.
 */
export function withoutStrays(text: string): string {
  const plain = text
    .toWellFormed()
    .normalize("NFC")
    .replace(lineEnds, "\n")
    .replace(never, "")
    .replace(strayTags, "")
    .replace(strayNonJoiner, "")
    .replace(strayJoiner, "");
  // What was taken out may have kept letter and accent apart.
  return plain.replace(languageOf(plain) === "ur" ? strayMark : marks, "").normalize("NFC");
}
