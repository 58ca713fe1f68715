import type { SourceCheckup, WholeExamination } from "../../desk/check-sources.ts";
import type { Checkup } from "../../desk/doctor.ts";
import type { PicturesCheckup } from "../../desk/outside-in.ts";
import { choiceOf, type Run, wantsJson } from "./command.ts";
import { print } from "./output.ts";

const marks = { connected: "✓", proven: "✓", refused: "✗", unreachable: "✗", "not connected": "–", unproven: "–" } as const;
const hosts = { own: "Herald's own server", bucket: "bucket", wordpress: "WordPress" } as const;
const words = {
  proven: "the world can fetch them",
  refused: "Instagram can't fetch them",
  unproven: "Instagram can't fetch them yet",
} as const;

function block(head: string, notes: readonly string[]): string {
  return [head, ...notes.map((note) => `    ${note}`)].join("\n");
}

/** What an account can be called that no platform named. */
const standings = {
  connected: "connected",
  refused: "its platform refuses it",
  unreachable: "its platform couldn't be reached",
  "not connected": "not connected",
} as const;

function sayAccount({ account, platform, state, name, url, notes }: Checkup): string {
  const who = name === null ? standings[state] : `${name}, posts to ${url}`;
  return block(`${marks[state]} ${account} (${platform}): ${who}`, notes);
}

function sayPictures({ host, state, url, notes }: PicturesCheckup): string {
  return block(`${marks[state]} pictures (${hosts[host]}): ${words[state]}${url === null ? "" : `, tried at ${url}`}`, notes);
}

function saySource({ source, url, state, notes }: SourceCheckup): string {
  return block(`${marks[state]} source ${source} (${url}): ${state === "refused" ? "can't be read" : "can be read"}`, notes);
}

/** All that was asked is well. */
function isWell({ accounts, pictures, sources }: WholeExamination): boolean {
  const wrong = accounts.some(({ state }) => state === "refused" || state === "unreachable");
  return !wrong && pictures?.state !== "refused" && sources.every(({ state }) => state !== "refused");
}

export const run: Run = async (wiring, typed) => {
  const result = await wiring.doctor(choiceOf(typed));
  return print(result, wantsJson(typed), ({ accounts, pictures, sources }) => ({
    json: { accounts, pictures, ...(sources.length > 0 ? { sources } : {}) },
    text: [...accounts.map(sayAccount), ...(pictures ? [sayPictures(pictures)] : []), ...sources.map(saySource)].join("\n"),
    code: isWell({ accounts, pictures, sources }) ? 0 : 1,
  }));
};
