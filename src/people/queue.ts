/** Work that waits its turn; `null` where too much of it waits already. */
export type Queue = <T>(work: () => Promise<T>, isUrgent: boolean) => Promise<T | null>;

/**
 * Lets `most` pieces of work run at a time. What is urgent goes before what is not and is never turned away; of the rest at most
 * `longest` wait.
 */
export function openQueue(most: number, longest: number): Queue {
  const urgent: (() => void)[] = [];
  const others: (() => void)[] = [];
  let running = 0;
  const turn = (isUrgent: boolean) => new Promise<void>((begin) => (isUrgent ? urgent : others).push(begin));
  return async (work, isUrgent) => {
    if (running >= most) {
      if (!isUrgent && others.length >= longest) return null;
      await turn(isUrgent);
    } else running += 1;
    try {
      return await work();
    } finally {
      const next = urgent.shift() ?? others.shift();
      if (next) next();
      else running -= 1;
    }
  };
}
