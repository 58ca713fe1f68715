/** `herald setup` without its face: the answers judged, then written into `config/herald.yaml` and `.env`. */
import { chmodSync, existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Problem, Result } from "../domain/problem.ts";
import { block, ok, refuse } from "../domain/problem.ts";
import { writeFileWhole } from "../edge/write-file.ts";
import { readConfigFile } from "./config-file.ts";
import { handles } from "./config-schema.ts";
import { withAnswers } from "./setup-config.ts";
import { withSecret } from "./setup-env.ts";
import { valueIn } from "./yaml-edit.ts";
import { isZone, zoneExpected, zoneLike } from "./zone.ts";

export interface SetupAnswers {
  /** The outlet's name. */
  readonly name: string;
  /** With or without the leading `@`; absent: the outlet isn't there. */
  readonly handles: { readonly x?: string; readonly instagram?: string; readonly youtube?: string };
  /** IANA zone. */
  readonly timezone: string;
  /** `en`, `ur`. */
  readonly languages: readonly string[];
}

/** What `setup` did, as paths from the directory; `.env: HERALD_SECRET` for a value in a file. */
export interface Written {
  readonly written: readonly string[];
  readonly kept: readonly string[];
}

const configName = "config/herald.yaml";

/**
 * Writes the settings: `herald.yaml` edited in place (comments and other settings stay) or begun, `.env` readable by its owner
 * alone with a made `HERALD_SECRET` (a value that is there is never replaced). Wrong answers, all of them, and nothing is written.
 */
export function writeSetup(answers: SetupAnswers, directory: string): Result<Written> {
  const judged = judge(answers);
  if (!judged.ok) return judged;
  const config = writeConfig(judged.value, directory);
  if (!config.ok) return config;
  const env = writeEnv(directory);
  return ok({ written: [...config.value.written, ...env.written], kept: [...config.value.kept, ...env.kept] });
}

function judge(answers: SetupAnswers): Result<SetupAnswers> {
  const name = answers.name.normalize("NFC").trim();
  const known = handles.safeParse(answered(answers.handles));
  const languages = [...new Set(answers.languages)];
  const problems = [
    ...nameProblems(name),
    ...(known.success ? [] : known.error.issues.map((issue) => wrongHandle(String(issue.path[0]), answers, issue.message))),
    ...zoneProblems(answers.timezone.trim()),
    ...languageProblems(languages),
  ];
  if (problems.length > 0 || !known.success) return refuse(...problems);
  const { x, instagram, youtube } = known.data;
  const clean = { ...(x ? { x } : {}), ...(instagram ? { instagram } : {}), ...(youtube ? { youtube } : {}) };
  return ok({ name, handles: clean, timezone: answers.timezone.trim(), languages });
}

/** An empty answer says that the outlet isn't there. */
function answered(written: SetupAnswers["handles"]): SetupAnswers["handles"] {
  return Object.fromEntries(Object.entries(written).filter(([, handle]) => handle?.trim()));
}

function nameProblems(name: string): Problem[] {
  const wrong = (message: string) => [block("settings-value", "name", message, "Give the name as readers know it.")];
  if (name === "") return wrong("The outlet has no name.");
  if (/[\p{Cc}\u2028\u2029]/u.test(name)) return wrong("The outlet's name runs over several lines.");
  return name.length > 80 ? wrong(`The outlet's name has ${name.length} characters; 80 fit on a card.`) : [];
}

function wrongHandle(place: string, answers: SetupAnswers, expected: string): Problem {
  const written = Object.entries(answers.handles).find(([key]) => key === place)?.[1] ?? "";
  const message = `The handle "${written}" can't be right; it must be ${expected}.`;
  return block(
    "settings-value",
    `handles, ${place}`,
    message,
    "Copy it from the profile's page, or leave it empty if the outlet isn't there.",
  );
}

function zoneProblems(zone: string): Problem[] {
  if (isZone(zone)) return [];
  const like = zoneLike(zone);
  const remedy = like ? `Did you mean ${like}?` : "Look it up at en.wikipedia.org/wiki/List_of_tz_database_time_zones.";
  return [block("settings-value", "timezone", `"${zone}" is no time zone; it must be ${zoneExpected}.`, remedy)];
}

function languageProblems(languages: readonly string[]): Problem[] {
  const unknown = languages.filter((language) => language !== "en" && language !== "ur");
  if (languages.length > 0 && unknown.length === 0) return [];
  const message = unknown.length > 0 ? `Herald doesn't write "${unknown.join('", "')}".` : "No language is chosen.";
  return [block("settings-value", "languages", message, "Choose en, ur or both.")];
}

function writeConfig(answers: SetupAnswers, directory: string): Result<Written> {
  const path = join(directory, configName);
  const there = existsSync(path) ? readConfigFile(path, configName) : null;
  if (there && !there.ok) return there;
  if (there && (typeof there.value.value !== "object" || Array.isArray(there.value.value))) {
    return refuse(block("settings-yaml", configName, `${configName} holds no settings by name.`, "Move it away and run setup again."));
  }
  const text = there ? readFileSync(path, "utf8") : null;
  const next = withAnswers(text, answers);
  if (!holds(next, answers)) return refuse(unusual());
  if (next === text) return ok({ written: [], kept: [configName] });
  writeFileWhole(path, next, text === null ? 0o644 : statSync(path).mode & 0o777);
  return ok({ written: [configName], kept: [] });
}

/** A file with anchors or other art may not be changed by setting single values: then it is left as it was. */
function holds(text: string, answers: SetupAnswers): boolean {
  return valueIn(text, ["brand", "name"]) === answers.name && valueIn(text, ["timezone"]) === answers.timezone;
}

function unusual(): Problem {
  const message = `${configName} is written in a way that setup can't change without harm.`;
  return block("settings-yaml", configName, message, "Change name, handles, zone and languages in it by hand.");
}

function writeEnv(directory: string): Written {
  const path = join(directory, ".env");
  const isThere = existsSync(path);
  const example = join(directory, ".env.example");
  const text = isThere ? readFileSync(path, "utf8") : existsSync(example) ? readFileSync(example, "utf8") : "";
  const next = withSecret(text);
  if (next !== null) writeFileWhole(path, next, 0o600);
  else chmodSync(path, 0o600);
  return next === null ? { written: [], kept: [".env: HERALD_SECRET"] } : { written: [".env"], kept: [] };
}
