import { resumePost } from "../../desk/broken.ts";
import { type Run, word } from "./command.ts";
import { onPosts } from "./posts.ts";

export const run: Run = (wiring, typed) => onPosts(wiring, typed, (desk) => resumePost(desk, word(typed, 0)));
