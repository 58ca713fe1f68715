import { resume } from "../../desk/pause.ts";
import { block, refuse } from "../../domain/problem.ts";
import { choiceOf, flag, type Run, wantsJson, word } from "./command.ts";
import { print } from "./output.ts";
import { sayStopped } from "./say-offers.ts";

export const run: Run = async (wiring, typed) => {
  const account = word(typed, 0);
  const result = await wiring.withDesk(choiceOf(typed), async (desk) => {
    if ((account === "") !== flag(typed, "all"))
      return refuse(block("usage-resume", "resume", "Say what to resume.", "Name an account, or give --all."));
    return resume(desk, account === "" ? null : account);
  });
  return print(result, wantsJson(typed), (resumed) => ({
    json: { resumed },
    text: [resumed.was ? `${resumed.account} goes on.` : `${resumed.account} was not paused.`, ...resumed.stopped.map(sayStopped)].join(
      "\n",
    ),
  }));
};
