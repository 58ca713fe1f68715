import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import type { Result } from "../domain/problem.ts";
import { block, ok, refuse } from "../domain/problem.ts";
import type { Environment } from "./env.ts";
import { given } from "./env.ts";

const defaultUrl = "file:data/herald.db";
const sandboxUrl = "file:data/sandbox.db";

/** The sandbox's own file: what is approved there can never meet a live queue. */
export function sandboxFile(directory: string): string {
  return resolve(directory, sandboxUrl.slice("file:".length));
}

/** The SQLite file that `DATABASE_URL` names, as an absolute path; the value is never repeated, as it may hold a password. */
export function readDatabase(env: Environment, directory: string): Result<string> {
  const url = given(env, "DATABASE_URL") ?? defaultUrl;
  if (/^postgres(ql)?:/i.test(url)) {
    return wrong(
      "DATABASE_URL names a PostgreSQL database, but this version keeps its queue in an SQLite file only.",
      `Use ${defaultUrl}.`,
    );
  }
  const path = url.startsWith("file:///")
    ? pathOfUrl(url)
    : url.startsWith("file:") && !url.startsWith("file://")
      ? url.slice("file:".length)
      : null;
  if (path === null)
    return wrong("DATABASE_URL is no address of a file.", `Write it as ${defaultUrl}, or as file:/var/lib/herald/herald.db.`);
  if (path === "" || path.endsWith("/") || path.includes(":memory:") || path.includes("?")) {
    return wrong("DATABASE_URL must name a file that lasts, without options.", `Write it as ${defaultUrl}.`);
  }
  const file = resolve(directory, path);
  if (file !== sandboxFile(directory)) return ok(file);
  return wrong(
    "DATABASE_URL names the sandbox's own file, and sandbox and live queues never mix.",
    `Use ${defaultUrl}, or start with --sandbox.`,
  );
}

function wrong(message: string, remedy: string): Result<string> {
  return refuse(block("settings-database", "DATABASE_URL", message, remedy));
}

function pathOfUrl(url: string): string | null {
  try {
    return fileURLToPath(url);
  } catch {
    return null;
  }
}
