import { resolve } from "../../desk/resolve.ts";
import { block, refuse } from "../../domain/problem.ts";
import { type Run, word } from "./command.ts";
import { onPosts } from "./posts.ts";
import { readSeen } from "./seen.ts";

const unsaid = block(
  "usage-resolve",
  "resolve",
  "Say whether readers see the part in doubt.",
  "Give --took ADDRESS if they do, --absent if they don't.",
);

export const run: Run = (wiring, typed) =>
  onPosts(wiring, typed, async (desk) => {
    const seen = readSeen(typed);
    if (!seen.ok) return seen;
    return seen.value ? resolve(desk, word(typed, 0), seen.value) : refuse(unsaid);
  });
