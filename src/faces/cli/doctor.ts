import type { SourceCheckup } from "../../desk/check-sources.ts";
import type { Checkup } from "../../desk/doctor.ts";
import type { PicturesCheckup } from "../../desk/outside-in.ts";
import { choiceOf, type Run, wantsJson } from "./command.ts";
import { print } from "./output.ts";

const marks = { connected: "✓", proven: "✓", refused: "✗", "not connected": "–", unproven: "–" } as const;
const hosts = { own: "Herald's own server", bucket: "bucket", wordpress: "WordPress" } as const;
const words = {
  proven: "the world can fetch them",
  refused: "Instagram can't fetch them",
  unproven: "Instagram can't fetch them yet",
} as const;

function block(head: string, notes: readonly string[]): string {
  return [head, ...notes.map((note) => `    ${note}`)].join("\n");
}

function sayAccount({ account, platform, state, name, url, notes }: Checkup): string {
  const who = name === null ? state : `${name}, posts to ${url}`;
  return block(`${marks[state]} ${account} (${platform}): ${who}`, notes);
}

function sayPictures({ host, state, url, notes }: PicturesCheckup): string {
  return block(`${marks[state]} pictures (${hosts[host]}): ${words[state]}${url === null ? "" : `, tried at ${url}`}`, notes);
}

function saySource({ source, url, state, notes }: SourceCheckup): string {
  return block(`${marks[state]} source ${source} (${url}): ${state === "refused" ? "can't be read" : "can be read"}`, notes);
}

export const run: Run = async (wiring, typed) => {
  const result = await wiring.doctor(choiceOf(typed));
  return print(result, wantsJson(typed), ({ accounts, pictures, sources }) => ({
    json: { accounts, pictures, ...(sources.length > 0 ? { sources } : {}) },
    text: [...accounts.map(sayAccount), ...(pictures ? [sayPictures(pictures)] : []), ...sources.map(saySource)].join("\n"),
    code:
      accounts.some(({ state }) => state === "refused") || pictures?.state === "refused" || sources.some(({ state }) => state === "refused")
        ? 1
        : 0,
  }));
};
