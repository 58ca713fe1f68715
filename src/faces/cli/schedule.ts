import { schedule } from "../../desk/decide.ts";
import { block, refuse } from "../../domain/problem.ts";
import { flag, type Run, textOption, word } from "./command.ts";
import { onPosts, sayTimed } from "./posts.ts";
import { readWhen } from "./time.ts";

export const run: Run = (wiring, typed) =>
  onPosts(
    wiring,
    typed,
    async (desk) => {
      if ((textOption(typed, "at") === undefined) === !flag(typed, "next"))
        return refuse(block("usage-when", "schedule", "Say when, once.", "Give --at TIME or --next."));
      const when = await readWhen(desk, typed, word(typed, 0));
      return when.ok ? schedule(desk, word(typed, 0), when.value) : when;
    },
    sayTimed,
  );
