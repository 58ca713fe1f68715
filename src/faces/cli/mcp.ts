import { choiceOf, type Run } from "./command.ts";
import { print } from "./output.ts";

/** Standard output is the agent's: nothing is printed there, not even with `--json`. */
export const run: Run = async (wiring, typed) => {
  const served = await wiring.mcp(choiceOf(typed));
  return served.ok ? 0 : print(served, false, () => ({ json: null, text: "" }));
};
