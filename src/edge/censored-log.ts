import type { Log } from "./log.ts";

/** Shorter ones would black out words that mean nothing. */
const shortest = 8;
/** What is told of one failure is no longer than this. */
const deepest = 5;

function longestFirst(secrets: readonly string[]): readonly string[] {
  return [...new Set(secrets)].filter(({ length }) => length >= shortest).sort((one, other) => other.length - one.length);
}

/**
 * A log in which none of these texts stands, whatever brought it there: keys tell of most secrets, and an error's words of none.
 * @param fresh secrets that came about since
 */
export function censored(log: Log, secrets: readonly string[], fresh: () => readonly string[] = () => []): Log {
  const known = longestFirst(secrets);
  const words = (text: string) => [...longestFirst(fresh()), ...known].reduce((said, secret) => said.replaceAll(secret, "[secret]"), text);
  const clean = (value: unknown, depth = 0): unknown => {
    if (typeof value === "string") return words(value);
    if (value instanceof Error) return words(value.stack ?? String(value));
    if (typeof value !== "object" || value === null) return value;
    if (depth >= deepest) return "…";
    if (Array.isArray(value)) return value.map((each) => clean(each, depth + 1));
    return Object.fromEntries(Object.entries(value).map(([name, held]) => [words(name), clean(held, depth + 1)]));
  };
  const through = (level: keyof Log): Log[typeof level] => {
    return (fields, message) => log[level](clean(fields) as Readonly<Record<string, unknown>>, words(message));
  };
  return { info: through("info"), warn: through("warn"), error: through("error") };
}
