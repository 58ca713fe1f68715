import { resolve } from "node:path";
import { backUp } from "../../desk/backup.ts";
import { toIso } from "../../domain/instant.ts";
import { choiceOf, flag, type Run, wantsJson, word } from "./command.ts";
import { print, sayProgress } from "./output.ts";

/** A line at every tenth. */
function tenths(): (part: number) => void {
  let said = 0;
  return (part) => {
    const tenth = Math.floor(part * 10);
    if (tenth <= said || tenth >= 10) return;
    said = tenth;
    sayProgress(`${tenth * 10} % copied`);
  };
}

export const run: Run = async (wiring, typed) => {
  const file = resolve(wiring.directory, word(typed, 0));
  const result = await wiring.withDesk(choiceOf(typed), (desk) =>
    backUp(desk, file, { overwrite: flag(typed, "overwrite"), progress: tenths() }),
  );
  return print(result, wantsJson(typed), (backup) => ({
    json: { backup: { file: backup.file, bytes: backup.bytes, at: toIso(backup.at) } },
    text: `Wrote and checked ${backup.file} (${(backup.bytes / 1e6).toFixed(1)} MB). \`.env\` and \`config/\` are not in it.`,
  }));
};
