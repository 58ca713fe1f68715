import type { House } from "../../domain/brand.ts";
import type { Summary } from "../../domain/summary.ts";

/** `Opinion · A. Author`, wherever an opinion is posted; null for news. */
export function opinionLabel(summary: Summary, house: House): string | null {
  if (summary.kind !== "opinion") return null;
  const phrase = house.phrases[summary.language].opinion;
  return summary.author === undefined ? phrase : `${phrase} · ${summary.author}`;
}
