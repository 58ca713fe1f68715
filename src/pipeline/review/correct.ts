import type { Correction, Mistake, Way } from "../../domain/correction.ts";
import type { Json } from "../../domain/json.ts";
import type { Output } from "../../domain/plan.ts";
import { block, ok, type Problem, type Result, refuse } from "../../domain/problem.ts";
import type { Change, PostView } from "../../domain/view.ts";
import type { Platform } from "../../platforms/platform.ts";
import { says } from "../correction/mend.ts";
import { standingAt } from "../correction.ts";
import { halfSent, isTakeDown, standingParts } from "../half-sent.ts";
import { retract } from "./take-down.ts";

/** What a person wants put right, and how. */
export interface Wanted {
  readonly mistakes: readonly Mistake[];
  /** Absent: as the platform has it. */
  readonly way?: Way;
}

function notSeen({ post }: PostView): Problem {
  const remedy = `Before readers have seen it, \`herald edit ${post.id}\` changes it, and \`herald revise ${post.summaryId}\` its story.`;
  return block("state-not-visible", `post ${post.id}`, `It is ${post.state}, and readers see nothing of it.`, remedy);
}

function unfinished({ post }: PostView): Problem {
  const message = `It is ${post.state}, and what becomes of it is not decided.`;
  return block("state-correct", `post ${post.id}`, message, `\`herald show ${post.id}\` tells what can be done first.`);
}

function neverSaid({ post }: PostView, { was }: Mistake): Problem {
  const message = `The post says nowhere “${was}”.`;
  return block("input-correction", `post ${post.id}`, message, "Give the words as readers see them; `herald show POST` has them.");
}

function onlyDrawn({ post }: PostView, { was }: Mistake): Problem {
  const message = `“${was}” stands only on a picture, which nobody can change once it is out.`;
  const remedy = "Correct it with `--repost`: a new post that says so, and the old one is deleted.";
  return block("input-correction", `post ${post.id}`, message, remedy);
}

function unplaced({ post }: PostView, { name }: Platform): Problem {
  const message = `Herald doesn't know its number on ${name}, so nothing can answer it.`;
  return block("input-correction", `post ${post.id}`, message, "Correct it with `--repost`, or answer it by hand.");
}

/** The post as readers see it; null where its content is another program's. */
export function contentSeen({ post }: Pick<PostView, "post">, platform: Platform): Json | null {
  const parsed = platform.parse(post.plan?.content ?? post.content);
  return parsed.ok ? parsed.content : null;
}

/** What nobody has seen can't have been wrong. */
function unseen(view: PostView, platform: Platform, { mistakes }: Wanted, way: Way): readonly Problem[] {
  const content = contentSeen(view, platform);
  const parts = content === null ? [] : platform.read(content).parts;
  const isIn = (texts: readonly string[], { was }: Mistake) => texts.some((text) => says(text, was));
  const texts = parts.map(({ text }) => text);
  const alts = parts.flatMap(({ pictures }) => pictures.map(({ alt }) => alt));
  return mistakes.flatMap((mistake) => {
    if (isIn(texts, mistake)) return [];
    if (!isIn(alts, mistake)) return [neverSaid(view, mistake)];
    return way === "edit" ? [onlyDrawn(view, mistake)] : [];
  });
}

/** A number that the platform gave: not a word for "unknown", nor for a container. */
function isNumber({ id }: Output): boolean {
  return /^\d+$/.test(id);
}

/** What a correction of this post is, or why it can't be one. */
export function correctionOf(view: PostView, platform: Platform, wanted: Wanted): Result<Correction> {
  const way = wanted.way ?? platform.corrects;
  const all = halfSent(view);
  if (!all || standingParts(all).length === 0) return refuse(notSeen(view));
  const { state, plan } = view.post;
  if ((state !== "published" && state !== "cancelled") || !plan || isTakeDown(plan)) return refuse(unfinished(view));
  const problems = unseen(view, platform, wanted, way);
  const content = contentSeen(view, platform);
  const of = content === null ? null : standingAt(view, platform.read(content), wanted.mistakes);
  if (problems.length > 0 || of === null) return refuse(...(problems.length > 0 ? problems : [notSeen(view)]));
  if (way === "reply" && !isNumber(of)) return refuse(unplaced(view, platform));
  return ok({ corrects: view.post.id, way, mistakes: wanted.mistakes, of });
}

/** What a correction changes of the post that it corrects: in whose place a new one comes, it is to be deleted. Null: nothing. */
export function correctedBy(view: PostView, platform: Platform, correction: Correction): Result<Change> | null {
  const now = correctionOf(view, platform, correction);
  if (!now.ok) return now;
  if (correction.way !== "repost") return null;
  return retract(view, platform, "It is corrected by a new post in its place.");
}
