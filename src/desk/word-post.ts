import type { Account } from "../domain/account.ts";
import type { Json } from "../domain/json.ts";
import type { Composer } from "../domain/post.ts";
import type { Summary } from "../domain/summary.ts";
import { digestOf } from "../pipeline/digest.ts";
import { promptFor, wordedAs } from "../pipeline/wording.ts";
import { type Desk, nowOf, platformOf } from "./desk.ts";

/** A composed post in the words it is kept with. */
export interface Wording {
  readonly content: Json;
  readonly composedBy: Composer;
  /** Where a model was asked: which, and what came of it. */
  readonly reason?: string;
}

/** Longer than this a journal's reason isn't read; what a model said may be as long as it liked. */
const longestReason = 300;

function refusal(model: string, why: string): string {
  const shown = why.length > longestReason ? `${why.slice(0, longestReason)}…` : `${why.replace(/\.$/, "")}.`;
  return `The model ${model} was asked, and Herald's own words stand: ${shown}`;
}

/**
 * Lets the model word a post that Herald composed, where the settings name one. Its words are judged as a person's are; where
 * they are not taken, or none come, Herald's own stand. Pictures and their descriptions never change.
 */
export async function wordPost(desk: Desk, summary: Summary, account: Account, content: Json): Promise<Wording> {
  const { model, settings } = desk;
  if (!model) return { content, composedBy: "herald" };
  const draft = { summary, account, content, platform: platformOf(desk, account), house: settings.house, style: settings.style };
  const prompt = promptFor({ ...draft, now: nowOf(desk) });
  if (!prompt) return { content, composedBy: "herald" };
  const answer = await model.ask(prompt);
  const worded = answer.ok ? wordedAs({ ...draft, now: nowOf(desk) }, answer.text) : answer;
  if (!worded.ok) return { content, composedBy: "herald", reason: refusal(model.name, worded.reason) };
  if (digestOf(worded.content) === digestOf(content)) return { content, composedBy: "herald" };
  return { content: worded.content, composedBy: "model", reason: `Worded by the model ${model.name}.` };
}
