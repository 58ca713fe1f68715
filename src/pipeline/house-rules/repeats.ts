import { block, type Problem, warn } from "../../domain/problem.ts";
import { wordsOf } from "../check/words.ts";
import type { Shown } from "./shown.ts";

/** Another post of the same account that is out, or will be. */
export interface Recent {
  readonly id: string;
  readonly texts: readonly string[];
}

interface Folded {
  readonly words: readonly string[];
  readonly set: ReadonlySet<string>;
  readonly key: string;
  readonly figures: string;
}

/** Shorter texts share most of their words by chance. */
const fewestWords = 8;
/** Words shared of all words of both. */
const nearly = 0.85;

const foldings = new WeakMap<Recent, readonly Folded[]>();

function fold(text: string): Folded {
  const words = wordsOf(text);
  const figures = words.filter((word) => /\p{N}/u.test(word)).join(" ");
  return { words, set: new Set(words), key: words.join(" "), figures };
}

function foldedTexts(post: Recent): readonly Folded[] {
  const known = foldings.get(post) ?? post.texts.map(fold);
  foldings.set(post, known);
  return known;
}

function likeness(one: Folded, other: Folded): "same" | "near" | null {
  if (one.words.length === 0) return null;
  if (one.key === other.key) return "same";
  // The same sentence with this week's number is news.
  if (Math.min(one.set.size, other.set.size) < fewestWords || one.figures !== other.figures) return null;
  const shared = [...one.set].filter((word) => other.set.has(word)).length;
  return shared / (one.set.size + other.set.size - shared) >= nearly ? "near" : null;
}

/**
 * `style-repeated`: a text that another post of the account says too, compared without case, marks and white space. The same words
 * block (X refuses them), nearly the same warn.
 */
export function repeatProblems(texts: readonly Shown[], recent: readonly Recent[]): readonly Problem[] {
  return texts.flatMap(({ where, text }) => {
    const folded = fold(text);
    const alike = recent.map((post) => ({ id: post.id, how: foldedTexts(post).map((other) => likeness(folded, other)) }));
    const same = alike.find(({ how }) => how.includes("same"));
    if (same)
      return [block("style-repeated", where, `Post ${same.id} of this account says the same.`, "Reword it, or cancel one of the two.")];
    const near = alike.find(({ how }) => how.includes("near"));
    if (near)
      return [warn("style-repeated", where, `Post ${near.id} of this account says nearly the same.`, "Look whether readers need both.")];
    return [];
  });
}
