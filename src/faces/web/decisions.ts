/** What stands behind a button of the desk. */
import type { Problem, Result } from "../../domain/problem.ts";
import { type Form, readForm } from "./form.ts";
import { onTo, pathHere } from "./on-to.ts";
import type { Handle, Visit } from "./visit.ts";

export type Decide = (visit: Visit, form: Form) => Promise<Result<unknown>>;

/** What comes after the decisions of a page. */
interface After {
  /** Where they go on to, unless the form names a page of ours itself (`back`). */
  readonly to: (visit: Visit) => string;
  /** What is shown where something stands against it. */
  readonly refused: (visit: Visit, problems: readonly Problem[], form: Form) => Promise<Response>;
}

/** Makes the handlers of a page's decisions: each carries one out, then says so where it goes on to, or why not. */
export function decisions({ to, refused }: After) {
  /** @param said a key of `said` in the strings */
  return (said: string, decide: Decide): Handle => {
    return async (visit) => {
      const form = await readForm(visit.context);
      const done = await decide(visit, form);
      if (!done.ok) return refused(visit, done.problems, form);
      const back = form.word("back");
      return onTo(visit, back === null ? to(visit) : pathHere(back), said);
    };
  };
}
