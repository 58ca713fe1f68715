/** Puts what the worker tells into this process's meters. */
import type { Clock } from "../edge/clock.ts";
import type { News } from "../notify/news.ts";
import type { Observer } from "../worker/observer.ts";
import type { Deferred } from "./deferred.ts";
import type { End, Meters } from "./meters.ts";

/** Steps of one kind count together: `post-17` is a `post`. */
export function kindOfStep(key: string): string {
  return key.replace(/-\d+$/, "");
}

export function measure(clock: Clock, meters: Deferred<Meters>): Observer {
  return {
    looked: () => {
      const at = clock.now();
      meters.with(({ looks, lastLook }) => {
        looks.inc();
        lastLook.set(at / 1000);
      });
    },
    took: ({ platform }, since) => {
      // The claim was written down before, by the wall clock; from here on the monotonic one counts.
      const [taken, before] = [clock.mono(), Math.max(0, clock.now() - since)];
      return {
        step: ({ key }, act) => {
          const begun = clock.mono();
          return ({ kind }) => {
            const seconds = (clock.mono() - begun) / 1000;
            meters.with(({ stepSeconds, outcomes, verdicts }) => {
              stepSeconds.observe({ platform, step: kindOfStep(key), act }, seconds);
              if (act === "perform") outcomes.inc({ platform, outcome: kind });
              else verdicts.inc({ platform, verdict: kind });
            });
          };
        },
        shows: (moment, lateMs) => meters.with(({ lateSeconds }) => lateSeconds.observe({ platform, moment }, lateMs / 1000)),
        left: () => {
          const seconds = (before + clock.mono() - taken) / 1000;
          meters.with(({ handlingSeconds }) => handlingSeconds.observe({ platform }, seconds));
        },
      };
    },
  };
}

const endOf: Partial<Readonly<Record<News["kind"], End>>> = {
  published: "published",
  "hand-off": "handed-off",
  held: "held",
  failed: "failed",
  missed: "missed",
};

/** Counts what people are told. */
export function count(news: News, meters: Deferred<Meters>): void {
  if (news.kind === "duplicate") meters.with(({ duplicates }) => duplicates.inc());
  const end = endOf[news.kind];
  if (end === undefined || !("post" in news)) return;
  const { platform } = news.post;
  meters.with(({ ended }) => ended.inc({ platform, end }));
}
