/** Answers that cost something: asked for seldom, one at a time, and waited for with patience that ends. */
import type { Clock } from "../edge/clock.ts";

export interface Sparing<T> {
  /** What was answered last, asked for anew where that is old; null where nothing is answered in time. Never throws. */
  ask(patienceMs: number): Promise<T | null>;
}

export interface Thrift {
  /** How long an answer stands at least. */
  readonly keepMs: number;
  /** It stands so many times as long as it took, too: asking takes only that share of the time. Absent: it doesn't matter. */
  readonly share?: number;
  /** Whether an old answer stands for one that isn't there in time. */
  readonly orOld: boolean;
}

/** @param failed hears why asking failed */
export function sparing<T>(clock: Clock, thrift: Thrift, ask: () => Promise<T>, failed: (error: unknown) => void): Sparing<T> {
  const { keepMs, share = 0, orOld } = thrift;
  let known: { readonly answer: T; readonly until: number } | null = null;
  let asking: Promise<T | null> | null = null;
  const askNow = async (): Promise<T | null> => {
    const begun = clock.mono();
    try {
      const answer = await ask();
      const now = clock.mono();
      known = { answer, until: now + Math.max(keepMs, (now - begun) * share) };
      return answer;
    } catch (error) {
      known = null;
      failed(error);
      return null;
    } finally {
      asking = null;
    }
  };
  return {
    ask: async (patienceMs) => {
      if (known && clock.mono() < known.until) return known.answer;
      asking ??= askNow();
      return within(clock, patienceMs, asking, () => (orOld ? (known?.answer ?? null) : null));
    },
  };
}

/** What comes of the work within that time, else `otherwise`. The work goes on. */
export async function within<T, U>(clock: Clock, ms: number, work: Promise<T>, otherwise: () => U): Promise<T | U> {
  const over = new AbortController();
  try {
    return await Promise.race([work, clock.sleep(ms, over.signal).then(otherwise)]);
  } finally {
    over.abort();
  }
}
