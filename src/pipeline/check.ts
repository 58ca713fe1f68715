/** The stage that looks for what nobody said: a post against its source, and against the clock. Pure. */
export { type Claimed, checkAgainstSource } from "./check/against-source.ts";
export { checkTimes, type Moment, spokenOn } from "./check/times.ts";
