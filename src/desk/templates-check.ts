import type { Account } from "../domain/account.ts";
import type { Json } from "../domain/json.ts";
import type { Card } from "../domain/media.ts";
import { ok, type Result, refuse } from "../domain/problem.ts";
import type { Summary } from "../domain/summary.ts";
import { type TemplateFault, templateFault, unreadableTemplates } from "../edge/templates.ts";
import { digestOf } from "../pipeline/digest.ts";
import { readSummary } from "../pipeline/intake.ts";
import { briefFor, composePost } from "./compose-post.ts";
import { platformOf, type Workshop } from "./desk.ts";
import { draftOf, type Input } from "./preview.ts";
import { previewPage } from "./preview-page.ts";
import { shownPost } from "./report.ts";
import { templateProblem } from "./template-problem.ts";

/** What was filled without a fault. */
export interface TemplatesChecked {
  readonly examples: number;
  readonly posts: number;
  readonly cards: number;
}

/** Runs one filling; what a template throws becomes a fault, anything else that `place` threw names that. */
async function tried<T>(place: string, faults: Map<string, TemplateFault>, fill: () => T | Promise<T>): Promise<T | null> {
  try {
    return await fill();
  } catch (error) {
    const fault = templateFault(error) ?? { where: place, what: error instanceof Error ? error.message : String(error) };
    faults.set(`${fault.where} ${fault.what}`, fault);
    return null;
  }
}

/** The account as it is, and with every choice the other way: each template is filled with and without its parts. */
function variantsOf(account: Account): readonly Account[] {
  if (account.platform !== "x") return [account];
  const formats = ["single", "thread"] as const;
  const variants = formats.flatMap((format) =>
    [true, false].map((numbering): Account => ({ ...account, format, numbering, link: numbering ? "first" : "none" })),
  );
  return [account, ...variants];
}

interface Work {
  readonly shop: Workshop;
  readonly faults: Map<string, TemplateFault>;
  /** By digest: the same card is measured once. */
  readonly cards: Map<string, Card>;
}

/** The same post put right, in every way that its platform knows. */
function correctAll(shop: Workshop, summary: Summary, account: Account, published: Json): void {
  const platform = platformOf(shop, account);
  const mistakes = [{ was: summary.paragraphs[0] ?? "", now: summary.paragraphs.at(-1) ?? "" }];
  for (const way of [platform.corrects, "repost"] as const)
    platform.correct({ way, mistakes, summary, published, pictures: [] }, briefFor(shop, account));
}

/** The words of every post, and the page that shows them. */
async function fillPosts({ shop, faults, cards }: Work, summary: Summary): Promise<number> {
  const shown = [];
  for (const account of shop.settings.accounts.flatMap(variantsOf)) {
    const place = `templates/posts/${account.platform}`;
    const composed = await tried(place, faults, () => composePost(shop, summary, account, false));
    if (!composed) continue;
    for (const card of platformOf(shop, account).cards(summary, briefFor(shop, account))) cards.set(digestOf({ ...card }), card);
    await tried(place, faults, () => correctAll(shop, summary, account, composed.content));
    const post = draftOf(summary, account, composed.content, shop.clock.now());
    shown.push(shownPost(shop, { post, summary: { summary, addedAt: shop.clock.now(), withdrawn: false }, journal: [] }) ?? []);
  }
  const posts = shown.flat();
  await tried("templates/web", faults, () => previewPage([{ summary, posts, pictures: new Map() }], shop.templates));
  return posts.length;
}

function readAll(shop: Workshop, examples: readonly Input[]): Result<readonly Summary[]> {
  const read = examples.map((example) => readSummary(example, { timezone: shop.settings.timezone }));
  const problems = read.flatMap((summary) => (summary.ok ? [] : summary.problems));
  return problems.length > 0 ? refuse(...problems) : ok(read.flatMap((summary) => (summary.ok ? [summary.value] : [])));
}

/**
 * Reads every template, then fills those of posts and of the preview page with every example for every account, and lays out
 * every card without drawing it. One problem for each fault, naming file and line.
 */
export async function checkTemplates(shop: Workshop, examples: readonly Input[]): Promise<Result<TemplatesChecked>> {
  const summaries = readAll(shop, examples);
  if (!summaries.ok) return summaries;
  const faults = new Map(unreadableTemplates(shop.settings.templatesDirectory).map((fault) => [`${fault.where} ${fault.what}`, fault]));
  // What can't be read would only fail again with every example.
  if (faults.size > 0) return refuse(...[...faults.values()].map(templateProblem));
  const work: Work = { shop, faults, cards: new Map() };
  let posts = 0;
  for (const summary of summaries.value) {
    posts += await fillPosts(work, summary);
    // A template that runs into a bound takes its time: once is enough.
    if ([...faults.values()].some(({ what }) => what.includes("limit exceeded"))) break;
  }
  for (const card of work.cards.values()) await tried(`templates/cards/${card.kind}.liquid`, faults, () => shop.cards.problemsOf(card));
  if (faults.size > 0) return refuse(...[...faults.values()].map(templateProblem));
  return ok({ examples: summaries.value.length, posts, cards: work.cards.size });
}
