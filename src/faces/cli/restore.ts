import { resolve } from "node:path";
import { toIso } from "../../domain/instant.ts";
import { choiceOf, type Run, wantsJson, word } from "./command.ts";
import { print } from "./output.ts";

export const run: Run = async (wiring, typed) => {
  const result = await wiring.restore(choiceOf(typed), resolve(wiring.directory, word(typed, 0)));
  return print(result, wantsJson(typed), ({ database, before, madeAt }) => ({
    json: { restored: { database, before, madeAt: toIso(madeAt) } },
    text: [
      `Restored ${database} as it stood at ${toIso(madeAt)}.`,
      ...(before ? [`The database that was there is now ${before}.`] : []),
      "It starts paused: what was sent since then it doesn't know. `herald status` says what to look at; `herald resume --all` lets it go on.",
    ].join("\n"),
  }));
};
