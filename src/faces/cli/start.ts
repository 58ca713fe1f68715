import { choiceOf, type Run, wantsJson } from "./command.ts";
import { print } from "./output.ts";

export const run: Run = async (wiring, typed) => {
  const say = (line: string) => (wantsJson(typed) ? process.stderr : process.stdout).write(`${line}\n`);
  const result = await wiring.start({ ...choiceOf(typed), say });
  return print(result, wantsJson(typed), () => ({ json: { stopped: true }, text: "" }));
};
