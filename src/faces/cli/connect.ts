import { canAuthorize } from "../../desk/authorize.ts";
import { connect, connectable } from "../../desk/connect.ts";
import { block, type Result, refuse } from "../../domain/problem.ts";
import type { Platform, Secret } from "../../platforms/platform.ts";
import { loginAmong, readLogin } from "../../settings/read-login.ts";
import { choiceOf, flag, type Run, textOption, wantsJson, word } from "./command.ts";
import { connectByConsent } from "./consent.ts";
import { readText } from "./input.ts";
import { print, sayProgress } from "./output.ts";
import { askHidden } from "./read-password.ts";

async function asked(platform: Platform): Promise<Result<Secret>> {
  const values: Record<string, string> = {};
  sayProgress("What you paste is not shown. An empty line leaves a variable out.");
  for (const { name, help, required } of platform.variables) {
    sayProgress(`${name}${required ? "" : " (optional)"}: ${help}`);
    values[name] = await askHidden(`${name}: `);
  }
  return loginAmong(platform, values);
}

/** From a file, else from whoever sits at the terminal: a script must not hang on a question. */
async function loginFor(platform: Platform, file: string | undefined): Promise<Result<Secret>> {
  if (file !== undefined) {
    const text = await readText(file);
    return text.ok ? readLogin(platform, text.value) : text;
  }
  if (process.stdin.isTTY) return asked(platform);
  const remedy = "Give the variables as NAME=VALUE lines: --file FILE, or --file - from standard input.";
  return refuse(block("usage-connect", "connect", "There is no terminal to ask on.", remedy));
}

export const run: Run = async (wiring, typed) => {
  const result = await wiring.withPlatforms(choiceOf(typed), async (desk, asking) => {
    const id = word(typed, 0);
    const able = connectable(desk, id);
    if (!able.ok) return able;
    const file = textOption(typed, "file");
    const byVariables = file !== undefined || flag(typed, "variables") || flag(typed, "unverified");
    if (!byVariables && canAuthorize(desk, able.value.account)) return connectByConsent(desk, id, asking);
    const secret = await loginFor(able.value.platform, file);
    return secret.ok ? connect(desk, id, secret.value, flag(typed, "unverified") ? null : asking.meet) : secret;
  });
  return print(result, wantsJson(typed), (connected) => ({
    json: { connected },
    text: [
      connected.name === null
        ? `${connected.account} is connected; ${connected.platform} was not asked.`
        : `${connected.account} is ${connected.name} and posts to ${connected.url}`,
      ...connected.notes.map((note) => `    ${note}`),
    ].join("\n"),
  }));
};
