import { type Instant, toIso } from "../../domain/instant.ts";
import { block, type Problem, warn } from "../../domain/problem.ts";
import type { Summary } from "../../domain/summary.ts";

/** What speaks against posting at `at`: an embargo that still holds then, an expiry that is past. */
export function checkTimes(summary: Summary, at: Instant): readonly Problem[] {
  const { embargo, expires, source } = summary;
  const problems: Problem[] = [];
  if (embargo !== undefined && embargo > at) {
    problems.push(
      warn(
        "embargo-future",
        source,
        `The summary is under embargo until ${toIso(embargo)}.`,
        "Nothing needs doing: no post of it goes out before. Approve it for a later slot.",
      ),
    );
  }
  if (expires !== undefined && expires <= at) {
    problems.push(
      block(
        "time-expired",
        source,
        `The summary expired at ${toIso(expires)}.`,
        'Leave it, or give it a later "expires" and add it again.',
      ),
    );
  }
  return problems;
}
