/** What people decide on a post: each a pure stage from the post as stored to the one change it asks for. */
export { approve, findingsFor, reschedule, unapprove } from "./review/approve.ts";
export { type AskedFor, ask, askedFor } from "./review/ask.ts";
export { announced, autoStep, chosenSource, freshMs, noticeMs, stopAuto } from "./review/auto.ts";
export { type Bench, planOf } from "./review/bench.ts";
export { contentSeen, correctedBy, correctionOf, type Wanted } from "./review/correct.ts";
export { resumePost, retry, stop } from "./review/go-on.ts";
export { addressFound, giveBack, madeByHand, take } from "./review/hand-off.ts";
export { type Choice, choicesOn, mustNotPost, type Offer, offersOn } from "./review/offers.ts";
export { followsStory, revise } from "./review/revise.ts";
export { cancel, recompose, reject, rewrite } from "./review/rewrite.ts";
export { type Answer, settle } from "./review/settle.ts";
export { leave, retract, takeDown } from "./review/take-down.ts";
export { goesByHand, isTheirs, type Taken, takenOn, withoutAddress } from "./review/taken.ts";
export { timeFor, type When } from "./review/when.ts";
export { type Fate, fateOf, withdrawn } from "./review/withdraw.ts";
