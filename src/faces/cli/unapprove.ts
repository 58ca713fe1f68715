import { unapprove } from "../../desk/approve.ts";
import { type Run, words } from "./command.ts";
import { onPosts } from "./posts.ts";

export const run: Run = (wiring, typed) => onPosts(wiring, typed, (desk) => unapprove(desk, words(typed, 0)));
