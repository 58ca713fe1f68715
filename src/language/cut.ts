import { nameSpans } from "./names.ts";
import { figures } from "./numbers.ts";
import { quotations } from "./quotations.ts";
import { cuts, type Span } from "./span.ts";

const whole = (text: string): readonly Span[] => [...quotations(text), ...figures(text), ...nameSpans(text)];

/** Best first: at a clause; between words; and, for a name or a quotation longer than any post, between its words. */
const ways: readonly { readonly at: RegExp; readonly guarded: (text: string) => readonly Span[]; readonly least: number }[] = [
  {
    at: /(?<=[,،;؛:—–])\s(?=(?:(?:and |but )?(?:as|that|which|who|where|while|when|because|after|before|with)|but|جس|جن|جو|جبکہ|لیکن|تاکہ|اور)\s|[a-z]+ing\s)/gu,
    guarded: whole,
    least: 60,
  },
  { at: /(?<=[,،;؛:—–])\s|\s(?=[—–]\s)/gu, guarded: whole, least: 60 },
  {
    at: /\s(?=(?:and|but|while|because|after|before|which|who|that|as|when|where|for|to|with|اور|کہ|جبکہ|لیکن)\s)/gu,
    guarded: whole,
    least: 60,
  },
  { at: /\s/gu, guarded: whole, least: 40 },
  { at: /\s/gu, guarded: figures, least: 1 },
];

/** No post holds a longer head, whatever it counts in. */
const longestHead = 1500;

/**
 * Cuts a sentence that is too long in two, as late as `fits` allows: never inside a word or a number, and inside a name or a
 * quotation only where there is no other place. Null where not even its first word fits.
 * @param fits asked with the head as it would be printed, `…` included.
 */
export function cutInTwo(sentence: string, fits: (head: string) => boolean): { readonly head: string; readonly rest: string } | null {
  const within = sentence.slice(0, longestHead);
  for (const { at, guarded, least } of ways) {
    const spans = guarded(within);
    const places = [...within.matchAll(at)].map((match) => match.index).filter((place) => !cuts(spans, place));
    for (const place of places.reverse()) {
      const head = `${sentence.slice(0, place).replace(/[\s,،;؛:—–]+$/u, "")}…`;
      const rest = sentence.slice(place).replace(/^[\s—–]+/u, "");
      if (head.length > least && rest !== "" && fits(head)) return { head, rest };
    }
  }
  return null;
}
