import type { Language } from "../../domain/summary.ts";
import type { Claimed } from "../check/against-source.ts";
import { isCorrection } from "../compose/occasion.ts";

/** True for a line that says of itself that it corrects: `Correction: we wrote …`. Only there may the old error be named. */
export function isNotice(line: string, language: Language): boolean {
  return isCorrection(line.trim().replace(/^[\u200e\u200f]+/u, ""), language);
}

/** The lines that correct, without the word that says so; and all others. */
export function partedBy(
  texts: readonly Claimed[],
  language: Language,
): { readonly notices: readonly Claimed[]; readonly rest: readonly Claimed[] } {
  const lines = texts.map(({ where, text }) => ({ where, lines: text.split("\n") }));
  const keep = (isWanted: (line: string) => boolean, bare: (line: string) => string) =>
    lines
      .map(({ where, lines: all }) => ({ where, text: all.filter(isWanted).map(bare).join("\n") }))
      .filter(({ text }) => text.trim() !== "");
  return {
    notices: keep(
      (line) => isNotice(line, language),
      (line) => line.replace(/^[\s\u200e\u200f]*[\p{L}\p{M}]+[:：]?\s*/u, ""),
    ),
    rest: keep(
      (line) => !isNotice(line, language),
      (line) => line,
    ),
  };
}
