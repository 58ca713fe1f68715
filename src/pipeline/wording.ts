/**
 * A model's wording of a post that Herald composed: what the model is asked, what is taken of its answer, and what stands against
 * it. Only the sentences are the model's: parts, pictures, labels, links, follow lines and hashtags stay as composed. Pure.
 */
import type { Instant } from "../domain/instant.ts";
import type { Json } from "../domain/json.ts";
import type { Problem } from "../domain/problem.ts";
import { languageOf } from "../language/script.ts";
import type { Platform } from "../platforms/platform.ts";
import { tidy } from "./compose.ts";
import { findingsOn } from "./findings.ts";
import type { Style } from "./house-rules.ts";
import { mapWords } from "./map-words.ts";
import { type Dress, type Frame, frameOf, has, ownWordsIn } from "./wording/frame.ts";
import { type Prompt, promptOf } from "./wording/prompt.ts";
import { readProposal } from "./wording/read-proposal.ts";

export type { Prompt } from "./wording/prompt.ts";

/** A post as composed, and all that its wording is judged by. */
export interface Draft extends Dress {
  readonly platform: Platform;
  readonly content: Json;
  readonly style: Style;
  /** Judged as if it went out now. */
  readonly now: Instant;
}

/** The post in a model's words, or why they are not taken, as a sentence. */
export type Worded = { readonly ok: true; readonly content: Json } | { readonly ok: false; readonly reason: string };

function textsOf({ platform, content }: Pick<Draft, "platform" | "content">): readonly string[] {
  return platform.read(content).parts.map(({ text }) => text);
}

function framesOf(draft: Draft): readonly Frame[] {
  const texts = textsOf(draft);
  return texts.map((text) => frameOf(text, draft, draft.account.numbering && texts.length > 1));
}

/** The characters that a body may have beside what frames it, as the platform counts. */
function roomIn({ platform }: Draft, { head, tail }: Frame): number {
  const counts = platform.counts(platform.contentOf(head + tail));
  return platform.limits.text.max - (counts.parts?.[0]?.weightedLength ?? counts.characters ?? 0);
}

/** What to ask a model; null where nothing of the post is for it to word. */
export function promptFor(draft: Draft): Prompt | null {
  const frames = framesOf(draft);
  if (frames.some(({ body }) => body === "")) return null;
  const tasks = frames.map((frame) => ({ text: frame.body, longest: roomIn(draft, frame) }));
  return promptOf(draft.platform.name, draft.summary, tasks);
}

/** What a platform would link, tag or count: an address, of mail too, a bare domain, a hashtag, a name, a ticker. */
const linked =
  /(?:https?:\/\/|www\.)\S+|(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+|(?<![\p{L}\p{N}.@-])(?:[\p{L}\p{N}-]+\.)+\p{Ll}{2,}|(?<![\p{L}\p{N}&])[#＃@＠$＄]+[\p{L}_][\p{L}\p{M}\p{N}_]*/gu;

function linksIn(text: string): readonly string[] {
  return text.match(linked) ?? [];
}

/** What no finding would say of a body, since an editor may do it: other links, names or tags, Herald's own words gone, another language. */
function strayIn(body: string, before: string, dress: Dress): string | null {
  const [links, own] = [linksIn(body), linksIn(before)];
  const added = links.find((link) => !own.includes(link));
  if (added !== undefined) return `it adds ${added}, which a platform would link`;
  const lost = own.find((link) => !links.includes(link)) ?? ownWordsIn(before, dress).find((words) => !has(body, words));
  if (lost !== undefined) return `it leaves out "${lost}"`;
  return languageOf(body) === languageOf(before) ? null : "it is in another language";
}

/** A finding that the post has in Herald's own words too is none of the model's. */
function newFindings(draft: Draft, content: Json): readonly Problem[] {
  const { platform, summary, house, now, style, account } = draft;
  const on = (judged: Json) => findingsOn(platform, judged, summary, house, now, { style, account, timezone: account.timetable.timezone });
  const before = new Set(on(draft.content).map(({ code, where, message }) => `${code} ${where} ${message}`));
  return on(content).filter(({ code, where, message }) => !before.has(`${code} ${where} ${message}`));
}

function isGrave({ code, severity }: Problem): boolean {
  return severity === "block" || code.startsWith("claim-");
}

/** The post with other texts in the places of its own. */
function withTexts(draft: Draft, texts: readonly string[]): Json {
  const replaced = new Map(textsOf(draft).map((text, at) => [text, texts[at] ?? text]));
  return mapWords(draft.content, (words) => replaced.get(words) ?? words, ["digest", "mime", "alt"]);
}

/**
 * The post in the words of a model's answer, judged as a person's would be, with less patience: whatever stops it, and whatever
 * is found of its claims, refuses it whole.
 */
export function wordedAs(draft: Draft, answer: string): Worded {
  const frames = framesOf(draft);
  const proposal = readProposal(answer, frames.length);
  if (!proposal.ok) return { ok: false, reason: `its answer ${proposal.reason}` };
  const strays = frames.flatMap(({ body }, at) => strayIn(proposal.texts[at] ?? "", body, draft) ?? []);
  if (strays[0] !== undefined) return { ok: false, reason: strays[0] };
  const texts = frames.map(({ head, tail }, at) => tidy(bare(`${head}${proposal.texts[at]}${tail}`), draft.summary.language));
  const content = withTexts(draft, texts);
  const [grave] = newFindings(draft, content).filter(isGrave);
  return grave ? { ok: false, reason: `${grave.where}: ${grave.message}` } : { ok: true, content };
}

/** Without the marks that tidying sets at the beginning of lines. */
function bare(text: string): string {
  return text.replaceAll(/^\u200f+/gmu, "");
}
