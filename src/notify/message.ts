import type { Incident, KeptIncident } from "../domain/incident.ts";
import { toIso } from "../domain/instant.ts";
import { isHandoff } from "../domain/plan.ts";
import type { Post } from "../domain/post.ts";
import type { PostView } from "../domain/view.ts";
import { fill } from "../pipeline/fill.ts";
import { halfSent, standingParts } from "../pipeline/half-sent.ts";
import { offersOn } from "../pipeline/review.ts";
import type { Registry } from "../platforms/platform.ts";
import type { Message } from "./channel.ts";
import { type Setting, sayWords, wordsFor } from "./words.ts";

/** What an incident's words are made from beside the incident. */
export interface Sources {
  readonly registry: Registry;
  /** Of the incident's post; undefined where it is about none. */
  readonly view: PostView | undefined;
}

/** The beginning of a post, so that a person knows which one it is. */
export function firstWords(registry: Registry, { platform, content }: Pick<Post, "platform" | "content">): string {
  const parsed = registry[platform].parse(content);
  const words = parsed.ok ? (registry[platform].read(parsed.content).parts[0]?.text ?? "") : "";
  const folded = words.replaceAll(/\s+/g, " ").trim();
  return folded.length <= 60 ? folded : `${folded.slice(0, 60).replace(/\s\S*$/, "")}…`;
}

function visibleOf(view: PostView): readonly string[] {
  const half = halfSent(view);
  return half ? standingParts(half).map(({ output }) => output.url ?? output.id) : [];
}

function handoffOf({ post }: PostView): Setting["handoff"] {
  const step = post.plan?.steps.findLast(isHandoff);
  if (!post.plan || !step) return null;
  const filled = fill(step, post.plan, new Map());
  return isHandoff(filled)
    ? { text: filled.text, openUrl: filled.openUrl, pictures: filled.media.length, act: filled.act ?? "post" }
    : null;
}

function settingOf(incident: Incident, { registry, view }: Sources): Setting {
  const platform = Object.values(registry).find(({ id }) => id === incident.platform);
  return {
    firstWords: view ? firstWords(registry, view.post) : "",
    platformName: platform?.name ?? "",
    visible: view ? visibleOf(view) : [],
    handoff: view ? handoffOf(view) : null,
    offers: view ? offersOn(view, registry[view.post.platform].retract !== undefined) : [],
  };
}

/** What is told of an incident, whoever is told and however. */
export function messageOf(incident: KeptIncident, sources: Sources): Message {
  const setting = settingOf(incident, sources);
  const words = wordsFor(incident, setting);
  const { id, kind, account, platform } = incident;
  const post = sources.view?.post;
  return {
    id,
    kind,
    at: toIso(incident.openedAt),
    subject: words.subject,
    text: sayWords(words),
    happened: words.happened,
    paste: words.paste ?? null,
    todo: words.todo,
    account,
    platform,
    post: post ? { id: post.id, state: post.state, words: setting.firstWords, visible: setting.visible } : null,
  };
}
