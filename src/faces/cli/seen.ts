import type { Seen } from "../../desk/resolve.ts";
import { block, ok, type Result, refuse } from "../../domain/problem.ts";
import { flag, type Typed, textOption } from "./command.ts";

/** `--took ADDRESS` or `--absent`: what a person saw of the part in doubt; null where neither was given. */
export function readSeen(typed: Typed): Result<Seen | null> {
  const url = textOption(typed, "took");
  if (url === undefined) return ok(flag(typed, "absent") ? { kind: "absent" } : null);
  if (!flag(typed, "absent")) return ok({ kind: "took", url });
  return refuse(block("usage-seen", "--took", "--took and --absent say two different things.", "Give one of them."));
}
