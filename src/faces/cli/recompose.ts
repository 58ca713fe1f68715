import { recompose } from "../../desk/edit.ts";
import { flag, type Run, word } from "./command.ts";
import { onPosts } from "./posts.ts";

export const run: Run = (wiring, typed) => onPosts(wiring, typed, (desk) => recompose(desk, word(typed, 0), flag(typed, "afresh")));
