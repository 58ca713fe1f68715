/** What comes while its like is under way is done together with all else that came meanwhile. */

export interface Gathering<Asked, Answer> {
  /** Two that are alike are never done in one go. */
  readonly keyOf: (asked: Asked) => string;
  /** Does all or none; answers in the same order. */
  readonly doAll: (asked: readonly Asked[]) => Promise<readonly Answer[]>;
  /** So many goes are under way at once. */
  readonly goes: number;
  /** So many are done in one at most. */
  readonly most: number;
  /** After so long a go no longer counts: it may stand before a lock that somebody keeps, or wait for a server that says nothing. */
  readonly longMs: number;
  /** Resolves after so long, or when it is told to. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
}

interface Waiting<Asked, Answer> {
  readonly asked: Asked;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Who comes alone is seen to at once; while so many goes are under way, whoever comes waits for the end of one, and then goes with the
 * others. Where a go with several fails, it is over, and each of them is tried by itself: nobody suffers for another, or waits for one.
 */
export function gathered<Asked, Answer>(how: Gathering<Asked, Answer>): (asked: Asked) => Promise<Answer> {
  const { keyOf, doAll, goes, most, longMs, sleep } = how;
  let waiting: Waiting<Asked, Answer>[] = [];
  const underWay = new Set<string>();
  let open = 0;
  let isDue = false;

  /** Takes those out that go next. */
  const nextGo = (): readonly Waiting<Asked, Answer>[] => {
    const left: Waiting<Asked, Answer>[] = [];
    const taken = new Map<string, Waiting<Asked, Answer>>();
    for (const one of waiting) {
      const key = keyOf(one.asked);
      if (taken.size < most && !taken.has(key) && !underWay.has(key)) taken.set(key, one);
      else left.push(one);
    }
    waiting = left;
    return [...taken.values()];
  };

  /** Never rejects; each of several that failed goes on by itself when this is over. */
  const seeTo = async (go: readonly Waiting<Asked, Answer>[]): Promise<void> => {
    try {
      const answers = await doAll(go.map(({ asked }) => asked));
      for (const [index, { resolve }] of go.entries()) resolve(answers[index] as Answer);
    } catch (error) {
      if (go.length > 1) return go.forEach((one) => void seeTo([one]));
      go[0]?.reject(error);
    }
    for (const { asked } of go) underWay.delete(keyOf(asked));
    begin();
  };

  const begin = () => {
    isDue = false;
    while (open < goes) {
      const go = nextGo();
      if (go.length === 0) return;
      open += 1;
      for (const { asked } of go) underWay.add(keyOf(asked));
      const over = new AbortController();
      const done = seeTo(go).then(() => over.abort());
      void Promise.race([done, sleep(longMs, over.signal)]).then(() => {
        open -= 1;
        begin();
      });
    }
  };

  return (asked) => {
    const { promise, resolve, reject } = Promise.withResolvers<Answer>();
    // Whoever asks in the same turn of the event loop goes along.
    if (!isDue) process.nextTick(begin);
    isDue = true;
    waiting.push({ asked, resolve, reject });
    return promise;
  };
}
