import type { Correction, Mistake } from "../domain/correction.ts";
import type { State } from "../domain/post.ts";
import { block, ok, type Problem, type Result, refuse } from "../domain/problem.ts";
import type { PostView } from "../domain/view.ts";
import { mistakesBetween } from "../pipeline/correction.ts";
import { sayableIds } from "../pipeline/intake.ts";
import { type Bench, contentSeen, correctedBy, correctionOf } from "../pipeline/review.ts";
import { forbidden } from "../pipeline/rights.ts";
import { composeAgain } from "./compose-again.ts";
import { benchFor, type Desk, nowOf, viewOf, viewsOf } from "./desk.ts";

/** What was wrong and what is right; without either, what the story says otherwise since the post went out. */
export interface CorrectOptions {
  readonly was?: string;
  readonly now?: string;
  /** The correction's words, or the whole corrected text where it takes the old one's place; absent: Herald words it. */
  readonly text?: string;
  /** A new post in the old one's place, which is deleted: where the card is wrong. */
  readonly repost?: boolean;
}

const dropped: readonly State[] = ["rejected", "cancelled", "withdrawn"];
const over: readonly State[] = ["published", ...dropped];

/** The post as readers see it now: words that were pasted over the old ones are what stands there. */
async function latest(desk: Desk, view: PostView): Promise<PostView> {
  const later = await Promise.all((view.correctedBy ?? []).map((id) => desk.store.view(id)));
  const edit = later.findLast((one) => one?.post.correction?.way === "edit" && one.post.state === "published");
  return edit ? latest(desk, edit) : view;
}

/** Both put the same right, word for word. */
function saysTheSame({ mistakes }: Correction, other: Correction): boolean {
  return JSON.stringify(mistakes.map(({ was, now }) => [was, now])) === JSON.stringify(other.mistakes.map(({ was, now }) => [was, now]));
}

/** An answer that says the same, published or on its way: readers would see it twice. */
function twin(others: readonly (PostView | undefined)[], correction: Correction): Problem | null {
  const given = others.find(
    (one) => one?.post.correction && !dropped.includes(one.post.state) && saysTheSame(one.post.correction, correction),
  );
  if (!given) return null;
  const { id, state } = given.post;
  const remedy = `\`herald show ${id}\` tells where it stands; nothing was changed.`;
  return block("state-correct", `post ${correction.corrects}`, `Its correction ${id}, which is ${state}, says the same.`, remedy);
}

/** A correction of the same post that nobody has decided on: two of them would undo each other, and two answers would say it twice. */
async function unfinished(desk: Desk, view: PostView, correction: Correction): Promise<Problem | null> {
  const others = await Promise.all((view.correctedBy ?? []).map((id) => desk.store.view(id)));
  if (correction.way === "reply") return twin(others, correction);
  const open = others.find((one) => one?.post.correction?.way !== "reply" && one && !over.includes(one.post.state));
  if (!open) return null;
  const { id } = open.post;
  return block("state-correct", `post ${view.post.id}`, `Its correction ${id} is not through.`, `Edit ${id}, or reject it first.`);
}

/** The story as it stood when the post was last approved. */
async function storyThen(desk: Desk, { post, journal }: PostView) {
  const versions = await desk.store.stories.versions(post.summaryId);
  const approved = journal.findLast((entry) => entry.kind === "moved" && entry.transition === "approve")?.at ?? post.createdAt;
  return (versions.findLast(({ at }) => at < approved) ?? versions[0])?.summary;
}

function halfGiven(id: string): Result<never> {
  return refuse(block("usage-correct", `post ${id}`, "A correction needs both what was wrong and what is right.", "Give --was and --now."));
}

function noneFound(id: string): Result<never> {
  const message = "Nothing that the post says was changed in its story since.";
  return refuse(block("input-correction", `post ${id}`, message, "Give --was and --now, or change the story first: `herald revise`."));
}

async function mistakesIn(
  desk: Desk,
  view: PostView,
  { platform }: Bench,
  { was, now }: CorrectOptions,
): Promise<Result<readonly Mistake[]>> {
  const { id } = view.post;
  const [wrong, right] = [was?.trim() ?? "", now?.trim() ?? ""];
  if (wrong !== "" && right !== "") return ok([{ was: wrong, now: right }]);
  if (was !== undefined || now !== undefined) return halfGiven(id);
  const [then, content] = [await storyThen(desk, view), contentSeen(view, platform)];
  const parts = content === null ? [] : platform.read(content).parts;
  const text = parts.flatMap((part) => [part.text, ...part.pictures.map(({ alt }) => alt)]).join("\n");
  const found = then ? mistakesBetween(then, view.summary.summary, text) : [];
  return found.length > 0 ? ok(found) : noneFound(id);
}

function withdrawnStory({ post }: PostView): Problem {
  return block(
    "state-withdrawn",
    `post ${post.id}`,
    "Its story was withdrawn.",
    "Delete the post instead: `herald withdraw` again proposes it.",
  );
}

/** Two clicks at once: the second was drafted without the first. */
function meanwhile({ post }: PostView): Problem {
  const remedy = `\`herald show ${post.id}\` names it.`;
  return block("state-changed", `post ${post.id}`, "Another correction of it was drafted meanwhile.", remedy);
}

async function keep(desk: Desk, view: PostView, bench: Bench, correction: Correction, text?: string): Promise<Result<readonly PostView[]>> {
  const { summary } = view.summary;
  const { account, platform } = bench;
  const { content } = await composeAgain(desk, { account, summary, look: view.post.look ?? {}, correction, corrected: view, text });
  const draft = {
    ids: sayableIds(summary.fingerprint, `${account.id} corrects ${view.post.id} ${view.correctedBy?.length ?? 0}`),
    account: account.id,
    platform: platform.id,
    content,
    correction,
    reason: `It corrects ${view.post.id}.`,
    ...(text === undefined ? {} : ({ edited: true } as const)),
    ...(view.post.look ? { look: view.post.look } : {}),
  };
  const decide = (stored: PostView) =>
    stored.correctedBy?.length === view.correctedBy?.length ? correctedBy(stored, platform, correction) : refuse(meanwhile(view));
  const kept = await desk.store.stories.correct(draft, decide, nowOf(desk), desk.actor.id);
  return kept.ok ? ok(await viewsOf(desk, kept.value)) : kept;
}

/**
 * Drafts what puts a post right that readers have seen: an answer, the words to paste over the old ones, or a new post. It waits for
 * its approval, and goes before others then. @returns the draft; beside it the old post, if its deletion is proposed
 */
export async function correct(desk: Desk, id: string, options: CorrectOptions): Promise<Result<readonly PostView[]>> {
  const objection = forbidden(desk.actor, "correct");
  if (objection) return refuse(objection);
  const first = await viewOf(desk, id);
  if (!first.ok) return first;
  const view = await latest(desk, first.value);
  if (view.summary.withdrawn) return refuse(withdrawnStory(view));
  const bench = benchFor(desk, view.post.account);
  if (!bench.ok) return bench;
  const mistakes = await mistakesIn(desk, view, bench.value, options);
  if (!mistakes.ok) return mistakes;
  const wanted = { mistakes: mistakes.value, ...(options.repost ? ({ way: "repost" } as const) : {}) };
  const correction = correctionOf(view, bench.value.platform, wanted);
  if (!correction.ok) return correction;
  const open = await unfinished(desk, view, correction.value);
  return open ? refuse(open) : keep(desk, view, bench.value, correction.value, options.text);
}
