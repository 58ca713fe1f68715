import type { QuietWindow } from "../../domain/account.ts";
import type { Instant } from "../../domain/instant.ts";
import { quietName } from "../../pipeline/schedule/quiet.ts";
import { soonest } from "../../pipeline/schedule.ts";

/** How a house tells its people. */
export interface TellRules {
  /** IANA zone in which the windows are read. */
  readonly timezone: string;
  /** Windows in which nobody is written to. */
  readonly quiet: readonly QuietWindow[];
  /** After how long without a decision somebody is reminded; 0: nobody is. */
  readonly remindMs: number;
}

/** True while nobody is written to. */
export function isQuiet({ timezone, quiet }: Pick<TellRules, "timezone" | "quiet">, at: Instant): boolean {
  return quietName(Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timezone), quiet) !== undefined;
}

/** `at`, or the end of the quiet hours in which it lies. */
export function afterQuiet({ timezone, quiet }: Pick<TellRules, "timezone" | "quiet">, at: Instant): Instant {
  return soonest({ timezone, quiet, slots: [], minGapMs: 0, lateAfterMs: 0 }, at);
}
