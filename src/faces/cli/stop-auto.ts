import { stopAuto } from "../../desk/decide.ts";
import { type Run, words } from "./command.ts";
import { onPosts } from "./posts.ts";

export const run: Run = (wiring, typed) => onPosts(wiring, typed, (desk) => stopAuto(desk, words(typed, 0)));
