import { recompose } from "../../desk/edit.ts";
import { type Run, word } from "./command.ts";
import { onPosts } from "./posts.ts";

export const run: Run = (wiring, typed) => onPosts(wiring, typed, (desk) => recompose(desk, word(typed, 0)));
