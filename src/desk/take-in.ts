/** One entry of a source on its way into the queue: as the file it would be, by the road of every other summary. */
import { createHash } from "node:crypto";
import { block, type Problem, type Result, refuse } from "../domain/problem.ts";
import type { Item, Source } from "../domain/source.ts";
import type { Summary } from "../domain/summary.ts";
import type { PostView } from "../domain/view.ts";
import { findingsOn } from "../pipeline/findings.ts";
import type { Seen } from "../pipeline/sources/meet.ts";
import { samePage } from "../sources/addresses.ts";
import { mostHtml, paragraphsOf } from "../sources/clean-html.ts";
import type { Entry } from "../sources/source.ts";
import { type Added, add } from "./add.ts";
import { accountOf, type Desk, nowOf, platformOf } from "./desk.ts";
import { emptyForm, summaryFile } from "./new-summary.ts";
import type { Input } from "./preview.ts";
import { revise } from "./revise.ts";

/** Signs what comes in by itself. */
export const herald = { id: "herald", role: "herald" } as const;

/** An entry with its own words, ready to be compared and taken. */
export interface Story extends Seen {
  readonly entry: Entry;
  readonly paragraphs: readonly string[];
  readonly isTooLong: boolean;
}

function hash(value: unknown): string {
  return createHash("sha256").update(JSON.stringify(value)).digest("hex");
}

export function storyOf(source: Source, entry: Entry): Story {
  const { key, address, title = "", at } = entry;
  const html = (source.text === "excerpt" ? entry.excerpt : entry.full) ?? "";
  const isTooLong = html.length > mostHtml;
  const paragraphs = isTooLong ? [] : paragraphsOf(html, title);
  return {
    ...{ entry, paragraphs, isTooLong, key },
    address: address === undefined ? null : samePage(address),
    titleHash: hash(title),
    contentHash: hash([title, isTooLong ? html : paragraphs]),
    at: at ?? null,
  };
}

/** True where the source takes entries of these categories. */
export function isWanted({ categories }: Source, entry: Entry): boolean {
  return categories.length === 0 || entry.categories.some((category) => categories.includes(category.toLowerCase()));
}

/** Within the bounds that intake sets for each line; what is over them is left out rather than cut. */
function fitting(text: string | undefined, most: number): string {
  return text !== undefined && text.length <= most ? text : "";
}

function dayOf(at: number | undefined, timezone: string): string {
  return at === undefined ? "" : Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timezone).toPlainDate().toString();
}

/** A comma parts tags. */
function tagsOf({ categories }: Entry): string {
  const names = categories.map((name) => name.replaceAll(/\s*[,،]\s*/g, " ")).filter((name) => name.length <= 80);
  return names.slice(0, 30).join(", ");
}

/** The summary's file. Its source is the address of what is polled, which an account's `approval.auto` may name. */
export function inputOf(source: Source, { entry, paragraphs, isTooLong }: Story, timezone: string): Result<Input> {
  const where = entry.address ?? entry.key;
  if (isTooLong) return refuse(block("input-too-large", where, "Its text is longer than a story is.", "Add a summary of it by hand."));
  if (paragraphs.length === 0) {
    const what = source.text === "excerpt" ? "excerpt" : "text";
    return refuse(
      block(
        "input-empty",
        entry.address ?? entry.key,
        `It has no ${what} of its own.`,
        "Add it by hand, or let its source give `text: full`.",
      ),
    );
  }
  const src = fitting(entry.image?.src, 500);
  const form = {
    ...emptyForm,
    text: paragraphs.join("\n\n"),
    title: fitting(entry.title, 300),
    link: entry.address ?? "",
    tags: tagsOf(entry),
    language: source.language ?? entry.language ?? "",
    author: fitting(entry.author, 60),
    date: dayOf(entry.at, timezone),
    image: src,
    imageAlt: src === "" ? "" : fitting(entry.image?.alt, 1000),
    pictures: src !== "" && source.ours ? "ours" : "",
  };
  return { ok: true, value: summaryFile(form, source.url) };
}

/** What came of it, as it is written down. */
export type Came = Pick<Item, "story" | "version" | "note"> & { readonly line: string };

function told(problems: readonly Problem[]): string {
  return problems.map(({ message, remedy }) => `${message} ${remedy}`).join(" ");
}

/** A word on the language of a whole feed is often wrong: only the source's own setting is believed against the text. */
async function addEither(desk: Desk, source: Source, story: Story): Promise<Result<readonly Added[]>> {
  const tries =
    source.language === undefined && story.entry.language !== undefined
      ? [story, { ...story, entry: withoutLanguage(story.entry) }]
      : [story];
  let last: Result<readonly Added[]> = refuse();
  for (const one of tries) {
    const input = inputOf(source, one, desk.settings.timezone);
    last = input.ok ? await add(desk, [input.value]) : input;
    if (last.ok) return last;
  }
  return last;
}

function withoutLanguage({ language: _, ...entry }: Entry): Entry {
  return entry;
}

/** A new story. */
export async function takeIn(desk: Desk, source: Source, story: Story): Promise<Came> {
  const name = story.entry.title ?? story.entry.address ?? story.key;
  const added = await addEither({ ...desk, actor: herald }, source, story);
  if (!added.ok) {
    const note = `"${name}" was not taken: ${told(added.problems)}`;
    return { story: null, version: null, note, line: note };
  }
  const [one] = added.value;
  const id = one?.posts[0]?.post.summaryId ?? one?.summary.id ?? null;
  const version = id === null ? null : ((await desk.store.summary(id))?.version ?? 1);
  return { story: id, version, note: null, line: `"${name}" is story ${id}${one?.added ? "" : ", which was there already"}` };
}

/** Posts that readers see, and of which the changed text bears out something less than it did. */
function unborne(desk: Desk, out: readonly PostView[], before: Summary, after: Summary): readonly PostView[] {
  const { house, style, timezone } = desk.settings;
  return out.filter(({ post, summary }) => {
    const account = accountOf(desk, post.account);
    if (!account.ok) return false;
    const rules = { style, timezone, account: account.value, addedAt: summary.addedAt };
    const claims = (text: Summary) =>
      findingsOn(platformOf(desk, account.value), post.content, text, house, nowOf(desk), rules).filter(({ code }) =>
        code.startsWith("claim-"),
      );
    const was = new Set(claims(before).map(({ code, message }) => `${code} ${message}`));
    return claims(after).some(({ code, message }) => !was.has(`${code} ${message}`));
  });
}

/** A story that reads otherwise at its source than when it was taken; refused where somebody changed it here since. */
export async function takeChange(desk: Desk, source: Source, story: Story, item: Item): Promise<Came> {
  const id = item.story ?? "";
  const [input, before] = [
    inputOf(source, { ...story, entry: withoutLanguage(story.entry) }, desk.settings.timezone),
    await desk.store.summary(id),
  ];
  const revised = input.ok && before ? await revise({ ...desk, actor: herald }, id, input.value, item.version ?? undefined) : input;
  const kept = { story: item.story, version: item.version };
  if (!before) return { ...kept, note: null, line: `story ${id} is no more` };
  if (!revised.ok) {
    if (revised.problems.every(({ code }) => code === "input-unchanged"))
      return { ...kept, note: item.note, line: `story ${id} reads as it did` };
    const note = `Story ${id} was changed at its source and not here: ${told(revised.problems)}`;
    return { ...kept, note, line: note };
  }
  if (!("version" in revised.value)) return { ...kept, note: null, line: "" };
  const { version, posts, out, summary } = revised.value;
  const wrong = unborne(desk, out, before.summary, summary).map(({ post }) => post.id);
  const commands = wrong.map((post) => `\`herald correct ${post}\``).join(", ");
  const note = wrong.length === 0 ? null : `Story ${id} was changed at its source, and readers see what it bears out no more: ${commands}.`;
  return { story: id, version, note, line: note ?? `story ${id} was changed: version ${version}, ${posts.length} posts composed anew` };
}
