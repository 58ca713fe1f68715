import { readFileSync } from "node:fs";
import { z } from "zod";

const described = z.object({ version: z.string() });

/** Herald's own version, as its package says. */
export function versionOf(file: URL = new URL("../../package.json", import.meta.url)): string {
  return described.parse(JSON.parse(readFileSync(file, "utf8")), { jitless: true }).version;
}
