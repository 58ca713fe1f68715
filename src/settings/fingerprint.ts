/** Tells when files are others than before, by looking: on some mounts nobody is told of a change. */
import { createHash } from "node:crypto";
import { globSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

interface Known {
  /** What looking from outside tells: as long as that is the same, nothing is read. */
  readonly outside: string;
  readonly hash: string;
}

function outsideOf(file: string): string | null {
  const found = statSync(file, { bigint: true, throwIfNoEntry: false });
  return found?.isFile() ? [found.ino, found.size, found.mtimeNs, found.ctimeNs].join(" ") : null;
}

/**
 * @returns what gives the files as one text: another whenever one of them is. A folder stands for the templates, styles and strings in it.
 */
export function fingerprints(): (files: readonly string[], folders: readonly string[]) => string {
  const known = new Map<string, Known>();
  const hashOf = (file: string): string => {
    try {
      const outside = outsideOf(file);
      if (outside === null) return "none";
      const before = known.get(file);
      if (before?.outside === outside) return before.hash;
      const hash = createHash("sha256").update(readFileSync(file)).digest("hex");
      known.set(file, { outside, hash });
      return hash;
    } catch (error) {
      return error instanceof Error && "code" in error ? String(error.code) : "unreadable";
    }
  };
  const inside = (folder: string) =>
    globSync("**/*.{liquid,css,yaml}", { cwd: folder })
      .toSorted()
      .map((name) => join(folder, name));
  return (files, folders) => [...files, ...folders.flatMap(inside)].map((file) => `${file} ${hashOf(file)}`).join("\n");
}
