import { dismiss } from "../../desk/incidents.ts";
import { choiceOf, type Run, wantsJson, word } from "./command.ts";
import { print } from "./output.ts";

export const run: Run = async (wiring, typed) => {
  const result = await wiring.withDesk(choiceOf(typed), (desk) => dismiss(desk, word(typed, 0)));
  return print(result, wantsJson(typed), ({ dismissed }) => ({ json: { dismissed }, text: `Seen to: ${dismissed}` }));
};
