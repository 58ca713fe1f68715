import type { Problem } from "../../domain/problem.ts";

/** What stands open before an editor, and what is folded away below it. */
export interface Folded {
  readonly open: readonly Problem[];
  readonly folded: readonly Problem[];
}

/** More than this nobody reads. */
const mostWarnings = 3;
/** The gravest first; a family that isn't named comes last. */
const weight = ["claim-", "time-", "embargo-", "style-careful", "style-repeated", "link-", "media-", "length-", "alt-"];

function gravity({ code }: Problem): number {
  const at = weight.findIndex((family) => code.startsWith(family));
  return at < 0 ? weight.length : at;
}

/** All that blocks, then the three gravest warnings; the other warnings fold. For people: programs get all of them. */
export function foldWarnings(problems: readonly Problem[]): Folded {
  const stops = problems.filter(({ severity }) => severity === "block");
  const warnings = problems.filter(({ severity }) => severity === "warn").toSorted((a, b) => gravity(a) - gravity(b));
  return { open: [...stops, ...warnings.slice(0, mostWarnings)], folded: warnings.slice(mostWarnings) };
}
