import type { Instant } from "./instant.ts";

/** An editor stands by words that a finding stops. */
export interface NewOverride {
  /** `claim-number`. */
  readonly code: string;
  /** The finding's own sentence, which names the words: alike in every post of the summary, whatever part they stand in. */
  readonly finding: string;
  readonly reason: string;
}

/** As kept with the summary; it holds for its other posts too, and for as long as the finding reads the same. */
export interface Override extends NewOverride {
  readonly by: string;
  readonly at: Instant;
}
