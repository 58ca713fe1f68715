import type { Clock } from "../edge/clock.ts";
import type { Keep } from "./keep.ts";
import type { People } from "./people.ts";
import type { Rules } from "./rules.ts";
import type { Answer, Asked } from "./wire.ts";

/** What every stand-in stands on. */
export interface Stage {
  readonly clock: Clock;
  readonly rules: Rules;
  readonly people: People;
  readonly keep: Keep;
}

/** One platform, played. */
export interface StandIn {
  readonly hosts: readonly string[];
  /** Answers a request as the platform would; never throws for what a client sends. */
  answer(asked: Asked): Promise<Answer>;
  /** The platform's own words for a failure that a test asks for, for example 429 or 503. */
  failure(status: number): Answer;
}
