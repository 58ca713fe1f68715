import { slots } from "../../desk/slots.ts";
import { block, ok, refuse } from "../../domain/problem.ts";
import { choiceOf, type Run, textOption, wantsJson } from "./command.ts";
import { print } from "./output.ts";
import { readTime } from "./time.ts";

export const run: Run = async (wiring, typed) => {
  const result = await wiring.withDesk(choiceOf(typed), async (desk) => {
    const from = textOption(typed, "from");
    const days = Number(textOption(typed, "days") ?? 7);
    if (!Number.isInteger(days) || days < 1 || days > 366)
      return refuse(block("usage-days", "--days", "It takes a whole number from 1 to 366.", "For example --days 14."));
    const start = from === undefined ? undefined : readTime(desk, from, desk.settings.timezone, "--from");
    if (start && !start.ok) return start;
    return ok(await slots(desk, start ? { from: start.value, days } : { days }));
  });
  return print(result, wantsJson(typed), (calendar) => ({
    json: { slots: calendar },
    text: calendar
      .map(({ account, local, post, skipped }) => `${account.padEnd(18)} ${local}  ${post ?? (skipped ? `— ${skipped}` : "free")}`)
      .join("\n"),
  }));
};
