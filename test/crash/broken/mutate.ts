/** Changes Herald's own source while it is loaded: the engines that the tests must catch. */
import { registerHooks } from "node:module";

export interface Mutation {
  /** The end of the file's path. */
  readonly file: string;
  readonly find: string;
  readonly replace: string;
}

/** Each text must stand in its file exactly once, so that a change of the source can't disarm a test in silence. */
export function mutate(mutations: readonly Mutation[]): void {
  registerHooks({
    load(url, context, nextLoad) {
      const loaded = nextLoad(url, context);
      const mine = mutations.filter(({ file }) => url.endsWith(file));
      if (mine.length === 0) return loaded;
      const source = mine.reduce((text, { file, find, replace }) => {
        if (text.split(find).length !== 2) throw new Error(`${file} has changed: "${find}" does not stand in it once.`);
        return text.replace(find, () => replace);
      }, textOf(loaded.source));
      return { ...loaded, source };
    },
  });
}

function textOf(source: unknown): string {
  if (typeof source === "string") return source;
  if (source instanceof Uint8Array) return Buffer.from(source).toString("utf8");
  throw new Error("A source that is no text can't be changed.");
}
