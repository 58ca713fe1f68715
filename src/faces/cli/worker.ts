import { ok } from "../../domain/problem.ts";
import { choiceOf, flag, type Run, wantsJson } from "./command.ts";
import { type ExitCode, print, sayProgress } from "./output.ts";
import { onPosts } from "./posts.ts";

export const run: Run = async (wiring, typed) => {
  const untilIdle = flag(typed, "untilIdle");
  const touched = await wiring.worker({ ...choiceOf(typed), untilIdle, say: sayProgress });
  if (!touched.ok) return print(touched, wantsJson(typed), () => ({ json: null, text: "" }));
  // One that was stopped before it did anything asks the queue nothing more: that may be why it was stopped.
  if (!untilIdle && touched.value.length === 0) return print(ok([]), wantsJson(typed), () => ({ json: { posts: [] }, text: "" }));
  // Whoever may run it is told what it did: a service's user is nobody's.
  const told = onPosts({ ...wiring, withDesk: wiring.withAnyDesk }, typed, async ({ store }) => ok(await store.views(touched.value)));
  return untilIdle ? told : told.catch(stoppedAllTheSame);
};

/** It was asked to stop and did so in good order, also where the queue can't be asked any more. */
function stoppedAllTheSame(error: unknown): ExitCode {
  sayProgress(error instanceof Error ? error.message : String(error));
  return 0;
}
