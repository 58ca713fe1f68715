import type { PostView } from "../../src/domain/view.ts";
import type { RequestFault, RequestPhase, Rules } from "../../src/sandbox/index.ts";
import type { World } from "../../src/sandbox/keep.ts";
import type { Recorded } from "../../src/sandbox/record.ts";
import type { Cast } from "./cast.ts";
import type { Timing } from "./child.ts";
import type { Stage } from "./stage.ts";

/** The nth request of an account, counted from 1 over all starts of the worker. */
export interface Spot {
  readonly account: string;
  readonly nth: number;
}

/**
 * - `kill`: SIGKILL when the request has arrived (it then vanishes), when it has taken effect, or when its answer is out.
 * - `end`: SIGTERM there: the worker finishes the step in hand and ends by itself.
 * - `stop`: SIGSTOP there, and SIGCONT so many milliseconds later.
 * - `fault`: what the stand-in does with it.
 * - `commit`: SIGKILL before or after the nth commit of the nth process that was started.
 * - `start`: SIGKILL so many milliseconds after the nth process was started.
 * - `every-commit`: each process is killed at the first of its commits at which none before it was, until one gets through.
 */
export type Trouble =
  | (Spot & { readonly kind: "kill"; readonly phase: RequestPhase })
  | (Spot & { readonly kind: "end"; readonly phase: RequestPhase })
  | (Spot & { readonly kind: "stop"; readonly phase: RequestPhase; readonly forMs: number })
  | (Spot & { readonly kind: "fault"; readonly fault: RequestFault })
  | { readonly kind: "commit"; readonly start: number; readonly nth: number; readonly side: "before" | "after" }
  | { readonly kind: "start"; readonly start: number; readonly afterMs: number }
  | { readonly kind: "every-commit" };

export interface Script {
  /** What readers are to see in the end. */
  readonly cast: Cast;
  /** What was approved at first; absent: just that. */
  readonly queued?: Cast;
  readonly troubles: readonly Trouble[];
  /**
   * All kills are one: an account that has come to its spot is kept waiting there, and the process is killed when every other has
   * come to its own. What one process can show of one account it shows of fifty.
   */
  readonly together?: boolean;
  /** How long things may take; absent: short. */
  readonly timing?: Timing;
  /** How the platforms behave beside that; X takes repeated texts unless this says otherwise. */
  readonly rules?: Partial<Rules>;
  /** A module that every process of Herald loads first: a broken engine. */
  readonly preload?: string;
  /** What happens before anything goes wrong; the requests that it makes don't count. */
  readonly prelude?: (stage: Stage) => Promise<void>;
  /** Nobody resumes accounts that the engine paused; else somebody does, whenever the workers are through. */
  readonly keepPaused?: boolean;
  /** Text that the account had posted by hand on X before. */
  readonly byHand?: string;
  /** A second worker runs beside the one that is wronged, from start to end. */
  readonly companion?: boolean;
}

/** How it ended: what the journals tell, and what readers see. */
export interface Ending {
  readonly script: Script;
  readonly views: readonly PostView[];
  readonly world: World;
  /** At which commits a process was killed, in order: `outcome post-1 done, before`. */
  readonly struck: readonly string[];
  /** Ids of what readers saw before anything began. */
  readonly prior: readonly string[];
  readonly requests: readonly Recorded[];
  readonly starts: number;
  readonly kills: number;
  /** What did not belong to the script: a worker that would not end, or fell by itself. */
  readonly accidents: readonly string[];
  readonly said: string;
}
