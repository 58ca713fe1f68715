/** What the platforms share in composing: a summary read as a story, and the small texts round it. Pure. */
export { altFor, headlineCard } from "./compose/card.ts";
export { followLines } from "./compose/follow-line.ts";
export { hashtagsOf } from "./compose/hashtags.ts";
export { type Hooks, hooks } from "./compose/hooks.ts";
export { opinionLabel } from "./compose/label.ts";
export { type Point, select, shortened } from "./compose/select.ts";
export { readStory, type Statement, type Story } from "./compose/story.ts";
export { tidy } from "./compose/tidy.ts";
