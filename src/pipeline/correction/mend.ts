import type { House } from "../../domain/brand.ts";
import type { Mistake } from "../../domain/correction.ts";
import type { Language } from "../../domain/summary.ts";
import { isNotice } from "./notice.ts";

function literally(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

/** The words wherever they stand whole, however the white space between them is written. */
export function wherever(words: string): RegExp {
  const form = words.normalize("NFC").trim().split(/\s+/u).map(literally).join("\\s+");
  return new RegExp(`(?<![\\p{L}\\p{N}\\p{M}])${form}(?![\\p{L}\\p{N}\\p{M}])`, "gu");
}

/** True where the text says these very words. */
export function says(text: string, words: string): boolean {
  return words.trim() !== "" && wherever(words).test(text.normalize("NFC"));
}

/** The text with what is right in the place of what was wrong; earlier corrections in it stay to the letter. */
export function mended(text: string, mistakes: readonly Mistake[], language: Language): string {
  const put = (line: string) => mistakes.reduce((words, { was, now }) => words.replace(wherever(was), () => now.trim()), line);
  return text
    .normalize("NFC")
    .split("\n")
    .map((line) => (isNotice(line, language) ? line : put(line)))
    .join("\n");
}

/** The text without follow lines and lines of hashtags: nobody is invited anywhere under a correction. */
export function withoutInvitations(text: string, { phrases }: House, language: Language): string {
  const follow = phrases[language].follow.map(
    (phrase) => new RegExp(`^\u200f?${phrase.split("{places}").map(literally).join(".+")}$`, "u"),
  );
  const isInvitation = (line: string) =>
    follow.some((form) => form.test(line)) || /^(?:\u200f?[#＃][\p{L}\p{M}\p{N}_\u200c]+\s*)+$/u.test(line);
  const kept = text.split("\n").filter((line) => !isInvitation(line.trim()));
  return kept
    .join("\n")
    .replaceAll(/\n{3,}/g, "\n\n")
    .trim();
}
