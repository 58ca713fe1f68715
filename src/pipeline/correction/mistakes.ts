import type { Mistake } from "../../domain/correction.ts";
import type { Summary } from "../../domain/summary.ts";
import { quantities } from "../../language/quantities.ts";
import { sentences } from "../../language/sentences.ts";
import { alikeInWords } from "../keep-edits/align.ts";
import { says } from "./mend.ts";

/** Less alike than this, a sentence is another one and no correction of it. */
const least = 0.4;
/** More words than this on either side aren't taken in at a glance: then the whole sentences are named. */
const longest = 25;

function sentencesOf({ title, paragraphs, language }: Summary): readonly string[] {
  return [...(title === undefined ? [] : [title]), ...paragraphs].flatMap((text) => sentences(text, language));
}

function shared(one: readonly string[], other: readonly string[]): number {
  const end = Math.min(one.length, other.length);
  for (let at = 0; at < end; at++) if (one[at] !== other[at]) return at;
  return end;
}

/** The words from one place to another, grown to whole numbers with their units: `1.1` is nobody's figure, `Rs1.1 trillion` is. */
function grown(all: readonly string[], from: number, to: number): string {
  const text = all.join(" ");
  let start = all.slice(0, from).join(" ").length + (from > 0 ? 1 : 0);
  let end = all.slice(0, to).join(" ").length;
  for (const quantity of quantities(text)) {
    if (quantity.start >= end || quantity.end <= start) continue;
    [start, end] = [Math.min(start, quantity.start), Math.max(end, quantity.end)];
  }
  return trimmed(text.slice(start, end));
}

/** Whole words, with one more on a side where nothing else stands: what is only put in has no words of its own. */
function between(before: readonly string[], after: readonly string[]): Mistake | null {
  const head = shared(before, after);
  const tail = Math.min(shared(before.toReversed(), after.toReversed()), before.length - head, after.length - head);
  const isBare = before.length - tail === head || after.length - tail === head;
  const from = isBare ? Math.max(0, head - 1) : head;
  const upTo = isBare && from === head ? Math.max(0, tail - 1) : tail;
  const words = (all: readonly string[]) => grown(all, from, all.length - upTo);
  const mistake = { was: words(before), now: words(after) };
  return mistake.was === "" || mistake.now === "" || mistake.was === mistake.now ? null : mistake;
}

/** Marks that belong to the sentence are nobody's mistake. */
function trimmed(words: string): string {
  return words
    .replace(/^[“"(]+(?=[^”")]*$)/u, "")
    .replace(/[.,;:،؛۔]+$/u, "")
    .trim();
}

/** Grown by a word on each side until readers can have seen it, or nothing is left to grow by. */
function asRead(before: string, after: string, text: string): Mistake | null {
  const [old, young] = [before.split(/\s+/u), after.split(/\s+/u)];
  const mistake = between(old, young);
  const isShort = mistake !== null && [mistake.was, mistake.now].every((words) => words.split(/\s+/u).length <= longest);
  if (isShort && says(text, mistake.was)) return mistake;
  const whole = { was: trimmed(before), now: trimmed(after) };
  return says(text, whole.was) ? whole : null;
}

/**
 * What a post says that its story says otherwise by now: the words that changed, where the post has them.
 * @param text of the post, all parts
 */
export function mistakesBetween(before: Summary, after: Summary, text: string): readonly Mistake[] {
  const [old, young] = [sentencesOf(before), sentencesOf(after)];
  const gone = old.filter((sentence) => !young.includes(sentence));
  const come = young.filter((sentence) => !old.includes(sentence));
  const found = gone.flatMap((sentence) => {
    const likest = come
      .map((other) => ({ other, likeness: alikeInWords(sentence, other) }))
      .reduce((one, other) => (other.likeness > one.likeness ? other : one), { other: "", likeness: 0 });
    const mistake = likest.likeness >= least ? asRead(sentence, likest.other, text) : null;
    return mistake ? [mistake] : [];
  });
  return [...new Map(found.map((mistake) => [JSON.stringify(mistake), mistake])).values()];
}
