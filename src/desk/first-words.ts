import type { PostView } from "../domain/view.ts";
import { firstWords } from "../notify/message.ts";
import type { Workshop } from "./desk.ts";

/** The beginning of a post, so that a person knows which one it is. */
export function firstWordsOf({ registry }: Workshop, { post }: Pick<PostView, "post">): string {
  return firstWords(registry, post);
}
