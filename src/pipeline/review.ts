/** What people decide on a post: each a pure stage from the post as stored to the one change it asks for. */
export { approve, findingsFor, reschedule, unapprove } from "./review/approve.ts";
export { type Bench, planOf } from "./review/bench.ts";
export { resumePost, retry, stop } from "./review/go-on.ts";
export { mustNotPost, type Offer, offersOn } from "./review/offers.ts";
export { cancel, recompose, reject, rewrite } from "./review/rewrite.ts";
export { type Answer, settle } from "./review/settle.ts";
export { leave, takeDown } from "./review/take-down.ts";
export { timeFor, type When } from "./review/when.ts";
