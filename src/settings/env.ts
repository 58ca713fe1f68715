import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "dotenv";

/** Variables by name, as the process was given them and as `.env` adds to them. */
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The environment with `.env` of the working directory below it: what the process was given wins.
 * Throws where `.env` is there and can't be read: going on without it could mean publishing nothing, or from the wrong account.
 */
export function readEnvironment(directory: string): Environment {
  return { ...readDotenv(join(directory, ".env")), ...process.env };
}

function readDotenv(file: string): Environment {
  try {
    return parse(readFileSync(file, "utf8"));
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return {};
    throw new Error(
      `${file} can't be read (${error instanceof Error ? error.message : String(error)}): make it readable, or move it away.`,
    );
  }
}

/** A variable's value; undefined where it is unset, empty or blank. */
export function given(env: Environment, name: string): string | undefined {
  return env[name]?.trim() || undefined;
}

const proxyNames = ["HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "http_proxy", "https_proxy", "no_proxy"] as const;

/**
 * Node's own proxy settings, for an agent's `proxyEnv`: empty unless `NODE_USE_ENV_PROXY=1`, so that an agent with options of
 * its own goes the same way as `fetch` does. Only the process's environment counts, as Node reads it before `.env` is known.
 */
export function proxyEnvironment(): Record<string, string> {
  if (process.env.NODE_USE_ENV_PROXY !== "1") return {};
  const set = proxyNames.flatMap((name) => (process.env[name] ? [[name, process.env[name]] as const] : []));
  return { NODE_USE_ENV_PROXY: "1", ...Object.fromEntries(set) };
}
