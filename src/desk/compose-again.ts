import type { Account } from "../domain/account.ts";
import type { Correction } from "../domain/correction.ts";
import type { CardKind, Look, Theme } from "../domain/look.ts";
import { block, ok, type Problem, type Result, refuse } from "../domain/problem.ts";
import type { Summary } from "../domain/summary.ts";
import type { PostView } from "../domain/view.ts";
import { contentSeen } from "../pipeline/review.ts";
import { briefFor, drawCards } from "./compose-post.ts";
import { type Desk, platformOf } from "./desk.ts";
import { type Wording, wordPost } from "./word-post.ts";

/** What an editor chooses for a post's cards; `auto` takes an earlier choice back, absent leaves it. */
export interface Choice {
  readonly card?: CardKind | "auto";
  readonly theme?: Theme | "auto";
}

/** The look with the choice over it. */
export function lookWith({ card, theme }: Look = {}, choice: Choice = {}): Look {
  const [kind, side] = [choice.card ?? card, choice.theme ?? theme];
  return {
    ...(kind === undefined || kind === "auto" ? {} : { card: kind }),
    ...(side === undefined || side === "auto" ? {} : { theme: side }),
  };
}

/** A post as it is to be composed, whatever it is now. */
export interface Again {
  readonly account: Account;
  readonly summary: Summary;
  readonly look: Look;
  readonly correction?: Correction | undefined;
  /** The post that a correction corrects. */
  readonly corrected?: PostView["corrected"] | undefined;
  /** The words of a correction, an editor's; absent: Herald words it. */
  readonly text?: string | undefined;
}

/** What a post in the queue is composed from. */
export function againOf({ post, summary, corrected }: PostView, account: Account, look: Look): Again {
  return { account, summary: summary.summary, look, correction: post.correction, corrected };
}

const nothing: Record<CardKind, string> = {
  headline: "no headline",
  figure: "no number that is telling by itself",
  quotation: "no quotation that is a sentence of its own, with its speaker",
  points: "no points beside its headline",
};

/** Why the chosen cards can't be had; null: they can. */
function noMatter(desk: Desk, { account, summary, look, correction }: Again): Problem | null {
  if (look.card === undefined) return null;
  const where = `--card ${look.card}`;
  if (correction && correction.way !== "repost")
    return block(
      "input-card",
      where,
      "This correction has no card of its own.",
      "Correct the post with `--repost` where its card is wrong.",
    );
  const cards = platformOf(desk, account).cards(summary, { ...briefFor(desk, account), look });
  if (cards.some(({ kind }) => kind === look.card)) return null;
  return block("input-card", where, `The story has ${nothing[look.card]}.`, "Choose another kind of card; nothing was changed.");
}

async function drawn(desk: Desk, { account, summary, look }: Again) {
  const cards = platformOf(desk, account).cards(summary, { ...briefFor(desk, account), look });
  const { pictures, bytes } = await drawCards(desk, cards);
  await Promise.all([...bytes].map(([digest, picture]) => desk.store.keepMedia(digest, { mime: "image/jpeg", bytes: picture })));
  return pictures;
}

async function correctionWords(desk: Desk, again: Again, { way, mistakes }: Correction): Promise<Wording> {
  const { account, summary, corrected, text } = again;
  const platform = platformOf(desk, account);
  const published = corrected && contentSeen(corrected, platform);
  if (published === undefined || published === null) throw new Error("What is corrected can't be read any more.");
  const pictures = way === "repost" ? await drawn(desk, again) : [];
  const matter = { way, mistakes, summary, published, pictures, ...(text === undefined ? {} : { text }) };
  return { content: platform.correct(matter, briefFor(desk, account)), composedBy: "herald" };
}

/** Composes a post from its story as it stands now, a correction as one; its pictures are kept. */
export async function composeAgain(desk: Desk, again: Again): Promise<Wording> {
  if (again.correction) return correctionWords(desk, again, again.correction);
  const { account, summary, look } = again;
  const pictures = await drawn(desk, again);
  const content = platformOf(desk, account).compose(summary, { ...briefFor(desk, account), look }, pictures);
  return wordPost(desk, summary, account, content);
}

/** The same, or why it can't be: a chosen kind of card that the story has no matter for. */
export async function composeChosen(desk: Desk, again: Again, choice: Choice): Promise<Result<Wording>> {
  const problem = choice.card === undefined ? null : noMatter(desk, again);
  return problem ? refuse(problem) : ok(await composeAgain(desk, again));
}
