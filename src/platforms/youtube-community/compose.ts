// A community post: text and one picture, written by a person in YouTube's own composer.
// https://support.google.com/youtube/answer/7124474
import type { Picture } from "../../domain/media.ts";
import type { Summary } from "../../domain/summary.ts";
import { cutInTwo } from "../../language/cut.ts";
import {
  followLines,
  headOf,
  hookOf,
  linkOf,
  occasionOf,
  readStory,
  repeatsItself,
  type Story,
  select,
  tidy,
} from "../../pipeline/compose.ts";
import type { Brief } from "../platform.ts";
import type { YoutubeContent } from "./content.ts";

const mostPoints = 4;
/** Characters: a point is read at a glance. */
const longestPoint = 260;
/** A list has a line for each item. */
const longestList = 600;
/** Two short sentences that stood together make one point up to here. */
const longestPair = 200;
const longestHook = 700;
/** A summary no longer than this is told whole, without points. */
const shortSummary = 500;

/** The lead with who says so, the key points, the link, one invitation. */
export function compose(summary: Summary, brief: Brief, pictures: readonly Picture[]): YoutubeContent {
  const story = readStory(summary);
  const isCorrection = occasionOf(summary) === "correction";
  const isShort = isCorrection || (story.paragraphs.join(" ").length <= shortSummary && !repeatsItself(story));
  const short = isShort && story.lead === story.statements[0];
  const [whole = "", ...rest] = story.paragraphs;
  const hook = short ? whole : [opening(story), story.after].filter((words) => words !== "").join(" ");
  const points = short
    ? []
    : select(story, {
        opening: hook,
        most: mostPoints,
        fits: (text) => text.length <= (text.includes("\n") ? longestList : longestPoint),
        joinedTo: longestPair,
      });
  const [follow = null] = followLines(summary, brief.house, "youtube-community");
  const values = {
    label: headOf(summary, brief.house),
    hook,
    paragraphs: short ? rest : [],
    points: points.map((point) => point.text),
    link: linkOf(summary, brief.account),
    follow,
  };
  return { text: tidy(brief.render("post", values), story.language), images: pictures };
}

function opening(story: Story): string {
  const hook = hookOf(story);
  return hook.length <= longestHook ? hook : (cutInTwo(hook, (head) => head.length <= longestHook)?.head ?? hook.slice(0, longestHook));
}
