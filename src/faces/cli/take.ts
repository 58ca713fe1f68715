import { giveBack, take } from "../../desk/hand-off.ts";
import { flag, type Run, word } from "./command.ts";
import { onPosts } from "./posts.ts";

export const run: Run = (wiring, typed) => onPosts(wiring, typed, (desk) => (flag(typed, "back") ? giveBack : take)(desk, word(typed, 0)));
