import { viewsOf } from "../../desk/desk.ts";
import { ok } from "../../domain/problem.ts";
import { choiceOf, flag, type Run, wantsJson } from "./command.ts";
import { print, sayProgress } from "./output.ts";
import { onPosts } from "./posts.ts";

export const run: Run = async (wiring, typed) => {
  const touched = await wiring.worker({ ...choiceOf(typed), untilIdle: flag(typed, "untilIdle"), say: sayProgress });
  if (!touched.ok) return print(touched, wantsJson(typed), () => ({ json: null, text: "" }));
  // Whoever may run it is told what it did: a service's user is nobody's.
  return onPosts({ ...wiring, withDesk: wiring.withAnyDesk }, typed, async (desk) => {
    const posts = await desk.store.posts();
    return ok(
      await viewsOf(
        desk,
        posts.filter(({ id }) => touched.value.includes(id)),
      ),
    );
  });
};
