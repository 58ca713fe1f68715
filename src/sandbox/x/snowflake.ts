import type { Stage } from "../stage.ts";

/** Milliseconds since 1970 at which X's ids begin. */
const epoch = 1_288_834_974_657n;

/** A new id: the time in its upper bits, always larger than the last one, even if the clock went back. */
export function nextId(stage: Stage): string {
  const world = stage.keep.world().x;
  const byTime = (BigInt(Math.trunc(stage.clock.now())) - epoch) << 22n;
  const afterLast = BigInt(world.lastId) + 1n;
  world.lastId = String(byTime > afterLast ? byTime : afterLast);
  return world.lastId;
}
