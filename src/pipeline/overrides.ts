/** What an editor may stand by against a finding, and what that changes. Pure. */
import { toIso } from "../domain/instant.ts";
import type { NewOverride, Override } from "../domain/override.ts";
import { block, ok, type Problem, type Result, refuse } from "../domain/problem.ts";

/** Findings of an editor who stands by the words: by code, or only where the finding names these words. */
export interface Wish {
  readonly code: string;
  readonly words?: string;
}

/** What an editor stands by, and why. */
export interface Stand {
  readonly wishes: readonly Wish[];
  readonly reason: string;
}

/** Findings on a post: the platform's limits, which nobody can lift, and what is judged of its words and its time. */
export interface Findings {
  readonly limits: readonly Problem[];
  readonly judged: readonly Problem[];
}

const families = /^(?:claim|style|time)-/;
/** Nothing is sent past its expiry, whoever wants it. */
const beyond: readonly string[] = ["time-expired"];

/** True for a finding that an editor may override with a reason. */
export function isOverridable({ code, severity }: Problem): boolean {
  return severity === "block" && families.test(code) && !beyond.includes(code);
}

/** What a finding is about: its words and what is wrong with them. What the source has nearest may be another sentence in a sibling post. */
function matterOf(message: string): string {
  return message.replace(/ The source has: “.*$/su, "");
}

function covers(override: NewOverride, { code, message }: Problem): boolean {
  return override.code === code && matterOf(override.finding) === matterOf(message);
}

function overridden(problem: Problem, { by, at, reason }: Override): Problem {
  return { ...problem, severity: "warn", remedy: `Overridden by ${by} on ${toIso(at).slice(0, 10)}: ${reason}` };
}

/** All findings; what an editor has overridden stops nothing any more and says who stands by it, and why. */
export function judgedWith({ limits, judged }: Findings, overrides: readonly Override[]): readonly Problem[] {
  const lifted = judged.map((problem) => {
    const override = isOverridable(problem) ? overrides.find((kept) => covers(kept, problem)) : undefined;
    return override ? overridden(problem, override) : problem;
  });
  return [...limits, ...lifted];
}

/** The overrides that findings of this post go by. */
export function overridesIn({ judged }: Findings, overrides: readonly Override[]): readonly Override[] {
  return overrides.filter((kept) => judged.some((problem) => isOverridable(problem) && covers(kept, problem)));
}

function isMeant({ code, words }: Wish, problem: Problem): boolean {
  return problem.code === code && (words === undefined || problem.message.includes(words));
}

/** How to keep the words, after how to mend them. */
function withWay(problem: Problem): Problem {
  if (!isOverridable(problem)) return problem;
  return { ...problem, remedy: `${problem.remedy} To keep it: \`--override ${problem.code} --reason R\`.` };
}

/**
 * Whether the findings let a post pass, given what editors stood by before and what this one stands by now.
 * @returns what is to be kept of this editor's stand
 */
export function passWith(findings: Findings, kept: readonly Override[], stand: Stand | null): Result<readonly NewOverride[]> {
  const stops = judgedWith(findings, kept).filter(({ severity }) => severity === "block");
  const isLifted = (problem: Problem) =>
    stand !== null && findings.judged.includes(problem) && isOverridable(problem) && stand.wishes.some((wish) => isMeant(wish, problem));
  const left = stops.filter((problem) => !isLifted(problem));
  if (left.length > 0) return refuse(...left.map(withWay));
  const now = new Map(
    stops.map(({ code, message }) => [`${code} ${matterOf(message)}`, { code, finding: message, reason: stand?.reason ?? "" }]),
  );
  return ok([...now.values()]);
}

/** What can't be overridden as asked: a code that no finding has, or one that nobody can lift. @param all of every post asked about */
export function vainWishes(wishes: readonly Wish[], all: readonly Findings[]): readonly Problem[] {
  const judged = all.flatMap((findings) => findings.judged).filter(isOverridable);
  const found = all.flatMap((findings) => [...findings.limits, ...findings.judged]).filter(({ severity }) => severity === "block");
  return wishes.flatMap((wish) => {
    if (judged.some((problem) => isMeant(wish, problem))) return [];
    return [found.some((problem) => isMeant(wish, problem)) ? hardLimit(wish) : noFinding(wish, judged)];
  });
}

function sayWish({ code, words }: Wish): string {
  return words === undefined ? code : `${code}=${words}`;
}

function hardLimit(wish: Wish): Problem {
  const message = "This is a limit that no reason can lift: the platform, or the time, would refuse the post.";
  return block("input-override", `--override ${sayWish(wish)}`, message, "Mend the post instead; nothing was changed.");
}

function noFinding(wish: Wish, judged: readonly Problem[]): Problem {
  const open = [...new Set(judged.map(({ code }) => code))];
  const remedy = open.length > 0 ? `What can be overridden here: ${open.join(", ")}.` : "Nothing here needs an override.";
  return block("input-override", `--override ${sayWish(wish)}`, "No finding that stops these posts is meant by it.", remedy);
}
