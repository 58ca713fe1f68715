/** What readers made of posts: when they are counted, what they were like, which did well. */
export {
  type Aspect,
  aspects,
  type Comparison,
  compare,
  type Group,
  type Measure,
  measured,
  measures,
  type Question,
} from "./results/compare.ts";
export { ageAt, isEmpty, isMark, isOnTime, isTooLate, latestAt, longestMs, markNames, sayAge, triedAgainAt } from "./results/marks.ts";
export { fewest, type Spread } from "./results/numbers.ts";
export { type Seen, traitsOf } from "./results/traits.ts";
