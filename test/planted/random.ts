/** A seeded source of chance (mulberry32): the same seed gives the same errors on every machine. */
export interface Chance {
  /** 0 up to `below`, whole. */
  whole(below: number): number;
  /** One of them; they must not be empty. */
  one<T>(all: readonly T[]): T;
  /** At most `most` of them, in chance order. */
  some<T>(all: readonly T[], most: number): readonly T[];
}

export function chanceFrom(seed: number): Chance {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  const whole = (below: number) => Math.floor(next() * below);
  const some = <T>(all: readonly T[], most: number): readonly T[] => {
    const left = [...all];
    const taken: T[] = [];
    while (taken.length < most && left.length > 0) taken.push(...left.splice(whole(left.length), 1));
    return taken;
  };
  const one = <T>(all: readonly T[]): T => {
    const [taken] = some(all, 1);
    if (taken === undefined) throw new Error("Nothing to choose from.");
    return taken;
  };
  return { whole, one, some };
}
