// A community post: text and one picture, written by a person in YouTube's own composer.
// https://support.google.com/youtube/answer/7124474
import type { Card, Picture } from "../../domain/media.ts";
import type { Summary } from "../../domain/summary.ts";
import { cutInTwo } from "../../language/cut.ts";
import { followLines, headlineCard, hooks, opinionLabel, readStory, type Story, select, tidy } from "../../pipeline/compose.ts";
import type { Brief } from "../platform.ts";
import type { YoutubeContent } from "./content.ts";

const card = { width: 1080, height: 1080 };
const mostPoints = 4;
/** Characters: a point is read at a glance. */
const longestPoint = 240;
const longestHook = 700;
/** Longer than this a first sentence isn't read for its numbers' sake. */
const longestWhole = 320;
/** A summary no longer than this is told whole, without points. */
const shortSummary = 500;

export function cards(summary: Summary, brief: Brief): readonly Card[] {
  return [headlineCard(summary, brief.house, card, brief.house.brand.handles.youtube)];
}

/** The lead with who says so, the key points, the link, one invitation. */
export function compose(summary: Summary, brief: Brief, pictures: readonly Picture[]): YoutubeContent {
  const story = readStory(summary);
  const short = story.lead === story.statements[0] && story.paragraphs.join(" ").length <= shortSummary;
  const [whole = "", ...rest] = story.paragraphs;
  const hook = short ? whole : [opening(story), story.after].filter((words) => words !== "").join(" ");
  const points = short ? [] : select(story, { opening: hook, most: mostPoints, fits: (text) => text.length <= longestPoint });
  const [follow = null] = followLines(summary, brief.house, "youtube-community");
  const values = {
    label: opinionLabel(summary, brief.house),
    hook,
    paragraphs: short ? rest : [],
    points: points.map((point) => point.text),
    link: summary.link ?? null,
    follow,
  };
  return { text: tidy(brief.render("post", values), story.language), images: pictures };
}

/** The lead's main clause and who says so; whole where that would lose a number. */
function opening(story: Story): string {
  const { whole, main, losesNumbers } = hooks(story);
  const hook = losesNumbers && whole.length <= longestWhole ? whole : main;
  return hook.length <= longestHook ? hook : (cutInTwo(hook, (head) => head.length <= longestHook)?.head ?? hook.slice(0, longestHook));
}
