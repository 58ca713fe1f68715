/** Every sentence of the letters. Plain text; an address in it opens a page, and nothing that decides. */
import type { Instant } from "../../domain/instant.ts";
import type { LetterKind } from "../../domain/letter.ts";
import type { PostView } from "../../domain/view.ts";
import { announced, askedFor } from "../../pipeline/review.ts";
import { sayInstant } from "../../pipeline/schedule.ts";
import { outcomeOf } from "./wanted.ts";

/** A letter in words. */
export interface LetterText {
  /** One line. */
  readonly subject: string;
  readonly opening: string;
  /** One for each post. */
  readonly items: readonly string[];
  readonly closing: string;
}

/** A post as a letter tells of it. */
export interface Told {
  readonly view: PostView;
  /** What the post's words begin with; not used while its embargo holds. */
  readonly firstWords: string;
  readonly platformName: string;
  /** IANA zone of its account. */
  readonly timezone: string;
  readonly slotAt: Instant | null;
}

export interface Place {
  /** Where people find Herald, without a slash at the end. */
  readonly origin: string;
  readonly now: Instant;
}

/** Sets a text apart, so that Urdu doesn't turn the line round it. */
function isolated(text: string): string {
  return `\u2068${text}\u2069`;
}

function embargoOn({ view }: Told, now: Instant): Instant | null {
  const { embargo } = view.summary.summary;
  return embargo !== undefined && embargo > now ? embargo : null;
}

/** A post by its first words; of one under embargo nothing is quoted. */
function called(told: Told, now: Instant): string {
  const embargo = embargoOn(told, now);
  if (embargo !== null) return `under embargo until ${sayInstant(embargo, told.timezone)}`;
  return `“${isolated(told.firstWords)}”`;
}

/** What a person typed, in one line, cut where it is long; under embargo it may quote the text. */
function quoted(text: string, told: Told, now: Instant): string {
  if (embargoOn(told, now) !== null) return "It stands on the post's page.";
  const folded = text.replaceAll(/\s+/g, " ").trim();
  return isolated(folded.length <= 400 ? folded : `${folded.slice(0, 400).replace(/\s\S*$/, "")}…`);
}

function outcome(told: Told, now: Instant): string {
  const { view, timezone } = told;
  const { state, scheduledAt } = view.post;
  const move = outcomeOf(view)?.move;
  const by = move?.by ?? "";
  const why = () => quoted(move?.reason ?? "", told, now);
  switch (state) {
    case "approved":
    case "publishing":
    case "waiting":
      return `Approved by ${by}${scheduledAt === null ? "." : `; it goes out ${sayInstant(scheduledAt, timezone)}.`}`;
    case "published": {
      const url = addressOf(view);
      return url === null ? "Published." : `Published: ${url}`;
    }
    case "rejected":
      return `Rejected by ${by}: ${why()}`;
    case "missed":
      return `Missed; nothing of it went out: ${why()}`;
    default:
      return `Failed: ${why()}`;
  }
}

/** Where readers see its first part. */
export function addressOf({ journal }: Pick<PostView, "journal">): string | null {
  for (const entry of journal) {
    if (entry.kind === "outcome" && entry.outcome.kind === "done" && entry.outcome.output.url) return entry.outcome.output.url;
    if (entry.kind === "verdict" && entry.verdict.kind === "took" && entry.verdict.output.url) return entry.verdict.output.url;
  }
  return null;
}

/** What is to be said of one post. */
function saying(kind: LetterKind, told: Told, now: Instant): string {
  const { view, timezone, slotAt } = told;
  const slot = slotAt === null || slotAt <= now ? "" : `Its first free slot: ${sayInstant(slotAt, timezone)}.`;
  switch (kind) {
    case "auto": {
      const notice = announced(view);
      const when = notice ? sayInstant(notice.at, timezone) : "soon";
      return `Approved by the house's rule ${when}, unless somebody stops it on its page or by \`herald stop-auto ${view.post.id}\`.`;
    }
    case "asked": {
      const asked = askedFor(view);
      return asked ? `${asked.by} asks: ${quoted(asked.note, told, now)}` : "";
    }
    case "outcome":
      return outcome(told, now);
    default:
      return slot;
  }
}

function itemOf(kind: LetterKind, told: Told, { origin, now }: Place): string {
  const { id, account } = told.view.post;
  const lines = [`${told.platformName} (${account}): ${called(told, now)}`, saying(kind, told, now), `${origin}/posts/${id}`];
  return lines.filter((line) => line !== "").join("\n");
}

/** Of one and of several posts. */
const openings: Readonly<Record<Exclude<LetterKind, "silenced">, readonly [one: string, many: (count: number) => string]>> = {
  waits: ["A draft waits for your approval", (count) => `${count} drafts wait for your approval`],
  reminder: ["A draft still waits for your approval", (count) => `${count} drafts still wait for your approval`],
  second: ["Somebody has agreed to a draft; it needs another", (count) => `Somebody has agreed to ${count} drafts; each needs another`],
  auto: ["The house is about to approve a draft by itself", (count) => `The house is about to approve ${count} drafts by itself`],
  asked: ["Changes of a draft of yours are asked for", (count) => `Changes of ${count} drafts of yours are asked for`],
  outcome: ["What became of a post of yours", (count) => `What became of ${count} posts of yours`],
};

/** The letter about these posts, the most pressing first. */
export function sayLetter(kind: Exclude<LetterKind, "silenced">, posts: readonly Told[], place: Place): LetterText {
  const [first] = posts;
  const [one, many] = openings[kind];
  const opening = posts.length === 1 ? one : many(posts.length);
  const name = posts.length === 1 && first ? `: ${called(first, place.now)}` : "";
  return {
    subject: `${opening}${name}`,
    opening: `${opening}.`,
    items: posts.map((told) => itemOf(kind, told, place)),
    closing: `Opening a link decides nothing; whoever decides does so on the page. How you are told: ${place.origin}/me`,
  };
}

/** Somebody can't be reached by Telegram any more. */
export function saySilenced(people: readonly string[], origin: string): LetterText {
  const opening = "Telegram takes no more letters to some of your people";
  return {
    subject: `${opening}: ${people.join(", ")}`,
    opening: `${opening}: they have blocked the bot, or their chat is gone. They are written to by e-mail from now on, where that is set up.`,
    items: people.map(
      (id) => `${id}: once they have written to the bot again, \`herald user telegram ${id} CHAT_ID\` tells them there again.`,
    ),
    closing: `How you are told: ${origin}/me`,
  };
}

/** All of a letter as one text; of a long one, what fits, and how much is left out. @param most characters */
export function wholeText({ opening, items, closing }: LetterText, most = Number.POSITIVE_INFINITY): string {
  for (let count = items.length; count > 0; count--) {
    const left = items.length - count;
    const rest = left === 0 ? [] : [`And ${left} more, on the desk.`];
    const text = [opening, ...items.slice(0, count), ...rest, closing].join("\n\n");
    if (text.length <= most) return text;
  }
  return [opening, closing].join("\n\n").slice(0, most);
}
