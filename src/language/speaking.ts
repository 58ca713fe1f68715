import type { Token } from "./tokens.ts";
import type { Who } from "./who.ts";

/** Who says what: the claim's tokens, and whoever answers for them. */
export interface Speaking {
  /** Null where the words are somebody's and nobody is named: `reports suggest`. */
  readonly who: Who | null;
  /** Who stands beside them and is the same, or what they speak for: `its chairman, Dr. Usman Bajwa`, `a study by the institute`. */
  readonly beside: readonly Who[];
  /** Tokens of the claim, `to` exclusive; the speaker may stand inside. */
  readonly from: number;
  readonly to: number;
  /** Where the words stand that say so. */
  readonly at: number;
  /** `found two faults`, `announced a plan`: done with words, and no claim of somebody's. */
  readonly isDeed?: boolean;
}

/** Whatever is named as the source of words, where it is nobody: `unofficial results`. */
export function phrase(tokens: readonly Token[], from: number, to: number): Who | null {
  const keys = tokens.slice(from, to).flatMap(({ kind, key }) => (kind === "word" ? [key] : []));
  const text = tokens
    .slice(from, to)
    .map(({ plain }) => plain)
    .join(" ");
  return keys.length === 0 ? null : { from, to, text, keys, core: keys, kind: "body" };
}
