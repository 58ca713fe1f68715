import { ok, type Problem, type Result, refuse } from "../domain/problem.ts";
import type { StoredSummary } from "../domain/view.ts";
import { type Comparison, compareLanguages } from "../pipeline/compare-languages.ts";
import type { Desk } from "./desk.ts";
import { type OpenPost, openPost } from "./draft.ts";
import { emptyForm, formOf, imageProblem, type SummaryForm, summaryFile } from "./new-summary.ts";
import { type Revised, revise } from "./revise.ts";
import { type Story, storedStory, story } from "./story.ts";
import { type Fated, withdrawal } from "./withdraw.ts";

/** The same story in another language, and what only one of the two says. */
export interface Sibling {
  readonly summary: StoredSummary;
  /** `one` is the story that is open. */
  readonly comparison: Comparison;
}

/** A story as an editor has it open. */
export interface OpenStory {
  readonly story: Story;
  readonly posts: readonly OpenPost[];
  /** Posts that can't be shown any more, and why. */
  readonly unreadable: readonly Problem[];
  /** What a withdrawal would do. */
  readonly fates: readonly Fated[];
  readonly siblings: readonly Sibling[];
  /** The summary as a form has it. */
  readonly form: SummaryForm;
}

async function siblingsOf({ store }: Desk, { summary }: StoredSummary): Promise<readonly Sibling[]> {
  if (summary.story === undefined) return [];
  const all = await store.summariesOfStory(summary.story);
  return all
    .filter((other) => other.summary.id !== summary.id)
    .map((other) => ({ summary: other, comparison: compareLanguages(summary, other.summary) }));
}

/**
 * All of a story: its posts, its versions, its other languages, and what could be done with it.
 * @param zone in which its form has its times; absent: the house's
 */
export async function openStory(desk: Desk, id: string, zone = desk.settings.timezone): Promise<Result<OpenStory>> {
  const found = await story(desk, id);
  if (!found.ok) return found;
  const opened = await Promise.all(found.value.posts.map(({ post }) => openPost(desk, post.id)));
  const [fates, siblings] = await Promise.all([withdrawal(desk, id), siblingsOf(desk, found.value.summary)]);
  return ok({
    story: found.value,
    posts: opened.flatMap((post) => (post.ok ? [post.value] : [])),
    unreadable: opened.flatMap((post) => (post.ok ? [] : post.problems)),
    fates: fates.ok ? fates.value : [],
    siblings,
    form: formOf(found.value.summary.summary, zone),
  });
}

const changedHere = /, changed by [^,]*$/u;

/** Words that a person changed are that person's, wherever the summary came from: no source vouches for them. */
function sourceOf({ summary }: StoredSummary, desk: Desk): string {
  return `${summary.source.replace(changedHere, "")}, changed by ${desk.actor.id}`;
}

/**
 * Changes a story as the form says: its posts are composed anew, approvals are gone.
 * @param seen the version that the form was opened with
 */
export async function changeStory(desk: Desk, id: string, form: SummaryForm, seen: number): Promise<Result<Revised>> {
  const stored = await storedStory(desk, id);
  if (!stored.ok) return stored;
  const image = imageProblem(form, stored.value.summary.image?.src);
  if (image) return refuse(image);
  const isPictured = form.image.trim() !== "";
  const { imageAlt, imageCredit, pictures } = emptyForm;
  const whole = isPictured ? form : { ...form, imageAlt, imageCredit, pictures };
  return revise(desk, id, summaryFile(whole, sourceOf(stored.value, desk)), seen);
}

/** An editor says that the summary's picture is the outlet's own to publish. */
export async function confirmPicture(desk: Desk, id: string, seen: number): Promise<Result<Revised>> {
  const stored = await storedStory(desk, id);
  if (!stored.ok) return stored;
  return changeStory(desk, id, { ...formOf(stored.value.summary, desk.settings.timezone), pictures: "ours" }, seen);
}
