import { leave } from "../../desk/broken.ts";
import { type Run, word } from "./command.ts";
import { onPosts } from "./posts.ts";
import { readSeen } from "./seen.ts";

export const run: Run = (wiring, typed) =>
  onPosts(wiring, typed, async (desk) => {
    const seen = readSeen(typed);
    return seen.ok ? leave(desk, word(typed, 0), seen.value) : seen;
  });
