import { stringify } from "yaml";
import type { SetupAnswers } from "./setup.ts";
import { valueIn, withoutValue, withValue } from "./yaml-edit.ts";

/** The settings file of an outlet that has none yet: one account a platform, the rest by default. */
const starter = `# Herald's settings for editors. Nothing in here is secret: logins go into .env (see .env.example).

# The outlet, as cards and follow lines show it.
brand:
  name: ""
  handles: {}

# The zone in which slots and quiet windows are read.
timezone: Etc/UTC

# Times in which no account posts, for example { name: Friday prayers, days: [fri], from: "12:30", to: "14:30" }.
quiet: []

accounts:
  - id: x
    platform: x
    slots: [{ days: [mon, tue, wed, thu, fri, sat], times: ["09:00", "13:00", "18:30"] }]
  - id: instagram
    platform: instagram
    slots: [{ days: [mon, tue, wed, thu, fri, sat], times: ["10:00", "19:00"] }]
  - id: youtube
    platform: youtube-community
    slots: [{ days: [mon, tue, wed, thu, fri, sat], times: ["11:00"] }]
`;

/** The file with the answers in it, every other character kept. @param text null: there is no file yet. */
export function withAnswers(text: string | null, answers: SetupAnswers): string {
  const before = text ?? starter;
  const isRenamed = valueIn(before, ["brand", "name"]) !== answers.name;
  let next = setText(before, ["brand", "name"], answers.name);
  for (const place of ["x", "instagram", "youtube"] as const) {
    const handle = answers.handles[place];
    const path = ["brand", "handles", place];
    next = handle === undefined ? withoutValue(next, path) : setText(next, path, handle);
  }
  next = setLanguages(setText(next, ["timezone"], answers.timezone), answers.languages);
  return isRenamed ? forgetNames(next) : next;
}

/** Leaves a value alone that is right already, with its quotes. */
function setText(text: string, path: readonly (string | number)[], value: string): string {
  return valueIn(text, path) === value ? text : withValue(text, path, stringify(value, { lineWidth: 0 }).trimEnd());
}

/** An account loses the languages that were not chosen; one that no account takes yet, every account takes. */
function setLanguages(text: string, chosen: readonly string[]): string {
  const accounts = valueIn(text, ["accounts"]);
  if (!Array.isArray(accounts)) return text;
  const now = accounts.map((_, index) => languagesOf(text, index));
  const untaken = chosen.filter((language) => !now.some((languages) => (languages ?? chosen).includes(language)));
  return now.reduce<string>((next, languages, index) => {
    const kept = chosen.filter((language) => (languages ?? chosen).includes(language) || untaken.includes(language));
    const wanted = kept.length > 0 ? kept : chosen;
    const isSame = languages?.length === wanted.length && wanted.every((language) => languages.includes(language));
    return isSame ? next : withValue(next, ["accounts", index, "languages"], `[${wanted.join(", ")}]`);
  }, text);
}

function languagesOf(text: string, account: number): readonly unknown[] | null {
  const written = valueIn(text, ["accounts", account, "languages"]);
  return Array.isArray(written) ? written : null;
}

/** A name that stood for the old outlet in one language would invite to the wrong one. */
function forgetNames(text: string): string {
  return ["en", "ur"].reduce((next, language) => withoutValue(next, ["languages", language, "name"]), text);
}
