import { existsSync, watch } from "node:fs";
import { basename, dirname, resolve } from "node:path";

export interface Watched {
  /** Need not be there yet; their folders must, or nothing is noticed. */
  readonly files: readonly string[];
  /** With all below them; `only` names the files that count: an editor's swap files don't. */
  readonly folders: readonly string[];
  readonly only: RegExp;
}

/**
 * Does the work now and after every change: one at a time, and once more for whatever changed meanwhile. It must not throw.
 * A file is watched through its folder, because many editors put a new one in its place.
 * @param lost told where watching fails, for example for want of system resources
 * @returns ends the watch
 */
export function onChange({ files, folders, only }: Watched, work: () => Promise<void>, lost: (path: string) => void): () => void {
  let [isAtWork, isDue] = [false, false];
  const again = async () => {
    isDue = true;
    if (isAtWork) return;
    isAtWork = true;
    while (isDue) {
      isDue = false;
      await work();
    }
    isAtWork = false;
  };
  const noticing = (folder: string, recursive: boolean, counts: (name: string) => boolean) =>
    watch(folder, { recursive }, (_, name) => {
      if (name === null || counts(name)) void again();
    }).on("error", () => lost(folder));
  const watchers = [
    ...files
      .map((file) => resolve(file))
      .filter((file) => existsSync(dirname(file)))
      .map((file) => noticing(dirname(file), false, (name) => name === basename(file))),
    ...folders.map((folder) => noticing(folder, true, (name) => only.test(name))),
  ];
  void again();
  return () => {
    for (const watcher of watchers) watcher.close();
  };
}
