import type { Language } from "../../domain/summary.ts";
import type { List } from "./blocks.ts";
import { contentWords } from "./content-words.ts";
import type { Draft } from "./drafts.ts";
import { weigh } from "./weigh.ts";

/** A sentence of the summary (or a few, where one leans on another), ready to be posted. */
export interface Statement {
  readonly text: string;
  /** Paragraph, and place among all statements, from 0. */
  readonly paragraph: number;
  readonly index: number;
  readonly weight: number;
  /** Its words of weight. */
  readonly words: ReadonlySet<string>;
  /** May be posted apart from its neighbours: points back to nothing, is no heading, holds no address. */
  readonly stands: boolean;
  /** Stands only behind the statement before it. */
  readonly leans: boolean;
  /** Its first sentence, where that may be told alone: the rest only adds. */
  readonly core?: string;
  readonly list?: List;
}

/** Shorter than this a sentence is no part by itself. */
const shortest = 70;
/** What X takes in one part, about. */
const longestJoined = 276;
/** The lead says one thing. */
const longestLead = 200;
const longestUrduLead = 240;
/** One that points back fills up the lead only where it is shorter than this. */
const shortestAddition = 50;

/** Drafts that are read in one go. */
type Group = readonly [Draft, ...Draft[]];

/** Joins what can't be read apart, and weighs the result. A statement weighs what its first sentence does, or all of it. */
export function statementsOf(drafts: readonly Draft[], paragraphs: number, language: Language): readonly Statement[] {
  const groups = joined(drafts, language);
  const words = groups.map(([first]) => contentWords(first.core));
  const spread = new Map<string, number>();
  for (const word of words.flatMap((set) => [...set])) spread.set(word, (spread.get(word) ?? 0) + 1);
  return groups.map((group, index) => {
    const [first] = group;
    const text = textOf(group);
    const own = words[index] ?? new Set();
    const centrality = [...own].filter((word) => (spread.get(word) ?? 0) > 1).length / Math.max(6, own.size);
    const place = { paragraph: first.paragraph, sentence: first.sentence, of: paragraphs };
    const weight = weigh(first.core, place, centrality, language);
    const isCore = group.length > 1 && group.every((draft) => !draft.contradicts) && first.core.length >= shortest;
    return {
      text,
      words: group.length === 1 ? own : contentWords(text),
      paragraph: first.paragraph,
      index,
      stands: first.stands,
      leans: first.leans,
      ...(isCore ? { core: first.core } : {}),
      ...(first.list ? { list: first.list } : {}),
      weight: group.length === 1 ? weight : Math.max(weight, weigh(text, place, centrality, language)),
    };
  });
}

/**
 * A sentence too short to stand for itself, or one that points back, goes with the sentence before it while there is room. Where
 * there is none for one that takes something back, what it takes back isn't told either.
 */
function joined(drafts: readonly Draft[], language: Language): readonly Group[] {
  const groups: Group[] = [];
  for (const [at, draft] of drafts.entries()) {
    const last = groups.at(-1);
    const isNeeded = needs(drafts[at + 1], draft);
    const rest = drafts.slice(at + 1, at + 4).filter((other) => other.paragraph === draft.paragraph);
    const belongs = last !== undefined && belongsTo(draft, last, isNeeded, rest);
    const room = groups.length > 1 ? longestJoined : roomInLead(draft, isNeeded, language);
    if (belongs && textOf(last).length + draft.text.length < room) {
      // Wherever it stood, what comes behind it begins for itself.
      groups[groups.length - 1] = [...last, { ...draft, paragraph: last.at(-1)?.paragraph ?? draft.paragraph }];
    } else if (belongs && draft.contradicts && !draft.stands && last.length > 1) {
      const [first, ...rest] = last;
      const withdrawn = rest.pop();
      groups[groups.length - 1] = [first, ...rest];
      if (withdrawn) groups.push([{ ...withdrawn, stands: false }]);
      groups.push([draft]);
    } else groups.push([draft]);
  }
  return groups;
}

/** The next sentence of the paragraph can't be read without this one. */
function needs(next: Draft | undefined, draft: Draft): boolean {
  return next?.paragraph === draft.paragraph && !next.stands && !next.closed && draft.stands;
}

/** A short sentence fills up the lead, unless the next one needs it. */
function roomInLead(draft: Draft, isNeeded: boolean, language: Language): number {
  if (draft.text.length >= (draft.stands ? shortest : shortestAddition) || isNeeded) return longestLead;
  return language === "ur" ? longestUrduLead : longestJoined;
}

/** @param rest the next few of the same paragraph. */
function belongsTo(draft: Draft, group: Group, isNeeded: boolean, rest: readonly Draft[]): boolean {
  const [first] = group;
  const last = group.at(-1) ?? first;
  if (draft.closed || last.closed) return false;
  const [isShort, wasShort] = [draft.text.length < shortest && !isNeeded, first.stands && textOf(group).length < shortest];
  if (draft.paragraph !== last.paragraph) return isShort && (rest.length === 0 ? wasShort : looksBack(draft, rest));
  return isShort || wasShort || !draft.stands || draft.leans;
}

/**
 * A paragraph of one short sentence may stand with another; a longer one begins for itself, unless its first sentence looks back
 * and the others do well without it.
 */
function looksBack(draft: Draft, [next, ...rest]: readonly Draft[]): boolean {
  if (next === undefined || !draft.leans || draft.contradicts || !next.stands || next.leans) return false;
  return textOf([next, ...rest]).length >= shortest;
}

function textOf(group: Group): string {
  return group.map((draft) => draft.text).join(" ");
}
