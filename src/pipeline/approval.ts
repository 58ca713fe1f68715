/** Who must agree with a post before it goes out, and who does: read from its journal. What people then decide on it is `review.ts`. */
export { beyondAgents } from "./approval/agents.ts";
export { type ChangeProblem, type Difference, differenceIn, differenceOf, sayDifference } from "./approval/difference.ts";
export { lookAgain, secondLookDue } from "./approval/second-look.ts";
export { type Move, sinceChange, type Tally, tally } from "./approval/voices.ts";
export {
  ableOn,
  approvalOf,
  type Colleague,
  isOwnWords,
  mayApprove,
  mayNotApprove,
  operator,
  type Staff,
  writersOf,
} from "./approval/who.ts";
