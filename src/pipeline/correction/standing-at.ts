import type { Mistake } from "../../domain/correction.ts";
import type { Output } from "../../domain/plan.ts";
import type { PostView } from "../../domain/view.ts";
import type { Reading } from "../../platforms/platform.ts";
import { halfSent, standingParts } from "../half-sent.ts";
import { says } from "./mend.ts";

/**
 * Where readers see the mistake: the part that says it, else the last one; null where nothing of the post is out.
 * @param reading of the post as it went out
 */
export function standingAt(view: Pick<PostView, "post" | "journal">, { parts }: Reading, mistakes: readonly Mistake[]): Output | null {
  const all = halfSent(view);
  const standing = all ? standingParts(all) : [];
  const wrong = parts.findIndex(({ text, pictures }) =>
    mistakes.some(({ was }) => [text, ...pictures.map(({ alt }) => alt)].some((words) => says(words, was))),
  );
  return (standing[wrong] ?? standing.at(-1))?.output ?? null;
}
