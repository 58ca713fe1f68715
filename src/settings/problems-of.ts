import type { Problem, Result } from "../domain/problem.ts";

/** Everything that stands in the way of several things at once, so that a person can mend all of it in one go. */
export function problemsOf(...results: readonly Result<unknown>[]): readonly Problem[] {
  return results.flatMap((result) => (result.ok ? [] : result.problems));
}
