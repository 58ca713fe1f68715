/** What the platforms share in composing: a summary read as a story, and the small texts round it. Pure. */
export { altFor, asChosen, carousel, headlineCard } from "./compose/cards.ts";
export { followLines } from "./compose/follow-line.ts";
export { hashtagsOf } from "./compose/hashtags.ts";
export { type Hooks, hookOf, hooks, hookWithin } from "./compose/hooks.ts";
export { headOf, opinionLabel } from "./compose/label.ts";
export { linkOf } from "./compose/link.ts";
export { occasionOf } from "./compose/occasion.ts";
export { type ReadBlock, type ReadSentence, readingLines, readingOf, type SummaryReading } from "./compose/reading.ts";
export { type Point, repeatsItself, select, shortened } from "./compose/select.ts";
export type { Statement } from "./compose/statements.ts";
export { readStory, type Story } from "./compose/story.ts";
export { tidy } from "./compose/tidy.ts";
