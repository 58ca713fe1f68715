import { parse } from "dotenv";
import { block, ok, type Problem, type Result, refuse } from "../domain/problem.ts";
import type { Platform, Secret } from "../platforms/platform.ts";

const longestValue = 4_096;

function wrongValue(name: string): Problem {
  return block("input-login", name, `${name} holds what no platform gives out.`, "Copy it anew, in one line and without spaces inside.");
}

/** A platform's login among these values: what belongs to no login is left aside, and space around a value too. */
export function loginAmong(platform: Platform, values: Readonly<Record<string, string | undefined>>): Result<Secret> {
  const found = platform.variables.flatMap(({ name }) => {
    const value = values[name]?.trim() ?? "";
    return value === "" ? [] : [[name, value] as const];
  });
  const secret: Secret = Object.fromEntries(found);
  const wrong = found.filter(([, value]) => value.length > longestValue || !/^[\x21-\x7e]+$/.test(value)).map(([name]) => wrongValue(name));
  const missing = platform.variables
    .filter(({ name, required }) => required && secret[name] === undefined)
    .map(({ name, help }) => block("input-login", name, `${name} is missing.`, `${help}.`));
  const problems = [...missing, ...wrong];
  return problems.length > 0 ? refuse(...problems) : ok(secret);
}

/** The same from a file written like `.env`. */
export function readLogin(platform: Platform, text: string): Result<Secret> {
  return loginAmong(platform, parse(text));
}
