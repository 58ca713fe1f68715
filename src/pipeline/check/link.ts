import { block, type Problem } from "../../domain/problem.ts";
import type { Summary } from "../../domain/summary.ts";

/** Readers are sent to https only: another address can be changed on the way to them. */
export function checkLink(summary: Summary): readonly Problem[] {
  if (summary.link === undefined || /^https:\/\//i.test(summary.link)) return [];
  return [
    block(
      "link-insecure",
      summary.source,
      `The summary's link ${summary.link} is not https.`,
      'Write the page\'s https address behind "link:".',
    ),
  ];
}
