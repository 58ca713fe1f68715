import type { QuietWindow, SlotRule, Timetable } from "../domain/account.ts";
import type { Problem } from "../domain/problem.ts";
import { block } from "../domain/problem.ts";
import type { ConfigFile, ConfigPath } from "./config-file.ts";
import type { AccountConfig, Config, QuietConfig } from "./config-schema.ts";

/** An account's timetable: its own slots, the house's quiet windows and its own. */
export function timetableOf(account: AccountConfig, config: Config): Timetable {
  return {
    timezone: account.timezone ?? config.timezone,
    slots: account.slots.map(slotRule),
    quiet: [...config.quiet, ...account.quiet].map(quietWindow),
    minGapMs: account.minGap,
    lateAfterMs: account.lateAfter,
  };
}

function slotRule(rule: AccountConfig["slots"][number]): SlotRule {
  return {
    days: rule.days,
    times: [...new Set(rule.times)].sort(),
    ...(rule.from ? { from: rule.from } : {}),
    ...(rule.to ? { to: rule.to } : {}),
  };
}

export function quietWindow(window: QuietConfig): QuietWindow {
  const fromDate = window.date ?? window.fromDate;
  const toDate = window.date ?? window.toDate;
  return {
    name: window.name,
    ...(window.days ? { days: window.days } : {}),
    ...(fromDate ? { fromDate } : {}),
    ...(toDate ? { toDate } : {}),
    ...(window.from ? { from: window.from } : {}),
    ...(window.to ? { to: window.to } : {}),
  };
}

/** Slots and windows that contradict themselves. */
export function timetableProblems(config: Config, file: ConfigFile): Problem[] {
  const ofHouse = config.quiet.flatMap((window, index) => quietProblems(window, ["quiet", index], file));
  const ofAccounts = config.accounts.flatMap((account, at) => [
    ...account.slots.flatMap((rule, index) => slotProblems(rule, account.id, ["accounts", at, "slots", index], file)),
    ...account.quiet.flatMap((window, index) => quietProblems(window, ["accounts", at, "quiet", index], file)),
  ]);
  const ofTelling = config.tell.quiet.flatMap((window, index) => quietProblems(window, ["tell", "quiet", index], file));
  return [...ofHouse, ...ofTelling, ...ofAccounts];
}

function slotProblems(rule: SlotRule | AccountConfig["slots"][number], id: string, path: ConfigPath, file: ConfigFile): Problem[] {
  if (rule.from === undefined || rule.to === undefined || rule.from <= rule.to) return [];
  const message = `Account ${id} has a slot from ${rule.from} to ${rule.to}, which ends before it begins.`;
  return [block("settings-dates", file.where([...path, "to"]), message, "Swap the two days or correct one.")];
}

function quietProblems(window: QuietConfig, path: ConfigPath, file: ConfigFile): Problem[] {
  const name = `The quiet window "${window.name}"`;
  const { date, fromDate, toDate, from, to, days } = window;
  const problem = (key: string, message: string, remedy: string) => block("settings-dates", file.where([...path, key]), message, remedy);
  const problems: Problem[] = [];
  if (date && (fromDate || toDate)) {
    problems.push(problem("date", `${name} has both date and fromDate or toDate.`, "Keep date for one day, or the other two for a range."));
  }
  if (fromDate && toDate && fromDate > toDate) {
    problems.push(problem("toDate", `${name} ends on ${toDate}, before it begins on ${fromDate}.`, "Swap the two days or correct one."));
  }
  if (from && from === to) {
    problems.push(
      problem("to", `${name} begins and ends at ${from}, so it lasts no time.`, "Correct one, or leave both out for the whole day."),
    );
  }
  if (!days && !date && !fromDate && !toDate && !from && !to) {
    problems.push(problem("name", `${name} names no days, dates or hours, so it would never end.`, "Say when it holds."));
  }
  return problems;
}
