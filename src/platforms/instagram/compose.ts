// A caption: 2,200 characters, of which a reader sees about 125 before "more"; addresses in it can't be tapped.
// https://developers.facebook.com/documentation/instagram-platform/instagram-graph-api/reference/ig-user/media
import type { Picture } from "../../domain/media.ts";
import type { Summary } from "../../domain/summary.ts";
import { cutInTwo } from "../../language/cut.ts";
import {
  followLines,
  hashtagsOf,
  headOf,
  hookWithin,
  occasionOf,
  readStory,
  repeatsItself,
  type Story,
  select,
  tidy,
} from "../../pipeline/compose.ts";
import type { Brief } from "../platform.ts";
import type { InstagramContent } from "./content.ts";

const maxCaption = 2200;
/** What a reader sees before "more". */
const fold = 125;
/** A sentence longer than this is no caption's paragraph; two that stood together stay together up to it. */
const longestParagraph = 420;
const longestHook = 700;
const mostPoints = 6;
/** A summary no longer than this is told whole, in its own order. */
const shortSummary = 700;

/** The hook with who says so inside the fold, the key points in short paragraphs, one invitation, the hashtags. */
export function compose(summary: Summary, brief: Brief, pictures: readonly Picture[]): InstagramContent {
  const story = readStory(summary);
  const label = headOf(summary, brief.house);
  const hook = opening(story, summary, label === null ? fold : fold - label.length - 1);
  const paragraphs = bodyOf(story, hook);
  const [follow = null] = followLines(summary, brief.house, "instagram");
  const print = (kept: readonly string[]) =>
    tidy(
      brief.render("caption", {
        label,
        hook,
        paragraphs: kept,
        follow,
        hashtags: hashtagsOf(summary, brief.house.hashtags, brief.account.nameHashtags === true),
      }),
      story.language,
    );
  for (let kept = paragraphs.length; ; kept--) {
    const caption = print(paragraphs.slice(0, kept));
    if (caption.length <= maxCaption || kept === 0) return { caption, images: pictures };
  }
}

/** A correction is told with what is right; anything else in the fullest way that says who says so before "more". */
function opening(story: Story, summary: Summary, room: number): string {
  const hook = occasionOf(summary) === "correction" ? story.lead.text : hookWithin(story, room);
  return hook.length <= longestHook ? hook : (cutInTwo(hook, (head) => head.length <= longestHook)?.head ?? hook.slice(0, longestHook));
}

function bodyOf(story: Story, hook: string): readonly string[] {
  const { paragraphs, first, after, lead, statements } = story;
  const said = hook === lead.text ? lead.text : first;
  const [opening = "", ...rest] = paragraphs;
  const isShort = paragraphs.join(" ").length <= shortSummary && !repeatsItself(story);
  if (lead === statements[0] && opening.startsWith(said) && isShort) {
    return titled(
      [opening.slice(said.length).trim(), ...rest].filter((text) => text !== ""),
      story,
      hook,
    );
  }
  const body = after === "" || said !== first ? [] : [after];
  const points = select(story, {
    opening: [hook, ...body].join("\n"),
    most: mostPoints,
    statements: mostPoints,
    fits: (text) => text.length <= longestParagraph,
    joinedTo: longestParagraph,
  });
  return titled([...body, ...points.map((point) => point.text)], story, hook);
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
