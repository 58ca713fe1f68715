import type { Problem } from "../../src/domain/problem.ts";
import type { Language, Summary } from "../../src/domain/summary.ts";
import { checkAgainstSource } from "../../src/pipeline/check.ts";
import { house } from "../pipeline/compose/house.ts";
import { planted } from "./errors.ts";
import { honest, type Manner } from "./honest.ts";
import { blocking, type Kind, type Planted } from "./kinds.ts";
import { chanceFrom } from "./random.ts";

export interface Item {
  readonly name: string;
  readonly summary: Summary;
  /** Honest texts of it that a person wrote. */
  readonly written: readonly string[];
}

/** How often something happened. */
export interface Count {
  readonly of: number;
  readonly hits: number;
}

export interface Miss {
  readonly name: string;
  readonly kind: Kind;
  readonly wrong: string;
  readonly right: string;
}

/** An honest text that the check has something against. */
export interface Stopped {
  readonly name: string;
  readonly manner: Manner;
  readonly text: string;
  readonly problems: readonly Problem[];
}

export interface Measured {
  readonly found: ReadonlyMap<`${Kind} ${Language}`, Count>;
  readonly stopped: ReadonlyMap<`${Manner} ${Language}`, Count>;
  /** Honest texts that pass with a warning, or are stopped. */
  readonly warned: ReadonlyMap<`${Manner} ${Language}`, Count>;
  /** Of the planted errors, those in sentences that a person had told anew. */
  readonly foundInRewordings: Count;
  readonly misses: readonly Miss[];
  readonly stops: readonly Stopped[];
  readonly warnings: readonly Stopped[];
}

function check(parts: readonly string[], summary: Summary): readonly Problem[] {
  return checkAgainstSource(
    parts.map((text, at) => ({ where: `part ${at + 1}`, text })),
    summary,
    house,
  );
}

function blocks(problems: readonly Problem[]): readonly Problem[] {
  return problems.filter(({ severity }) => severity === "block");
}

const softer: Partial<Record<Kind, string>> = { negation: "claim-negation", hedge: "claim-hedge", direction: "claim-direction" };

/** True when the wrong text has a finding that the right one hasn't: one that stops it, or, of the softer kinds, at least a warning that names it. */
function isFound({ kind, right, wrong }: Planted, summary: Summary): boolean {
  const before = new Set(check([right], summary).map(({ message }) => message));
  const fresh = check([wrong], summary).filter(({ message }) => !before.has(message));
  return blocks(fresh).length > 0 || (!blocking.has(kind) && fresh.some(({ code }) => code === softer[kind]));
}

function tally<Key extends string>(counts: Map<Key, Count>, key: Key, hit: boolean): void {
  const { of = 0, hits = 0 } = counts.get(key) ?? {};
  counts.set(key, { of: of + 1, hits: hits + (hit ? 1 : 0) });
}

/** Plants errors in the honest texts of the summaries and counts what the check finds, and which honest texts it stops. */
export function measure(items: readonly Item[], seed: number, mostPerKind: number): Measured {
  const found = new Map<`${Kind} ${Language}`, Count>();
  const stopped = new Map<`${Manner} ${Language}`, Count>();
  const reworded = new Map<"all", Count>();
  const misses: Miss[] = [];
  const warned = new Map<`${Manner} ${Language}`, Count>();
  const doubted: Stopped[] = [];
  const chance = chanceFrom(seed);
  for (const { name, summary, written } of items) {
    const texts = honest(summary, written);
    for (const { manner, parts } of texts) {
      const problems = check(parts, summary);
      tally(stopped, `${manner} ${summary.language}`, blocks(problems).length > 0);
      tally(warned, `${manner} ${summary.language}`, problems.length > 0);
      if (problems.length > 0) doubted.push({ name, manner, text: parts.join("\n"), problems });
    }
    const bases = texts
      .filter(({ manner, parts }) => ["sentence", "clause", "composed", "written"].includes(manner) && parts.length > 0)
      .flatMap(({ parts }) => parts);
    for (const each of planted(bases, summary, chance, mostPerKind)) {
      const hit = isFound(each, summary);
      tally(found, `${each.kind} ${summary.language}`, hit);
      if (written.includes(each.right)) tally(reworded, "all", hit);
      if (!hit) misses.push({ name, kind: each.kind, wrong: each.wrong, right: each.right });
    }
  }
  const foundInRewordings = reworded.get("all") ?? { of: 0, hits: 0 };
  const stops = doubted.filter(({ problems }) => blocks(problems).length > 0);
  const warnings = doubted.filter(({ problems }) => blocks(problems).length === 0);
  return { found, stopped, warned, foundInRewordings, misses, stops, warnings };
}

/** Hits and cases of all keys that begin with one of the words. */
export function sum(counts: ReadonlyMap<string, Count>, words: readonly string[]): Count {
  const all = [...counts].filter(([key]) => words.some((word) => key.startsWith(`${word} `))).map(([, count]) => count);
  return { of: all.reduce((total, { of }) => total + of, 0), hits: all.reduce((total, { hits }) => total + hits, 0) };
}
