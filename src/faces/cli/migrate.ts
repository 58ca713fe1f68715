import { block, refuse } from "../../domain/problem.ts";
import type { Typed } from "./command.ts";
import { choiceOf, flag, type Run, textOption, wantsJson } from "./command.ts";
import { print, sayProgress } from "./output.ts";
import type { Destination, Wiring } from "./wiring.ts";

const doing = { copy: "copying", compare: "comparing" } as const;
const done = { copy: "copied", compare: "compared" } as const;

/** A line for each table, and at every tenth of each stage. */
function progressLines(): Destination["progress"] {
  let saidTable = "";
  const saidTenth = { copy: 0, compare: 0 };
  return ({ stage, table, rows, of }) => {
    const line = `${doing[stage]} ${table}`;
    if (line !== saidTable) sayProgress(line);
    saidTable = line;
    const tenth = Math.floor((rows * 10) / Math.max(of, 1));
    if (tenth <= saidTenth[stage] || tenth > 10) return;
    saidTenth[stage] = tenth;
    sayProgress(`${tenth * 10} % ${done[stage]}`);
  };
}

async function move(wiring: Wiring, typed: Typed, to: string) {
  const result = await wiring.migrate({ ...choiceOf(typed), to, say: sayProgress, progress: progressLines() });
  return print(result, wantsJson(typed), (migrated) => {
    const rows = migrated.tables.reduce((sum, table) => sum + table.rows, 0);
    const what = migrated.already ? "had been moved before" : `was moved (${rows.toLocaleString("en")} rows, each compared)`;
    const next = `Set DATABASE_URL to it and start Herald there. ${migrated.from} is sealed: nothing goes out from it.`;
    return { json: { migrated }, text: `The queue ${what} to ${migrated.to}. ${next}` };
  });
}

async function lift(wiring: Wiring, typed: Typed) {
  const result = await wiring.unseal(choiceOf(typed));
  return print(result, wantsJson(typed), (unsealed) => ({
    json: { unsealed },
    text: unsealed.isCopy
      ? `The seal is off, and everything is paused: the queue may be at work at ${unsealed.place}. Stop that one, settle what is held (\`herald status\`), then \`herald resume --all\`.`
      : `The seal is off: the queue was never at work at ${unsealed.place}, and goes on here.`,
  }));
}

export const run: Run = async (wiring, typed) => {
  const to = textOption(typed, "to");
  if (flag(typed, "unseal") === (to !== undefined)) {
    const problem = block("usage-migrate", "migrate", "Say where to move the queue, or that it stays.", "Give --to URL, or --unseal.");
    return print(refuse(problem), wantsJson(typed), () => ({ json: null, text: "" }));
  }
  return to === undefined ? lift(wiring, typed) : move(wiring, typed, to);
};
