import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import type { Result } from "../domain/problem.ts";
import { block, ok, refuse } from "../domain/problem.ts";
import type { DatabaseLocation } from "../storage/location.ts";
import type { Environment } from "./env.ts";
import { given } from "./env.ts";

const defaultUrl = "file:data/herald.db";
const sandboxUrl = "file:data/sandbox.db";

/** The sandbox's own file: what is approved there can never meet a live queue. */
export function sandboxFile(directory: string): string {
  return resolve(directory, sandboxUrl.slice("file:".length));
}

/** Where `DATABASE_URL` says that the queue is kept; the value is never repeated, as it may hold a password. */
export function readDatabase(env: Environment, directory: string): Result<DatabaseLocation> {
  const url = given(env, "DATABASE_URL") ?? defaultUrl;
  return /^postgres(ql)?:/i.test(url) ? readPostgres(url) : readFileUrl(url, directory);
}

/** Without a database's name PostgreSQL takes the user's, and nobody would have said where the queue is. */
function readPostgres(url: string): Result<DatabaseLocation> {
  const name = URL.parse(url)?.pathname ?? "";
  if (/^\/[^/]+$/.test(name)) return ok({ kind: "postgres", url });
  const remedy = "Write it as postgres://USER:PASSWORD@HOST:5432/DATABASE; in a password, write @ as %40, / as %2F and % as %25.";
  return wrong("DATABASE_URL is no whole address of a PostgreSQL database.", remedy);
}

function readFileUrl(url: string, directory: string): Result<DatabaseLocation> {
  const path = url.startsWith("file:///")
    ? pathOfUrl(url)
    : url.startsWith("file:") && !url.startsWith("file://")
      ? url.slice("file:".length)
      : null;
  if (path === null)
    return wrong(
      "DATABASE_URL is no address of a file, nor of a PostgreSQL database.",
      `Write it as ${defaultUrl}, as file:/var/lib/herald/herald.db, or as postgres://USER:PASSWORD@HOST:5432/DATABASE.`,
    );
  if (path === "" || path.endsWith("/") || path.includes(":memory:") || path.includes("?")) {
    return wrong("DATABASE_URL must name a file that lasts, without options.", `Write it as ${defaultUrl}.`);
  }
  const file = resolve(directory, path);
  if (file !== sandboxFile(directory)) return ok({ kind: "file", file });
  return wrong(
    "DATABASE_URL names the sandbox's own file, and sandbox and live queues never mix.",
    `Use ${defaultUrl}, or start with --sandbox.`,
  );
}

function wrong(message: string, remedy: string): Result<DatabaseLocation> {
  return refuse(block("settings-database", "DATABASE_URL", message, remedy));
}

function pathOfUrl(url: string): string | null {
  try {
    return fileURLToPath(url);
  } catch {
    return null;
  }
}
