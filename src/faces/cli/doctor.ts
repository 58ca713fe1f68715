import { choiceOf, type Run, wantsJson } from "./command.ts";
import { print } from "./output.ts";

const marks = { connected: "✓", refused: "✗", "not connected": "–" } as const;

export const run: Run = async (wiring, typed) => {
  const result = await wiring.doctor(choiceOf(typed));
  return print(result, wantsJson(typed), (accounts) => ({
    json: { accounts },
    text: accounts
      .map(({ account, platform, state, name, url, notes }) => {
        const who = name === null ? state : `${name}, posts to ${url}`;
        return [`${marks[state]} ${account} (${platform}): ${who}`, ...notes.map((note) => `    ${note}`)].join("\n");
      })
      .join("\n"),
    code: accounts.some(({ state }) => state === "refused") ? 1 : 0,
  }));
};
