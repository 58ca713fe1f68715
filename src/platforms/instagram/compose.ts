// A caption: 2,200 characters, of which a reader sees about 125 before "more"; addresses in it can't be tapped.
// https://developers.facebook.com/documentation/instagram-platform/instagram-graph-api/reference/ig-user/media
import type { Card, Picture } from "../../domain/media.ts";
import type { Summary } from "../../domain/summary.ts";
import { cutInTwo } from "../../language/cut.ts";
import {
  followLines,
  hashtagsOf,
  headlineCard,
  hooks,
  opinionLabel,
  type Point,
  readStory,
  type Story,
  select,
  tidy,
} from "../../pipeline/compose.ts";
import type { Brief } from "../platform.ts";
import type { InstagramContent } from "./content.ts";

const card = { width: 1080, height: 1350 };
const maxCaption = 2200;
/** What a reader sees before "more". */
const fold = 125;
/** A sentence longer than this is no caption's paragraph; two that stood together stay together up to it. */
const longestParagraph = 420;
const longestHook = 700;
/** Longer than this a first sentence isn't read for its numbers' sake. */
const longestWhole = 320;
const mostPoints = 6;
/** A summary no longer than this is told whole, in its own order. */
const shortSummary = 700;

export function cards(summary: Summary, brief: Brief): readonly Card[] {
  return [headlineCard(summary, brief.house, card, brief.house.brand.handles.instagram)];
}

/** The hook with who says so inside the fold, the key points in short paragraphs, one invitation, the hashtags. */
export function compose(summary: Summary, brief: Brief, pictures: readonly Picture[]): InstagramContent {
  const story = readStory(summary);
  const label = opinionLabel(summary, brief.house);
  const hook = hookWithin(story, label === null ? fold : fold - label.length - 1);
  const paragraphs = bodyOf(story, hook);
  const [follow = null] = followLines(summary, brief.house, "instagram");
  const print = (kept: readonly string[]) =>
    tidy(
      brief.render("caption", { label, hook, paragraphs: kept, follow, hashtags: hashtagsOf(summary, brief.house.hashtags) }),
      story.language,
    );
  for (let kept = paragraphs.length; ; kept--) {
    const caption = print(paragraphs.slice(0, kept));
    if (caption.length <= maxCaption || kept === 0) return { caption, images: pictures };
  }
}

/** The fullest way to say the lead that ends before the fold; where none does, the shortest that keeps its numbers. */
function hookWithin(story: Story, room: number): string {
  const { whole, claim, main, named, losesNumbers } = hooks(story);
  const hook =
    [whole, claim, main, named].find((text) => text.length <= room) ?? (losesNumbers && whole.length <= longestWhole ? whole : named);
  return hook.length <= longestHook ? hook : (cutInTwo(hook, (head) => head.length <= longestHook)?.head ?? hook.slice(0, longestHook));
}

function bodyOf(story: Story, hook: string): readonly string[] {
  const { paragraphs, first, after, lead, statements } = story;
  const [opening = "", ...rest] = paragraphs;
  if (lead === statements[0] && opening.startsWith(first) && paragraphs.join(" ").length <= shortSummary) {
    return titled(
      [opening.slice(first.length).trim(), ...rest].filter((text) => text !== ""),
      story,
      hook,
    );
  }
  const body = after === "" ? [] : [after];
  const points = select(story, { opening: [hook, ...body].join("\n"), most: mostPoints, fits: (text) => text.length <= longestParagraph });
  return titled([...body, ...grouped(points)], story, hook);
}

/** Points that stood next to each other in one paragraph of the source stand in one here. */
function grouped(points: readonly Point[]): readonly string[] {
  const paragraphs: { text: string; last: Point }[] = [];
  for (const point of points) {
    const before = paragraphs.at(-1);
    const neighbours = before?.last.from.paragraph === point.from.paragraph && before.last.from.index + 1 === point.from.index;
    if (before && neighbours && before.text.length + point.text.length < longestParagraph) {
      paragraphs[paragraphs.length - 1] = { text: `${before.text} ${point.text}`, last: point };
    } else paragraphs.push({ text: point.text, last: point });
  }
  return paragraphs.map((paragraph) => paragraph.text);
}

/** A title that the fold had no room for comes with the next mention: `Witkoff, the U.S. special envoy, shared …`. */
function titled(texts: readonly string[], story: Story, hook: string): readonly string[] {
  const person = story.people.find(({ title, name }) => /\s\p{Ll}+$/u.test(title) && hook.includes(name) && !hook.includes(title));
  if (!person) return texts;
  // A surname is letters, hyphens and apostrophes: nothing that a pattern would read as its own.
  const mention = new RegExp(`(?<=^|[.!?]["”’]?\\s)${person.surname} (?=\\p{Ll})`, "u");
  const at = texts.findIndex((text) => mention.test(text));
  const apposition = `${person.surname}, the ${person.title}, `;
  return texts.map((text, place) => (place === at ? text.replace(mention, apposition) : text));
}
