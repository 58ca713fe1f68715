import type { House } from "../../domain/brand.ts";
import type { Correction, Mistake } from "../../domain/correction.ts";
import type { Instant } from "../../domain/instant.ts";
import { block, type Problem } from "../../domain/problem.ts";
import type { Summary } from "../../domain/summary.ts";
import type { PostView } from "../../domain/view.ts";
import type { Platform } from "../../platforms/platform.ts";
import { type Claimed, checkAgainstSource } from "../check/against-source.ts";
import { checkTimes, type Moment } from "../check/times.ts";
import { wherever } from "./mend.ts";
import { partedBy } from "./notice.ts";

/** A correction, and the post that it corrects as readers saw it. */
export interface Corrected {
  readonly correction: Correction;
  readonly texts: readonly string[];
  /** When readers saw it first. */
  readonly at: Instant;
}

/** What a post corrects, for the check; nothing for any other post. */
export function correctedIn(
  { post, corrected }: Pick<PostView, "post" | "corrected">,
  platform: Platform,
): { readonly corrected?: Corrected } {
  if (!post.correction || !corrected) return {};
  const { plan, content, scheduledAt, createdAt } = corrected.post;
  const parsed = platform.parse(plan?.content ?? content);
  const parts = parsed.ok ? platform.read(parsed.content).parts : [];
  const texts = parts.flatMap(({ text, pictures }) => [text, ...pictures.map(({ alt }) => alt)]);
  const out = corrected.journal.findLast((entry) => entry.kind === "moved" && entry.transition === "publish");
  return { corrected: { correction: post.correction, texts, at: out?.at ?? scheduledAt ?? createdAt } };
}

/**
 * The lines that name the error, without what was wrong and what is right: the one stood in the published post, the other is looked up
 * in the story by itself, and neither was said by whoever "wrote" it. What else stands there is read like anything else.
 */
function framesOf(notices: readonly Claimed[], mistakes: readonly Mistake[]): readonly Claimed[] {
  const bare = (text: string) =>
    mistakes.flatMap(({ was, now }) => [was, now]).reduce((rest, words) => rest.replace(wherever(words), ""), text);
  return notices.map(({ where, text }) => ({ where, text: bare(text).replaceAll(/[“"”]\s*[.۔]?[”"“]/gu, "") }));
}

/** The story and the published post as one source: where the old error is named, both speak. */
function both(summary: Summary, texts: readonly string[]): Summary {
  const lines = texts.flatMap((text) => text.split("\n")).filter((line) => line.trim() !== "");
  return { ...summary, paragraphs: [...summary.paragraphs, ...lines] };
}

const silent = block(
  "style-correction",
  "correction",
  "It doesn't say that it corrects something.",
  "Begin the line that names the error with “Correction:” (“تصحیح:” in Urdu).",
);

/** What a few words by themselves can get wrong; who said them, and with what doubt, a sentence shows. */
const ofWords = /^claim-(?:number|unit|date|name|title|place|quotation)$/;

/** What is said to be right must stand in the story, whatever the published post says. */
function wrongAgain(mistakes: readonly Mistake[], summary: Summary, house: House, { spokenOn }: Moment): readonly Problem[] {
  const texts = mistakes.map(({ now }) => ({ where: "correction", text: now }));
  const remedy = "Change the story first: `herald revise STORY --file FILE`.";
  return checkAgainstSource(texts, summary, house, spokenOn)
    .filter(({ code, severity }) => severity === "block" && ofWords.test(code))
    .map((problem) => ({ ...problem, remedy: `${problem.remedy} ${remedy}` }));
}

/** It speaks to readers of a post of that day; its expiry is over for news, not for what puts news right. */
function timeFindings(texts: readonly Claimed[], summary: Summary, moment: Moment): readonly Problem[] {
  return checkTimes(texts, summary, moment).filter(({ code }) => code !== "time-expired");
}

/**
 * A correction against its story and the published post. Only a line that begins with the word for a correction may name the old
 * error; every other line, and what is said to be right, stands in the story as it reads now. `style-correction` blocks one that
 * corrects silently.
 */
export function correctionFindings(
  texts: readonly Claimed[],
  summary: Summary,
  house: House,
  moment: Moment,
  { correction, texts: published, at }: Corrected,
): readonly Problem[] {
  const { notices, rest } = partedBy(texts, summary.language);
  const asOf = correction.way === "edit" ? { ...moment, at: Math.min(at, moment.at) } : moment;
  const found = [
    ...(notices.length === 0 ? [silent] : []),
    ...checkAgainstSource(framesOf(notices, correction.mistakes), both(summary, published), house, moment.spokenOn),
    ...wrongAgain(correction.mistakes, summary, house, moment),
    ...checkAgainstSource(rest, summary, house, moment.spokenOn),
    ...timeFindings(rest, summary, asOf),
  ];
  return [...new Map(found.map((problem) => [`${problem.code} ${problem.where} ${problem.message}`, problem])).values()];
}
