import { pause } from "../../desk/pause.ts";
import { block, ok, refuse } from "../../domain/problem.ts";
import { choiceOf, flag, type Run, textOption, wantsJson, word } from "./command.ts";
import { print } from "./output.ts";
import { sayStopped } from "./say-offers.ts";
import { readTime } from "./time.ts";

export const run: Run = async (wiring, typed) => {
  const account = word(typed, 0);
  const reason = textOption(typed, "reason")?.trim();
  const until = textOption(typed, "until");
  const result = await wiring.withDesk(choiceOf(typed), async (desk) => {
    if ((account === "") !== flag(typed, "all"))
      return refuse(block("usage-pause", "pause", "Say what to pause.", "Name an account, or give --all."));
    if (!reason) return refuse(block("usage-reason", "--reason", "A pause needs a reason.", 'Add --reason "…" so that others know.'));
    const end = until === undefined ? ok(null) : readTime(desk, until, desk.settings.timezone, "--until");
    return end.ok ? pause(desk, account === "" ? null : account, reason, end.value) : end;
  });
  return print(result, wantsJson(typed), (paused) => ({
    json: { paused },
    text: [`Paused: ${paused.account} — ${paused.reason}`, ...paused.stopped.map(sayStopped)].join("\n"),
  }));
};
