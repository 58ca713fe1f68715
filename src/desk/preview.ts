import type { Account } from "../domain/account.ts";
import type { Post } from "../domain/post.ts";
import { ok, type Result } from "../domain/problem.ts";
import type { Summary } from "../domain/summary.ts";
import { accountsFor, readSummary, sayableIds } from "../pipeline/intake.ts";
import { composePost } from "./compose-post.ts";
import { type Desk, nowOf, viewOf, type Workshop } from "./desk.ts";
import { recentOf } from "./recent.ts";
import { type Preview, type ShownPost, shownPost } from "./report.ts";

/** A file as read: its name for people, its bytes. */
export interface Input {
  readonly name: string;
  readonly bytes: Uint8Array;
}

export interface PreviewOptions {
  /** Only this platform's accounts. */
  readonly platform?: string;
  /** False names the cards and draws none. */
  readonly draw: boolean;
}

export function draftOf(summary: Summary, account: Account, content: Post["content"], now: number): Post {
  const [id = ""] = sayableIds(summary.fingerprint, account.id);
  const { platform } = account;
  const empty = { state: "draft", revision: 1, edited: false, plan: null, digest: null, scheduledAt: null, dueAt: null } as const;
  return { id, summaryId: summary.id, account: account.id, platform, content, createdAt: now, ...empty };
}

async function previewPost(shop: Workshop, summary: Summary, account: Account, draw: boolean) {
  const { content, pictures, problems } = await composePost(shop, summary, account, draw);
  const post = draftOf(summary, account, content, nowOf(shop));
  const shown = shownPost(shop, { post, summary: { summary, addedAt: nowOf(shop), withdrawn: false }, journal: [] });
  const report = shown && { ...shown, report: { ...shown.report, problems: [...shown.report.problems, ...problems] } };
  return { shown: report, pictures };
}

/** A dry run from a file: composes for every account that takes it, connected or not. Keeps nothing. */
export async function previewFile(shop: Workshop, input: Input, options: PreviewOptions): Promise<Result<Preview>> {
  const summary = readSummary(input, { timezone: shop.settings.timezone });
  if (!summary.ok) return summary;
  const accounts = accountsFor(summary.value, shop.settings.accounts);
  if (!accounts.ok) return accounts;
  const wanted = accounts.value.filter(({ platform }) => options.platform === undefined || platform === options.platform);
  const composed = await Promise.all(wanted.map((account) => previewPost(shop, summary.value, account, options.draw)));
  const posts = composed.flatMap(({ shown }): ShownPost[] => (shown ? [shown] : []));
  const pictures = new Map(composed.flatMap(({ pictures }) => [...pictures]));
  return ok({ summary: summary.value, posts, pictures, ...wordsToCome(shop) });
}

/** A dry run from a file asks nobody, so the queue may say it otherwise. */
function wordsToCome({ settings: { model } }: Workshop): Pick<Preview, "note"> {
  if (!model) return {};
  return {
    note: `These are Herald's own words: \`add\` asks the model ${model.name} to improve on them, a preview from a file asks nobody.`,
  };
}

/** The same of a post in the queue, as it stands: edited, approved or sent. */
export async function previewPostById(desk: Desk, id: string): Promise<Result<Preview>> {
  const view = await viewOf(desk, id);
  if (!view.ok) return view;
  const shown = shownPost(desk, view.value, await recentOf(desk, view.value.post));
  const digests = new Set(shown?.reading.parts.flatMap((part) => part.pictures.map(({ digest }) => digest)));
  const kept = await Promise.all([...digests].map(async (digest) => [digest, (await desk.store.media(digest))?.bytes] as const));
  const pictures = new Map(kept.flatMap(([digest, bytes]) => (bytes ? [[digest, bytes] as const] : [])));
  return ok({ summary: view.value.summary.summary, posts: shown ? [shown] : [], pictures });
}
