import type { PlatformId } from "../domain/account.ts";
import type { Json } from "../domain/json.ts";
import { ok, type Problem, type Result, refuse } from "../domain/problem.ts";
import { findingsOn } from "../pipeline/findings.ts";
import { readSummary } from "../pipeline/intake.ts";
import type { Platform } from "../platforms/platform.ts";
import { nowOf, type Workshop } from "./desk.ts";
import type { Input } from "./preview.ts";

/** Words that somebody wants checked: those of one part, caption or post, or a whole content. */
export type Words = { readonly kind: "text"; readonly text: string } | { readonly kind: "post"; readonly json: unknown };

export interface CheckOptions {
  readonly source: Input;
  readonly platform: PlatformId;
  readonly words: Words;
}

function contentOf(platform: Platform, words: Words): Result<Json> {
  // A file ends with a line end that nobody would paste.
  if (words.kind === "text") return ok(platform.contentOf(words.text.replaceAll("\r\n", "\n").trimEnd()));
  const parsed = platform.parse(words.json);
  return parsed.ok ? ok(parsed.content) : refuse(...parsed.problems);
}

/** Pictures come later: what is asked here is what the words say. */
function isAboutPictures({ code }: Problem): boolean {
  return /^(?:media|alt)-/.test(code);
}

/**
 * Holds words against a platform's rules, the house's and their source, as if they went out now, by the rules of the platform's
 * first account. Needs no queue and keeps nothing. Refused where source or words can't be read.
 */
export function check(shop: Workshop, { source, platform: id, words }: CheckOptions): Result<readonly Problem[]> {
  const summary = readSummary(source, { timezone: shop.settings.timezone });
  const platform = shop.registry[id];
  const content = contentOf(platform, words);
  if (!summary.ok || !content.ok) return refuse(...(summary.ok ? [] : summary.problems), ...(content.ok ? [] : content.problems));
  const { house, style, accounts } = shop.settings;
  const account = accounts.find((candidate) => candidate.platform === id);
  const rules = { style, timezone: shop.settings.timezone, ...(account ? { account } : {}) };
  const problems = findingsOn(platform, content.value, summary.value, house, nowOf(shop), rules).filter(
    (problem) => !isAboutPictures(problem),
  );
  return ok(words.kind === "text" ? problems.map((problem) => ({ ...problem, where: "text" })) : problems);
}
