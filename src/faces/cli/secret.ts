import { type Rotated, rotate } from "../../desk/rotate.ts";
import { block, refuse } from "../../domain/problem.ts";
import { choiceOf, type Run, wantsJson, word } from "./command.ts";
import { print } from "./output.ts";

function say({ sealedAnew, already, stuck }: Rotated): string {
  const line = (accounts: readonly string[], words: string) => (accounts.length > 0 ? [`${words}: ${accounts.join(", ")}.`] : []);
  if (sealedAnew.length + already.length + stuck.length === 0) return "The database keeps no logins; there is nothing to seal anew.";
  return [
    ...line(sealedAnew, "Sealed anew under HERALD_SECRET"),
    ...line(already, "Under HERALD_SECRET already"),
    ...line(stuck, "Left as they are, for neither secret opens them (connect them anew)"),
    ...(stuck.length === 0 ? ["HERALD_SECRET_OLD is needed no more: take it out of .env."] : []),
  ].join("\n");
}

export const run: Run = async (wiring, typed) => {
  const action = word(typed, 0);
  const wrong = block("usage-secret", "secret", `There is no \`secret ${action}\`.`, "Use `herald secret rotate`.");
  const result = action === "rotate" ? await wiring.withPlatforms(choiceOf(typed), rotate) : refuse(wrong);
  return print(result, wantsJson(typed), (rotated) => ({ json: { rotated }, text: say(rotated), code: rotated.stuck.length > 0 ? 1 : 0 }));
};
