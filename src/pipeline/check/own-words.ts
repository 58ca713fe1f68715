import type { House } from "../../domain/brand.ts";
import type { Summary } from "../../domain/summary.ts";
import { literally } from "./words.ts";

const addresses = /(?:https?:\/\/|www\.)\S+/giu;
const hashtags = /(?<![\p{L}\p{N}&])[#＃][\p{L}\p{M}\p{N}_\u200c]+/gu;

/** What a text claims: without follow lines, hashtags, links and the numbering of a thread's parts. */
export function ownWords(text: string, parts: number, summary: Summary, house: House): string {
  const follow = house.phrases[summary.language].follow.map(
    (phrase) => new RegExp(`^\u200f?${phrase.split("{places}").map(literally).join(".+")}$`, "u"),
  );
  return text
    .split("\n")
    .filter((line) => !follow.some((form) => form.test(line.trim())))
    .join("\n")
    .replaceAll(summary.link ?? "\0", " ")
    .replace(addresses, " ")
    .replace(hashtags, " ")
    .replace(new RegExp(`(?<=^|\\s)\\d{1,2}/${parts}(?=\\s|$)`, "gu"), " ");
}
