import { dirname, normalize, relative, resolve } from "node:path";
import { block, ok, type Result, refuse } from "../domain/problem.ts";
import type { ConfigFile } from "./config-file.ts";
import type { Config } from "./config-schema.ts";
import { type Environment, given } from "./env.ts";

/** A folder into which summaries are dropped. */
export interface FolderSettings {
  /** Absolute. */
  readonly path: string;
  /** As people call it: relative to Herald's own folder where it was written so. */
  readonly name: string;
}

function holds(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way === "" || (!way.startsWith("..") && resolve(folder, way) === path);
}

/**
 * The folder that `HERALD_FOLDER` or `folder:` names; null: none is watched. One that holds something of Herald's own is refused:
 * what lies in it is moved away.
 * @param own files of Herald's, absolute
 */
export function readFolder(
  env: Environment,
  config: Pick<Config, "folder">,
  file: Pick<ConfigFile, "where">,
  directory: string,
  own: readonly string[],
): Result<FolderSettings | null> {
  const told = given(env, "HERALD_FOLDER");
  const written = told ?? config.folder;
  if (written === undefined) return ok(null);
  const name = normalize(written).replace(/(?<=.)[/\\]+$/, "");
  const path = resolve(directory, name);
  if (![directory, ...own, ...own.map((each) => dirname(each))].some((each) => holds(path, each))) return ok({ path, name });
  const where = told === undefined ? file.where(["folder"]) : "HERALD_FOLDER";
  const message = `${written} holds files of Herald's own, and what lies in the watched folder is moved away.`;
  return refuse(block("settings-folder", where, message, "Name a folder for summaries alone, such as inbox/."));
}
