import type { Instant } from "../domain/instant.ts";
import { ok, type Result, refuse } from "../domain/problem.ts";
import type { PostView } from "../domain/view.ts";
import { digestOf } from "../pipeline/digest.ts";
import { type Proof, proofOf } from "../pipeline/evidence.ts";
import { isOverridable } from "../pipeline/overrides.ts";
import { timeFor } from "../pipeline/review.ts";
import type { Reading } from "../platforms/platform.ts";
import { accountOf, benchFor, type Desk, platformOf, viewOf } from "./desk.ts";
import { recentOf } from "./recent.ts";
import { reportOf, type ShownPost, shownPost } from "./report.ts";

/** Words as somebody types them: a text a part, and an alt text a picture. */
export interface Words {
  readonly texts: readonly string[];
  readonly alts: readonly string[];
}

/** A post as an editor has it open. */
export interface OpenPost {
  readonly view: PostView;
  readonly shown: ShownPost;
  readonly proof: Proof;
  /** Codes of findings that the editor may stand by. */
  readonly overridable: ReadonlySet<string>;
  /** True where the words differ from those that are kept. */
  readonly unsaved: boolean;
  /** When the next free slot is; null: there is none, or it has its time. */
  readonly nextSlot: Instant | null;
}

/** The post's content in other words, not yet kept. */
function reworded(desk: Desk, view: PostView, { texts, alts }: Words): Result<PostView> {
  const account = accountOf(desk, view.post.account);
  if (!account.ok) return account;
  const platform = platformOf(desk, account.value);
  const parsed = platform.parse(view.post.content);
  if (!parsed.ok) return parsed;
  const content = platform.reword(parsed.content, texts.map(tidy), alts.map(tidy));
  return ok({ ...view, post: { ...view.post, content, state: "draft", edited: true, plan: null, digest: null } });
}

/** Forms send CR LF, and leave what stands at the ends. */
function tidy(text: string): string {
  return text.replaceAll("\r\n", "\n").trim();
}

/** The content as it would be with these words. */
export async function contentWith(desk: Desk, id: string, words: Words): Promise<Result<PostView["post"]["content"]>> {
  const view = await viewOf(desk, id);
  const next = view.ok ? reworded(desk, view.value, words) : view;
  return next.ok ? ok(next.value.post.content) : next;
}

/**
 * Everything that an editor needs to decide on a post.
 * @param words what stands in the form and is not kept yet; absent: the post as it is
 */
export async function openPost(desk: Desk, id: string, words?: Words): Promise<Result<OpenPost>> {
  const stored = await viewOf(desk, id);
  if (!stored.ok) return stored;
  const next = words ? reworded(desk, stored.value, words) : stored;
  if (!next.ok) return next;
  const view = next.value;
  const account = accountOf(desk, view.post.account);
  if (!account.ok) return account;
  const shown = shownPost(desk, view, await recentOf(desk, view.post));
  if (!shown) return refuse(...reportOf(desk, view).problems);
  return ok({
    view,
    shown,
    proof: proofOf(textsOf(shown.reading), view.summary.summary, desk.settings.house),
    overridable: new Set(shown.report.problems.filter(isOverridable).map(({ code }) => code)),
    unsaved: digestOf(view.post.content) !== digestOf(stored.value.post.content),
    nextSlot: nextSlotOf(desk, view),
  });
}

function textsOf({ parts }: Reading): readonly string[] {
  return parts.map(({ text }) => text);
}

function nextSlotOf(desk: Desk, view: PostView): Instant | null {
  const bench = benchFor(desk, view.post.account);
  if (!bench.ok || view.post.scheduledAt !== null) return null;
  const at = timeFor(view, bench.value, { kind: "next" });
  return at.ok ? at.value : null;
}
