/** A part that takes its time to load, and what it is to be told as soon as it is there. */
export interface Deferred<T> {
  /** Does this with the part: at once where it is there, else as soon as it is. Never throws, never waits. */
  with(use: (part: T) => void): void;
  /** Loads it, if nobody did. */
  get(): Promise<T>;
}

/** So much is kept for it at most. */
const most = 10_000;

/** @param failed hears why it can't be loaded, or why using it failed; once each */
export function deferred<T>(load: () => Promise<T>, failed: (error: unknown) => void): Deferred<T> {
  let [part, loading]: [T | undefined, Promise<T> | undefined] = [undefined, undefined];
  let waiting: ((part: T) => void)[] = [];
  let said = false;
  const say = (error: unknown) => {
    if (!said) failed(error);
    said = true;
  };
  const use = (loaded: T, one: (part: T) => void) => {
    try {
      one(loaded);
    } catch (error) {
      say(error);
    }
  };
  const arrive = (loaded: T): T => {
    part = loaded;
    for (const one of waiting) use(loaded, one);
    waiting = [];
    return loaded;
  };
  return {
    with: (one) => {
      if (part !== undefined) return use(part, one);
      if (waiting.length < most) waiting.push(one);
    },
    get: () => {
      loading ??= load().then(arrive);
      loading.catch(say);
      return loading;
    },
  };
}
