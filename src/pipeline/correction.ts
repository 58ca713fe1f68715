/** The stage that puts right what readers have seen: what was wrong, what is right, and where that is said. Pure. */

export { bareOf } from "./correction/bare.ts";
export { type Corrected, correctedIn, correctionFindings } from "./correction/findings.ts";
export { mended, withoutInvitations } from "./correction/mend.ts";
export { mistakesBetween } from "./correction/mistakes.ts";
export { isNotice } from "./correction/notice.ts";
export { standingAt } from "./correction/standing-at.ts";
