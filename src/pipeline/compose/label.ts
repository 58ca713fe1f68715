import type { House } from "../../domain/brand.ts";
import type { Summary } from "../../domain/summary.ts";
import { isCorrection } from "./occasion.ts";

/** `Opinion · A. Author`, wherever an opinion is posted; null for news. */
export function opinionLabel(summary: Summary, house: House): string | null {
  if (summary.kind !== "opinion") return null;
  const phrase = house.phrases[summary.language].opinion;
  return summary.author === undefined ? phrase : `${phrase} · ${summary.author}`;
}

/** What heads a post: the opinion's label, or the word `Correction` where only the title says it. Null: nothing. */
export function headOf(summary: Summary, house: House): string | null {
  const opinion = opinionLabel(summary, house);
  if (opinion !== null) return opinion;
  const word = /^[\p{L}\p{M}]+/u.exec(summary.title ?? "")?.[0] ?? "";
  const isSaid = (summary.paragraphs[0] ?? "").toLowerCase().startsWith(word.toLowerCase());
  return isCorrection(word, summary.language) && !isSaid ? word : null;
}
