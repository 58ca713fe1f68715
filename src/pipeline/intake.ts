/** The first stage: bytes of a file, or text, become a `Summary`, or every reason why not. Pure. */
export { accountsFor } from "./intake/accounts-for.ts";
export { longestText, readSummary, summaryFromText } from "./intake/read-summary.ts";
export { sayableIds } from "./intake/sayable-ids.ts";
