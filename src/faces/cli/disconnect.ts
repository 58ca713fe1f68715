import { disconnect } from "../../desk/connect.ts";
import { choiceOf, type Run, wantsJson, word } from "./command.ts";
import { print } from "./output.ts";

export const run: Run = async (wiring, typed) => {
  const result = await wiring.withPlatforms(choiceOf(typed), (desk) => disconnect(desk, word(typed, 0)));
  return print(result, wantsJson(typed), (disconnected) => ({
    json: { disconnected },
    text: [`The login of ${disconnected.account} is forgotten.`, ...disconnected.notes.map((note) => `    ${note}`)].join("\n"),
  }));
};
